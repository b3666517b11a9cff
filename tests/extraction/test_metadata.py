"""What a page says of itself, and hostile ways of saying it. All pages are invented."""

import json
import time

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction import json_ld
from crawler.extraction.bylines import clean_authors
from crawler.extraction.metadata import Metadata, language_tag, read_metadata

URL = "https://portal.example/news/river-day"


def read(head="", body="<p>x</p>", url=URL, html_attributes=""):
    page = f"<!doctype html><html {html_attributes}><head>{head}</head><body>{body}</body></html>"
    return read_metadata(lxml.html.document_fromstring(page), url)


def ld(data):
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "River day held",
    "datePublished": "2024-03-05T08:30:00+07:00",
    "dateModified": "2024-03-06",
    "author": [{"@type": "Person", "name": "Lan Anh"}, {"@type": "Person", "name": "Minh Đức"}],
    "articleBody": "The river day was held.",
    "image": {"@type": "ImageObject", "url": "/river.jpg"},
    "inLanguage": "vi",
}


def test_json_ld_of_an_article():
    found = read(ld(ARTICLE))
    assert found.headline == "River day held"
    assert found.authors == ("Lan Anh", "Minh Đức")
    assert found.published == (("json-ld datePublished", "2024-03-05T08:30:00+07:00"),)
    assert found.modified == (("json-ld dateModified", "2024-03-06"),)
    assert found.article_body == "The river day was held."
    assert found.images == ("https://portal.example/river.jpg",)
    assert found.language == "vi"
    assert found.is_article


@pytest.mark.parametrize(
    "shape",
    [
        lambda node: [node],
        lambda node: {"@graph": [{"@type": "WebSite", "name": "Portal"}, node]},
        lambda node: {"@type": "WebPage", "mainEntity": node},
        lambda node: {**node, "@type": ["Article", "NewsArticle"]},
        lambda node: {**node, "@type": "http://schema.org/NewsArticle"},
    ],
)
def test_an_article_is_found_in_every_shape_of_json_ld(shape):
    assert read(ld(shape(ARTICLE))).headline == "River day held"


@pytest.mark.parametrize(
    "wrapped",
    ["<!-- {} -->", "//<![CDATA[\n{}\n//]]>", "/* <![CDATA[ */ {} /* ]]> */", "{};", "\n\t{}\n", "{},"],
)
def test_json_ld_wrapped_in_what_old_browsers_needed(wrapped):
    script = wrapped.replace("{}", json.dumps(ARTICLE))
    assert json_ld.best_article([script], urls=(), titles=()).get("datePublished") == ARTICLE["datePublished"]


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "headline": "a\nb", "datePublished": "2024-03-05"}',
        '{"@type": "NewsArticle", "datePublished": "2024-03-05", "author": ["a",],}',
        '{"@type": "NewsArticle", "datePublished": "2024-03-05", "headline": "He said "yes""}',
        '{"@type": "NewsArticle", "datePublished": "2024-03-05", "headline": "cut of',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;datePublished&quot;: &quot;2024-03-05&quot;}",
    ],
)
def test_broken_json_still_tells_the_date(broken):
    assert json_ld.best_article([broken], urls=(), titles=())["datePublished"] == "2024-03-05"


def test_of_several_articles_the_one_with_the_pages_address_is_chosen():
    other = {
        "@type": "NewsArticle",
        "url": "https://portal.example/other",
        "headline": "Other",
        "datePublished": "2020-01-01",
    }
    own = {**ARTICLE, "url": "https://www.portal.example/news/river-day/"}
    assert read(ld(other) + ld(own)).headline == "River day held"


def test_of_several_articles_the_one_with_the_pages_title_is_chosen():
    other = {**ARTICLE, "headline": "Other story", "datePublished": "2020-01-01"}
    assert read(ld(other) + ld(ARTICLE) + "<title>River day held | Portal</title>").headline == "River day held"


def test_articles_in_a_list_of_related_stories_are_not_the_page():
    items = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": ARTICLE}]}
    found = read(ld(items))
    assert found.headline is None
    assert found.published == ()


@pytest.mark.parametrize(
    "script",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        "",
        "null",
        "3",
        '"x"',
        "[[[[]]]]",
        "\x00",
        '{"@type": {"a": 1}, "headline": 5}',
        "9" * 9999,
    ],
)
def test_hostile_json_ld_says_nothing(script):
    assert json_ld.best_article([script], urls=(), titles=()) == {} or "headline" in script


def test_metas_of_a_chinese_trs_page():
    found = read(
        '<meta name="ArticleTitle" content="河流日举行"><meta name="PubDate" content="2022-02-11 08:52:25">'
        '<meta name="ContentSource" content="河报"><meta name="Keywords" content="河流;水">'
        '<meta name="SiteName" content="水厅"><meta name="Author" content="作者：李明">'
    )
    assert found.og_title == "河流日举行"
    assert found.published == (("meta pubdate", "2022-02-11 08:52:25"),)
    assert found.tags == ("河流", "水")
    assert found.site_name == "水厅"
    assert found.authors == ("李明",)
    assert found.is_article


