"""Which of a page's dates is chosen. Pages are invented; their shapes are those of ministry portals and newspapers."""

import re
import time

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.dates.find import find_dates
from crawler.extraction.metadata import Metadata, read_metadata

URL = "https://portal.example/news/river-day"
TEXT = "<p>" + "The ministry opened the river day in the old town with many guests. " * 4 + "</p>"


def pick(body, head="", *, url=URL, languages=("vi",), zone=None, lang=""):
    page = f"<!doctype html><html lang='{lang}'><head>{head}</head><body>{body}</body></html>"
    tree = lxml.html.document_fromstring(page)
    headline, text = tree.find(".//h1"), tree.find(".//div[@id='text']")
    metadata = read_metadata(tree, url)
    return find_dates(tree, metadata, url=url, headline=headline, body=text, languages=languages, timezone=zone)


def day(body, head="", **known):
    found, _ = pick(body, head, **known)
    return found and found.date


def page(between="", *, before="", after="", aside="", lead=""):
    return (
        "<header><div class='clock'>Thứ Hai, 01/01/2035</div></header>"
        f"<div class='main'>{before}<h1>River day held</h1>"
        f"{between}<div id='text'>{lead}{TEXT}{TEXT}</div>{after}</div><div class='sidebar'>{aside}</div>"
        "<footer>© 2031-02-03 Ministry</footer>"
    )


def test_a_date_line_under_the_headline():
    found, changed = pick(page("<p class='meta'>Ngày đăng: 10/08/2023 08:30 (GMT+7) | Đã xem 120</p>"))
    assert found.date == "2023-08-10T08:30:00+07:00"
    assert found.text == "10/08/2023 08:30 (GMT+7)"
    assert found.source == "labelled text"
    assert changed is None


@pytest.mark.parametrize(
    "between",
    [
        "<span>10/08/2023</span>",
        "<time>10 tháng 8 năm 2023</time>",
        "<time datetime='2023-08-10'>hôm qua</time>",
        "<div class='date'><b>10</b> <i>Tháng 8</i> <u>2023</u></div>",
        "<p>Hà Nội</p><ul><li>Lượt xem: 2024</li><li>Thứ Năm, 10/08/2023</li></ul>",
        "<span class='entry-date'>10/08/2023</span><div class='related'><span class='date'>11/11/2024</span></div>",
        "<div class='relative table-responsive top-0'><span>10/08/2023</span></div>",
        "<div class='elementor-widget elementor-widget-post-info'><span>10/08/2023</span></div>",
        "<div><span class='fa fa-clock-o'></span> 10/08/2023</div>",
        "<script>showDate('2023-08-10 08:30')</script>",
        "<div class='info'>Nguồn: Báo Sông <img src='x.png' alt='12/12/2012'> 10/08/2023</div>",
    ],
)
def test_shapes_of_a_date_beside_the_headline(between):
    assert day(page(between)) == "2023-08-10"


@pytest.mark.parametrize(
    "line",
    [
        "<ul class='post-info'><li><span class='type-date'>10/08/2023</span></li><li>No remarks</li></ul>",
        "<div class='asset-info'><span class='fecha'>10/08/2023</span> <span>Visitas: 1.204</span></div>",
        "<div class='article-meta'><time datetime='2023-08-10'>10/08/2023</time> <span>2 min</span></div>",
    ],
)
def test_the_line_under_the_headline_wins_over_a_list_after_a_short_story(line):
    others = "<div><a href='/b'>Other</a> <span class='date'>20/08/2023</span></div>"
    short = f"<h1>River day held</h1>{line}<div id='text'><p>A short story of one line, no more than that.</p></div>"
    assert day(short + others) == "2023-08-10"


def test_a_list_after_a_short_story_stands_after_it():
    short = "<h1>River day held</h1><p>10/08/2023</p><div id='text'><p>A short story of one line, no more.</p></div>"
    assert day(short + "<div><a href='/b'>Other</a> <span class='date'>20/08/2023</span></div>") == "2023-08-10"


def test_a_line_of_particulars_keeps_the_attribute_of_its_time():
    line = "<div class='meta'><time datetime='2023-08-10T08:30:00+07:00'>10/08/2023</time> <span>2 min</span></div>"
    found, _ = pick(page(line))
    assert (found.date, found.source) == ("2023-08-10T08:30:00+07:00", "time element")


