"""The portal is consistent with itself: what it links exists, and the truth about a story stands on its page."""

import json
import re
import struct
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import lxml.etree
import lxml.html
import pytest

from crawler.demo import assets
from crawler.demo.answers import FLAKY_ID
from crawler.demo.edition import old_path, print_path, story_path
from crawler.demo.labels import printed_date
from crawler.demo.pages import DEAD_PATH
from crawler.demo.sections import PAGE_SIZE
from crawler.demo.site import Site
from crawler.demo.story import load_stories
from crawler.demo.truth import truth, truths

BASE = "http://portal.example"
SITE = Site()
MODERN = SITE.with_options(semantic=True)
STORIES = load_stories()
THEMES = pytest.mark.parametrize("site", [SITE, MODERN], ids=["tables", "modern"])
FRAME = [
    *(
        "Ngày đăng:",
        "Lượt xem:",
        "Cỡ chữ",
        "In bài viết",
        "Gửi email cho bạn bè",
        "Các tin khác",
        "Tiêu đề",
        "Người gửi",
    ),
    *("Email", "Nội dung", "Mã bảo vệ", "Tin tức - sự kiện", "Video", "Hình ảnh", "Thông tin thời tiết", "°C"),
    *("Liên kết Website", "BẢN ĐỒ GOOGLE", "ẢNH VỆ TINH", "ẢNH RA ĐA", "BẢN ĐỒ THỦY VĂN", "Thống kê lượt truy cập"),
]


def get(site, target, **arguments):
    return site.respond(target, base=BASE, **{"attempt": 2, **arguments})


def tree(site, target):
    return lxml.html.document_fromstring(get(site, target).body, parser=lxml.html.HTMLParser(encoding="utf-8"))


def text(site, target):
    return " ".join(tree(site, target).text_content().split())


def links(site, target):
    """Paths and queries of the portal's own addresses on a page."""
    found = tree(site, target).xpath("//a/@href | //img/@src | //link/@href")
    absolute = (urljoin(BASE + target, each) for each in found)
    return {each.removeprefix(BASE) for each in absolute if each.startswith(BASE + "/")}


def is_forbidden(target):
    return target.startswith(("/quan-tri/", "/tim-kiem"))


def walk(site):
    """Follow every link from the home page that robots.txt allows: the status of each address."""
    seen, waiting = {}, ["/"]
    while waiting:
        target = waiting.pop()
        if target in seen or is_forbidden(unquote(target)):
            continue
        answer = get(site, target)
        seen[target] = answer.status
        if answer.status == 200 and answer.headers["Content-Type"].startswith("text/html"):
            waiting.extend(links(site, target))
    return seen


@THEMES
def test_every_story_is_reached_from_home(site):
    seen = walk(site)
    assert not {story_path(story) for story in STORIES} - seen.keys()
    assert not {print_path(story) for story in STORIES} - seen.keys()
    assert {target for target, status in seen.items() if status == 404} == {DEAD_PATH}
    assert {target for target, status in seen.items() if status == 500} == {"/loi.aspx"}
    assert {status for target, status in seen.items() if target.startswith("/bai-cu/")} == {301}
    assert set(seen.values()) == {200, 301, 404, 500}


@THEMES
def test_the_truth_stands_on_each_page(site):
    for story in STORIES:
        record, page = truth(story, BASE), text(site, story_path(story))
        expected = (record.title, *record.paragraphs, *record.captions, *record.credits, record.author)
        assert [each for each in expected if " ".join(each.split()) not in page] == []
        assert set(record.images + record.attachments) <= {BASE + link for link in links(site, story_path(story))}


@THEMES
def test_the_frame_stands_around_each_vietnamese_story(site):
    for story in STORIES:
        if story.language == "vi":
            page = text(site, story_path(story))
            assert [phrase for phrase in FRAME if phrase not in page] == []


def test_the_old_theme_has_no_semantic_element():
    page = get(SITE, "/Pages/ChiTietTin.aspx?ItemID=2003").body.decode()
    assert not re.search(r"<(article|main|header|h1|figure|time)\b", page)
    assert re.search(r"<title>Cổng thông tin điện tử [^<]*</title>", page)


def test_captions_stand_in_tables_and_in_paragraphs():
    pages = [tree(SITE, story_path(story)) for story in STORIES]
    assert any(page.xpath("//tr[preceding-sibling::tr[.//img]]//em") for page in pages)
    assert any(page.xpath("//p[preceding-sibling::p[1]/img]/em") for page in pages)


