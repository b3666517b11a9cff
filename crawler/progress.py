"""A run as a person sees it: live on a terminal, one line a portal otherwise, a summary at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.table import Table
from rich.text import Text

from archive.runs import PortalCounts
from archive.runs_printing import PORTALS, by_weight
from archive.tables import is_narrow, table
from archive.text import printable
from crawler.counts import Counts, Result
from crawler.live import Live

_NUMBERS = ("found", "new", "changed", "gone", "same", "skipped", "failed", "files", "requests")
_SPARE = frozenset({"same", "skipped", "files"})
_WIDE = 100  # columns, below which a terminal is not shown everything
ISSUES_SHOWN = 10  # failures named in the summary; `envnews runs show` has them all


class Lines:
    """One line a portal, when it has ended: for logs and cron mail."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.said: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        return

    def update(self, counts: Counts) -> None:
        """Print the portal's line once it has ended; one that gave nothing is the command's to tell."""
        if counts.finish and counts.portal not in self.said:
            self.said.add(counts.portal)
            if counts.trouble:
                return
            _say(self.console, f"{counts.portal}: {line_of(counts)}, {counts.seconds:.1f} s")


def display_for(console: Console, total: int) -> Live | Lines:
    """Choose what fits where the output goes. total: how many portals the run has."""
    return Live(console, total) if console.is_terminal else Lines(console)


def line_of(counts: Counts) -> str:
    """One portal's counts in a line.

    >>> line_of(Counts(portal="vn-mae", requests=9, found=4, new=3, failed=1))
    '4 found, 3 new, 0 changed, 1 failed, 9 requests'
    """
    gone = f"{counts.gone} gone, " if counts.gone else ""
    return (
        f"{counts.found} found, {counts.new} new, {counts.changed} changed, {gone}{counts.failed} failed, "
        f"{counts.requests} requests"
    )


def print_summary(console: Console, result: Result) -> None:
    """The run as a table, then what failed and why, then what was left alone.

    Of many portals those that failed or brought something; the others are counted.
    """
    loud, rest = by_weight(result.counts)
    shown = result.counts if len(result.counts) <= PORTALS else loud[:PORTALS]
    console.print(f"Run {result.run_id}", markup=False, highlight=False)
    console.print(_table(console, shown))
    if len(shown) < len(result.counts):
        quiet = f"{len(rest)} brought nothing new; " if rest else ""
        _say(console, f"… and {len(result.counts) - len(shown)} more portals; {quiet}envnews runs show {result.run_id}")
    for text in failures(result.issues):
        _say(console, text)
    more = len(result.issues) - ISSUES_SHOWN
    if more > 0:
        _say(console, f"  … and {more} more: envnews runs show {result.run_id}")
    for _, pattern, note in result.notes[:ISSUES_SHOWN]:
        _say(console, f"Left alone: {pattern}  {note}")


def _say(console: Console, text: str) -> None:
    console.print(printable(text), markup=False, highlight=False, soft_wrap=True)


def _table(console: Console, shown: Sequence[PortalCounts]) -> Table:
    narrow = is_narrow(console, _WIDE)
    names = [name for name in _NUMBERS if not (narrow and name in _SPARE)]
    made = table("portal", *names, "seconds", right=frozenset({*names, "seconds"}), tight=narrow)
    for counts in shown:
        numbers = [str(getattr(counts, name)) for name in names]
        made.add_row(Text(printable(counts.portal)), *numbers, f"{counts.seconds:.1f}")
    return made


def failures(issues: Sequence[tuple[str, str, str]]) -> list[str]:
    """Lines that name what failed: a count by reason, then the first addresses."""
    if not issues:
        return []
    reasons = Counter(reason for _, _, reason in issues)
    head = "Failed: " + ", ".join(f"{count} × {reason}" for reason, count in reasons.most_common())
    return [head, *(f"  {url}  {reason}" for _, url, reason in issues[:ISSUES_SHOWN])]