def test_an_attribute_may_be_that_of_the_change():
    line = "<time datetime='2023-08-11T14:44:18Z'>Posted: 10/08/2023 | Last updated: 11/08/2023</time>"
    assert day(page(line)) == "2023-08-10"


def test_the_date_may_stand_before_the_headline_or_after_the_text():
    assert day(page(before="<span class='date'>10/08/2023</span>")) == "2023-08-10"
    assert day(page(after="<p class='published'>Ngày đăng: 10/08/2023</p>")) == "2023-08-10"
    assert day("<h1>River day <small>10/08/2023</small></h1><div id='text'>" + TEXT + "</div>") == "2023-08-10"


@pytest.mark.parametrize(
    "lead", ["<p>29.11.2022 – " + "x " * 60 + "</p>", "<p>Hanoi, 29/11/2022 – " + "x " * 60 + "</p>"]
)
def test_a_dateline_opens_the_text(lead):
    assert day(page(lead=lead)) == "2022-11-29"


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"aside": "<ul class='related'><li><time datetime='2020-01-01'>1/1/2020</time></li></ul>"},
        {"after": "<div class='comments'><time datetime='2020-01-01'>1/1/2020</time></div>"},
        {"after": "<div class='tin-lien-quan'><a>Khác</a> <span class='bdate'>(01/01/2020)</span></div>"},
        {"between": "<ul class='ulActiveReference'><li><a>Khác</a> (01/01/2020)</li></ul>"},
        {"between": "<blockquote class='post'><p>Posted <time datetime='2020-01-01'></time></p></blockquote>"},
    ],
)
def test_dates_of_other_stories_clocks_and_footers_are_none(elsewhere):
    assert day(page(**elsewhere)) is None


@pytest.mark.parametrize(
    "clock",
    [
        "<header><span>Thứ Hai, 01/01/2035</span></header>",
        "<div id='header'><span>Sabtu, 1 Jan 2035</span></div>",
        "<div class='top-bar'><span>Thứ Hai, 01/01/2035</span></div>",
        "<div>Hôm nay: Thứ Hai, 01/01/2035</div>",
        "<div>Thứ Hai, 01/01/2035</div>" + "<ul><li><a>Mục lục</a></li></ul>" * 15,
    ],
)
def test_the_sites_clock_is_no_date_of_a_story(clock):
    body = f"<div>{clock}<div class='main'><h1>River day held</h1><div id='text'>{TEXT}</div></div></div>"
    assert day(body) is None
    assert day(body.replace("</h1>", "</h1><p>10/08/2023</p>")) == "2023-08-10"


def test_the_first_date_is_the_storys_and_not_its_neighbours():
    related = "<ul class='ulActiveReference'><li>Khác (01/01/2020)</li></ul>"
    others = "<ul><li>Khác (02/02/2021)</li><li>Khác (03/03/2022)</li></ul>"
    assert (
        day(page(f"<div class='left-article-more-container'>Thứ Năm, 10/08/2023</div>{related}", after=others))
        == "2023-08-10"
    )


def test_a_change_is_not_the_publication():
    found, changed = pick(page("<p>Publié le 10/08/2023 à 08h30 - Mis à jour le 12/08/2023</p>"), languages=("fr",))
    assert (found.date, changed) == ("2023-08-10", "2023-08-12")
    found, changed = pick(page("<p>Güncelleme: 12.08.2023</p><p>Yayın tarihi: 10.08.2023</p>"), languages=("tr",))
    assert (found.date, changed) == ("2023-08-10", "2023-08-12")


def test_a_change_is_the_date_where_no_other_is_printed():
    assert day(page("<p>Cập nhật: Thứ tư, 28/6/2023</p>")) == "2023-06-28"


STATED = "<meta property='article:published_time' content='{}'>"


def test_what_the_page_states_comes_first():
    found, _ = pick(page(lead="<p>Ngày 1/8/2023, Bộ đã họp.</p>"), STATED.format("2023-08-10T08:30:00+07:00"))
    assert (found.date, found.source) == ("2023-08-10T08:30:00+07:00", "meta article:published_time")


