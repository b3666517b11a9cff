"""Archives by month and year are walked by period, and backwards where no link leads there."""

import datetime as dt

import pytest

from crawler.discovery.anchors import anchors_of
from crawler.discovery.archives import archive_links, is_past_period
from crawler.discovery.periods import Period, period_of
from crawler.page import Page

SITE = "https://portal.example"
DAY = dt.date(2026, 5, 20)


def links(path, markup, shown=5, oldest=None):
    page = Page(url=SITE + path, body=f"<html><body>{markup}</body></html>".encode())
    return archive_links(anchors_of(page.tree, page.url), page.url, shown=shown, oldest=oldest, day=DAY)


def paths(*args, **more):
    return [link.url.removeprefix(SITE) for link in links(*args, **more)]


@pytest.mark.parametrize(
    ("path", "period"),
    [
        ("/news/2024/05/", Period(2024, 5)),
        ("/noticias/2025", Period(2025)),
        ("/press/press_202508.html", Period(2025, 8)),
        ("/news?year=2024&month=5", Period(2024, 5)),
        ("/news?ym=2024-05", Period(2024, 5)),
        ("/2024/05/17/", None),
        ("/news/report-on-floods-2024", None),
        ("/news?year=2024&id=7", None),
    ],
)
def test_the_period_that_an_address_names(path, period):
    assert period_of(SITE + path) == period


def test_periods_that_are_linked_come_newest_first_and_none_of_the_future():
    markup = "".join(
        f"<a href='/press/press_{month}.html'>{month[:4]}年{int(month[4:])}月</a>"
        for month in ("202507", "202604", "202606")
    )
    assert paths("/press/index.html", markup) == ["/press/press_202604.html", "/press/press_202507.html"]


def test_months_make_their_year_needless_and_days_are_left_alone():
    markup = (
        "<a href='/2025/'>2025</a><a href='/2025/07/'>July 2025</a><a href='/2025/07/03/'>3</a>"
        "<a href='/2024/'>Archive 2024</a>"
    )
    assert paths("/", markup) == ["/2025/07/", "/2024/"]


def test_headlines_that_name_a_year_are_no_archive():
    assert paths("/news/", "<a href='/news/2025'>Our plan for the rivers and lakes of the year 2025</a>") == []


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("/news/2024/01/", "/news/2023/12/"),
        ("/noticias/2025", "/noticias/2024"),
        ("/press/press_202508.html", "/press/press_202507.html"),
        ("/news?year=2024&month=1", "/news?year=2023&month=12"),
    ],
)
def test_a_period_with_stories_leads_to_the_one_before(path, before):
    (link,) = links(path, "")
    assert (link.url, link.pager) == (SITE + before, True)
    assert links(path, "", shown=0) == []


def test_a_month_leads_to_no_later_year():
    assert paths("/2025/07/", "<a href='/2026/'>2026</a><a href='/2025/06/'>June 2025</a>") == ["/2025/06/"]


@pytest.mark.parametrize(
    ("path", "past"),
    [
        ("/2026/05/", False),
        ("/2026/04/", False),
        ("/2026/03/", True),
        ("/2026", False),
        ("/2025", True),
        ("/news", False),
    ],
)
def test_a_period_is_past_a_month_after_its_end(path, past):
    assert is_past_period(SITE + path, DAY) == past


def test_years_of_an_era_are_told_by_words_and_address_together():
    markup = "<a href='r07.html'>令和7年度</a><a href='h30.html'>平成30年度</a><a href='r05.html'>令和6年度</a>"
    assert paths("/news/index.html", markup) == ["/news/r07.html", "/news/h30.html"]


@pytest.mark.parametrize(
    ("here", "address", "label"),
    [
        ("/noticias/", "/noticias/2026/marzo.html", "Marzo"),
        ("/tin-tuc/2025/", "/tin-tuc/2025/thang-8.html", "Tháng 8"),
        ("/presse/", "/presse/2025/dezember/index.html", "Dezember"),
        ("/haber/", "/haber/2025/agustos", "Ağustos 2025"),
        ("/news/", "/news/2025/08/", "8월"),
        ("/akhbar/", "/akhbar/2025/08/", "أغسطس"),
        ("/khao/", "/khao/2566/08/", "สิงหาคม 2566"),
        ("/khao/", "/khao/2566/", "พ.ศ. ๒๕๖๖"),
        ("/press/index.html", "/press/r06/index.html", "令和6年度"),
        ("/press/", "/press/h17/", "平成17年度"),
        ("/press/", "/press/2025.html", "2025"),
    ],
)
@pytest.mark.parametrize("frame", ["<ul><li>{}</li></ul>", "<table><tr><td>{}</td></tr></table>", "{}"])
def test_an_index_of_years_or_of_months_named_in_words_leads_to_each(here, address, label, frame):
    assert paths(here, frame.format(f"<a href='{address}'>{label}</a>"), shown=0) == [address]


def test_the_choices_of_a_list_of_years_lead_to_each():
    markup = "<select onchange='location.href=this.value'>{}</select>".format(
        "".join(f"<option value='/press/{year}.html'>{year}</option>" for year in (2023, 2024, 2025))
    )
    assert paths("/press/", markup, shown=0) == ["/press/2025.html", "/press/2024.html", "/press/2023.html"]


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='/news/events/2026/04'>April 2026</a>",
        "<a href='/news/termine?monat=4&jahr=2026'>April 2026</a>",
        "<div class='event-list'><a href='/news/2026/04/'>April 2026</a></div>",
        "<div id='calendar'><p><a href='/news/?ym=2026-04'>April 2026</a></p></div>",
    ],
)
def test_the_months_of_a_calendar_are_no_archive(markup):
    assert paths("/news/", markup) == []


def test_one_topic_by_year_is_a_view_and_no_archive():
    topics = "<a href='/noticias?filtro[tema]=agua&filtro[anio]=2018'>agua 2018</a>"
    years = "<a href='/noticias?anio=2018'>2018</a>"
    assert paths("/noticias", topics + years) == ["/noticias?anio=2018"]


@pytest.mark.parametrize(("slug", "label"), [("water-plan.html", "Our plan"), ("novo-parque", "Novo parque")])
def test_a_story_of_the_year_with_a_short_headline_is_no_month(slug, label):
    assert paths("/news/", f"<a href='/news/2025/{slug}'>{label}</a>", shown=0) == []


def test_months_in_words_come_newest_first():
    markup = "".join(f"<a href='/news/2025/{month}.html'>{month}</a>" for month in ("april", "march", "december"))
    assert paths("/news/", markup, shown=0) == [f"/news/2025/{month}.html" for month in ("december", "april", "march")]


def test_at_the_end_of_a_pager_only_what_is_older_than_its_stories_is_left():
    months = "".join(f"<a href='/news/{month}/'>{month}</a>" for month in ("2026/04", "2025/11", "2025/02"))
    markup = f"<a href='/news/'>1</a><a href='/news/?page=2'>2</a>{months}"
    assert paths("/news/?page=3", markup, oldest="2025-11-20") == ["/news/2025/11/", "/news/2025/02/"]
    assert len(paths("/news/", markup, oldest="2025-11-20")) == 3
