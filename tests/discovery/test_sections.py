"""Which links of a page lead to listings of news."""

import pytest

from crawler.discovery.anchors import anchors_of
from crawler.discovery.sections import feed_links, folded, section_links, under_news
from crawler.page import Page

SITE = "https://portal.example"


def sections(markup):
    page = Page(url=f"{SITE}/", body=f"<html><body>{markup}</body></html>".encode())
    return {link.url.removeprefix(SITE): link.score for link in section_links(anchors_of(page.tree, page.url))}


@pytest.mark.parametrize(
    "label",
    ["Tin tức", "TIN TỨC - SỰ KIỆN", "Thông cáo báo chí", "News", "Press releases", "Newsroom", "News & Events",
    "Media centre", "新闻中心", "工作动态",
     "要闻", "通知公告", "最新消息", "お知らせ", "報道発表資料", "보도자료", "공지사항", "ข่าวประชาสัมพันธ์",
     "أخبار الوزارة", "Noticias", "Sala de Prensa",
     "Notícias", "Actualités", "Communiqués de presse", "Presse", "Aktuelles", "Pressemitteilungen", "Nieuws",
     "Nyheter", "Новости", "Новини",
     "Berita", "Siaran Pers", "Haberler", "Νέα", "Δελτία Τύπου", "Aktualności", "Tiskové zprávy",
     "Aktuálně - aktuality", "Comunicati stampa", "Știri"],
)  # fmt: skip
def test_a_section_of_news_is_known_by_its_label(label):
    assert sections(f'<a href="/x?c=1">{label}</a>')["/x?c=1"] >= 0.7


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/about">About the ministry</a>', '<a href="/press/contact">Press contact</a>',
        '<a href="/news/subscribe">Subscribe to news</a>',

        '<a href="/news/2026/08/12/otters-return-to-mill-creek">Otters make the news in Mill Creek after ten years</a>',
        '<a href="/x">Newspapers of record</a>',
        '<a href="/news?page=2">2</a>', '<a href="/so-do-to-chuc">Sơ đồ tổ chức</a>',
        '<a href="/thu-vien-anh">Thư viện hình ảnh tin tức</a>',
    ],
)  # fmt: skip
def test_what_only_speaks_of_the_news_is_none(markup):
    assert not any(score >= 0.5 for score in sections(markup).values())


def test_label_and_address_together_are_the_surest():
    found = sections('<a href="/news">News</a><a href="/x">News</a><a href="/tin-tuc/">Xem tiếp</a>')
    assert found["/news"] > found["/x"] > found["/tin-tuc/"] >= 0.5


def test_words_are_compared_without_case_and_latin_marks():
    assert folded("  TIN  TỨC – Sự kiện ") == "tin tuc su kien"
    assert folded("Đà_Nẵng") == "da nang"
    assert folded("ข่าว") == "ข่าว"


def test_a_folder_of_news_is_known_in_any_language():
    assert under_news(f"{SITE}/vi/tin-tuc/x.html")
    assert under_news(f"{SITE}/%E6%96%B0%E9%97%BB/x.html")
    assert not under_news(f"{SITE}/tin-tuc")
    assert not under_news(f"{SITE}/about/x.html")


def test_feeds_are_declared_or_linked():
    markup = (
        '<a href="/rss/tin-moi.rss">Tin mới</a><a href="/x.aspx?id=1">RSS</a><a href="/x-1/feed/">'
        'Comments</a><a href="/feedback">Feedback</a>'
    )
    head = (
        '<link rel="alternate" type="application/atom+xml" href="/atom.xml">'
        '<link rel="alternate" hreflang="en" href="/en/">'
    )
    page = Page(url=f"{SITE}/", body=f"<html><head>{head}</head><body>{markup}</body></html>".encode())
    found = [link.url.removeprefix(SITE) for link in feed_links(page.tree, anchors_of(page.tree, page.url), page.url)]
    assert found == ["/atom.xml", "/rss/tin-moi.rss", "/x.aspx?id=1"]
