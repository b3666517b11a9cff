"""Whatever the bytes are, extract gives a sound Article or refuses the page, in bounded time and memory."""
# ruff: noqa: E501, SIM905 - lists of hostile values, easiest to read in few lines

from __future__ import annotations

import resource
import time
import tracemalloc
import unicodedata

import lxml.html
import nh3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.article import Article
from crawler.extraction import extract
from crawler.markup import MAX_BYTES, UnreadablePageError, parse

ADDRESS = "https://ministry.test/news/2024/05/12/a-page.html"
TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "tr", "td", "th", "a", "strong", "em", "figure",
    "figcaption", "img",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}}
MEGABYTE = 1024 * 1024
SENTENCE = "<p>The ministry said on Monday that the water of the river, after years of work, is clean again.</p>"
LONG = b"<p>" + b"The ministry said on Monday that the water of the river, after years, is clean again. " * 40 + b"</p>"
STORY = f"<html><head><title>Title</title></head><body><h1>The river</h1>{SENTENCE * 20}</body></html>"

QUICK = settings(
    deadline=None,
    max_examples=40,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)

texts = st.text(max_size=60) | st.sampled_from(
    [
        SENTENCE, "12/05/2024 10:30", "&#xD800;&#0;&#x1F;\x0b\x85", "e\u0323\u0302", "\u202eabc\u2066", "]]>-->", "a\u0301" * 9,
        '{"@type":"NewsArticle","headline":["\ud800",1],"datePublished":{},"articleBody":7}', "Ảnh: A. B.", "\ufdd0\uffff",
    ]
)  # fmt: skip
names = st.sampled_from(
    "div p h1 h2 table tr td ul li a span b img figure figcaption time script style svg math template plaintext title"
    " noscript textarea select button form iframe meta link section article blockquote x-y o:p br hr body html".split()
)
attributes = st.dictionaries(
    st.sampled_from("class id href src srcset style datetime content property name alt itemprop lang type".split()),
    texts
    | st.sampled_from(
        [
            "javascript:alert(1)", "//x.test/[", "http://[::1", "data:text/html,x", "a.jpg 1w, b.jpg 99999999999w", "og:title",
            "article:published_time", "application/ld+json", "datePublished", "articleBody", "display:none", "9999-99-99",
        ]
    ),
    max_size=3,
)  # fmt: skip


@st.composite
def elements(draw, inner):
    name = draw(names)
    quote = draw(st.sampled_from(["'", '"', ""]))
    pairs = "".join(f" {key}={quote}{value}{quote}" for key, value in draw(attributes).items())
    closing = draw(st.sampled_from([f"</{name}>", f"</{name}>", "", "</p>", "<!--", "<![CDATA["]))
    return f"<{name}{pairs}>{''.join(draw(st.lists(inner, max_size=4)))}{closing}"


pages = st.lists(st.recursive(texts, elements, max_leaves=20), min_size=1, max_size=5).map("".join)


def read(body: bytes, charset: str | None = None) -> Article | None:
    try:
        return extract(body, ADDRESS, charset=charset)
    except UnreadablePageError:
        return None


def assert_sound(article: Article) -> None:
    """NFC without control characters; HTML of the allowed elements alone, which another sanitizer leaves as it is."""
    shown = [article.title, article.body, article.summary, *article.authors, *article.tags]
    for text in filter(None, shown):
        assert unicodedata.is_normalized("NFC", text)
        assert not [sign for sign in text if unicodedata.category(sign) in {"Cc", "Cs"} and sign != "\n"]
    assert nh3.clean(article.body_html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None) == article.body_html
    if article.body_html:
        tree = lxml.html.fragment_fromstring(article.body_html, create_parent=True)
        assert {element.tag for element in tree.iterdescendants()} <= TAGS
        addresses = [link for _, attribute, link, _ in tree.iterlinks() if attribute in {"href", "src"}]
        assert all(address.startswith(("http://", "https://")) for address in addresses)
    assert all(image.url.startswith(("http://", "https://")) for image in article.images)


@given(st.binary(max_size=600), st.sampled_from([None, "utf-8", "gb2312", "utf-16", "viscii", "windows-1258", "hex"]))
@QUICK
def test_any_bytes_give_a_sound_article_or_a_refusal(body, charset):
    if article := read(b"<h1>Title</h1><p>" + body, charset):
        assert_sound(article)
    read(body, charset)


