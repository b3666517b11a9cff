"""Dates that stand between the headlines of a list, not in an item with them."""

import pytest

from crawler.discovery.anchors import anchors_of
from crawler.discovery.listing import story_links
from crawler.page import Page

DAYS = (21, 17, 16, 9)
HEADLINES = ("Wetland opens to visitors again", "Ministry plants trees", "New rules on river sand", "Clean beach week")


def dates(form, around="<div>{}</div>"):
    rows = "".join(
        form.format(date=f"{day}/03/2026", link=f"<a href='/news/story-{day}.html'>{words}</a>")
        for day, words in zip(DAYS, HEADLINES, strict=True)
    )
    body = f"<html><body><h1>News</h1>{around.format(rows)}</body></html>".encode()
    page = Page(url="https://portal.example/news", body=body)
    return [link.date for link in story_links(anchors_of(page.tree, page.url), language="vi")]


OWN = [f"2026-03-{day:02}" for day in DAYS]


@pytest.mark.parametrize(
    "form",
    [
        "<p>{date}</p><h3>{link}</h3>",
        "<p>{date}</p><h3>{link}</h3><p>What it says.</p>",
        "<span>{date}</span> {link}<br>",
        "<strong>{date}</strong>{link} ",
        "{date} {link}<br>",
        "{date}<br>{link}<br>",
        "<dt>{date}</dt><dd>{link}</dd>",
        "<dt>{date}</dt><dd>Notice</dd><dd>{link}</dd>",
        "<div>{date}</div><div>{link}</div>",
    ],
)
def test_a_list_that_begins_with_a_date_has_it_before_each_headline(form):
    assert dates(form) == OWN


@pytest.mark.parametrize(
    "form",
    [
        "<h3>{link}</h3><p>{date}</p>",
        "<h3>{link}</h3><p>What it says.</p><p>{date}</p>",
        "{link} <em>{date}</em><br>",
        "{link}<br>{date}<br>",
        "<dt>{link}</dt><dd>{date}</dd>",
        "<div>{link}</div><div>{date}</div>",
    ],
)
def test_a_list_that_ends_with_a_date_has_it_after_each_headline(form):
    assert dates(form) == OWN


@pytest.mark.parametrize(
    "form", ["<tr><td>{date}</td></tr><tr><td>{link}</td></tr>", "<tr><td>{link}</td></tr><tr><td>{date}</td></tr>"]
)
def test_a_row_of_its_own_dates_the_row_of_the_headline(form):
    assert dates(form, "<table>{}</table>") == OWN


def test_the_line_decides_where_a_date_stands_at_both_ends():
    around = "<div>30/03/2026 {} 30/03/2026</div>"
    assert dates("<br>{date} {link}", around) == OWN
    assert dates("{link} {date}<br>", around) == OWN


def test_a_date_beyond_other_links_is_not_the_lists():
    around = "<div>30/03/2026<p><a href='/'>Home</a></p>{}</div>"
    assert dates("<h3>{link}</h3><p>{date}</p>", around) == OWN


def test_a_date_within_each_item_is_its_own():
    assert dates("<p>Now</p><h3>{link} <small>{date}</small></h3>", "<div>01/01/2026{}</div>") == OWN
