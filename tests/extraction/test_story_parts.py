"""What stands in a story and looks as if it did not, and the other way round: links, folds, repeats, introductions."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from crawler.extraction import extract
from crawler.extraction.blocks import read_layout

ONE = "The ministry opened a new station on the river bank on Monday, the first of twelve in the valley."
TWO = "It measures oxygen, temperature and turbidity every ten minutes and sends a message when a limit is passed."
THREE = "Two schools look after the station and publish the weekly values on a board beside the bridge."
STORY = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
LINKS = "<li><a href=/a.pdf>Plan of the valley</a></li><li><a href=/b.pdf>Map of the stations</a></li>"
TITLES = ["Plan of the valley", "Map of the stations"]


def article_of(inner: str, head: str = "", title: str = "A new station"):
    page = f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{inner}</body></html>"
    return extract(page.encode(), "https://portal.example/a")


def body_of(inner: str, head: str = "") -> list[str]:
    return article_of(inner, head).body.split("\n\n")


def test_links_that_a_sentence_introduces_with_a_colon_are_the_storys():
    body = body_of(
        f"<div><p>{ONE}</p><p>{TWO}</p><p>These papers are open to all:</p><ul>{LINKS}</ul><p>{THREE}</p></div>"
    )
    assert body[3:5] == TITLES


def test_such_links_may_end_the_story():
    body = body_of(f"<div>{STORY}<p>These papers are open to all:</p><ul>{LINKS}</ul></div>")
    assert body[-2:] == TITLES


@pytest.mark.parametrize("before", ["", "<h3>Papers:</h3>", "<p>Read also:</p>"])
def test_other_lists_of_links_are_not(before):
    body = body_of(f"<div><p>{ONE}</p><p>{TWO}</p>{before}<ul>{LINKS}</ul><p>{THREE}</p></div>")
    assert not set(TITLES) & set(body)


ROWS = "".join(
    f"<tr><td>River {n}</td><td><a href=/{n}.csv>List {n}</a></td><td>measured all year, from March</td></tr>"
    for n in range(4)
)


def test_cells_that_are_links_stay_in_a_table_of_data():
    article = article_of(f"<div>{STORY}<table>{ROWS}</table></div>")
    assert "River 2 | List 2 | measured all year, from March" in article.body
    assert '<td><a href="https://portal.example/2.csv">List 2</a></td>' in article.body_html


def test_a_table_of_links_is_none():
    rows = ROWS.replace("measured all year, from March", "").replace("List", "More of this long list of other stories")
    assert "other stories" not in article_of(f"<div>{STORY}<table>{rows}</table></div>").body


def test_a_table_that_is_the_whole_story_keeps_its_rows():
    rows = ROWS.replace(
        "all year, from March", "all year, from March to the end of February, by the schools of the valley"
    )
    article = article_of(f"<div><table>{rows}</table></div>")
    assert article.body.startswith("River 0 | List 0 | measured all year")
    assert article.body_html.startswith("<table><tbody><tr><td>River 0</td>")


def test_a_heading_that_links_stays_in_line_with_the_paragraphs():
    heading = "<h3><a href=/stations/lower>The lower station</a></h3>"
    after = f"<ul><li>Open to all.</li></ul><p>{THREE}</p>"
    body = body_of(f"<div><p>{ONE}</p><p>{TWO}</p><p>{TWO} Twice.</p><p>{ONE} At noon.</p>{heading}{after}</div>")
    assert "The lower station" in body


def test_a_heading_that_points_elsewhere_goes():
    heading = "<h3><a href=/other>Read more: the upper valley</a></h3>"
    assert not any(
        "upper valley" in line for line in body_of(f"<div><p>{ONE}</p>{heading}<p>{TWO}</p><p>{THREE}</p></div>")
    )


def test_after_a_heading_of_other_stories_the_next_heading_is_the_storys():
    other = "<h4>Don't miss</h4><ul><li><a href=/x>Another story</a></li></ul>"
    own = "<h2>What it tells</h2><ul><li>Oxygen at noon</li></ul>"
    body = body_of(f"<div><p>{ONE}</p>{other}{own}<p>{TWO}</p><p>{THREE}</p></div>")
    assert "What it tells" in body
    assert "Oxygen at noon" in body
    assert "Another story" not in body


@pytest.mark.parametrize(
    "panel",
    [
        '<div class="c-accordion__content" aria-hidden="true">',
        '<div role="tabpanel" hidden>',
        '<div class="faq-answer" style="display:none">',
    ],
)
def test_what_a_click_unfolds_is_read(panel):
    assert THREE in body_of(
        f"<div><p>{ONE}</p><p>{TWO}</p><section><h3>Who helps?</h3>{panel}<p>{THREE}</p></div></section></div>"
    )


def test_what_is_hidden_for_good_is_not():
    assert THREE not in body_of(f"<div><p>{ONE}</p><p>{TWO}</p><div class=note hidden><p>{THREE}</p></div></div>")


def test_a_heading_that_unfolds_what_follows_is_no_other_storys():
    fold = f'<div class=accordion><h3><a href="#p1">Who helps?</a></h3><div id=p1><p>{THREE}</p></div></div>'
    body = body_of(f"<div><p>{ONE}</p><p>{TWO}</p>{fold}</div>")
    assert body[2:] == ["Who helps?", THREE]


QUESTION = "What did you see from the bridge when the water rose, and whom did you call about it first of all?"


def test_a_paragraph_that_alone_comes_again_stays():
    assert body_of(f"<div><p>{QUESTION}</p><p>{ONE}</p><p>{QUESTION}</p><p>{TWO}</p></div>").count(QUESTION) == 2


def test_a_passage_that_comes_again_goes():
    assert body_of(f"<div>{STORY}<p>{ONE}</p><p>{TWO}</p></div>") == [ONE, TWO, THREE]


AUTHOR = '<meta name="author" content="Ada Quill">'


@pytest.mark.parametrize(
    "line",
    [
        "Ada Quill writes about rivers, and has lived in the valley for twenty years.",
        "Contact our reporter Ada Quill at quill@portal.example or at the office in the valley.",
    ],
)
def test_who_the_author_is_stands_after_the_story(line):
    body = body_of(f"<div>{STORY}<p>{TWO[3:]}</p><p>{line}</p><p>She keeps bees.</p></div>", AUTHOR)
    assert body == [ONE, TWO, THREE, TWO[3:]]


def test_an_author_who_is_in_the_story_stays_in_it():
    told = "Ada Quill saw the water rise, and called the ministry from the bridge that night."
    last = "Ada Quill writes about rivers, and has lived in the valley for twenty years."
    assert last in body_of(f"<div><p>{told}</p>{STORY}<p>{last}</p></div>", AUTHOR)


def test_what_opens_a_story_above_its_container_is_read_with_it():
    opening = f"<div class=frame><p>{ONE}</p><h2>What it tells</h2><p>{TWO}</p><p>{TWO[3:]}</p></div>"
    rest = "".join(
        f"<p>{THREE} It was the {n}th year of the programme, and the water was clear.</p>" for n in range(12)
    )
    assert body_of(f"<main>{opening}<div class=frame>{rest}</div></main>")[:4] == [
        ONE,
        "What it tells",
        TWO,
        TWO[3:],
    ]


def test_a_chinese_paragraph_is_no_short_line():
    told = "村民只需用手机扫码登录平台，就能查看村务公开情况，对有疑问的可以随时在线上反映，" * 2 + "答复每周公布。"
    page = f"<html><body><h1>平台上线</h1><div><p>{told}</p><p>{told[9:]}</p><p>扫码关注我们</p></div></body></html>"
    body = extract(page.encode(), None).body
    assert told in body
    assert "扫码关注我们" not in body


def test_what_an_author_says_early_is_the_story():
    told = "Ada Quill opened the new station on Monday, the first of twelve that the valley will get."
    assert body_of(f"<div><p>{ONE}</p><p>{told}</p><p>{TWO}</p><p>{THREE}</p></div>", AUTHOR)[1:] == [told, TWO, THREE]


def test_a_heading_that_holds_its_text_in_a_box_is_a_heading():
    body = body_of(f"<div><p>{ONE}</p><h2><div>What it measures</div></h2><p>{TWO}</p><p>{THREE}</p></div>")
    assert body == [ONE, "What it measures", TWO, THREE]


def test_a_lead_that_is_a_list_keeps_all_its_items():
    items = ["A station on the river measures day and night", "Twelve are to follow", "Schools look after them"]
    lead = f"<div><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul></div>"
    summary = f"<meta name=description content='{items[0]}'>"
    assert body_of(f"<header>{lead}</header><article class=article-body>{STORY}</article>", summary)[:3] == items


def test_a_short_lead_that_is_named_so_opens_the_story():
    assert body_of(f"<div><p class=lede>Twelve more are to follow in the valley</p>{STORY}</div>")[0].startswith(
        "Twelve"
    )


def test_what_stands_as_a_heading_above_the_headline_is_no_part_of_the_story():
    kind = "<h4>Press release</h4><p>Tuesday, 3 May 2022</p>"
    page = f"<html><body><div>{kind}<h1>A station</h1>{STORY}</div></body></html>"
    body = extract(page.encode(), "https://portal.example/a").body
    assert body.split("\n\n") == [ONE, TWO, THREE]


def test_summaries_that_are_cut_and_followed_by_a_link_to_read_on_are_other_stories():
    cut = "The council met on Friday and talked for hours about the price of the tickets and the gardens behind it..."
    card = f"<div><div>Tickets</div><div>{cut}</div><div><a href=/b>weiter lesen</a></div></div>"
    body = body_of(f"<div><div class=slides>{card * 4}</div><div>{STORY}</div></div>")
    assert body == [ONE, TWO, THREE]


def test_a_link_that_unfolds_a_part_is_its_heading():
    item = (
        f"<li class=accordion-item><a href='#'>Who looks after it?</a><div class=accordion-content><p>{THREE}</p></div>"
    )
    assert body_of(f"<div><p>{ONE}</p><p>{TWO}</p><ul>{item}</ul></div>") == [ONE, TWO, "Who looks after it?", THREE]


@pytest.mark.parametrize("line", ["Email:", "Monday, 18 April 2022"])
def test_a_story_does_not_end_with_an_empty_label_or_a_bare_date(line):
    assert body_of(f"<div>{STORY}<p>{line}</p></div>") == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=sitewide-alert><p>This site is not updated over the holidays, until May.</p></div>",
        f"<div class=cookie-modal><p>{'Necessary cookies make the site work as it should. ' * 9}</p></div>",
        "<p>Last reviewed: 3 May 2022</p>",
        "<p>Letzte Aktualisierung: 3. Mai 2022</p>",
        "<p>Was this page helpful?</p>",
    ],
    ids=["alert", "consent", "reviewed", "german", "question"],
)
def test_what_government_sites_set_around_every_page_is_no_story(box):
    assert body_of(f"<main>{STORY}{box}</main>") == [ONE, TWO, THREE]


def test_a_line_that_begins_with_a_bracket_and_a_capital_is_one_of_its_own():
    layout = read_layout(document_fromstring("<p>The station on the river that measures day and night<br>(Monday)</p>"))
    assert len(layout.blocks) == 2
    layout = read_layout(
        document_fromstring("<p>The station on the river that measures day and night<br>(and more)</p>")
    )
    assert len(layout.blocks) == 1
