"""Printed dates to ISO 8601: `Thứ Năm, 10/08/2023, 08:30 (GMT+7)` to `2023-08-10T08:30:00+07:00`.

Pure: no clock, so a date without a year (`Sáng 10/6`) or relative (`2 hours ago`) is none. Years before 1990 and after
2049 are refused: they are counters, telephone numbers, history, plans, or years of a calendar that nobody named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from crawler.extraction.dates.calendars import ascii_digits
from crawler.extraction.dates.clock import Clock, clock_after, clock_before, to_iso
from crawler.extraction.dates.numbers import ISO, MONTH_DAY, iso_span, numeric_spans
from crawler.extraction.dates.pairs import Chosen, chosen, counts_other_years
from crawler.extraction.dates.reading import Reading, Span
from crawler.extraction.dates.words import worded_days, worded_spans

FIRST_YEAR, LAST_YEAR = 1990, 2049
LONGEST = 2_000  # characters of a text that are read; a date line is far shorter
DIGIT = re.compile(r"[0-9〇一二三四五六七八九十元]")
ERA = re.compile(r"\s{0,2}(?:م(?!\w)|(?:AD|CE)\b)")
FEWEST_DIGITS = 3  # of a date: 5 Mar 24


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: the day, what of the clock was printed, and where it stands (in `text`, after NFC)."""

    day: date
    clock: Clock | None
    text: str
    start: int
    end: int

    def iso(self, timezone: str | None = None) -> str:
        """A day, or an instant where a time was printed and its zone is printed or given (an IANA name)."""
        return to_iso(self.day, self.clock, timezone)

    @property
    def printed(self) -> str:
        return " ".join(self.text[self.start : self.end].split())

    @property
    def counts_other_years(self) -> bool:
        """Whether no Gregorian year is printed, but one of another calendar."""
        return counts_other_years(ascii_digits(self.printed), self.day)


def read_date(text: str, languages: tuple[str, ...] = (), timezone: str | None = None) -> str | None:
    """The first date of a text as ISO 8601, None where there is none. Never raises.

    languages: BCP 47, the likeliest first: they decide 05/12/2024 and the names of months. timezone: IANA name, for a
    time that is printed without its zone.
    """
    found = next(dates_in(text, languages, timezone), None)
    return found.iso(timezone) if found else None


def dates_in(text: str, languages: tuple[str, ...] = (), timezone: str | None = None) -> Iterator[Found]:
    """The dates of a text in the order in which they stand; of those that overlap, the first and longest.

    A day that is printed by two calendars is one date, the Gregorian one.
    """
    printed = unicodedata.normalize("NFC", text[:LONGEST])
    plain = ascii_digits(printed)  # every character keeps its place
    spans = sorted(_spans(plain, Reading.of(languages, timezone)), key=_by_place)
    reached = 0
    for each in chosen(_apart(spans), plain):
        if each.whole[0] >= reached:
            found = _with_clock(printed, plain, each, reached)
            reached = found.end
            yield found


def days_without_year(text: str, languages: tuple[str, ...] = ()) -> Iterator[tuple[int, int]]:
    """(month, day) of `06月24日`, `24 June`, `June 24` in a short text, whether or not a year is printed."""
    plain = ascii_digits(unicodedata.normalize("NFC", text[:200]))
    for match in MONTH_DAY.finditer(plain):
        yield int(match[1]), int(match[2])
    yield from worded_days(plain, Reading.of(languages, None))


def _spans(text: str, reading: Reading) -> Iterator[Span]:
    whole = ISO.fullmatch(text)
    if whole:  # most of what metadata states
        yield from iso_span(whole, reading)
    elif len(DIGIT.findall(text)) >= FEWEST_DIGITS:
        yield from numeric_spans(text, reading)
        yield from worded_spans(text, reading)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The plausible ones, the first of those that overlap."""
    found: list[Span] = []
    for span in spans:
        if FIRST_YEAR <= span[0].year <= LAST_YEAR and (not found or span[1] >= found[-1][2]):
            found.append(span)
    return found


def _by_place(span: Span) -> tuple[int, int]:
    return span[1], -span[2]


def _with_clock(printed: str, plain: str, each: Chosen, earliest: int) -> Found:
    """The date with the time that stands with it, after it or (from `earliest` on) before it."""
    day, start, end, clock = each.span
    first, last = each.whole
    if clock:
        return Found(day, clock_after(clock)[0], printed, first, last)
    for edge in dict.fromkeys((_behind_era(plain, end), _behind_era(plain, last))):
        after, length = clock_after(plain[edge : edge + 60])
        if after:
            return Found(day, after, printed, first, max(last, edge + length))
    for edge in dict.fromkeys((start, first)):
        before, length = clock_before(plain[max(earliest, edge - 40) : edge])
        if before:
            return Found(day, before, printed, min(first, edge - length), last)
    return Found(day, None, printed, first, last)


def _behind_era(plain: str, end: int) -> int:
    """Where the sign of the Christian era behind a year ends, which is also that of the afternoon."""
    sign = ERA.match(plain, end)
    return sign.end() if sign and plain[end - 4 : end].isdecimal() else end
