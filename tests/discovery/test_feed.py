"""Feeds become Links: title, date, next page; hostile ones become nothing."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery.feed import feed_stories
from crawler.discovery.sniff import is_feed

URL = "https://portal.example/feed/"

RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Tin</title><generator>https://wordpress.org/?v=6.5</generator>
<item><title>Hồ Sen &amp; suối &lt;b&gt;Trong&lt;/b&gt;</title>
<link>/ho-sen-4711.html?utm_source=rss</link><pubDate>Wed, 12 Aug 2026 10:00:00 +0700</pubDate></item>
<item><title>Hồ Sen</title><link>https://portal.example/ho-sen-4711.html</link></item>
<item><title>Ngày của ta</title><link>/b-1.html</link><pubDate>25/07/2026 08:00:00</pubDate></item>
<item><title>Hai cách đọc</title><link>/c-1.html</link><pubDate>3/4/2026 9:00:00 AM</pubDate></item>
<item><title>Không địa chỉ</title></item></channel></rss>""".encode()
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item rdf:about="https://portal.example/a-1"><title>A</title><link>https://portal.example/a-1</link><dc:date>2026-08-12T09:00:00+09:00</dc:date></item></rdf:RDF>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link rel="next" href="?page=2"/>
<entry><title>A</title><link rel="alternate" href="/a-1"/><published>2026-08-12T09:00:00Z</published>
<updated>2026-08-20T09:00:00Z</updated></entry>
<entry><title>B</title><link href="/b-1"/><updated>2026-08-20T09:00:00Z</updated></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "next_url": "/feed.json?page=2",
        "items": [
            {"url": "/a-1", "title": "A", "date_published": "2026-08-12T09:00:00+02:00"},
            {"id": 7},
            "x",
            {"url": 3},
        ],
    }
).encode()


def rows(body):
    return [
        (link.url.removeprefix("https://portal.example"), link.title, link.date)
        for link in feed_stories(body, URL)
        if not link.pager
    ]


def next_page(body):
    return [link.url for link in feed_stories(body, URL) if link.pager]


def test_rss_gives_titles_and_dates_with_their_own_offset():
    assert rows(RSS) == [
        ("/ho-sen-4711.html", "Hồ Sen & suối Trong", "2026-08-12T10:00:00+07:00"),
        ("/b-1.html", "Ngày của ta", "2026-07-25"),
        ("/c-1.html", "Hai cách đọc", None),
    ]


def test_rss_1_keeps_its_dublin_core_date():
    assert rows(RDF) == [("/a-1", "A", "2026-08-12T09:00:00+09:00")]


def test_the_updated_of_atom_is_no_publication():
    assert rows(ATOM) == [("/a-1", "A", "2026-08-12T09:00:00+00:00"), ("/b-1", "B", None)]


def test_json_feed_is_read_and_what_is_no_item_left_out():
    assert rows(JSON_FEED)[0] == ("/a-1", "A", "2026-08-12T09:00:00+02:00")


def test_next_pages_are_named_by_the_feed_or_known_of_wordpress():
    assert next_page(ATOM) == ["https://portal.example/feed/?page=2"]
    assert next_page(JSON_FEED) == ["https://portal.example/feed.json?page=2"]
    assert next_page(RSS) == []
    items = b"".join(b"<item><link>/s-%d</link></item>" % i for i in range(10))
    full = RSS.replace(b"</channel>", items + b"</channel>")
    assert next_page(full) == ["https://portal.example/feed/?paged=2"]
    assert [link.url for link in feed_stories(full, URL + "?paged=2") if link.pager] == [URL + "?paged=3"]


def test_the_archives_of_a_feed_are_its_further_pages():
    archive = ATOM.replace(b'rel="next" href="?page=2"', b'rel="prev-archive" href="/feed/2025/"')
    assert next_page(archive) == ["https://portal.example/feed/2025/"]
    rss = RSS.replace(b"<title>Tin</title>", b'<atom:link rel="prev-archive" href="/feed/2025.xml"/>')
    assert next_page(rss) == ["https://portal.example/feed/2025.xml"]
    assert next_page(archive.replace(b"prev-archive", b"next-archive")) == []


def test_wordpress_is_known_without_its_name():
    items = b"".join(b"<item><link>/s-%d</link></item>" % i for i in range(10))
    plain = RSS.replace(b"<generator>https://wordpress.org/?v=6.5</generator>", b"")
    full = plain.replace(b"</channel>", items + b"</channel>")
    assert next_page(full) == []
    shown = full.replace(b"<item>", b"<item><description>/wp-content/uploads/a.jpg</description>", 1)
    assert next_page(shown) == ["https://portal.example/feed/?paged=2"]


