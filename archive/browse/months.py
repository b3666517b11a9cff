"""Stories by month, as a chart and in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.browse.addresses import path
from archive.month_table import months as months_of

YEAR = 12
MOST = 120  # months of a chart


@dataclass(frozen=True, slots=True)
class Chart:
    """The numbers of one chart; months: `2025-11`."""

    months: Sequence[str]
    counts: Sequence[int]

    def address(self, size: str) -> str:
        """Where its picture is. size: `small` or `large`."""
        return path("chart", f"{size}.svg", **{"from": self.months[0], "n": ",".join(map(str, self.counts))})

    @property
    def words(self) -> str:
        """What it shows, for those who do not see it."""
        counts = ", ".join(map(str, self.counts))
        return f"Stories by month, {self.months[0]} to {self.months[-1]}: {counts}"


def last_year(found: Mapping[str, int], today: str) -> Chart:
    """The last twelve months."""
    shown = months_of(today, count=YEAR)
    return Chart(shown, [found.get(month, 0) for month in shown])


def whole(found: Mapping[str, int], today: str) -> Chart:
    """From the first story on, at least the last year, at most ten years."""
    first = min((month for month in found if month >= "1900"), default=today)
    shown = months_of(today, since=min(first, months_of(today, count=YEAR)[0]))[-MOST:]
    return Chart(shown, [found.get(month, 0) for month in shown])


def by_year(found: Mapping[str, int]) -> list[tuple[str, list[int]]]:
    """A line for each year in which there are stories, the last first: twelve numbers.

    >>> by_year({"2025-02": 3})[0][1][:3]
    [0, 3, 0]
    """
    years = sorted({month[:4] for month in found}, reverse=True)
    return [(year, [found.get(f"{year}-{month:02d}", 0) for month in range(1, 13)]) for year in years]
