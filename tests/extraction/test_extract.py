"""Rules of `extract` as a whole: portal selectors, templates, hostile pages, the same answer each time."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import replace
from datetime import date

import lxml.html
import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import extract, extract_page
from crawler.extraction.template import SiteTemplate, learn
from crawler.markup import UnreadablePageError
from crawler.page import Page
from crawler.portal import FormerSelectors, Portal, Selectors

ONE = "The ministry opened a new station on the river bank on Monday, the first of twelve in the valley."
TWO = "It measures oxygen, temperature and turbidity every ten minutes and sends a message at a limit."
TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "tbody", "tr", "td", "th", "figure", "img",
    "figcaption", "a", "strong", "em",
}  # fmt: skip
PAGE = (
    "<html><head><title>Station | Site</title></head><body><div class=a><h1>A new station</h1>"
    "<div class=when>3 May 2024</div><div class=who>Ilse Marn</div>"
    f"<div class=t><p>{ONE}</p><p class=x>{TWO}</p></div></div><div class=b><h2>Other heading</h2>"
    "<p>Some other text that is a sentence, and stands elsewhere.</p></div></body></html>"
).encode()


def portal(**selectors) -> Portal:
    return Portal(id="xx-test", home="https://portal.example/", selectors=Selectors(**selectors))


def test_selectors_override_what_would_be_found():
    article = extract(PAGE, None, portal=portal(title=".b h2", date=".when", author=".who", body=".b", summary=".x"))
    assert (article.title, article.authors, article.summary) == ("Other heading", ("Ilse Marn",), TWO)
    assert (article.date, article.date_text, article.date_source) == ("2024-05-03", "3 May 2024", "selector")
    assert article.body.endswith("Some other text that is a sentence, and stands elsewhere.")


def test_a_chosen_body_may_stand_in_what_looks_like_chrome():
    page = f"<div id=comments><div class=real><p>{ONE}</p><div class=share>Share it now, please.</div></div></div>"
    assert extract(page.encode(), None, portal=portal(body=".real")).body == ONE


def test_removed_elements_are_in_no_field():
    article = extract(PAGE, None, portal=portal(remove=(".x", ".b")))
    assert article.body == ONE
    assert TWO not in article.body_html


MARKED = (
    "<html lang=en><head><meta name=when content='2024-05-03T08:00:00+07:00'><meta name=tongue content=vi_VN>"
    "<meta name=words content='river, oxygen,river; valley'><meta property='og:image' content='/top.jpg'></head><body>"
    f"<h1>A <i>new</i> station</h1><div class=t><p>{ONE}</p><img class=icon src=/icon/a.gif width=20><p>{TWO}</p>"
    "<a class=big href=/photo/b.jpg>large</a></div>"
    "<div class=ads><a href=/get?7>Plan</a> <a href=/get?7>again</a> <a href='javascript:x()'>Map</a></div>"
).encode()


def test_selectors_read_attributes_and_bare_texts():
    found = extract(
        MARKED,
        "https://portal.example/a",
        portal=portal(
            title="h1::text",
            date="meta[name=when]::attr(content)",
            modified="[name=when]::attr(content)",
            tags="meta[name=words]::attr(content)",
            language="meta[name=tongue]::attr(content)",
        ),
    )
    assert found.title == "A"
    assert (found.date, found.date_source) == ("2024-05-03T08:00:00+07:00", "selector")
    assert (found.modified, found.language) == ("2024-05-03T08:00:00+07:00", "vi-VN")
    assert found.tags == ("river", "oxygen", "valley")


def images_of(selector: str) -> tuple[str, ...]:
    found = extract(MARKED, "https://portal.example/a", portal=portal(images=selector))
    assert [found.body_html.count(image.url) for image in found.images] == [1] * len(found.images)
    return tuple(image.url.removeprefix("https://portal.example") for image in found.images)


def test_chosen_images_are_pictures_what_holds_them_links_or_addresses():
    assert images_of("img.icon") == ("/icon/a.gif",)
    assert images_of(".t") == ("/icon/a.gif",)
    assert images_of("a.big") == ("/photo/b.jpg",)
    assert images_of("meta[property='og:image']::attr(content), img") == ("/top.jpg", "/icon/a.gif")
    assert images_of(".nowhere") == ()


def test_chosen_attachments_are_links_or_what_holds_them():
    found = extract(MARKED, "https://portal.example/a", portal=portal(attachments=".ads"))
    assert [(file.url, file.title) for file in found.attachments] == [("https://portal.example/get?7", "Plan")]
    found = extract(MARKED, "https://portal.example/a", portal=portal(attachments="a.big::attr(href)"))
    assert [(file.url, file.title) for file in found.attachments] == [("https://portal.example/photo/b.jpg", None)]


def test_the_day_of_the_page_decides_which_selectors_hold():
    former = (FormerSelectors(until=date(2021, 3, 1), title=".b h2"),)
    changed = replace(portal(title=".who"), former_selectors=former)
    days = (None, date(2021, 3, 2), date(2021, 3, 1), date(2001, 1, 1))
    titles = [extract(PAGE, None, portal=changed, day=day).title for day in days]
    assert titles == ["Ilse Marn", "Ilse Marn", "Other heading", "Other heading"]


@pytest.mark.parametrize("selector", ["::", "a[", "p:has(", "", "x::text"])
def test_a_selector_that_is_none_selects_nothing(selector):
    assert extract(PAGE, None, portal=portal(body=selector, remove=(selector,))) == extract(PAGE, None)


def test_extract_page_leaves_the_shared_tree_as_it_is():
    page = Page(url="https://portal.example/a", body=PAGE, headers={"content-type": "text/html; charset=utf-8"})
    before = lxml.html.tostring(page.tree)
    article = extract_page(page).article
    assert lxml.html.tostring(page.tree) == before
    assert article == extract(PAGE, "https://portal.example/a")


def page_of(story: str, visitors: int) -> bytes:
    weather = f"<p>In the capital it is {visitors % 30} degrees, with a light wind from the south.</p>"
    text = f"<p>{story}</p><p>{story[::-1]}.</p>{weather}<p>Visitors: {visitors}.</p>"
    return f"<html><body><h1>Story {visitors}</h1><div>{text}</div></body></html>".encode()


def test_a_learned_template_takes_recurring_boxes_out_of_the_content_column():
    stories = [f"{ONE} {word}." for word in ("Fish", "Birds", "Trees", "Frogs")]
    pages = [page_of(story, 1000 + number) for number, story in enumerate(stories)]
    template = learn(lxml.html.document_fromstring(page) for page in pages)
    assert "degrees" in extract(pages[0], None).body
    assert extract(pages[0], None, template).body == f"{stories[0]}\n\n{stories[0][::-1]}."


def test_a_paragraph_that_two_stories_share_is_not_chrome():
    pages = [page_of(ONE, 1), page_of(ONE, 2), *(page_of(f"{TWO} {n * 'x'}", n) for n in range(3, 9))]
    template = learn(lxml.html.document_fromstring(page) for page in pages)
    assert extract(pages[0], None, template).body.startswith(ONE)


def test_an_empty_template_removes_nothing():
    assert extract(PAGE, None, SiteTemplate()) == extract(PAGE, None)


def test_the_text_is_in_nfc():
    composed = "Bộ Tài nguyên và Môi trường vừa công bố báo cáo hiện trạng."
    page = unicodedata.normalize("NFD", f"<div><p>{composed}</p><p>{composed}!</p></div>")
    assert extract(page.encode(), None).body.startswith(composed)


HOSTILE = {
    "deep divs": b"<div>" * 100_000 + b"text",
    "deep inline": b"<p>" + b"<b>" * 100_000 + b"text",
    "deep tables": b"<table><tr><td>" * 30_000 + b"text",
    "deep lists": b"<ul><li>A text that is a sentence." * 5_000,
    "unclosed comment": b"<p>A text that is a sentence.</p><!-- " + b"x" * 1_000_000,
    "plaintext": b"<plaintext>" + b"<p>line</p>" * 50_000,
    "one line": b"<p>" + b"word " * 400_000,
    "one word": b"<p>" + b"a" * 2_000_000,
    "spaces": b"<p>" + b" " * 2_000_000 + b"x",
    "digits": b"<p>" + b"1/" * 500_000,
    "parentheses": b"<p>" + b"(" * 1_000_000,
    "angle brackets": b"<" * 500_000,
    "long class": b"<div class='" + b"x-" * 500_000 + b"'>text</div>",
    "long style": b"<div style='" + b"display " * 200_000 + b"'>text</div>",
    "long srcset": b"<p>A text that is a sentence.</p><img srcset='" + b"a 1w," * 200_000 + b"'>",
    "many pictures": b"<h1>Title</h1><p>A text that is a sentence.</p>" + b"<img src=/a.jpg>" * 20_000,
    "many tables": b"<table><tr><td>A text, a sentence.</td><td>b</td></tr></table>" * 4_000,
    "open svg": b"<svg>" * 1_000 + b"<p>A text that is a sentence.",
    "brackets in JSON-LD": b"<script type='application/ld+json'>" + b"[" * 100_000 + b"</script><p>Text.</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_bounded_time(name):
    start = time.process_time()
    extract(HOSTILE[name], "https://portal.example/")
    assert time.process_time() - start < 8


FRAGMENTS = st.sampled_from(
    ["<p>", "</p>", "<div class=article-body>", "</div>", "<table>", "<tr>", "<td>", "<li>", "<ul>", "<h1>", "<br>",
     "<a href='javascript:x'>", "<a href='/x?a=1&b=\"'>", "</a>", "<b>", "<i>", "<img src=\"a.jpg\" alt='\"><script>'>",
     "<figure>", "<figcaption>", "&lt;script&gt;alert(1)&lt;/script&gt;", "<blockquote>", "<style>", "<!--", "-->",
     "A sentence that is long enough to be counted as prose, and more.", "<select>", "<svg>", "\u202e", "\ud7ff",
     "<math><mtext>", "<nav>", "ภาษาไทย", "</body></html>", "it's \"said\" & done.", "\u0338", "\xa0", "&amp;quot;",
     "<img src=\"it's.jpg?a='b'\" alt=\"it's a 'picture' &lt;b&gt;&nbsp;&quot;\">",
     "<a href=\"/it's?x='&lt;&quot;y\">"],
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=40))
@settings(deadline=None, max_examples=200)
def test_the_html_is_safe_whatever_the_page_holds(fragments):
    html = extract(("<body>" + "".join(fragments) + " x").encode(), "https://portal.example/a").body_html
    cleaned = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}, "img": {"src", "alt"}}, link_rel=None)
    assert cleaned == html


@given(st.binary(min_size=1, max_size=600))
@settings(deadline=None, max_examples=150)
def test_any_bytes_give_an_article_or_a_refusal(body):
    try:
        extract(body, "https://portal.example/a")
    except UnreadablePageError:
        return
