"""Rules of the body: which blocks are the story, and which among them are not."""

from __future__ import annotations

from itertools import pairwise

import lxml.html
import pytest

from crawler.extraction import extract
from crawler.extraction.blocks import measure, read_layout
from crawler.extraction.body import block_values, choose, find_body, find_chrome

ONE = "The ministry opened a new station on the river bank on Monday, the first of twelve in the valley."
TWO = "It measures oxygen, temperature and turbidity every ten minutes and sends a message when a limit is passed."
THREE = "Two schools look after the station and publish the weekly values on a board beside the bridge."
STORY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
PARAGRAPHS = [ONE, TWO, THREE]


def body_of(inner: str, title: str = "A new station") -> list[str]:
    page = f"<html><head><title>{title}</title></head><body>{inner}</body></html>"
    return extract(page.encode(), "https://portal.example/a").body.split("\n\n")


def test_a_section_spans_the_blocks_within_it():
    layout = read_layout(lxml.html.document_fromstring("<div id=a><p>one</p>two<div id=b>three<br>Four</div></div>"))
    spans = {
        section.names.split()[0]: (section.start, section.end) for section in layout.sections if section.names.strip()
    }
    assert [block.text for block in layout.blocks] == ["one", "two", "three", "Four"]
    assert spans == {"a": (0, 4), "b": (2, 4)}


def test_the_layout_leaves_the_tree_as_it_is():
    tree = lxml.html.document_fromstring(f"<nav>menu</nav>{STORY}<script>x()</script>")
    before = lxml.html.tostring(tree)
    find_body(read_layout(tree))
    assert lxml.html.tostring(tree) == before


def test_dense_scripts_weigh_double():
    assert measure("water") == 5
    assert measure("环境") == 4
    assert measure("น้ำ") == 6


@pytest.mark.parametrize(
    "story",
    [
        STORY,
        f"<div>{ONE}</div><div>{TWO}</div><div>{THREE}</div>",
        f"<p align=justify>{ONE}<br><br>{TWO}<br><br>{THREE}</p>",
        f"<font face=Arial>{ONE}</font><br>\n<font>{TWO}</font><br><font>{THREE}</font>",
        f"<span>{ONE}</span><br/><br/><span>{TWO}</span><p></p>{THREE}",
    ],
    ids=["p", "div", "br in p", "font", "bare text"],
)
@pytest.mark.parametrize(
    "around",
    [
        "<h1>A new station</h1><div class=text>{}</div>",
        "<table><tr><td><h2>A new station</h2>{}</td><td><a href=/1>Menu</a><br><a href=/2>More</a></td></tr></table>",
        "<form id=aspnetForm action=x><h1>A new station</h1><div class=ms-rtestate-field>{}</div></form>",
        "<main class='has-sidebar comments-open'><h1>A new station</h1><div class='category-weather'>{}</div></main>",
    ],
    ids=["div", "table", "WebForms", "noisy classes"],
)
def test_paragraphs_are_found_however_they_are_marked_up(around, story):
    assert body_of(around.format(story)) == PARAGRAPHS


@pytest.mark.parametrize(
    "chrome",
    [
        "<nav><p>Some long text in the navigation, which tells of everything else.</p></nav>",
        "<div class='related-posts'><p>Some other story, told in a whole sentence that is quite long.</p></div>",
        "<div class=newsletter><p>We write to you every week, and you will like to read it very much.</p></div>",
        "<div id=comments><p>I never believed in stations of this kind, and I will not start with it now!</p></div>",
        "<div style='display: none'><p>Something that nobody ever sees, though it is quite long.</p></div>",
        "<aside><p>An officer at a desk tells of the years in which there was no station at all.</p></aside>",
        "<h3>Related articles</h3><ul><li><a href=/b>Another story of the river and its fish</a></li></ul>",
        "<p>Read more: <a href=/b>Another story of the river and its fish</a></p>",
        "<p>Sign up for our newsletter and never miss a story again.</p>",
        "<h3><a href=/b>Another story of the river</a></h3><p>Its summary is a sentence, as summaries are.</p>",
        "<p>Lượt xem: 1234</p>",
        "<b>Liên kết Website</b><br>Bộ Tài nguyên và Môi trường<br>Tổng cục Thủy lợi",
        "<b>ẢNH VỆ TINH</b><br>Ảnh chụp lúc 14 giờ<br>",
    ],
)
def test_chrome_after_the_story_is_left_out(chrome):
    assert body_of(f"<h1>A new station</h1><div>{STORY}{chrome}</div>") == PARAGRAPHS


