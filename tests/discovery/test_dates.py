"""Dates as listings print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.dates import is_date_alone, looks_like_date, printed_date, printed_month_first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-08-12", "2026-08-12"),
        ("2026-08-12T09:30:00+07:00", "2026-08-12T09:30:00+07:00"),
        ("2026-08-12 09:30", "2026-08-12T09:30"),
        ("2026-08-12T02:30:00.000Z", "2026-08-12T02:30:00+00:00"),
        ("2026.09.05.", "2026-09-05"),
        ("2023/07/20", "2023-07-20"),
        ("2025年12月26日発表", "2025-12-26"),
        ("2026년 9월 5일", "2026-09-05"),
        ("令和7年12月26日", "2025-12-26"),
        ("令和元年5月1日", "2019-05-01"),
        ("中華民國113年10月4日", "2024-10-04"),
        ("Thứ Tư 29/12/2021 , 06:35 (GMT+7)", "2021-12-29"),
        ("(02/08/2026)", "2026-08-02"),
        ("25.01.2022", "2022-01-25"),
        ("12/08/2569", "2026-08-12"),
        ("๑๒/๐๘/๒๕๖๙", "2026-08-12"),
        ("１２/０８/２０２６", "2026-08-12"),
        ("12 August 2026", "2026-08-12"),
        ("Dec 12, 2025, 11:50 AM", "2025-12-12"),
        ("Posted On: 11 APR 2026 by PIB", "2026-04-11"),
        ("Sunday, Dec 03, 2023", "2023-12-03"),
        ("12/25/2026", "2026-12-25"),
        ("27/04/1447 - 20/10/2025", "2025-10-20"),
        ("٢٧/٠٤/١٤٤٧هـ الموافق ٢٠/١٠/٢٠٢٥م", "2025-10-20"),
        ("۱۴۰۴/۰۷/۲۸ | 2025/10/20", "2025-10-20"),
        ("२०८२-०७-०३ (2025-10-20)", "2025-10-20"),
    ],
)
def test_plain_dates_are_read(text, expected):
    assert printed_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2026",
        "1234",
        "10.0.0.1",
        "Tel. 024-3943-1234",
        "2026",
        "Nghị định 12/2026/NĐ-CP",
        "1/2",
        "99/99/9999",
        "1850-01-01",
        "२०८२-०७-०३",
        "27/04/1447",
    ],
)
def test_what_is_no_date_is_none(text):
    assert printed_date(text) is None


def test_two_readings_are_decided_by_the_neighbours_or_not_at_all():
    assert printed_date("03/04/2026", month_first=None) is None
    assert printed_date("03/04/2026", month_first=True) == "2026-03-04"
    assert printed_date("25/04/2026", month_first=None) == "2026-04-25"
    assert printed_month_first(["03/04/2026", "12/25/2026"])
    assert not printed_month_first(["03/04/2026", "25/12/2026", "12/25/2026"])


def test_a_headline_with_a_date_is_no_date_alone():
    assert is_date_alone("Thứ Tư, 12/08/2026 | 09:00")
    assert not is_date_alone("Bản tin cảnh báo lũ quét vùng núi phía Bắc ngày 12/08/2026")


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2049, 12, 31)))
def test_what_is_printed_is_read_back(day):
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y年%m月%d日", "%d %B %Y", "%b %d, %Y"):
        assert printed_date(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=200))
def test_no_text_is_an_error(text):
    printed_date(text)
    is_date_alone(text)


@pytest.mark.parametrize("text", ["3月25日", "3월 25일", "12 月 5 日（金）"])
def test_a_month_and_a_day_by_their_signs_look_like_a_date(text):
    assert looks_like_date(text)


@pytest.mark.parametrize("text", ["3月", "25日間", "第3回", "月日"])
def test_a_month_or_a_day_alone_does_not(text):
    assert not looks_like_date(text)
