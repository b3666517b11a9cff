"""Eras and calendars: known days, and the way back for every day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction.dates import calendars

KNOWN = [
    ("buddhist", (2563, 8, 23), "2020-08-23"),
    ("minguo", (113, 10, 4), "2024-10-04"),
    ("jalali", (1404, 1, 1), "2025-03-21"),
    ("jalali", (1403, 12, 30), "2025-03-20"),
    ("jalali", (1399, 4, 12), "2020-07-02"),
    ("hijri", (1446, 9, 1), "2025-03-01"),
    ("hijri", (1446, 12, 28), "2025-06-24"),
    ("hijri", (1447, 1, 1), "2025-06-26"),
    ("bikram", (2080, 1, 1), "2023-04-14"),
    ("bikram", (2082, 5, 12), "2025-08-28"),
    ("bangla", (1431, 1, 1), "2024-04-14"),
    ("bangla", (1431, 8, 26), "2024-12-11"),
    ("ethiopian", (2017, 1, 1), "2024-09-11"),
    ("ethiopian", (2016, 1, 1), "2023-09-12"),
]
IMPOSSIBLE = [
    ("gregorian", (2023, 2, 29)),
    ("buddhist", (2566, 2, 29)),
    ("jalali", (1402, 12, 30)),
    ("hijri", (1446, 13, 1)),
    ("bikram", (2082, 1, 33)),
    ("bikram", (2200, 1, 1)),
    ("ethiopian", (2016, 13, 6)),
]


@pytest.mark.parametrize(("calendar", "parts", "expected"), KNOWN)
def test_a_known_day(calendar, parts, expected):
    assert calendars.CALENDARS[calendar](*parts) == date.fromisoformat(expected)


@pytest.mark.parametrize(("calendar", "parts"), IMPOSSIBLE)
def test_a_day_that_does_not_exist_is_none(calendar, parts):
    assert calendars.CALENDARS[calendar](*parts) is None


@pytest.mark.parametrize(
    ("era", "year", "expected"),
    [("令和", 7, 2025), ("令和", 1, 2019), ("平成", 31, 2019), ("昭和", 64, 1989), ("R", 6, 2024), ("明治", 1, None)],
)
def test_japanese_eras(era, year, expected):
    found = calendars.japanese(era, year, 5, 1)
    assert (found and found.year) == expected


LENGTHS = {
    "jalali": lambda year, month: 31,
    "hijri": lambda year, month: 29 + (int(calendars.UMM_AL_QURA_YEARS[year - 1420], 16) >> (12 - month) & 1),
    "bikram": lambda year, month: 33,
    "bangla": lambda year, month: 31,
    "ethiopian": lambda year, month: 30,
}


@pytest.mark.parametrize(
    ("calendar", "years", "months"),
    [
        ("jalali", range(1370, 1430), 12),
        ("hijri", range(1420, 1451), 12),
        ("bikram", range(2050, 2088), 12),
        ("bangla", range(1400, 1450), 12),
        ("ethiopian", range(1990, 2040), 13),
    ],
)
def test_every_day_follows_the_one_before(calendar, years, months):
    """Walking a calendar's days in order walks the Gregorian days without gap and without repetition."""
    convert, length = calendars.CALENDARS[calendar], LENGTHS[calendar]
    days = [
        found
        for year in years
        for month in range(1, months + 1)
        for day in range(1, length(year, month) + 1)
        if (found := convert(year, month, day))
    ]
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
    assert len(days) > 365 * (len(years) - 2)


@given(st.sampled_from(sorted(calendars.CALENDARS)), st.tuples(*[st.integers(-10, 9999)] * 3))
def test_any_numbers_give_a_day_or_none(calendar, parts):
    assert isinstance(calendars.CALENDARS[calendar](*parts), date | None)


@pytest.mark.parametrize(
    ("year", "language", "expected"),
    [
        (2568, "th", 2025),
        (2025, "th", 2025),
        (1404, "fa", 2025),
        (1446, "ar", 2024),
        (2082, "ne", 2025),
        (2082, "en", 2082),
    ],
)
def test_the_size_of_the_year_and_the_language_tell_the_calendar(year, language, expected):
    found = calendars.to_gregorian(year, 5, 12, languages=(language,) if language else ())
    assert found is not None
    assert found.year == expected


@pytest.mark.parametrize(
    "printed", ["๒๐๒๔", "២០២៤", "໒໐໒໔", "၂၀၂၄", "٢٠٢٤", "۲۰۲۴", "२०२४", "২০২৪", "２０２４", "2024"]
)
def test_digits_of_every_script(printed):
    assert calendars.ascii_digits(printed) == "2024"


@given(st.text())
def test_digits_keep_their_places(text):
    assert len(calendars.ascii_digits(text)) == len(text)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [("二〇二五", 2025), ("二十六", 26), ("十", 10), ("十二", 12), ("三十", 30), ("7", 7), ("日", None), ("", None)],
)
def test_chinese_numbers(printed, expected):
    assert calendars.chinese_number(printed) == expected