def test_a_pointer_between_paragraphs_does_not_end_the_story():
    inner = (
        f"<p>{ONE}</p><h4>Related articles</h4><ul><li><a href=/b>Another story</a></li></ul><p>{TWO}</p><p>{THREE}</p>"
    )
    assert body_of(f"<h1>A new station</h1><div>{inner}</div>") == PARAGRAPHS


def test_parts_in_sibling_containers_are_one_story():
    parts = "".join(f"<div class=part><p>{text}</p></div><div class=ad-slot>Advertisement</div>" for text in PARAGRAPHS)
    assert body_of(f"<h1>A new station</h1><div>{parts}</div>") == PARAGRAPHS


@pytest.mark.parametrize("end", ["*****", "- - -", "◆◆◆", "(Release ID: 2101)", "【編號：113-12】"])
def test_marks_alone_and_the_number_of_a_release_are_no_text(end):
    assert body_of(f"<div>{STORY}<p>{end}</p></div>") == PARAGRAPHS


def test_a_dash_in_a_cell_is_a_value():
    table = "<table><tr><td>Oxygen</td><td>7</td></tr><tr><td>Turbidity</td><td>–</td></tr></table>"
    assert body_of(f"<div>{STORY}{table}</div>")[-1] == "Turbidity | –"


@pytest.mark.parametrize(
    "line",
    [
        "<p>(3 May 2024)</p>",
        "<div class=news-date>Day seven of the month (3 May 2024)</div>",
        "<p>၂၀၂၂ ခုနှစ်၊ နိုဝင်ဘာလ (၁၅) ရက်)</p>",
        "<p>(2024年5月3日)</p>",
        "<p>الجمعة، 3 مايو 2024.</p>",
    ],
)
def test_a_line_that_is_only_a_date_does_not_open_the_story(line):
    assert body_of(f"<div>{line}{STORY}</div>") == PARAGRAPHS


def test_a_short_sentence_with_a_date_opens_the_story():
    first = "On 3 May 2024 the river rose by more than a metre."
    assert body_of(f"<div><p>{first}</p>{STORY}</div>")[0] == first


def test_quotation_marks_stay_in_the_html():
    page = f'<h1>Title</h1><div class=article-body><p>"{ONE[:-1]}," said the town\'s mayor.</p>{STORY}</div>'
    assert f'<p>"{ONE[:-1]}," said the town\'s mayor.</p>' in extract(page.encode(), None).body_html


def test_the_lead_above_the_container_opens_the_story():
    lead = "Twelve stations will watch over the valley before the year is out, the minister said."
    inner = f"<h1>A new station</h1><p class=lead>{lead}</p><div class=entry-content>{STORY}</div>"
    assert body_of(f"<article>{inner}</article>") == [lead, *PARAGRAPHS]


def test_the_headline_is_not_repeated():
    assert "A new station" not in body_of(f"<div><h1>A new station</h1>{STORY}</div>")


def test_subheadings_lists_quotations_and_tables_are_kept_in_order():
    inner = (
        f"<p>{ONE}</p><h2>What it measures</h2><ul><li>Oxygen in the water</li><li>Temperature of it</li></ul>"
        f"<blockquote><p>We did not expect so many fish.</p></blockquote>"
        f"<table><tr><th>Place</th><th>Value</th></tr><tr><td>Bridge</td><td>7.1</td></tr></table><p>{TWO}</p>"
    )
    html = extract(f"<title>A new station</title><h1>A new station</h1><div>{inner}</div>".encode(), None).body_html
    marks = [
        "<h2>What",
        "<ul><li>Oxygen in the water</li><li>",
        "<blockquote><p>We",
        "<table><tbody><tr><th>Place</th>",
        "<p>It ",
    ]
    places = [html.index(mark) for mark in marks]
    assert all(before < after for before, after in pairwise(places))