def test_the_meeting_story_prints_its_day_and_the_clock_another():
    page = text(SITE, "/Pages/ChiTietTin.aspx?ItemID=2003")
    assert "ASEAN" in page
    assert "Ngày đăng: 10/08/2023" in page
    assert "Thứ bảy, 14/06/2025" in page


@pytest.mark.parametrize(
    ("when", "language", "expected"),
    [
        (date(2023, 8, 10), "vi", "10/08/2023"),
        (datetime(2023, 7, 5, 14, 30, tzinfo=timezone(timedelta(hours=7))), "vi", "05/07/2023 - 14:30 (GMT+7)"),
        (date(2024, 5, 15), "en", "15 May 2024"),
        (date(2024, 8, 15), "th", "15 สิงหาคม 2567"),
    ],
)
def test_dates_are_printed_as_the_language_does(when, language, expected):
    assert printed_date(when, language) == expected


def test_listings_are_paged():
    first, last = tree(SITE, "/tin-tuc-su-kien"), tree(SITE, "/tin-tuc-su-kien?page=3")
    assert first.xpath("//a[.='2']/@href") == ["/tin-tuc-su-kien?page=2"]
    assert first.xpath("//a[.='Tiếp']/@href") == ["/tin-tuc-su-kien?page=2"]
    assert not last.xpath("//a[.='Tiếp']")
    assert len(first.xpath("//td[@valign='top']/a[b]")) == PAGE_SIZE + 1  # and the dead link
    assert get(SITE, "/thong-cao-bao-chi/trang-2.htm").status == 200


@pytest.mark.parametrize(
    "target", ["/tin-tuc-su-kien?page=4", "/tin-tuc-su-kien?page=0", "/tin-tuc-su-kien?page=x", "/?"]
)
def test_a_page_beyond_the_listing_is_not_found(target):
    assert get(SITE, target).status == (200 if target == "/?" else 404)


@pytest.mark.parametrize(
    "target",
    [
        *("/khong-co", "/print.aspx", "/print.aspx?ItemID=²", "/Pages/ChiTietTin.aspx?ItemID=99999999999999999999"),
        *(
            "/bai-cu/1.htm",
            "/Upload/tin/khong-co.jpg",
            "/Upload/vanban/khong-co.pdf",
            "/rss/tin-tuc.rss",
            "/sitemap.xml",
        ),
        *(
            "/tin-tuc-su-kien/sai-2003.htm",
            "/Pages/ChiTietTin.aspx?ItemID=2001",
            "//",
            "//[",
            "/%ff",
            "*",
            "/print.aspx?ItemID=" + "9" * 5000,
        ),
    ],
)
def test_what_does_not_exist_is_not_found(target):
    assert get(SITE, target).status == 404


def test_home_links_carry_tracking_and_lead_to_the_stories():
    tracked = [link for link in links(SITE, "/") if "utm_source" in link or "fontSize" in link]
    assert any("utm_source" in link for link in tracked)
    assert any("fontSize" in link for link in tracked)
    assert {get(SITE, link).status for link in tracked} == {200}


def test_an_old_address_redirects():
    story = SITE.edition.by_id[2003]
    answer = get(SITE, old_path(story))
    assert (answer.status, answer.headers["Location"]) == (301, BASE + story_path(story))


def test_the_print_copy_has_the_text_and_no_frame():
    story = SITE.edition.by_id[2014]
    page = text(SITE, print_path(story))
    assert all(paragraph in page for paragraph in truth(story, BASE).paragraphs)
    assert not [phrase for phrase in FRAME[1:] if phrase in page and phrase not in story.title]


def test_one_story_fails_once():
    path = story_path(SITE.edition.by_id[FLAKY_ID])
    assert [get(SITE, path, attempt=attempt).status for attempt in (1, 2, 3)] == [503, 200, 200]
    assert get(SITE.with_options(flaky=False), path, attempt=1).status == 200


def test_the_counter_grows_and_the_validator_stays():
    first, second = get(SITE, "/", visit=1), get(SITE, "/", visit=2)
    assert first.body != second.body
    assert first.headers["ETag"] == second.headers["ETag"]


def test_robots_forbids_what_the_menu_links():
    robots = get(SITE, "/robots.txt").body.decode()
    assert "Disallow: /quan-tri/" in robots
    assert "Disallow: /tim-kiem" in robots
    assert any(is_forbidden(link) for link in links(SITE, "/"))
    assert any(is_forbidden(link) for link in links(SITE, story_path(STORIES[0])))


