"""Which addresses of a story's page are its translations, and which only look like them."""

from __future__ import annotations

import json

import pytest

from crawler.extraction import extract

HOME = "https://portal.example"
URL = f"{HOME}/vi/tin-tuc/khanh-thanh-tram-quan-trac-4711.html"
ENGLISH = f"{HOME}/en/news/a-station-opens-on-the-river-4712.html"
TEXT = "".join(
    f"<p>{line}</p>"
    for line in (
        "Sáng nay Bộ Sông và Biển khánh thành trạm quan trắc nước đầu tiên trên sông Lá, tại xã Bình Hạ.",
        "Trạm đo lượng ôxy, nhiệt độ và độ đục mười phút một lần và gửi tin nhắn cho xã khi vượt ngưỡng.",
    )
)


def read(head="", beside="", url=URL, lang="vi", text=TEXT):
    opening = f"<html lang={lang}><head><title>Trạm mới</title>{head}</head><body>"
    page = f"{opening}<h1>Trạm mới</h1>{beside}<div>{text}</div></body></html>"
    return extract(page.encode(), url)


def named(head="", beside="", **rest):
    return {translation.language: translation.url for translation in read(head, beside, **rest).translations}


def alternate(language, href, more=""):
    return f'<link rel="alternate" hreflang="{language}" href="{href}"{more}>'


PAIR = alternate("vi", URL) + alternate("en", ENGLISH)


def test_hreflang_names_translations_but_neither_the_story_nor_the_choice_of_a_language():
    head = PAIR + alternate("x-default", f"{HOME}/en/news/of-another-address-99.html")
    assert named(head) == {"en": ENGLISH}


def test_addresses_are_absolute_and_without_noise():
    assert named(alternate("en", "../../en/news/a-station-opens-on-the-river-4712.html?utm_source=x#top")) == {
        "en": ENGLISH
    }


def test_a_translation_is_no_change_of_the_content():
    assert read(PAIR).content_hash == read().content_hash


@pytest.mark.parametrize("front", ["/en/", "/en", "/", "/index.php?lang=en", "/en/index.html"])
def test_front_pages_are_none(front):
    assert not named(alternate("en", HOME + front), f'<a hreflang=en href="{front}">English</a>')


def test_a_section_above_the_story_is_none():
    assert not named(alternate("en", f"{HOME}/en/news"))


def test_feeds_and_files_are_none():
    head = alternate("en", "/en/news/all/feed-2026.xml", ' type="application/rss+xml"')
    assert not named(head + alternate("fr", "/fr/fichiers/rapport-2026.pdf"))


def test_a_site_in_every_country_is_believed_in_none():
    head = "".join(alternate(f"{a}{b}", f"{HOME}/{a}{b}/news/item-4712.html") for a in "abcdefg" for b in "aeiouyz")
    assert not named(head)


def test_one_language_of_several_regions_is_the_same_text():
    head = (
        alternate("vi-VN", URL)
        + alternate("vi-US", f"{HOME}/us/tin-tuc/khanh-thanh-4711.html")
        + alternate("en-GB", ENGLISH)
    )
    assert named(head) == {"en-GB": ENGLISH}


def test_the_two_ways_to_write_chinese_are_two():
    simplified, traditional = f"{HOME}/cn/xinwen/202603/t20260312_1.html", f"{HOME}/tw/xinwen/202603/t20260312_1.html"
    assert named(alternate("zh-CN", simplified) + alternate("zh-TW", traditional)) == {
        "zh-CN": simplified,
        "zh-TW": traditional,
    }


def test_one_address_named_for_several_languages_is_no_translation():
    assert not named("".join(alternate(tag, f"{HOME}/world/news-in-all-languages") for tag in ("en", "fr", "de")))


def test_a_canonical_link_to_the_original_does_not_make_the_translation_the_original():
    article = read(PAIR + f'<link rel="canonical" href="{ENGLISH}">')
    assert (article.url, [each.url for each in article.translations]) == (URL, [ENGLISH])


def test_the_same_where_the_story_is_read_under_an_address_that_is_not_named():
    node = f"{HOME}/node/4711"
    article = read(PAIR + f'<link rel="canonical" href="{URL}">', url=node)
    assert (article.url, [each.url for each in article.translations]) == (URL, [ENGLISH])


def test_json_ld_names_translations_and_originals():
    node = {
        "@type": "NewsArticle",
        "headline": "Trạm mới",
        "datePublished": "2026-03-12",
        "workTranslation": [{"@id": ENGLISH, "inLanguage": "en"}],
        "translationOfWork": f"{HOME}/lo/khao/2201",
    }
    script = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    assert named(script) == {"en": ENGLISH, None: f"{HOME}/lo/khao/2201"}


def test_links_beside_the_story_are_read_by_what_they_are_called():
    url = f"{HOME}/PressReleasePage.aspx?PRID=2100101"
    links = (
        f'<a href="PressReleasePage.aspx?PRID={number}">{label}</a>'
        for label, number in (("English", 2100107), ("हिन्दी", 2100108), ("Odia", 2100109))
    )
    beside = f"<div>Read this release in: {' , '.join(links)}</div>"
    assert named(beside=beside, url=url) == {
        language: f"{HOME}/PressReleasePage.aspx?PRID={number}"
        for language, number in (("en", 2100107), ("hi", 2100108), ("or", 2100109))
    }


@pytest.mark.parametrize(
    "link",
    [
        '<a hreflang="en" href="{}">EN</a>',
        '<a lang="en" href="{}">English version</a>',
        '<a href="{}"><img src="/en.png" alt="English"></a>',
        '<a href="{}">[Tiếng Anh]</a>',
        '<select><option value="/vi/">Tiếng Việt</option><option value="{}">English</option></select>',
    ],
)
def test_ways_to_switch_the_language(link):
    assert named(beside=f"<div class=lang>{link.format(ENGLISH)}</div>") == {"en": ENGLISH}


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/the-thao/bong-da/italien-4712.html">Italien</a>',  # a country
        '<a href="/tac-gia/phan-anh-4712">PA</a>',  # an author's initials
        '<a href="https://school.example/en/courses/learn-it-in-12-weeks">English</a>',  # another site
        '<a hreflang="en" href="/en/news/another-story-of-the-day-4790.html">Another story of the day</a>',
        f'<p>{"The report on rivers was printed last week. " * 3}<a href="/en/news/rivers-4790.html">English</a></p>',
        '<p><a href="/en/files/report-01">English</a></p><p><a href="/en/files/report-02">English</a></p>',  # a list
    ],
)
def test_what_only_looks_like_a_translation(link):
    assert not named(beside=link)


def test_broken_addresses_and_tags_are_passed_over():
    head = alternate("en", "http://[") + alternate("", ENGLISH) + alternate("???", ENGLISH) + alternate("fr", "")
    assert not named(head)


def test_many_links_take_no_time():
    text = TEXT + "<p>" + "<a href='/en/news/x-1.html'>English</a> " * 20_000 + "</p>"
    assert len(named(text=text)) <= 1