def test_a_creation_date_loses_against_the_printed_one():
    head = "<meta name='dcterms.date' content='2022-01-21T09:43:00+01:00'>"
    body = page("<time class='date-display-single' datetime='2022-01-25T08:00:00+01:00'>25.01.2022</time>")
    assert day(body, head, languages=("de",)) == "2022-01-25T08:00:00+01:00"


def test_a_creation_date_is_taken_where_there_is_no_other():
    assert day(page(), "<meta name='dcterms.date' content='2022-01-21'>") == "2022-01-21"


@pytest.mark.parametrize(
    ("between", "url"),
    [("<span class='date'>06/03/2024</span>", URL), ("", "https://portal.example/2024/03/06/river-day")],
)
def test_an_instant_in_utc_gives_way_to_the_day_that_the_page_shows(between, url):
    assert day(page(between), STATED.format("2024-03-05T19:00:00Z"), url=url) == "2024-03-06"


def test_of_two_stated_dates_the_printed_one_is_meant():
    head = STATED.format("2021-12-06") + "<meta name='publish_date' content='2022-12-15'>"
    assert day(page("<span class='date'>15/12/2022</span>"), head) == "2022-12-15"


def test_a_printed_time_completes_a_stated_day():
    assert day(page("<p class='date'>10/08/2023 08:30</p>"), STATED.format("2023-08-10"), zone="Asia/Ho_Chi_Minh") == (
        "2023-08-10T08:30:00+07:00"
    )


def test_local_times_of_trs_pages_take_the_portals_zone():
    head = "<meta name='PubDate' content='2022-02-11 08:52:25'>"
    assert day(page(), head, languages=("zh",), zone="Asia/Shanghai") == "2022-02-11T08:52:25+08:00"
    assert day(page(), head, languages=("zh",)) == "2022-02-11"


def test_a_stale_attribute_loses_against_the_text_that_readers_see():
    assert day(page("<time datetime='2019-09-03T07:00:00Z'>14 tháng 12, 2023</time>")) == "2023-12-14"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2024/07/22/river", "2024-07-22"),
        ("/202407/t20240722_1082192.shtml", "2024-07-22"),
        ("/art/2024/7/22/art_1_2.html", "2024-07-22"),
        ("/news/river-2024-07-22_en", "2024-07-22"),
        ("/gia/general/202607/22/P2026072200310.htm", "2026-07-22"),
        ("/ban-tin-ngay-12-9-2024--.aspx", "2024-09-12"),
        ("/news/1721606400", None),
        ("/news/20247", None),
        ("/2024/river", None),
    ],
)
def test_the_address_tells_the_day(path, expected):
    assert day(page(), url="https://portal.example" + path) == expected


def test_the_month_of_the_address_refutes_a_date_of_another_month():
    body = page(
        "<p>Erscheinungsdatum: 14.08.2017</p>", before="<h2 class='date-header'>Samstag, 9. September 2017</h2>"
    )
    assert day(body, url="https://blog.example/2017/09/story.html", languages=("de",)) == "2017-09-09"


@pytest.mark.parametrize(
    ("url", "lang", "expected"),
    [
        ("https://portal.example.vn/a", "en-US", "2024-12-05"),
        ("https://portal.example.uk/a", "en", "2024-12-05"),
        ("https://portal.example.com/a", "en", "2024-05-12"),
        ("https://portal.example.com/a", "vi", "2024-12-05"),
    ],
)
def test_the_country_of_the_address_decides_the_order_of_english_dates(url, lang, expected):
    assert day(page("<span class='date'>05/12/2024</span>"), url=url, languages=(), lang=lang) == expected


def test_the_end_of_the_title_may_be_a_date():
    head = "<meta property='og:title' content='Story | Broadcaster | 28.04.2023'>"
    assert day(page(), head, languages=("de",)) == "2023-04-28"


def test_a_day_without_year_takes_it_from_an_address_of_the_page():
    body = page("<p class='date'>[06月24日 11時30分]</p>")
    assert day(body, "<meta property='og:image' content='/img/20190624_1.jpg'>", languages=("ja",)) == "2019-06-24"
    assert day(body, languages=("ja",)) is None


