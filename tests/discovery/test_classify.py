"""Story, listing or neither: decided from the address, the page's shape and what extraction found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.classify import Found, Looks, ShapeRecord, judge, look, shape_of
from crawler.discovery.link import Kind
from crawler.page import Page

SITE = "https://portal.example"
STORY = Found(title="Otters return to Mill Creek", dated=True, body_length=1_400)


def page(body, path="/x", **fields):
    return Page(
        url=SITE + path,
        body=f"<html><head>{fields.pop('head', '')}</head><body>{body}</body></html>".encode(),
        **fields,
    )


def kind(path, found, body="", **fields):
    return judge(SITE + path, look(page(body or "<p>x</p>", path, **fields)), found).kind


def test_a_dated_text_with_a_headline_is_a_story_wherever_it_stands():
    for path in (
        "/news/otters-return",
        "/about/news/otters-return",
        "/x.aspx?id=7",
        "/t20260812_99.html",
        "/gioi-thieu/tin/12",
    ):
        assert kind(path, STORY) is Kind.ARTICLE


def test_a_short_page_with_a_date_a_headline_and_an_attachment_is_a_story():
    found = Found(title="Thông báo số 12", dated=True, body_length=40, attachments=1)
    assert kind("/thong-bao-so-12-4711.htm", found) is Kind.ARTICLE


@pytest.mark.parametrize(
    "path",
    ["/contact", "/about-us/", "/terms-of-use", "/sitemap", "/gioi-thieu/chuc-nang-nhiem-vu", "/ministry/organisation"],
)
def test_a_page_without_a_date_is_no_story(path):
    assert kind(path, Found(title="Contact", body_length=2_000)) is Kind.UNKNOWN


def test_a_page_without_a_date_is_a_story_where_its_like_are_or_the_portal_says_so():
    looks, found = Looks(), Found(title="Otters", body_length=2_000)
    url = f"{SITE}/wildlife/otters-return"
    assert judge(url, looks, found).kind is Kind.UNKNOWN
    assert judge(url, looks, found, seen=ShapeRecord(stories=20)).kind is Kind.ARTICLE
    assert judge(url, looks, found, named=True).kind is Kind.ARTICLE
    assert judge(url, looks, STORY, seen=ShapeRecord(others=40)).score < judge(url, looks, STORY).score


TEASERS = "".join(
    f"<article><h2><a href='/news/story-number-{i}-of-the-quiet-waters'>Story number {i} of the quiet waters</a></h2>"
    f"<time datetime='2026-08-{i:02}'></time>"
    "<p>What happened there in the morning is told in a hundred and some characters of text, no more.</p></article>"
    for i in range(1, 11)
)


def test_a_section_front_with_ten_teasers_is_a_listing_though_extraction_found_a_text():
    found = Found(title="News", dated=True, body_length=1_200)
    pager = "<a href='?page=2'>2</a><a href='?page=2'>Next</a>"
    assert kind("/news/", found, TEASERS + pager) is Kind.LISTING
    assert kind("/news/", found, TEASERS) is Kind.LISTING


def test_a_story_that_names_ten_others_below_itself_is_a_story():
    text = (
        "<h1>Otters return</h1>"
        + (
            "<p>Six animals were counted in the upper reach of the creek this spring,"
            " more than ever since the dam was built.</p>"
        )
        * 6
    )
    assert kind("/news/otters-return-to-mill-creek-12", STORY, text + TEASERS) is Kind.ARTICLE


def test_the_home_page_is_a_listing():
    assert kind("/", STORY) is Kind.LISTING
    assert kind("/index.html", STORY) is Kind.LISTING


@pytest.mark.parametrize(
    ("body", "head", "reason"),
    [
        ("<h1>Page not found</h1><p>Sorry.</p>", "<title>Portal</title>", "soft 404"),
        ("<h1>Không tìm thấy trang</h1>", "", "soft 404"),
        ("<p>您访问的页面不存在</p>", "<title>页面不存在</title>", "soft 404"),
        ("<p>x</p>", "<title>404 | Bộ</title>", "soft 404"),
        ("<p>ไม่พบหน้าที่ต้องการ</p>", "<title>ไม่พบหน้า</title>", "soft 404"),
        ("<h1>Página no encontrada</h1>", "", "soft 404"),
        ("<p>Enable JavaScript and cookies to continue</p>", "<title>Just a moment...</title>", "block page"),
        ("<p>Checking your browser before accessing</p>", "", "block page"),
        ("<h1>Account Suspended</h1>", "", "suspended or under maintenance"),
        ("<form><input name='u'><input type='password'></form>", "<title>Đăng nhập</title>", "login page"),
    ],
)
def test_a_page_that_answers_200_and_is_none_is_named(body, head, reason):
    looks = look(page(body, head=head))
    verdict = judge(f"{SITE}/a-long-and-wordy-slug-4711.html", looks, Found(title="x", dated=True, body_length=30))
    assert (verdict.kind, verdict.reason) == (Kind.UNKNOWN, reason)


def test_a_story_about_what_was_not_found_is_a_story():
    head = "<title>Missing otters not found after the flood</title>"
    text = (
        "<p>The search went on for three days along both banks,"
        " and the rangers asked all who live there to look too.</p>"
    ) * 15
    assert kind("/news/missing-otters-not-found", STORY, text, head=head) is Kind.ARTICLE


def test_an_error_status_is_no_page():
    verdict = judge(f"{SITE}/x", look(page("<p>x</p>", status=410)), STORY)
    assert (verdict.kind, verdict.reason) == (Kind.UNKNOWN, "status 410")


def test_declared_types_count_and_broken_json_does_not_matter():
    head = (
        '<meta property="og:type" content="article"><script type="application/ld+json">'
        '{"@graph":[{"@type":["NewsArticle"]},3]}</script><script type="application/ld+json">'
        '{"@type":</script>'
    )
    assert {"article", "newsarticle"} <= look(page("<p>x</p>", head=head)).types


def test_the_reason_says_what_weighed():
    verdict = judge(f"{SITE}/contact", Looks(), Found(title="Contact"))
    assert "no date" in verdict.reason
    assert "dated" in judge(f"{SITE}/news/a-b-c-d-12", Looks(), STORY).reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/vi/news/flood-relief-for-the-delta-4711.html", "/vi/news/ho-sen-duoc-nao-vet-12.html"),
        ("/202407/t20240722_1082192.shtml", "/202311/t20231101_9.shtml"),
        ("/2026/08/12/otters-return/", "/2025/12/01/new-rules-for-anglers/"),
        ("/read.do?boardId=7&boardMasterId=1", "/read.do?boardMasterId=1&boardId=900"),
        ("/th/news/detail/90211", "/th/news/detail/7"),
        (
            "/news/%E6%B8%85%E6%B4%81%E6%B2%B3%E6%B5%81%E8%A1%8C%E5%8A%A8",
            "/news/%E6%B9%BF%E5%9C%B0%E5%85%AC%E5%9B%AD%E8%BF%8E%E6%9D%A5",
        ),
    ],
)
def test_addresses_of_one_pattern_have_one_shape(one, other):
    assert shape_of(SITE + one) == shape_of(SITE + other)


def test_addresses_of_different_patterns_have_different_shapes():
    paths = [
        "/",
        "/news/",
        "/news/otters-return",
        "/about/otters-return",
        "/contact",
        "/list.do?id=3",
        "/read.do?id=3",
        "/tag/x-y",
        "/2026/",
        "/news/12",
    ]
    assert len({shape_of(SITE + path) for path in paths}) == len(paths)


@given(
    st.builds(Found, title=st.none() | st.text(max_size=9), dated=st.booleans(), body_length=st.integers(0, 10**6)),
    st.builds(
        Looks,
        status=st.integers(100, 599),
        title=st.text(max_size=30),
        prose=st.integers(0, 10**6),
        teasers=st.integers(0, 2_000),
        pager=st.booleans(),
    ),
    st.builds(ShapeRecord, stories=st.integers(0, 10**6), others=st.integers(0, 10**6)),
)
def test_every_page_gets_a_verdict_with_a_reason(found, looks, seen):
    verdict = judge(f"{SITE}/a/b", looks, found, seen=seen)
    assert 0 <= verdict.score <= 1
    assert verdict.kind in {Kind.ARTICLE, Kind.LISTING, Kind.UNKNOWN}
    assert verdict.reason


@pytest.mark.parametrize(
    "title",
    [
        "Quyết định số 404/QĐ-BTNMT về quy hoạch tài nguyên nước",
        "Phát động chương trình quan trắc không khí lần 404",
        "Security check of all mines begins on Monday",
        "Không tìm thấy dấu vết ô nhiễm ở thượng nguồn",
        "Login portal for permits opens to small farms",
    ],
)
def test_a_headline_that_sounds_like_a_refusal_is_a_storys_where_a_dated_text_follows(title):
    text = "Bộ cho biết việc kiểm tra kéo dài ba tuần ở mười hai xã và đã có kết quả. " * 6
    page = Page(
        url="https://portal.example/tin-tuc/kiem-tra-nguon-nuoc-12.htm",
        body=f"<html><title>{title}</title><body><h1>{title}</h1><p>{text}</p></body></html>".encode(),
    )
    found = Found(title=title, dated=True, body_length=len(text))
    assert judge(page.url, look(page), found).kind is Kind.ARTICLE
