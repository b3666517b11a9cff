"""Dates as listings print them, read only where they are plain: numbers, Han and Hangul forms, English month names.

Listings say when a story appeared beside its headline; the story's own page is the authority. So what could be read in
two ways is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from itertools import islice

_MAX_TEXT = 400
_FIRST_YEAR, _LAST_YEAR = 1990, 2049  # 2082 is this year in Nepal
_MAX_HITS = 4  # beside a Hijri date stands a Gregorian one of the same form
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}

_YEAR = re.compile(r"\d{4}|年")  # no form does without
_INSTANT = re.compile(
    r"(?<!\d)(\d{4})-(\d\d)-(\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)?(?![\d:])"
)
_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d{4})([./-])\s?(\d{1,2})\2\s?(\d{1,2})(?![\d/-])")
_MONTH_AND_DAY = re.compile(r"(?<!\d)\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]")
_DATE_LIKE = re.compile(
    r"(?<!\d)\d{1,2}(?!\d)\D{1,20}(?:19|20|25|14|13)\d\d(?!\d)|(?<!\d)(?:19|20|25|14|13)\d\d\D{1,20}\d{1,2}(?!\d)"
)
_HAN = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_ERA = re.compile(r"(令和|平成|民國|民国)\s?(\d{1,3}|元)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_YEAR_LAST = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d/-])")
_ENGLISH_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?\s{_MONTH},?\s(\d{{4}})(?!\d)", re.IGNORECASE)
_ENGLISH_MONTH_FIRST = re.compile(rf"(?<!\w){_MONTH}\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})(?!\d)", re.IGNORECASE)


@lru_cache(maxsize=8_192)
def printed_date(text: str, *, month_first: bool | None = False) -> str | None:
    """The first date in a short text as ISO 8601, a day or an instant; None where there is none or two readings.

    month_first: how 03/04/2026 is read; None leaves it unread unless one of the numbers is no month (03.04.2026 and
    03-04-2026 are read day first, who writes the month first uses slashes).
    """
    plain = _with_year(text)
    found = [hit for read in _readers(month_first) if (hit := read(plain))] if plain else None
    return min(found)[1] if found else None


def printed_month_first(texts: Iterable[str]) -> bool:
    """Whether one of the texts can only be read month first (12/25/2026): then its neighbours are too."""
    hits = [hit for text in texts if (hit := _YEAR_LAST.search(_with_year(text)))]
    return any(int(hit[3]) > 12 for hit in hits) and not any(int(hit[1]) > 12 for hit in hits)


def is_date_alone(text: str) -> bool:
    """Whether a text is a date (with a time, a weekday, a label) and nothing that could be a headline."""
    return len(text) <= 40 and printed_date(text) is not None


def looks_like_date(text: str) -> bool:
    """Whether a short text seems to print a date, in whatever language and calendar: a year and a day beside it.

    A month and a day are enough where their own signs say so: 3月25日, 3월 25일.
    """
    if len(text) > 60:
        return False
    return bool(_DATE_LIKE.search(_with_year(text)) or _MONTH_AND_DAY.search(text))


_Reader = Callable[[str], tuple[int, str] | None]


def _readers(month_first: bool | None) -> tuple[_Reader, ...]:
    return (_instant, _year_first, _han, _era, lambda text: _year_last(text, month_first), _english)


@lru_cache(maxsize=8_192)  # a site prints the same labels and dates on page after page
def _with_year(text: str) -> str:
    """The text as `_plain` has it; empty where it cannot hold a date."""
    plain = _plain(text)
    return plain if _YEAR.search(plain) else ""


def _plain(text: str) -> str:
    """The text with every script's digits as 0-9, and in one width."""
    text = text[:_MAX_TEXT]
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in text)


def _first(pattern: re.Pattern[str], text: str, read: Callable[[re.Match[str]], str | None]) -> tuple[int, str] | None:
    """The first hit that is a day, and where it begins."""
    hits = islice(pattern.finditer(text), _MAX_HITS)
    return next(((hit.start(), day) for hit in hits if (day := read(hit))), None)


def _instant(text: str) -> tuple[int, str] | None:
    found = _first(_INSTANT, text, _instant_of)
    return (found[0] - 1, found[1]) if found else None  # before the bare day that begins at the same place


def _instant_of(hit: re.Match[str]) -> str | None:
    day = _day(hit[1], hit[2], hit[3])
    zone = (hit[5] or "").replace("Z", "+00:00")
    return f"{day}T{hit[4]}{zone}" if day and hit[4] <= "24" else None


def _year_first(text: str) -> tuple[int, str] | None:
    return _first(_YEAR_FIRST, text, lambda hit: _day(hit[1], hit[3], hit[4]))


def _han(text: str) -> tuple[int, str] | None:
    return _first(_HAN, text, lambda hit: _day(hit[1], hit[2], hit[3]))


def _era(text: str) -> tuple[int, str] | None:
    return _first(_ERA, text, lambda hit: _day(str(_ERAS[hit[1]] + _counted(hit[2])), hit[3], hit[4]))


def _counted(year: str) -> int:
    return 1 if year == "元" else int(year)


def _year_last(text: str, month_first: bool | None) -> tuple[int, str] | None:
    return _first(_YEAR_LAST, text, lambda hit: _year_last_of(hit, month_first))


def _year_last_of(hit: re.Match[str], month_first: bool | None) -> str | None:
    one, two = int(hit[1]), int(hit[3])
    if month_first is None and hit[2] == "/" and one <= 12 and two <= 12 and one != two:
        return None
    swapped = two > 12 or (bool(month_first) and one <= 12)
    return _day(hit[4], hit[1], hit[3]) if swapped else _day(hit[4], hit[3], hit[1])


def _english(text: str) -> tuple[int, str] | None:
    if hit := _ENGLISH_DAY_FIRST.search(text):
        day = _day(hit[3], _month(hit[2]), hit[1])
    elif hit := _ENGLISH_MONTH_FIRST.search(text):
        day = _day(hit[3], _month(hit[1]), hit[2])
    else:
        return None
    return (hit.start(), day) if day else None


def _month(name: str) -> str:
    return str(_MONTHS.index(name[:3].lower()) + 1)


def _day(year: str, month: str, day: str) -> str | None:
    number = int(year)
    if 2500 <= number < 2643:  # the Buddhist era, 543 years ahead
        number -= 543
    try:
        found = date(number, int(month), int(day))
    except ValueError:
        return None
    return found.isoformat() if _FIRST_YEAR <= number <= _LAST_YEAR else None
