"""One day printed by two calendars: ٢٧ ربيع الآخر ١٤٤٧هـ الموافق ٢٠ أكتوبر ٢٠٢٥م, 1404/07/28 (2025-10-20).

The Gregorian date is the surer one. Where a month begins with a sighting of the moon, a country's own calendar may be a
day or two off any table; and a portal that computes the other date may compute it by another table than ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.extraction.dates.reading import Span

SAME_DAY = timedelta(days=2)  # the calendars of two countries, or of two tables, are no further apart
FAR = 40  # characters from one date to the other: `corresponding to`, a weekday, an hour
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_DATE = r"(?:\d{{1,2}}(?P<{0}>[/.-])\d{{1,2}}(?P={0})\d{{4}}|\d{{4}}(?P<{0}y>[/.-])\d{{1,2}}(?P={0}y)\d{{1,2}})"
# Two dates with nothing but a sign between them, which is none of either: 27/04/1447-20/10/2025.
GLUED = re.compile(
    rf"(?<![\d/.,:-])(?P<one>{_DATE.format('a')})(?:هـ|م|AH|[HG])?[/|-](?P<other>{_DATE.format('b')})(?!\d|[/:-]\d)"
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A date of a text. whole: from where to where both dates stand, where the day is printed twice."""

    span: Span
    whole: tuple[int, int]


def counts_other_years(printed: str, day: date) -> bool:
    """Whether a date, as printed (with ASCII digits), has a year that is not the Gregorian one."""
    years = YEAR.findall(printed)
    return bool(years) and f"{day.year}" not in years


def chosen(spans: Sequence[Span], text: str) -> Iterator[Chosen]:
    """The dates, in order, those of another calendar merged into the Gregorian ones of the same day beside them.

    spans: none overlaps another. text: in which they stand, with ASCII digits.
    """
    at = 0
    while at < len(spans):
        span, following = spans[at], spans[at + 1] if at + 1 < len(spans) else None
        at += 1
        whole = span[1], span[2]
        if following and _are_one_day(span, following, text):
            at += 1
            whole = span[1], following[2]
            span = following if _is_other(span, text) else span
        yield Chosen(span, whole)


def _are_one_day(one: Span, other: Span, text: str) -> bool:
    apart = other[1] - one[2] <= FAR and abs(one[0] - other[0]) <= SAME_DAY
    return apart and _is_other(one, text) is not _is_other(other, text)


def _is_other(span: Span, text: str) -> bool:
    return counts_other_years(text[span[1] : span[2]], span[0])


def surer(day: date, others: Iterable[date]) -> date | None:
    """The nearest of the other days that may be the same one."""
    near = [other for other in others if abs(other - day) <= SAME_DAY]
    return min(near, key=lambda other: abs(other - day), default=None)