def test_creation_dates_are_kept_apart_from_publication_dates():
    found = read(
        '<meta name="dcterms.date" content="2022-01-21"><meta property="article:modified_time" content="2022-01-25">'
    )
    assert found.published == ()
    assert found.doubtful == (("meta dcterms.date", "2022-01-21"),)
    assert found.modified == (("meta article:modified_time", "2022-01-25"),)


def test_microdata_where_the_head_is_silent():
    found = read(
        body='<article itemscope itemtype="https://schema.org/NewsArticle"><time itemprop="datePublished" '
        'datetime="2024-03-05">5 March</time>'
        '<span itemprop="author"><span itemprop="name">By Lan Anh</span></span></article>'
    )
    assert found.published == (("microdata datePublished", "2024-03-05"),)
    assert found.authors == ("Lan Anh",)
    assert found.is_article


def test_rdfa_as_drupal_7_writes_it():
    found = read(body='<span property="dc:date dc:created" content="2022-01-25T08:00:00+01:00">25.01.2022</span>')
    assert found.published == (("microdata datePublished", "2022-01-25T08:00:00+01:00"),)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a rel="author" href="/lan">Lan Anh</a>', ("Lan Anh",)),
        ('<div class="byline">By Lan Anh and Minh Duc</div>', ("Lan Anh", "Minh Duc")),
        ('<p class="tac-gia">Bài: Lan Anh</p>', ("Lan Anh",)),
        ('<p class="article-author">Tác giả: Lan Anh</p>', ("Lan Anh",)),
        ('<div class="author-box">' + "About the author. " * 20 + "</div>", ()),
    ],
)
def test_bylines(markup, expected):
    assert read(body=markup).authors == expected


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("By Jane Roe, Environment Editor", ("Jane Roe",)),
        ("Von Jane Roe und John Doe", ("Jane Roe", "John Doe")),
        ("Tác giả: Nguyễn Văn Nam", ("Nguyễn Văn Nam",)),
        ("作者：李明", ("李明",)),
        ("记者 李明、王芳", ("李明", "王芳")),
        ("Jane Roe (jane@portal.example)", ("Jane Roe",)),
        ("https://facebook.example/portal", ()),
        ("admin", ()),
        ("Jane Roe | @jane", ("Jane Roe",)),
        ("Yolanda Dieter", ("Yolanda Dieter",)),
        ("", ()),
    ],
)
def test_bylines_become_names(byline, expected):
    assert clean_authors([byline]) == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<link rel="canonical" href="/news/1">', "https://portal.example/news/1"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="http://[broken">', None),
        ('<meta property="og:url" content="https://portal.example/2">', "https://portal.example/2"),
    ],
)
def test_the_canonical_address_is_absolute_http_or_none(link, expected):
    assert read(link).canonical == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("vi_VN", "vi-VN"), ("zh-hans-cn", "zh-Hans-CN"), ("en-US.UTF-8", "en-US"), ("EN", "en"), ("utf-8", None),
     ("jp", "ja"), ("fil", "fil"), ("English", None), ("", None), ("x", None)],
)  # fmt: skip
def test_language_tags(written, expected):
    assert language_tag(written) == expected


def test_the_language_attribute_comes_before_open_graph():
    assert read('<meta property="og:locale" content="en_US">', html_attributes='lang="vi"').language == "vi"


def test_decomposed_vietnamese_is_composed():
    found = read(
        '<meta property="og:title" content="Nga\u0300y nu\u031bo\u031b\u0301c">'
        '<meta name="author" content="Lan A\u0300nh">'
    )
    assert found.og_title == "Ngày nước"
    assert found.authors == ("Lan Ành",)


def test_a_silent_page_says_nothing():
    assert read() == Metadata()


@given(st.text(max_size=200), st.none() | st.text(max_size=30))
def test_any_page_is_read(markup, url):
    tree = lxml.html.document_fromstring(f"<html><head>{markup.replace(chr(0), '')}</head><body>{url}</body></html>")
    assert isinstance(read_metadata(tree, url), Metadata)


@given(st.text(max_size=120))
def test_any_byline_gives_names(byline):
    assert all(name.strip() == name and name for name in clean_authors([byline]))


@pytest.mark.parametrize(
    "script", ['"datePublished":"' * 60_000, ",\t " * 300_000, "<!--" * 250_000, "{" + " " * 1_000_000]
)
def test_a_megabyte_of_script_is_read_in_time(script):
    start = time.process_time()
    json_ld.best_article([script], urls=(), titles=())
    assert time.process_time() - start < 4
