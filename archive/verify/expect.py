"""Holds the roots of days that somebody wrote down against those that the archive gives now. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archive.verify.finding import Finding
from archive.verify.roots import DayRoot


def check_expected(roots: Sequence[DayRoot], expected: Mapping[str, str]) -> Iterator[Finding]:
    """Find days whose root is another one. expected: day to root; a day without captures has the one before it."""
    for day, root in expected.items():
        upto = [each for each in roots if each.day <= day]
        if not upto:
            yield _finding(day, "nothing was captured up to then, and a root was expected")
        elif upto[-1].root != root:
            yield _finding(day, f"its root is {upto[-1].root}, and {root} was expected")


def _finding(day: str, what: str) -> Finding:
    return Finding(part="chain", where=f"the captures up to {day}", what=what)