def test_a_wrapper_named_after_chrome_does_not_hide_the_article():
    far = "<ul>" + "<li><a>Mục lục</a></li>" * 400 + "</ul>"
    body = page(after=far + "<span class='post-date'>10/08/2023</span>")
    assert day(f"<div class='has-modal search-open'>{body}</div>") == "2023-08-10"


def test_a_page_without_headline_and_text_is_searched_as_a_whole():
    assert day("<p>Một dòng</p><span class='post-date'>10/08/2023</span>") == "2023-08-10"
    assert day("<p>Một dòng</p><p>10/08/2023</p>") == "2023-08-10"
    assert day("<p>Từ 10/08/2023</p><p>11/09/2023</p>") is None


def test_an_implausible_year_is_refused():
    assert day(page("<span class='date'>10/08/1890</span>"), STATED.format("0001-01-01T00:00:00")) is None


SHAPES = [
    "<div class='date'>",
    "</div>",
    "<time datetime='",
    "'>",
    "<p>",
    "10/08/2023",
    "2023",
    " tháng 8 ",
    "<!--",
    "-->",
    "T",
]


@given(st.lists(st.sampled_from(SHAPES) | st.text(max_size=10), max_size=30).map("".join), st.text(max_size=20))
def test_any_page_gives_iso_or_none(markup, url):
    found, changed = pick(page(markup.replace("\0", "")), url=url)
    for iso in (found and found.date, changed):
        assert iso is None or re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?", iso)


@pytest.mark.parametrize(
    "between",
    [
        "<span class='date'>1/1/</span>" * 30_000,
        "<div class='x'>" * 50_000,
        "<p class='date'>" + "1/" * 500_000 + "</p>",
        "<i>2024</i>" * 50_000,
    ],
)
def test_a_huge_page_is_read_in_time(between):
    parser = lxml.html.HTMLParser(huge_tree=True)
    tree = lxml.html.document_fromstring(
        f"<html><body><h1>a</h1>{between}<div id='text'>x</div></body></html>", parser=parser
    )
    start = time.process_time()
    find_dates(tree, Metadata(), url=None, headline=tree.find(".//h1"), body=None, languages=(), timezone=None)
    assert time.process_time() - start < 6


@pytest.mark.parametrize(
    "ending",
    [
        "<p>Hà Nội, ngày 10 tháng 8 năm 2023</p><p><b>Nguyễn Văn A</b></p>",
        "<div style='text-align:right'>Đăng ngày 10/08/2023</div>",
        "<section><p>Tác giả:</p><p>Thứ Năm 10 Tháng 8, 2023</p></section>",
    ],
)
def test_the_last_lines_of_a_text_may_hold_its_date(ending):
    assert day(f"<h1>River day held</h1><div id='text'>{TEXT}{TEXT}{ending}</div>") == "2023-08-10"


@pytest.mark.parametrize(
    "line",
    [
        "<p class='date'>٢٧ ربيع الآخر ١٤٤٧هـ الموافق ٢٠ أكتوبر ٢٠٢٥م</p>",
        "<span class='date'>٢٧ ربيع الآخر ١٤٤٧هـ</span> <span class='date'>٢٠ أكتوبر ٢٠٢٥م</span>",
        "<p><span>20/10/2025</span> <b>27/04/1447</b></p>",
        "<ul><li>التاريخ الهجري: 27/04/1447</li><li>التاريخ الميلادي: 20/10/2025</li></ul>",
    ],
)
def test_a_gregorian_date_wins_over_a_hijri_one_beside_it(line):
    assert day(page(line), languages=("ar",)) == "2025-10-20"


def test_a_hijri_date_that_stands_alone_is_the_pages():
    assert day(page("<p class='date'>٢٧ ربيع الآخر ١٤٤٧هـ</p>"), languages=("ar",)) == "2025-10-19"


def test_the_dates_of_a_list_are_none_of_the_pages():
    rows = "".join(f"<li>0{number}/03/2020</li>" for number in range(1, 8))
    assert day(f"<h1>Register of permits</h1><div id='text'>{TEXT}{TEXT}<ul>{rows}</ul></div>") is None