def test_a_feed_that_counts_its_items_is_counted_on():
    counts = b"<openSearch:totalResults>%d</openSearch:totalResults><openSearch:startIndex>1</openSearch:startIndex>"
    feed = ATOM.replace(b'<link rel="next" href="?page=2"/>', counts % 30).replace(
        b"<feed ", b'<feed xmlns:openSearch="http://a9.com/-/spec/opensearchrss/1.0/" '
    )
    assert next_page(feed) == ["https://portal.example/feed/?start-index=3"]
    assert next_page(feed.replace(b"30", b"2")) == []


def test_comments_and_files_are_no_stories_and_counters_give_way_to_the_page():
    items = (
        b"<item><title>By: A reader</title><link>https://portal.example/a-1#comment-7</link></item>"
        b"<item><link>https://portal.example/episode-7.mp3</link></item>"
        b"<item><link>https://click.example/~r/1</link><guid>https://portal.example/b-1</guid></item>"
        b"<item><link>https://other.example/c-1</link><guid>7 at other</guid></item>"
    )
    links = feed_stories(b"<rss version='2.0'><channel>%s</channel></rss>" % items, URL)
    assert [link.url for link in links] == ["https://portal.example/b-1", "https://other.example/c-1"]


def test_utf_16_with_a_wrong_declaration_is_read():
    body = (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><item><title>'
        "Tin mới</title><link>/a-1</link></item></channel></rss>"
    )
    assert is_feed(body.encode("utf-16"))
    assert rows(body.encode("utf-16")) == [("/a-1", "Tin mới", None)]


def test_the_usual_faults_are_mended():
    body = (
        '<?xml version="1.0"?><rss version="2.0"><channel><item><title>Rừng & biển&nbsp;xanh</title>'
        "<link>/a-1?b=1&c=2</link><content:encoded><![CDATA[<p>x</p>]]></content:encoded></item>\x0b"
        "<item><title>Hai</title><link>/b-1</link></item>"
    ).encode()
    assert [(url, (title or "").split()[0]) for url, title, _ in rows(body)] == [
        ("/a-1?b=1&c=2", "Rừng"),
        ("/b-1", "Hai"),
    ]


def test_undeclared_bytes_beyond_utf_8_are_no_error():
    body = (
        '<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><item><title>'
        "Чистые реки</title><link>/a</link></item></channel></rss>"
    )
    assert rows(body.encode("cp1251")) == [("/a", "Чистые реки", None)]
    assert rows(body.replace("windows-1251", "utf-8").encode("cp1251"))[0][0] == "/a"


@pytest.mark.parametrize("encode", ["utf-8", "utf-16"])
def test_an_entity_bomb_stays_small(encode):
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha ha ha ha">' + "".join(
        f'<!ENTITY {new} "{("&" + old + ";") * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    body = bomb + ']><rss version="2.0"><channel><item><title>x &i;</title><link>/a-1</link></item></channel></rss>'
    assert all(len(title or "") < 500 for _, title, _ in rows(body.encode(encode)))


def test_nothing_is_fetched_and_no_file_is_opened(tmp_path, monkeypatch):
    secret = tmp_path / "feed.xml"
    secret.write_bytes(RDF)
    monkeypatch.chdir(tmp_path)
    assert feed_stories(b"feed.xml", URL) == []
    assert feed_stories(str(secret).encode(), URL) == []
    assert feed_stories(b"http://127.0.0.1:9/feed", URL) == []
    xxe = (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        b'<rss version="2.0"><channel><item><title>[&f;]</title><link>/a-1</link></item></channel>'
        b"</rss>"
    )
    assert all(title in {"[]", "[&f;]", None} for _, title, _ in rows(xxe))


def test_two_thousand_stories_at_most():
    body = (
        b"<rss version='2.0'><channel>"
        + b"".join(b"<item><link>/s-%d</link></item>" % i for i in range(2_500))
        + b"</channel></rss>"
    )
    assert len(feed_stories(body, URL)) == 2_000


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html></html>",
        b"[" * 100_000,
        b"{}",
        b"null",
        b"\xff\xfe\x00",
        RSS[:500],
        b"\x1f\x8b\x00",
        b'{"version": "https://jsonfeed.org/version/1", "items": 3}',
    ],
)
def test_what_is_no_feed_gives_nothing_or_its_beginning(body):
    assert len(feed_stories(body, URL)) <= 2


def test_feeds_are_known_by_their_root_whatever_stands_before_it():
    for body in (
        RSS,
        RDF,
        ATOM,
        JSON_FEED,
        b"\xef\xbb\xbf \n<!-- x --><?xml-stylesheet href='a'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss>",
    ):
        assert is_feed(body)
    for body in (b"<html><rss>", b"", b"<!doctype html><html>", b"<urlset>", b"rss", b"{}"):
        assert not is_feed(body)


@settings(max_examples=40)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"<rss><channel>", b"<feed>", b'{"version":"https://jsonfeed.org/version/1","items":[']),
)
def test_no_bytes_are_an_error(tail, head):
    feed_stories(head + tail, URL)
    is_feed(head + tail)