def test_a_table_that_lays_the_page_out_is_no_table():
    inner = f"<table><tr><td>{STORY}</td></tr></table>"
    assert (
        "<table>" not in extract(f"<h1>A new station</h1><div>{inner}<p>{ONE[:-1]}!</p></div>".encode(), None).body_html
    )


def test_a_line_broken_for_its_width_continues_its_paragraph():
    lines = (
        "The ministry opened a new station on the river bank today,<br>"
        "the first of twelve that it will build in the valley<br>before winter."
    )
    assert body_of(f"<h1>A new station</h1><div><p>{lines}</p>{STORY}</div>")[0] == lines.replace("<br>", " ")


def test_the_json_ld_body_stands_in_for_a_document_without_text():
    data = '{"@context":"https://schema.org","@type":"NewsArticle","headline":"A new station","articleBody":"%s"}'
    script = f"<script type='application/ld+json'>{data % (ONE + chr(92) + 'n' + TWO + chr(92) + 'n' + THREE)}</script>"
    article = extract(f"<html><head>{script}</head><body><div id=app></div></body></html>".encode(), None)
    assert article.body.split("\n\n") == PARAGRAPHS
    assert article.body_html.count("<p>") == 3


def test_a_container_is_never_a_single_paragraph():
    layout = read_layout(lxml.html.document_fromstring(f"<div><p>{ONE}</p></div>"))
    values = block_values(layout)
    assert layout.sections[choose(layout, values, find_chrome(layout, values, None))].tag == "div"


def test_a_page_without_prose_has_an_empty_body():
    assert body_of("<ul><li><a href=/1>One</a></li><li><a href=/2>Two</a></li></ul>") == [""]


def test_a_body_split_into_parts_alike_is_joined_without_what_stands_around():
    parts = "".join(f"<div class=article-body><p>{text} {text}</p></div>" for text in PARAGRAPHS)
    around = (
        "<div class=strip><p>Opening hours of the ministry are nine to five, and noon to five on Fridays.</p></div>"
    )
    assert body_of(f"<div><h1>A new station</h1>{parts}{around}</div>") == [f"{text} {text}" for text in PARAGRAPHS]


def test_a_story_of_mere_links_is_found_under_its_paragraph():
    links = "".join(
        f"<p><a href=/b/{n}>A book of great length, number {n}, by somebody</a> (1998)</p>" for n in range(60)
    )
    assert ONE in body_of(f"<div><h1>A new station</h1><p>{ONE}</p>{links}</div>")


def test_a_long_paragraph_may_speak_of_newsletters():
    about = "The newsletter of the station has four thousand readers, who subscribe to it for the tables in it."
    assert about + " " + TWO in body_of(f"<div><p>{ONE}</p><p>{about} {TWO}</p><p>{THREE}</p></div>")
    assert body_of(f"<div>{STORY}<p>Subscribe to the newsletter of the station.</p></div>") == PARAGRAPHS


def test_a_linked_heading_over_a_paragraph_stays():
    more = "".join(f"<p>{text} {number}.</p>" for number, text in enumerate(PARAGRAPHS))
    story = f"<p>{ONE}</p><h3><a href=/2>The second station</a></h3><p>{TWO}</p><p>{THREE}</p>{more}"
    assert body_of(f"<div class=article-body><h1>A new station</h1>{story}</div>")[1] == "The second station"


def test_a_name_of_many_words_is_a_slug_and_no_sign_of_chrome():
    section = f"<section id=menu-ideas-for-a-memorable-river-day><p>{TWO}</p></section>"
    assert TWO in body_of(f"<div><p>{ONE}</p>{section}<p>{THREE}</p></div>")


def test_of_centred_paragraphs_the_one_after_a_picture_is_text():
    story = "".join(f"<p align=center>{text}</p>" for text in PARAGRAPHS)
    assert body_of(f"<div><h1>A new station</h1><p><img src=/a.jpg></p>{story}</div>") == PARAGRAPHS
