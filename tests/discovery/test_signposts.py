"""Labels, folders and signposts: what a page says of the places it links to."""

import lxml.html
import pytest

from crawler.discovery.anchors import anchors_of
from crawler.discovery.link import Link
from crawler.discovery.refresh import refresh_link
from crawler.discovery.registers import is_in, is_register, register_folders
from crawler.discovery.territory import inside_links, own_folder, own_links

URL = "https://p.example/"


def tree(body):
    return lxml.html.document_fromstring(f"<html>{body}</html>")


@pytest.mark.parametrize(
    "label",
    [
        "Laws and regulations",
        "Văn bản",
        "政策文件",
        "กฎหมาย",
        "Закупки",
        "Licitações",
        "القوانين",
        "Peraturan",
        "Agenda",
        "입찰",
    ],
)
def test_registers_are_known_by_their_label_in_many_languages(label):
    assert is_register(label)


@pytest.mark.parametrize(
    "label",
    ["News", "News and events", "Tin tức", "通知公告", "ข่าวกิจกรรม", "Pressemitteilungen", "보도자료", "About us", ""],
)
def test_news_and_other_pages_are_none(label):
    assert not is_register(label)


def test_a_folder_of_records_is_told_by_the_link_that_names_it():
    anchors = anchors_of(tree('<a href="/info/laws/">法律法规</a><a href="/info/news/">新闻</a>'), URL)
    folders = register_folders(anchors)
    assert is_in("https://www.p.example/info/laws/202601/t20260105_1.html", folders)
    assert not is_in("https://p.example/info/news/202601/t20260105_2.html", folders)


def test_a_folder_that_holds_news_too_is_none():
    anchors = anchors_of(tree('<a href="/documents/">Documents</a><a href="/documents/news/">News</a>'), URL)
    assert register_folders(anchors) == frozenset()


@pytest.mark.parametrize(
    ("home", "folder"),
    [
        ("https://p.example/", None),
        ("https://p.example/en/", None),
        ("https://p.example/index.php", None),
        ("https://p.example/environment/", "/environment/"),
        ("https://p.example/environment/home.aspx", "/environment/"),
        ("https://p.example/web/environment/index.html", "/web/environment/"),
    ],
)
def test_a_front_page_may_stand_for_a_folder(home, folder):
    assert own_folder(home) == folder


def links(*paths):
    return [Link(url=f"https://p.example{path}") for path in paths]


def test_where_stories_lie_in_the_folder_those_outside_are_another_bodys():
    named = links("/env/news/1", "/env/news/2", "/health/news/3")
    assert own_links(named, "/env/") == named[:2]


def test_where_the_platform_keeps_all_stories_in_one_place_they_stay():
    named = links("/news/1", "/news/2", "/env/about", "/news/3", "/news/4")
    assert own_links(named, "/env/") == named


def test_a_sitemap_of_the_whole_host_gives_the_folder_alone():
    named = links("/health/1", "/env/1", *(f"/tax/{n}" for n in range(9)))
    assert inside_links(named, "/env/") == links("/env/1")
    assert inside_links(named, None) == named


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="refresh" content="0;url=/portal/index.html">',
        "<meta http-equiv=Refresh content=\"1; URL='portal/index.html'\">",
        '<script>window.location.href = "/portal/index.html";</script>',
        '<script>location.replace("/portal/index.html")</script>',
    ],
)
def test_a_signpost_is_followed(head):
    assert refresh_link(tree(f"<head>{head}</head><body></body>"), URL).url == "https://p.example/portal/index.html"


@pytest.mark.parametrize(
    "page",
    [
        '<meta http-equiv="refresh" content="300;url=/">',
        '<meta http-equiv="refresh" content="0">',
        '<body><a href="/x">x</a><script>location.href = "/elsewhere"</script>',
        '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
        '<meta http-equiv="refresh" content="0;url=/">',
    ],
)
def test_what_refreshes_itself_or_leads_nowhere_is_none(page):
    assert refresh_link(tree(page), URL) is None
