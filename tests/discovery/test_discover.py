"""Pages of the common families, in invented words: which links are stories, further pages, sections, feeds."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery import Findings, discover
from crawler.discovery.classify import look
from crawler.discovery.link import Kind
from crawler.markup import UnreadablePageError
from crawler.page import Page
from crawler.portal import Portal

PAGES = Path(__file__).parent / "pages"
SITE = "https://portal.example"
PORTAL = Portal(id="portal.example", home=f"{SITE}/")
SURE = 0.6

FAMILIES = {
    "vn_tables": ("/tin-tuc.aspx", 5, "/tin-tuc/trang-2.aspx", {"/thong-cao-bao-chi.aspx"}),
    "trs": ("/xwdt/ywdt/index.shtml", 4, "/xwdt/ywdt/index_1.shtml", {"/xwdt/"}),
    "wordpress": ("/news/", 3, "/news/page/2/", set()),
    "drupal": ("/media-releases", 4, "/media-releases?page=1", set()),
    "korean_board": (
        "/home/web/board/list.do?menuId=286&boardMasterId=1",
        4,
        "/home/web/board/list.do?menuId=286&boardMasterId=1&pageIndex=2",
        {"/home/web/board/list.do?menuId=290&boardMasterId=2"},
    ),
    "sharepoint": (
        "/Pages/Default.aspx",
        4,
        "/Pages/Default.aspx?p=2",
        {"/Pages/ChuyenMuc.aspx?cm=T%C3%A0i%20nguy%C3%AAn"},
    ),
    "joomla": ("/fr/index.php/toute-l-actualite", 3, "/fr/index.php/toute-l-actualite?start=3", set()),
    "liferay": (
        "/portale/notizie",
        3,
        "/portale/notizie?p_p_id=aset_INSTANCE_ab&_aset_INSTANCE_ab_delta=15&_aset_INSTANCE_ab_cur=2",
        {"/portale/comunicati"},
    ),
    "japanese_static": ("/press/index.html", 5, "/press/index_2.html", set()),
    "home": ("/th/", 3, None, {"/th/news/all", "/en/news", "/th/activity"}),
}


def findings(name: str, path: str, **changes: object) -> Findings:
    page = Page(url=SITE + path, body=(PAGES / f"{name}.html").read_bytes())
    return discover(page, PORTAL, hosts={"portal.example"}, **changes)


def short(url: str) -> str:
    return url.removeprefix("https://www.portal.example").removeprefix(SITE)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_story_of_a_listing_is_found_and_nothing_else_is_taken_for_one(name):
    path, stories, following, sections = FAMILIES[name]
    found = findings(name, path)
    assert found.kind is Kind.LISTING
    assert sum(link.kind is Kind.ARTICLE and link.score >= SURE for link in found.links) == stories
    assert not [link for link in found.links if link.kind is Kind.ARTICLE and link.score < SURE]
    assert {
        short(link.url) for link in found.links if link.kind is Kind.LISTING and not link.pager and link.score >= 0.5
    } == sections
    pagers = [link for link in found.links if link.pager]
    assert [short(link.url) for link in pagers if link.score > 0.9] == ([following] if following else [])


@pytest.mark.parametrize(
    "name",
    ["vn_tables", "trs", "wordpress", "drupal", "korean_board", "sharepoint", "joomla", "liferay", "japanese_static"],
)
def test_each_story_comes_with_its_headline_and_the_date_beside_it(name):
    for link in findings(name, FAMILIES[name][0]).links:
        if link.kind is Kind.ARTICLE:
            assert len(link.title) > 4
            assert link.date.startswith("2026-")


def test_a_cut_headline_is_taken_whole_from_the_title_attribute():
    titles = [link.title for link in findings("trs", "/xwdt/ywdt/index.shtml").links]
    assert "青石县三条河道完成生态修复工程并通过省级验收" in titles


def test_the_date_of_a_group_counts_for_its_items():
    dates = [link.date for link in findings("japanese_static", "/press/index.html").links if link.kind is Kind.ARTICLE]
    assert dates == ["2026-08-12"] * 3 + ["2026-08-11"] * 2


def test_a_card_that_is_one_link_gives_its_heading_and_its_date_apart():
    cards = [link for link in findings("home", "/th/").links if link.kind is Kind.ARTICLE]
    assert cards[1].title == "ประชุมคณะกรรมการลุ่มน้ำภาคเหนือ ครั้งที่ 3"
    assert cards[1].date == "2026-08-11"


def test_the_pages_of_a_script_made_pager_are_named():
    pagers = [short(link.url) for link in findings("trs", "/xwdt/ywdt/index.shtml").links if link.pager]
    assert pagers == [f"/xwdt/ywdt/index_{page}.shtml" for page in (1, 2, 3)]


def test_feeds_are_named_and_those_of_comments_are_not():
    feeds = [link.url for link in findings("wordpress", "/news/").links if link.kind is Kind.FEED]
    assert feeds == [f"{SITE}/feed/"]


def test_a_page_that_is_no_listing_gives_stories_and_feeds_alone():
    found = findings("wordpress", "/news/", role=Kind.ARTICLE)
    assert {link.kind for link in found.links} == {Kind.FEED, Kind.ARTICLE}
    assert not any(link.pager for link in found.links)


def test_the_portals_own_pattern_alone_decides_what_a_story_is():
    portal = Portal(id="x", home=f"{SITE}/", article_url=r"/node/\d+$")
    page = Page(url=f"{SITE}/media-releases", body=(PAGES / "drupal.html").read_bytes())
    found = discover(page, portal, hosts={"portal.example"})
    assert [short(link.url) for link in found.links if link.kind is Kind.ARTICLE] == ["/node/551"]


def test_nothing_off_the_portal_no_file_and_no_page_twice():
    for name, (path, *_) in FAMILIES.items():
        urls = [link.url for link in findings(name, path).links]
        assert len(urls) == len(set(urls))
        assert all("portal.example/" in url for url in urls)
        assert not any(url.endswith((".pdf", ".jpg")) or "/documents/" in url or "print=1" in url for url in urls)


def test_bytes_decide_and_not_the_declared_type():
    feed = b'<?xml version="1.0"?><rss version="2.0"><channel><item><link>/a-1.html</link></item></channel></rss>'
    sitemap = b"\xef\xbb\xbf\n<urlset><url><loc>https://portal.example/a-1.html</loc></url></urlset>"
    headers = {"content-type": "text/html; charset=utf-8"}
    for body, kind in ((feed, Kind.FEED), (sitemap, Kind.SITEMAP)):
        found = discover(Page(url=f"{SITE}/x", body=body, headers=headers), PORTAL, hosts={"portal.example"})
        assert (found.kind, [link.url for link in found.links]) == (kind, [f"{SITE}/a-1.html"])


def test_an_unreadable_page_is_the_callers_business():
    with pytest.raises(UnreadablePageError):
        discover(Page(url=f"{SITE}/x", body=b"  "), PORTAL, hosts={"portal.example"})


def test_a_page_names_two_thousand_links_at_most():
    items = "".join(
        f"<li><a href='/n/{i}-a-long-and-wordy-slug.html'>A long and wordy headline {i}</a></li>" for i in range(6_000)
    )
    found = discover(
        Page(url=f"{SITE}/x", body=f"<html><body><ul>{items}</ul></body></html>".encode()),
        PORTAL,
        hosts={"portal.example"},
    )
    assert len(found.links) == 2_000


TAGS = [
    "<a href='/x-y-z-1.html'>",
    "</a>",
    "<li>",
    "</ul>",
    "<table><tr><td>",
    "<nav>",
    "<p>",
    "Tin tức",
    "12/08/2026",
    "<time datetime='x'>",
    "<a href='?page=2'>2",
    "<script>createPageHTML(9,0,'i','h')</script>",
    "<h2>",
    "<dt>",
    "<!--",
    "<a href='http://[x'>",
    "\x00",
    "中文",
    "<svg>",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(TAGS), max_size=40).map("".join))
def test_no_markup_is_an_error(text):
    page = Page(url=f"{SITE}/x", body=f"<html><body>.{text}".encode())
    try:
        discover(page, PORTAL, hosts={"portal.example"})
    except UnreadablePageError:
        assert True


def test_the_front_page_leads_to_its_editions_in_other_languages():
    body = (
        "<html><head><link rel='alternate' hreflang='fr' href='/fr/'>"
        "<link rel='alternate' hreflang='vi' href='/'></head><body>"
        "<a href='/en/'>English</a> <a href='/zh-hans/index.html'>中文</a>"
        " <a href='/th/khao'>ไทย</a> <a href='/about/languages/en-course'>English</a></body></html>"
    ).encode()
    for path, expected in (("/", ["/fr/", "/en/", "/zh-hans/index.html", "/th/khao"]), ("/news/", [])):
        found = discover(Page(url=SITE + path, body=body), PORTAL, hosts={"portal.example"})
        assert [short(link.url) for link in found.links if link.kind is Kind.LISTING] == expected


@pytest.mark.parametrize("form", ["<a href=/n{0}>word ", "<li><a href=/n{0}>word <ul>", "<a href=/n{0}><span>word "])
def test_thousands_of_links_nested_into_each_other_cost_no_more_than_a_moment(form):
    body = "<html><body><ul>" + "".join(form.format(number) for number in range(3_000))
    start = time.process_time()
    page = Page(url="https://portal.example/x/", body=body.encode())
    found = discover(page, Portal(id="x", home="https://portal.example/"), hosts={"portal.example"})
    look(page, found.anchors)
    assert time.process_time() - start < 4


@pytest.mark.parametrize("role", [Kind.FEED, Kind.SITEMAP])
def test_a_page_in_the_place_of_a_feed_or_sitemap_vouches_for_no_story(role):
    stories = "".join(
        f"<li><a href='/news/the-lake-is-clear-again-{at}'>The lake is clear again, part {at}</a>" for at in "abc"
    )
    body = f"<html><body>{stories}<a type='application/rss+xml' href='/news.rss'>RSS</a></body></html>".encode()
    found = discover(Page(url=f"{SITE}/feed/", body=body), PORTAL, hosts={"portal.example"}, role=role)
    assert found.kind is Kind.UNKNOWN
    assert [link.url for link in found.links] == [f"{SITE}/news.rss"]
