"""Dates written in numbers: 2023-08-10, 10/08/2023, 22.6.17, 2025年12月26日, 令和7年, 113.10.04, 20240722T101500Z."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from crawler.extraction.dates import calendars
from crawler.extraction.dates.pairs import GLUED as PAIR
from crawler.extraction.dates.reading import Reading, Span

ISO = re.compile(
    r"(?<![\d.])(?P<y>[12]\d{3})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"
    r"(?:\s{0,2}[T ]\s{0,2}(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?\s?(?:Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?))?"
)
# Three numbers with the same sign between them: 10/08/2023, 2023.08.10., 29-12-21.
NUMERIC = re.compile(
    r"(?<![\d/.,:-])(?P<a>\d{1,4})\s{0,2}(?P<sign>[-/.।‐‑–−])\s{0,2}(?P<b>\d{1,2})\s{0,2}(?P=sign)\s{0,2}"
    r"(?P<c>\d{4}|\d{1,2})(?!\d|[/:-]\d)"
)
# The year once more, in the other era: 2023年（令和5年）8月10日, 令和5(2023)年8月10日.
OTHER_YEAR = r"(?:\s?[(（]\s?(?:令和|平成|昭和|西暦)?\s?(?:\d{1,4}|元)\s?年?\s?[)）])?"
NUMERAL = "〇零○一二三四五六七八九"
CJK = re.compile(
    r"(?P<era>令和|平成|昭和|㋿|㍻|㍼|民國|民国|(?<![A-Za-z])[RrHhSs](?=\d))?\s{0,2}"
    rf"(?P<y>\d{{1,4}}|元|[{NUMERAL}百十]{{3,5}}|(?<=[和成國国])[{NUMERAL}十]{{1,3}}){OTHER_YEAR}\s{{0,2}}[年년]"
    rf"{OTHER_YEAR}\s{{0,3}}"
    r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,2}[月월]\s{0,3}"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,2}[日일号號]"
)
# The short form of Japanese offices: R7.12.26.
ERA_LETTER = re.compile(
    r"(?<![\w.])(?P<era>[RHS]|令和|平成|昭和)\s?(?P<y>\d{1,2})[./](?P<m>\d{1,2})[./](?P<d>\d{1,2})(?![\d./])"
)
# Mongolian counts its months: 2024 оны 3 дугаар сарын 15.
MONGOLIAN = re.compile(
    r"(?P<y>\d{4})\s?оны\s{0,3}(?P<m>\d{1,2})[\s-]{0,2}(?:р|дугаар|дүгээр)?\s{0,2}сарын\s{0,2}(?P<d>\d{1,2})"
)
GLUED = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?:T?(?P<clock>(?:\d{6}|\d{4})Z?))?(?!\d)"
)
MONTH_DAY = re.compile(r"(?<!\d)(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
HIJRI_SIGN = re.compile(r"\s{0,2}(?:هـ|ه(?!\w)|ھ|AH\b)")


def numeric_spans(text: str, reading: Reading) -> Iterator[Span]:
    """The dates in numbers of a text with ASCII digits; cheap tests spare most texts most of the patterns."""
    for match in ISO.finditer(text):
        yield from iso_span(match, reading)
    for match in NUMERIC.finditer(text):
        day = _numeric(match, text, reading)
        if day:
            yield day, match.start(), match.end(), None
    for match in PAIR.finditer(text):
        yield from _both(match, reading)
    yield from _patterned(GLUED, text, reading)
    if "年" in text or "년" in text:
        yield from _patterned(CJK, text, reading)
    if "оны" in text:
        yield from _patterned(MONGOLIAN, text, reading)
    if "ja" in reading.languages:
        yield from _patterned(ERA_LETTER, text, reading)


def _both(pair: re.Match[str], reading: Reading) -> Iterator[Span]:
    for name in ("one", "other"):
        match = NUMERIC.fullmatch(pair[name])
        day = match and _numeric(match, pair[name], reading)
        if day:
            yield day, *pair.span(name), None


def iso_span(match: re.Match[str], reading: Reading) -> Iterator[Span]:
    """The date of a match of `ISO`, if that day exists."""
    day = reading.day(int(match["y"]), int(match["m"]), int(match["d"]))
    if day:
        yield day, match.start(), match.end(), match["clock"]


def _numeric(match: re.Match[str], text: str, reading: Reading) -> date | None:
    first, second, third = int(match["a"]), int(match["b"]), int(match["c"])
    digits = len(match["a"]), len(match["c"])
    if digits[0] == 4:
        return reading.day(first, second, third) if digits[1] <= 2 else None
    if digits[0] == 3:
        return calendars.minguo(first, second, third) if "zh" in reading.languages and digits[1] <= 2 else None
    if digits[1] == 4:
        calendar = "hijri" if third < 1500 and HIJRI_SIGN.match(text, match.end()) else ""
        return _year_last(first, second, third, reading, match["sign"], calendar)
    return _short_year(first, second, third, reading) if digits[1] == 2 else None


def _year_last(first: int, second: int, year: int, reading: Reading, sign: str, calendar: str) -> date | None:
    """Day and month in the reading's order, in the other where only that gives a day."""
    by_day, by_month = (second, first), (first, second)
    orders = (by_month, by_day) if reading.month_first(sign) else (by_day, by_month)
    days = (reading.day(year, month, day, calendar) for month, day in orders)
    return next(filter(None, days), None)


def _short_year(first: int, second: int, third: int, reading: Reading) -> date | None:
    """Two digits for the year: `29.12.21`, in East Asia `21.12.29`, in Thailand `3/10/65`."""
    if reading.year_first:
        return calendars.gregorian(2000 + first, second, third)
    if reading.language == "th" and third >= 40:
        return calendars.buddhist(2500 + third, second, first)
    year = 2000 + third if third < 70 else 1900 + third
    if reading.month_first("/") and first <= 12:
        return calendars.gregorian(year, first, second)
    return calendars.gregorian(year, second, first)


def _patterned(pattern: re.Pattern[str], text: str, reading: Reading) -> Iterator[Span]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        year = 1 if groups["y"] == "元" else calendars.chinese_number(groups["y"])
        month, day = calendars.chinese_number(groups["m"]), calendars.chinese_number(groups["d"])
        if year is None or month is None or day is None:
            continue
        found = _in_era(groups.get("era"), year, month, day, reading)
        if found:
            yield found, match.start(), match.end(), _glued_clock(groups.get("clock"))


def _in_era(era: str | None, year: int, month: int, day: int, reading: Reading) -> date | None:
    if era in {"民國", "民国"} or (not era and 80 <= year <= 189):
        return calendars.minguo(year, month, day)
    if era:
        return calendars.japanese(era, year, month, day)
    # 25年12月26日 in Japan or Korea is 2025.
    return reading.day(year + 2000 if year < 80 else year, month, day)


def _glued_clock(digits: str | None) -> str | None:
    """`101500Z` as a printed time."""
    return ":".join(re.findall(r"\d\d", digits)) + digits[-1:].strip("0123456789") if digits else None
