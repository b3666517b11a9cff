"""Rules of the title: the visible headline and nothing but it."""

from __future__ import annotations

import pytest

from crawler.extraction import extract
from crawler.extraction.title import site_names, without_site

TEXT = "<p>The ministry opened a new station on the river bank on Monday, the first of twelve in the valley.</p>" * 2


def title_of(head: str, inner: str, url: str | None = None) -> str:
    return extract(f"<html><head>{head}</head><body>{inner}</body></html>".encode(), url).title


@pytest.mark.parametrize(
    ("title", "site", "plain"),
    [
        ("A new station | Ministry of Rivers", None, "A new station"),
        ("A new station on the river - Ministry", "Ministry", "A new station on the river"),
        ("Trạm mới trên sông | Sở TNMT", None, "Trạm mới trên sông"),
        ("青禾省启动湖泊水质夜间巡查_青禾省生态环境厅", None, "青禾省启动湖泊水质夜间巡查"),
        ("青禾省启动湖泊水质夜间巡查--要闻--青禾网", "青禾网", "青禾省启动湖泊水质夜间巡查"),
        ("강 관측소 열다-정치ㅣ푸른일보", "푸른일보", "강 관측소 열다"),
        ("Ministry of Rivers :: A new station", "Ministry of Rivers", "A new station"),
        ("Low-water report", None, "Low-water report"),
    ],
)
def test_the_site_is_taken_from_a_title_element(title, site, plain):
    assert without_site(title, site_names(site, title, None)) == plain


def test_the_heading_that_the_title_element_names_is_the_headline():
    inner = f"<h1>Ministry of Rivers</h1><div><h2>A new station opens</h2>{TEXT}</div>"
    assert title_of("<title>A new station opens - Ministry of Rivers</title>", inner) == "A new station opens"


def test_the_visible_headline_wins_over_what_is_stated_for_search_engines():
    head = "<title>Station opens</title><meta property='og:title' content='River station opens | Ministry'>"
    assert (
        title_of(head, f"<h1>A new station opens on the river</h1><div>{TEXT}</div>")
        == "A new station opens on the river"
    )


def test_a_kicker_within_the_headline_is_left_out():
    head = "<title>A new station opens</title><meta property='og:title' content='A new station opens'>"
    assert title_of(head, f"<h1>Rivers: A new station opens</h1><div>{TEXT}</div>") == "A new station opens"


def test_without_headings_a_bold_line_above_the_text_is_the_headline():
    line = "<font size=4><b>Khánh thành trạm quan trắc</b></font><br>Ngày đăng: 10/08/2023<br>"
    inner = f"<table><tr><td>{line}{TEXT}</td></tr></table>"
    assert title_of("<title>Cổng thông tin</title>", inner) == "Khánh thành trạm quan trắc"


def test_soft_hyphens_and_decomposed_letters_are_normalised():
    inner = f"<h1>Mo\u0302i tru\u031bo\u031b\u0300ng nu\u031bo\u031b\u0301c: Um\u00adwelt</h1><div>{TEXT}</div>"
    assert title_of("", inner) == "Môi trường nước: Umwelt"


def test_a_page_that_says_nothing_has_an_empty_title():
    assert title_of("", "<p>x</p>") == ""


def test_a_site_that_stands_first_in_the_title_element_is_told_by_the_host():
    inner = f"<h1>Blue Rivers</h1><p>Data</p><h1>Stations</h1>{TEXT}"
    assert (
        title_of("<title>Blue-Rivers - Stations</title>", inner, "http://www.blue-rivers.gov.example/a") == "Stations"
    )


def test_the_site_is_cut_off_a_visible_headline_too():
    head = "<title>Stations</title><meta property='og:site_name' content='Ministry of Rivers'>"
    assert title_of(head, f"<h1>A new station opens | Ministry of Rivers</h1>{TEXT}") == "A new station opens"


def test_a_heading_in_a_path_of_links_is_no_headline():
    path = "<ul class='breadcrumb'><li><a href='/'>Home</a></li><li><h1>Station opens: what it measures</h1></li></ul>"
    head = (
        "<title>Station opens: what it measures</title><meta property='og:title' content='What the station measures'>"
    )
    assert title_of(head, f"{path}<div><h2>What the station measures</h2>{TEXT}</div>") == "What the station measures"


def test_a_box_of_another_h1_leaves_the_only_h1_of_the_story():
    box = "<div class='related-stories'><h1>More from the rivers</h1><a href='/b'>Another story of the valley</a></div>"
    head = "<title>Low water: what to know</title>"
    assert title_of(head, f"<h1>The river is low again this summer</h1>{TEXT}{box}") == (
        "The river is low again this summer"
    )


def test_a_section_that_the_title_element_repeats_loses_to_what_is_stated_and_shown():
    head = "<title>Rivers - Current</title><meta property='og:title' content='The viewer is switched off'>"
    assert title_of(head, f"<h1>Current</h1><h2>The viewer is switched off</h2>{TEXT}") == "The viewer is switched off"