@pytest.mark.parametrize(
    "mention",
    [
        "The first register of such sites was published by 31 December 2017, in accordance with the county's rules.",
        "The register, which came into force on 16 April 2017, requires every council to list what land is left.",
        "Nghị định số 25/2008/NĐ-CP có hiệu lực từ ngày 14/03/2008 và được áp dụng trên toàn quốc cho mọi đối tượng.",
        "On 5 May 2017, ministers met in the capital and spoke for many hours of the rivers that both countries share.",
    ],
)
def test_a_date_of_which_the_text_speaks_is_not_its_own(mention):
    assert day(f"<h1>Land registers</h1><div id='text'><p>{mention}</p>{TEXT}</div>") is None


@pytest.mark.parametrize(
    "lead",
    [
        "JAKARTA, 10 Agustus 2023 – Kementerian membuka hari sungai di kota tua bersama banyak tamu dari daerah.",
        "Hà Nội, ngày 10/8/2023 - Bộ đã khai mạc ngày hội sông ở phố cổ với sự tham gia của nhiều khách mời.",
        "10.08.2023 – Das Ministerium hat den Tag des Flusses in der Altstadt mit vielen Gästen eröffnet.",
        "August 10, 2023 (SAINT PAUL) — The ministry opened the river day in the old town with many guests, it said.",
        "Berlin, Donnerstag, den 10. August 2023: Das Ministerium hat den Tag des Flusses in der Altstadt eröffnet.",
    ],
)
def test_a_dateline_counts_where_the_sentence_does_not_need_it(lead):
    before = "<p>Guests came from many towns, and there was music until late in the evening.</p>"
    assert day(page(lead=f"{before}<p>{lead}</p>"), languages=("id", "vi", "de", "en")) == "2023-08-10"


def test_a_change_is_believed_before_a_lonely_number():
    body = page("<p>Cập nhật: 10/08/2023</p>", after="<p>8.4.13</p>")
    assert day(body) == "2023-08-10"


def test_a_page_may_say_in_its_margins_when_it_was_changed():
    footer = "<footer><p class='page-updated'>Last updated on 10 August 2023</p></footer>"
    found, changed = pick(f"<h1>Land registers</h1><div id='text'>{TEXT}</div>{footer}", languages=("en",))
    assert (found, changed) == (None, "2023-08-10")


def test_a_column_beside_the_text_may_hold_its_only_date():
    aside = "<aside><p class='story-date'>10 August 2023</p></aside>"
    other = "<aside><p class='story-date'>11 August 2023</p></aside>"
    story = f"<h1>River day held</h1><div id='text'>{TEXT}</div>"
    assert day(f"<div>{story}</div>{aside}", languages=("en",)) == "2023-08-10"
    assert day(f"<div>{story}</div>{aside}{other}", languages=("en",)) is None


def test_marks_of_several_days_are_those_of_other_stories():
    cards = "".join(f"<div><time itemprop='datePublished' content='2024-01-1{n}'></time></div>" for n in range(4))
    assert day(page("<p>10/08/2023</p>", after=cards)) == "2023-08-10"
    assert day(page(after="<time itemprop='datePublished' content='2023-08-10'></time>")) == "2023-08-10"


def test_of_the_stated_dates_the_first_that_the_page_shows_is_meant():
    head = (
        "<meta property='article:published_time' content='2023-08-10T07:00:00'>"
        "<meta name='pubdate' content='2023-08-04T07:00:00'>"
    )
    assert day(page("<p>04/08/2023</p>"), head) == "2023-08-04"
    assert day(page(), head) == "2023-08-10"


def test_a_release_that_came_out_the_day_after_it_was_made():
    head = (
        "<meta property='article:published_time' content='2023-08-09T20:30:00+07:00'>"
        "<meta property='article:modified_time' content='2023-08-10T09:00:00+07:00'>"
    )
    assert day(page("<p class='date'>Ngày đăng: 10/08/2023</p>"), head) == "2023-08-10"
    assert day(page(), head) == "2023-08-09T20:30:00+07:00"


