"""Stories by portal and month: which months, the numbers before and after them, a bar for each. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from archive.errors import QueryError

MONTHS = 12  # that are shown where nothing else is asked for
MOST = 1200  # that can be asked for
_BARS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One portal. counts: by month of the table; earlier, later: in months outside of it."""

    portal: str
    counts: tuple[int, ...]
    earlier: int
    later: int
    undated: int


def months(today: str, since: str | None = None, until: str | None = None, count: int | None = None) -> list[str]:
    """The months of a table, the oldest first. today, since, until: ISO days, months or years. Raises QueryError.

    >>> months("2026-02-11", count=3), months("2026-02-11", since="2025", until="2025-02")
    (['2025-12', '2026-01', '2026-02'], ['2025-01', '2025-02'])
    """
    last = _number(until or today, 12)
    first = _number(since, 1) if since else last - (count or MONTHS) + 1
    if count and since:
        first = max(first, last - count + 1)
    if last < first:
        raise QueryError(f"since: {since} is after {until or today}")
    first = max(first, last - MOST + 1)
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(max(first, 0), last + 1)]


def row(portal: str, found: Mapping[str, int], undated: int, shown: Sequence[str]) -> Row:
    """A portal's row. found: articles by month."""
    return Row(
        portal=portal,
        counts=tuple(found.get(month, 0) for month in shown),
        earlier=sum(count for month, count in found.items() if month < shown[0]),
        later=sum(count for month, count in found.items() if month > shown[-1]),
        undated=undated,
    )


def bars(counts: Collection[int]) -> str:
    """A bar a month, the highest for the most; a month without stories has none.

    >>> bars([0, 1, 4, 8])
    ' ▁▄█'
    """
    top = max(counts, default=0)
    return "".join(_BARS[-(-count * len(_BARS) // top) - 1] if count else " " for count in counts)


def _number(date: str, month: int) -> int:
    """Months since the year 0. month: of a date that is a year alone."""
    return int(date[:4]) * 12 + int(date[5:7] or month) - 1
