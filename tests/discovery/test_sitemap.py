"""Sitemaps become Links; lastmod is never a publication date; hostile files stay small."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from crawler.discovery.link import Kind
from crawler.discovery.robots import sitemaps_of
from crawler.discovery.sitemap import sitemap_entries, sitemap_links
from crawler.discovery.sniff import inflated, is_sitemap, is_text_sitemap

URL = "https://portal.example/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
URLSET = f"""<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/xsl" href="/s.xsl"?>
<urlset {NS} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://portal.example/tin-tuc/ho-sen-duoc-nao-vet-truoc-mua-mua-4711.html </loc>
<lastmod>2026-08-12</lastmod>
<image:image><image:loc>https://portal.example/a.jpg</image:loc><image:title>Ảnh</image:title></image:image></url>
<url><loc>https://portal.example/lien-he</loc><lastmod>2026-08-12</lastmod></url>
<url><loc>/vi/x</loc><news:news>
<news:publication><news:name>Cổng</news:name><news:language>vi</news:language></news:publication>
<news:publication_date>2026-08-12T07:00:00+07:00</news:publication_date>
<news:title>Suối trong</news:title></news:news></url>
<url><loc>mailto:a@b.example</loc></url><url></url>
</urlset>""".encode()
INDEX = (
    f"<sitemapindex {NS}><sitemap><loc>https://portal.example/sitemap-1.xml.gz</loc><lastmod>"
    f"2026-01-01</lastmod></sitemap></sitemapindex>"
).encode()


def test_a_page_is_scored_by_its_address_and_lastmod_is_no_date():
    story, contact, _ = sitemap_links(URLSET, URL)
    assert (story.kind, story.date, story.title) == (Kind.ARTICLE, None, None)
    assert story.score > 0.9
    assert (contact.kind, contact.date) == (Kind.UNKNOWN, None)
    assert [entry.lastmod for entry in sitemap_entries(URLSET, URL)] == ["2026-08-12", "2026-08-12", None]


def test_a_news_sitemap_gives_title_and_date():
    news = sitemap_links(URLSET, URL)[2]
    assert (news.url, news.kind, news.title, news.date) == (
        "https://portal.example/vi/x",
        Kind.ARTICLE,
        "Suối trong",
        "2026-08-12T07:00:00+07:00",
    )


def test_an_index_names_sitemaps():
    assert [(link.kind, link.url) for link in sitemap_links(INDEX, URL)] == [
        (Kind.SITEMAP, "https://portal.example/sitemap-1.xml.gz")
    ]


def sitemap(*paths):
    return "".join(
        ["<urlset>", *(f"<url><loc>https://portal.example{path}</loc></url>" for path in paths), "</urlset>"]
    ).encode()


def test_a_sitemaps_own_name_says_whether_it_holds_stories():
    body = sitemap("/our-mission-vision-and-core-values/")
    scores = [
        sitemap_links(body, f"https://portal.example/{name}-sitemap.xml")[0].score for name in ("post", "x", "page")
    ]
    assert scores[0] > scores[1] > 0.5 > scores[2]
    index = b"<sitemapindex>%s</sitemapindex>" % b"".join(
        b"<sitemap><loc>https://portal.example/wp-sitemap-%s-1.xml</loc></sitemap>" % name
        for name in (b"posts-post", b"posts-page", b"taxonomies-category", b"users")
    )
    assert [link.url for link in sitemap_links(index, URL)] == ["https://portal.example/wp-sitemap-posts-post-1.xml"]
    only = index.replace(b"posts-post", b"misc")
    assert len(sitemap_links(only, URL)) == 4


def test_stories_are_many_of_one_shape_and_the_sites_own_pages_are_not():
    stories = [f"/news/story-of-the-waters-{i}" for i in range(100, 130)]
    own = ["/about/our-mission-and-values", "/ministry-organisation-chart/", "/services/how-to-apply"]
    links = sitemap_links(sitemap(*stories, *own), URL)
    assert all(link.kind is Kind.ARTICLE and link.score > 0.9 for link in links[:30])
    assert not any(link.score >= 0.6 for link in links[30:])


def test_the_news_make_the_other_folders_of_a_sitemap_doubtful():
    stories = [f"/news/story-of-the-waters-{name}-again" for name in "abcdefghijklmno"]
    others = [f"/departments/department-of-{name}-things" for name in "abcdefghij"]
    apart, dated = sitemap(*others, *others[:1]), [f"/2025/05/letter-of-the-{name}-things" for name in "abcdefghij"]
    assert {link.kind for link in sitemap_links(apart, URL)} == {Kind.ARTICLE}
    kinds = [link.kind for link in sitemap_links(sitemap(*stories, *others, *dated), URL)]
    assert kinds == [Kind.ARTICLE] * 15 + [Kind.UNKNOWN] * 10 + [Kind.ARTICLE] * 10


def test_an_index_gives_stories_first_and_what_changed_last_before_the_rest():
    children = (("pages-x", "2026-09-01"), ("2024", "2024-12-30"), ("2026", "2026-08-01"), ("post", ""))
    body = "".join(
        f"<sitemap><loc>https://portal.example/s-{name}.xml</loc><lastmod>{day}</lastmod></sitemap>"
        for name, day in children
    )
    links = sitemap_links(f"<sitemapindex>{body}</sitemapindex>".encode(), URL)
    assert [link.url[25:-4] for link in links] == ["post", "2026", "2024"]


def test_the_editions_of_a_page_are_pages_too_each_once():
    body = b"""<urlset xmlns:xhtml="http://www.w3.org/1999/xhtml"><url><loc>https://portal.example/en/a-1</loc>
    <xhtml:link rel="alternate" hreflang="vi" href="https://portal.example/vi/a-1"/>
    <xhtml:link rel="alternate" hreflang="en" href="https://portal.example/en/a-1"/>
    <xhtml:link rel="alternate" media="handheld" href="https://m.portal.example/a-1"/></url></urlset>"""
    assert [link.url for link in sitemap_links(body, URL)] == [
        f"https://portal.example/{at}/a-1" for at in ("en", "vi")
    ]


def test_gzip_is_read_even_where_it_is_cut():
    whole = gzip.compress(URLSET)
    assert is_sitemap(whole)
    assert sitemap_links(whole, URL) == sitemap_links(URLSET, URL)
    assert len(sitemap_links(whole[: len(whole) * 2 // 3], URL)) <= 3


def test_a_gzip_bomb_is_stopped():
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000)
    assert len(inflated(bomb, 1_000_000)) <= 1_000_000
    assert list(sitemap_entries(bomb, URL)) == []


def test_plain_text_sitemaps_are_read():
    body = b"\xef\xbb\xbfhttps://portal.example/a\nhttps://portal.example/b\n\n"
    assert is_text_sitemap(body)
    assert [entry.url for entry in sitemap_entries(body, URL)] == [
        "https://portal.example/a",
        "https://portal.example/b",
    ]
    assert not is_text_sitemap(b"<html>https://portal.example/a</html>")
    assert not is_text_sitemap(b"https://portal.example/a")


def test_entities_are_not_expanded_and_no_file_is_read():
    bomb = b'<!DOCTYPE u [<!ENTITY a "https://portal.example/a"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = bomb + b"<urlset><url><loc>&a;</loc></url><url><loc>https://portal.example/&f;</loc></url></urlset>"
    assert [entry.url for entry in sitemap_entries(body, URL)] == ["https://portal.example/"]


def test_a_cut_file_gives_what_stands_before_the_cut():
    assert len(sitemap_links(URLSET[: URLSET.index(b"lien-he") + 30], URL)) == 2


def test_fifty_thousand_links_at_most():
    body = (
        b"<urlset>"
        + b"".join(b"<url><loc>https://portal.example/s-%d</loc></url>" % i for i in range(51_000))
        + b"</urlset>"
    )
    assert sum(1 for _ in sitemap_entries(body, URL)) == 50_000


def test_robots_names_sitemaps_once_each_in_order():
    robots = (
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /x\nSitemap: https://portal.example/b.xml\nsitemap: /"
        b"a.xml\nSITEMAP: https://www.portal.example/b.xml\nSitemap: ftp://x\n"
    )
    assert sitemaps_of(Protego.parse(robots.decode("utf-8-sig")), "https://portal.example/robots.txt") == (
        "https://portal.example/b.xml",
        "https://portal.example/a.xml",
    )
    assert sitemaps_of(Protego.parse("")) == ()


@pytest.mark.parametrize("body", [b"", b"<urlset>", b"\x1f\x8b", b"<urlset><url><loc>", b"<a>" * 50_000, b"\x00" * 100])
def test_a_broken_file_is_no_error(body):
    assert list(sitemap_entries(body, URL)) == []


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_are_an_error(body):
    sitemap_links(b"<urlset><url><loc>" + body, URL)
    sitemap_links(body, URL)
    is_sitemap(body)
    sitemaps_of(Protego.parse(body.decode("utf-8", "replace")))
    sitemaps_of(Protego.parse((b"Sitemap: " + body).decode("utf-8", "replace")))