def test_the_same_instant_in_another_zone_is_no_other_day():
    head = (
        "<meta property='article:published_time' content='2023-08-09T20:30:00-05:00'>"
        "<meta property='article:modified_time' content='2023-08-11T09:00:00-05:00'>"
    )
    assert day(page("<time>Published: 2023-08-10T01:30:10+00:00</time>"), head) == "2023-08-09T20:30:00-05:00"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2023-08-09T17:30:00Z", "2023-08-10"),
        ("2023-08-09T03:00:00Z", "2023-08-09T03:00:00+00:00"),  # nowhere on earth the tenth yet
    ],
)
def test_a_neighbouring_day_must_be_possible_in_some_zone(stated, expected):
    assert day(page("<p class='date'>10/08/2023</p>"), f"<meta name='pubdate' content='{stated}'>") == expected


@pytest.mark.parametrize(
    ("url", "printed"),
    [
        ("https://ministry.gov.np/content/1/", "मिति: २०८०-०४-२५"),
        ("https://ministry.ir/news/1", "۱۴۰۲/۰۵/۱۹ - ۰۸:۳۰"),
        ("https://ministry.gov.af/node/1", "1402/5/19"),
    ],
)
def test_the_country_of_the_address_tells_how_years_are_counted(url, printed):
    """Their CMSs call every page English."""
    assert day(page(f"<p>{printed}</p>"), languages=("en",), url=url, lang="en-US") == "2023-08-10"


def test_the_label_of_a_date_is_not_that_of_the_next():
    lines = "<div>Tarikh Kemaskini: 12/08/2023</div><div>Tarikh: 10/08/2023</div>"
    found, changed = pick(page(lines), languages=("ms",))
    assert (found.date, changed) == ("2023-08-10", "2023-08-12")


def test_the_day_of_an_event_is_not_that_of_its_announcement():
    when = "<p>When: 15 September 2023, 10:00</p><p>Where: Town Hall</p>"
    story = f"<h1>River day to be held</h1>{when}<div id='text'>{TEXT}{TEXT}<p>Published 10 August 2023</p></div>"
    assert day(story, languages=("en-GB",)) == "2023-08-10"


FAMILIES = {
    "mojoPortal": "<div class='left-article-more-container'>Thứ Năm, 10/08/2023, 08:30 | Đã xem <span>2024</span></div>"
    "<ul class='ulActiveReference'><li><a>Old story</a> (01/01/2020)</li></ul>",
    "Plone": "<span class='documentPublished'>Publicado em <span class='value'>10/08/2023 14h32</span></span>"
    "<span class='documentModified'><span>Atualizado em</span> <span class='value'>12/08/2023 09h00</span></span>",
    "GOV.UK": "<dl><dt>From:</dt><dd>Department</dd><dt>Published</dt><dd>10 August 2023</dd>"
    "<dt>Last updated</dt><dd>12 August 2023</dd></dl>",
    "Korean board": "<table><tr><th>등록일</th><td>2023-08-10</td><th>조회수</th><td>20240101</td></tr></table>",
    "Japanese office": "<p>更新日：令和5年8月12日</p><p>掲載日：令和5年8月10日</p>",
    "Taiwanese office": "<ul><li>發布日期：112-08-10</li><li>點閱數：2024</li></ul>",
    "WebForms": "<div id='PrDateTime'>Posted On: 10 AUG 2023 4:00PM by PIB Delhi</div>",
    "Uzbek template": "<div class='news-date'><span>10</span><span>avg.</span><span>2023</span></div>",
    "SharePoint": "<div class='news-date'>٢٣ محرم ١٤٤٥هـ</div>",
    "Thai office": "<div>เมื่อวันพฤหัสบดีที่ 10 สิงหาคม 2566 เวลา 13.30 น.</div>",
    "Kazakh platform": "<div>10 Тамыз 2023, 15:30</div>",
}


@pytest.mark.parametrize("family", FAMILIES)
def test_the_date_lines_of_portal_families(family):
    languages = ("vi", "pt", "en-GB", "ko", "ja", "zh", "uz", "ar", "th", "kk")
    chosen = {
        "Korean board": ("ko",), "Japanese office": ("ja",), "Taiwanese office": ("zh-TW",), "Uzbek template": ("uz",),
        "Thai office": ("th",), "SharePoint": ("ar",),
    }.get(family, languages)  # fmt: skip
    assert day(page(FAMILIES[family]), languages=chosen, url="https://portal.example/a") == "2023-08-10"
