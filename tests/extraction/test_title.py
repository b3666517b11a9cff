"""Rules of the title: the visible headline and nothing but it."""

from __future__ import annotations

import pytest

from crawler.extraction import extract
from crawler.extraction.title import without_site

TEXT = "<p>The ministry opened a new station on the river bank on Monday, the first of twelve in the valley.</p>" * 2


def title_of(head: str, inner: str) -> str:
    return extract(f"<html><head>{head}</head><body>{inner}</body></html>".encode(), None).title


@pytest.mark.parametrize(
    ("title", "site", "plain"),
    [
        ("A new station | Ministry of Rivers", None, "A new station"),
        ("A new station on the river - Ministry", "Ministry", "A new station on the river"),
        ("Trạm mới trên sông | Sở TNMT", None, "Trạm mới trên sông"),
        ("青禾省启动湖泊水质夜间巡查_青禾省生态环境厅", None, "青禾省启动湖泊水质夜间巡查"),
        ("Low-water report", None, "Low-water report"),
    ],
)
def test_the_site_is_taken_from_a_title_element(title, site, plain):
    assert without_site(title, site) == plain


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