def test_the_feed_names_the_newest_ten():
    site = SITE.with_options(with_feed=True)
    assert "/rss/tin-tuc.rss" in links(site, "/")
    feed = feedparser.parse(get(site, "/rss/tin-tuc.rss").body)
    newest = [truth(story, BASE).url for story in site.edition.of_language("vi")[:10]]
    assert not feed.bozo
    assert [entry.link for entry in feed.entries] == newest


def test_the_sitemaps_name_every_story():
    site = SITE.with_options(with_sitemap=True)
    assert f"Sitemap: {BASE}/sitemap.xml" in get(site, "/robots.txt").body.decode()
    maps = lxml.etree.fromstring(get(site, "/sitemap.xml").body).xpath("//*[local-name()='loc']/text()")
    trees = [lxml.etree.fromstring(get(site, urlsplit(each).path).body) for each in maps]
    named = [url for each in trees for url in each.xpath("//*[local-name()='loc']/text()")]
    assert sorted(named) == sorted(truths(STORIES, BASE))


def test_a_modern_page_describes_itself():
    page = tree(MODERN, story_path(SITE.edition.by_id[2017]))
    data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert data["datePublished"] == "2024-05-10"
    assert data["dateModified"] == "2024-05-13T10:05:00+07:00"
    assert page.xpath("//link[@rel='canonical']/@href") == [truth(SITE.edition.by_id[2017], BASE).url]


def test_later_stories_are_not_published_yet():
    early = SITE.with_options(today=date(2023, 12, 31))
    assert {story.day.year for story in early.edition.stories} == {2023}
    assert get(early, story_path(SITE.edition.by_id[2020])).status == 404
    assert get(SITE, story_path(SITE.edition.by_id[2020])).status == 200


def test_a_story_is_published_edited_and_withdrawn():
    extra = replace(SITE.edition.by_id[2001], id=3000, title="Tin mới <b>&", date=date(2025, 6, 13))
    grown = SITE.with_story(extra)
    assert "Tin mới <b>&" in text(grown, "/tin-tuc-su-kien")
    edited = grown.with_edit(3000, title="Tin đã sửa", modified=datetime(2025, 6, 14, tzinfo=UTC))
    assert "Tin đã sửa" in text(edited, story_path(extra))
    assert get(edited.without(3000), story_path(extra)).status == 404
    assert 3000 not in SITE.edition.by_id


def test_a_hostile_headline_cannot_break_a_page():
    site = MODERN.with_edit(2001, title='</script><script>alert("1")</script>')
    assert "<script>alert" not in get(site, story_path(STORIES[0])).body.decode()


def test_the_empty_portal_still_answers():
    empty = Site(stories=()).with_options(with_feed=True, with_sitemap=True)
    targets = ("/thong-cao-bao-chi", "/rss/tin-tuc.rss", "/sitemap.xml", "/sitemap-vi.xml", "/tin-tuc-su-kien", "/")
    assert {get(empty, target).status for target in targets} == {200}


def test_photographs_are_jpeg_of_the_stated_size():
    data = get(SITE, "/Upload/tin/seu-co-trui.jpg").body
    frame = data.index(b"\xff\xc0")
    assert data.startswith(b"\xff\xd8")
    assert data.endswith(b"\xff\xd9")
    assert struct.unpack(">HH", data[frame + 5 : frame + 9]) == (assets.PHOTO_HEIGHT, assets.PHOTO_WIDTH)
    assert data != get(SITE, "/Upload/tin/be-lau-say.jpg").body


def test_icons_are_png_and_documents_pdf():
    assert get(SITE, "/images/banner-1000x120.png").body.startswith(b"\x89PNG\r\n\x1a\n")
    pdf = get(SITE, "/Upload/vanban/luat-tai-nguyen-nuoc-2024.pdf").body
    table = int(re.search(rb"startxref\n(\d+)", pdf)[1])
    assert pdf[table : table + 4] == b"xref"
    offsets = [int(each) for each in re.findall(rb"(\d{10}) 00000 n", pdf)]
    assert all(pdf[offset:].startswith(b"%d 0 obj" % number) for number, offset in enumerate(offsets, start=1))


def test_later_a_target_is_dropped_and_a_story_withdrawn():
    later = SITE.later()
    assert set(SITE.edition.by_id) - set(later.edition.by_id) == {2027}
    [edited] = [number for number, story in later.edition.by_id.items() if story != SITE.edition.by_id[number]]
    path = story_path(SITE.edition.by_id[edited])
    assert "halve the figure by 2030" in text(SITE, path)
    assert "halve the figure by 2030" not in text(later, path)