def test_the_only_h1_wins_over_a_line_that_is_the_title_elements_date():
    head = "<title>Tuesday, October 16, 2018 | Office of Rivers</title>"
    inner = f"<p>Tuesday, October 16, 2018</p><h1>The office opens twelve stations in the valley</h1>{TEXT}"
    assert title_of(head, inner) == "The office opens twelve stations in the valley"


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("Rivers: A new station opens", "<span>Rivers</span> <span>A new station opens</span>"),
        ("Rivers: A new station opens", "<span>Rivers</span>:<span>A new station opens</span>"),
        ("Rivers – A new station opens", "Rivers<br>A new station opens"),
    ],
)
def test_a_headline_of_two_lines_is_written_as_the_page_writes_it_elsewhere(stated, shown):
    assert title_of(f"<meta property='og:title' content='{stated}'>", f"<h1>{shown}</h1>{TEXT}") == stated


def test_a_kicker_that_its_class_tells_is_left_out_unless_the_title_has_it_everywhere():
    shown = f"<h1><span class='story__kicker'>Rivers</span> <span>A new station opens</span></h1>{TEXT}"
    assert title_of("<title>Water news: A new station opens</title>", shown) == "A new station opens"
    assert title_of("<meta property='og:title' content='Rivers: A new station opens'>", shown) == (
        "Rivers: A new station opens"
    )


def test_markup_entities_and_invisible_characters_of_a_stated_title_are_removed():
    stated = "&lt;p&gt;&lt;span&gt;湖泊水质&amp;amp;夜间巡查\u200b&lt;/span&gt;&lt;/p&gt;"
    assert title_of(f"<meta name='ArticleTitle' content='{stated}'>", TEXT) == "湖泊水质&夜间巡查"


def test_a_headline_that_links_to_its_own_page_is_one():
    head = "<title>Blog of Ilse » Archive » Small integers of the river</title>"
    link = "<a href='/2019/small-integers/'>Small integers of the river</a>"
    inner = f"<h1><a href='/'>Blog of Ilse</a></h1><h2>{link}</h2>{TEXT}"
    assert title_of(head, inner, "http://ilse.example/2019/small-integers/") == "Small integers of the river"


def test_an_h1_that_wraps_its_text_in_a_box_is_the_headline():
    head = "<title>Low water: what to know</title>"
    inner = f"<h1><div class='name'>The river is low again this summer</div></h1><div>{TEXT}</div>"
    assert title_of(head, inner) == "The river is low again this summer"


def test_a_stated_headline_keeps_its_second_part():
    script = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Fire in a plant – heavy smoke"}</script>'
    )
    assert title_of(script, TEXT) == "Fire in a plant – heavy smoke"


def test_a_title_of_a_million_blanks_and_bars_costs_no_time():
    head = f"<title>{'| ' * 500_000}</title><meta property='og:title' content='{' ' * 4000}| {'- ' * 400}'>"
    assert title_of(head, f"<h1>{'- ' * 200_000}</h1><h1>A new station opens</h1>{TEXT}") == "A new station opens"


SITE = "<title>Ministry of Rivers</title>"


@pytest.mark.parametrize(
    "label", ["제목", "Tiêu đề", "标题", "件名", "题目", "Title:", "หัวข้อ", "العنوان", "Тема :", "Título"]
)
@pytest.mark.parametrize(
    "form",
    [
        "<table><tr><th>{0}</th><td colspan='3'>{1}</td></tr><tr><th>A</th><td>B</td></tr></table><div>{2}</div>",
        "<table><tr><td><b>{0}</b></td><td><p>{1}</p></td></tr></table><div>{2}</div>",
        "<dl><dt>{0}</dt><dd>{1}</dd><dt>C</dt><dd>2026-03-04</dd></dl><div>{2}</div>",
    ],
)
def test_without_a_heading_the_cell_beside_the_label_is_the_headline(label, form):
    assert title_of(SITE, form.format(label, "정전 안내", TEXT)) == "정전 안내"


def test_a_heading_that_says_no_more_than_the_title_of_all_pages_gives_way_to_the_labelled_cell():
    inner = f"<h2>Ministry of Rivers</h2><table><tr><th>Title</th><td>Power cut</td></tr></table><div>{TEXT}</div>"
    assert title_of(SITE, inner) == "Power cut"


def test_a_labelled_cell_within_a_story_with_a_heading_is_not_its_headline():
    table = "<table><tr><th>Title</th><td>Engineer of waterways</td></tr></table>"
    assert title_of(SITE, f"<h1>We are looking for an engineer</h1><div>{TEXT}{table}</div>").startswith("We are")
    head = "<title>An engineer is wanted | Ministry of Rivers</title>"
    assert title_of(head, f"<h2>An engineer is wanted</h2><div>{TEXT}{table}</div>") == "An engineer is wanted"


def test_the_head_of_a_listing_labels_no_headline():
    table = "<table><tr><td>Title</td><td>Office of the day</td><td>Date</td></tr></table>"
    assert "Office" not in title_of(SITE, f"{table}<div>{TEXT}</div>")
