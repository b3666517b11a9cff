"""Pages that are none: counted, named in the summary, and the crawl goes on."""

import gzip

import pytest
from static_portal import STORIES, StaticPortal, served
from web import Answer

LONG_LINE = "<p>" + "word " * 200_000
PROSE = "".join(f"<p>{text}</p>" for text in STORIES[0].paragraphs)


def whole(title, inner):
    article = f"<article><h1>{title}</h1><p>12 March 2025</p>{inner}</article>"
    return f"<html><head><title>{title}</title></head><body>{article}</body></html>"


BAD = {
    "/news/an-empty-page-from-the-river-office-501.html": Answer(""),
    "/news/a-binary-page-from-the-river-office-502.html": Answer(bytes(range(256)) * 64),
    "/news/a-gzip-cut-in-the-middle-of-it-all-503.html": Answer(
        gzip.compress(whole("Cut", PROSE * 50).encode())[:-200], headers={"Content-Encoding": "gzip"}
    ),
    "/news/a-redirect-that-never-ends-at-all-504.html": Answer(
        status=302, headers={"Location": "/news/a-redirect-that-never-ends-at-all-504.html"}
    ),
    "/news/a-picture-in-place-of-a-page-505.html": Answer(b"\x89PNG\r\n\x1a\n" + bytes(400), type="image/png"),
    "/news/a-server-error-that-stays-for-ever-506.html": Answer("broken", 500),
    "/news/a-page-that-has-gone-for-good-507.html": Answer("gone", 404),
}
ODD_BUT_READABLE = {
    "/news/a-wrong-charset-that-lies-about-it-511.html": Answer(
        whole(
            "Xe điện chạy thử ở vùng ven sông", "<p>Bộ trưởng cho biết đường ven sông sẽ mở vào tháng tới.</p>" * 9
        ).encode(),
        type="text/html; charset=iso-8859-1",
        headers={},
    ),
    "/news/a-megabyte-on-one-line-without-end-512.html": Answer(whole("A megabyte on one line", PROSE + LONG_LINE)),
    "/news/nested-very-deep-like-a-russian-doll-513.html": Answer(
        whole("Nested very deep", "<div>" * 50_000 + PROSE + "</div>" * 50_000)
    ),
}


class BadPortal(StaticPortal):
    def answer(self, path):
        return {**BAD, **ODD_BUT_READABLE}.get(path) or super().answer(path)

    def listing(self, number):
        links = "".join(
            f'<li><h3><a href="{path}">{path[6:-9].replace("-", " ").capitalize()}</a></h3></li>'
            for path in (*BAD, *ODD_BUT_READABLE)
        )
        page = super().listing(number)
        return page.replace("<ul>", f"<ul>{links}", 1) if number == 1 else page


@pytest.fixture(scope="module")
def crawled(envnews_of_module):
    with served(BadPortal()) as site:
        done = envnews_of_module("crawl", site.web.url, "-s", "RETRY_BACKOFF=0.02", timeout=120)
    return done, {record["title"]: record["body"] for record in envnews_of_module("export").json}


def test_the_crawl_goes_on_and_ends_well(crawled):
    done, titles = crawled
    assert done.code == 0, done.err
    for story in STORIES:
        assert story.title in titles


@pytest.mark.parametrize("path", BAD)
def test_each_bad_page_is_named_with_its_reason(crawled, path):
    done, _ = crawled
    (line,) = [line for line in done.out.splitlines() if path in line]
    assert line.split(path)[1].strip()


@pytest.mark.parametrize("title", ["A megabyte on one line", "Nested very deep", "Xe điện chạy thử ở vùng ven sông"])
def test_odd_pages_are_read_all_the_same(crawled, title):
    assert title in crawled[1]


def test_a_page_that_nests_without_end_keeps_its_text(crawled):
    body = crawled[1]["Nested very deep"]
    assert [paragraph for paragraph in STORIES[0].paragraphs if paragraph not in body] == []


def test_no_traceback_reaches_the_user(crawled):
    assert "Traceback" not in crawled[0].out + crawled[0].err