@given(pages)
@QUICK
def test_any_markup_gives_a_sound_article(page):
    body = f"{STORY[:400]}{page}{STORY[400:]}".encode("utf-8", "replace")
    article = read(body)
    assert article is not None
    assert_sound(article)


@given(pages, st.integers(0, 5000), st.binary(max_size=8))
@QUICK
def test_the_same_bytes_give_the_same_article(page, place, broken):
    body = (STORY + page).encode("utf-8", "replace")
    body = body[:place] + broken + body[place:]
    assert read(body) == read(body)


@pytest.mark.parametrize(
    "odd", ["//[", "http://[]", "//[1]/a.pdf", "https://x.test:99999/", "http://\uff03/", "a.pdf?f=//[", "\u2100.pdf"]
)
def test_addresses_that_are_none_are_read_over(odd):
    links = f'<p><a href="{odd}">{odd}</a> <a href="/a?f={odd}">{odd}</a><img src="{odd}" alt="{odd}"></p>'
    head = f'<link rel=canonical href="{odd}"><meta property="og:image" content="{odd}"><base href="{odd}">'
    article = extract(f"{head}<h1><a href='{odd}'>{odd}</a></h1>{links}{STORY}{links}".encode(), odd)
    assert "clean again" in article.body


HUGE = {
    "30 MB of paragraphs": lambda: b"<h1>T</h1>" + LONG * (30 * MEGABYTE // len(LONG)),
    "30 MB of one line": lambda: b"<h1>T</h1><p>" + b"x" * (30 * MEGABYTE),
    "30 MB of a picture": lambda: STORY.encode() + b'<img src="data:image/png;base64,' + b"iVBO" * (7 * MEGABYTE) + b'">',
    "30 MB of a script": lambda: STORY.encode() + b"<script>" + b"a>b;'\"" * (5 * MEGABYTE),
    "100,000 elements within each other": lambda: b"<div>" * 100_000 + STORY.encode() + b"</div>" * 100_000,
    "unclosed paragraphs of a word": lambda: STORY.encode() + b"<p>word" * 40_000,
    "100,000 attributes": lambda: b"<div " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">" + STORY.encode(),
    "100,000 attributes with > in them": lambda: (
        b"<p " + b" ".join(b"a%d='>'" % n for n in range(100_000)) + b">" + STORY.encode()
    ),
    "cells in a row": lambda: STORY.encode() + b"<table><tr>" + b"<td>cell 1, a text" * 40_000,
    "files in a deep box": lambda: b"<div>" * 1500 + b"<div class=sidebar>" + b"<p><a href=/a.pdf>a</a>" * 9_000 + STORY.encode(),
    "a million entities": lambda: STORY.encode() + b"<p>" + b"&lt;&nbsp;&#xD800;" * 100_000,
    "20,000 suspects and bodies": lambda: (
        b"<div class=sidebar><p>x</div><div class=entry-content><p>y</div>" * 10_000 + STORY.encode()
    ),
    "<plaintext>": lambda: b"<plaintext>" * 10 + STORY.encode() * 500,
    "an unclosed comment": lambda: STORY.encode() + b"<!-- " * 10_000 + STORY.encode() * 500,
    "CDATA": lambda: STORY.encode() + b"<![CDATA[" * 10_000 + STORY.encode() * 500,
}  # fmt: skip


@pytest.mark.parametrize("name", HUGE)
def test_huge_pages_take_bounded_time_and_memory(name):
    body = HUGE[name]()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    article = read(body)
    seconds = time.process_time() - start
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024  # Linux counts in kilobytes
    assert article is not None
    assert "clean again" in article.body or name == "30 MB of one line"
    assert seconds < 2 * (2 + 0.6 * len(body) / MEGABYTE)
    assert peak < 128 * MEGABYTE + 30 * len(body)


def test_python_holds_few_objects_for_a_page_of_a_megabyte():
    body = SENTENCE.encode() * (MEGABYTE // len(SENTENCE))
    tracemalloc.start()
    try:
        read(body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 30 * len(body)


@pytest.mark.parametrize("body", [b"<p>" * 2_100_000, b"x" * (MAX_BYTES + 1), b"\0" * 5000, b"<!--", b"\xff\xfe"])
def test_what_is_beyond_the_bounds_is_refused(body):
    with pytest.raises(UnreadablePageError):
        parse(body)
