"""A run on a terminal: the portals at work, redrawn in place, and below them how far the whole is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live as Redrawn
from rich.table import Table
from rich.text import Text

from archive.text import printable
from crawler.counts import Counts
from crawler.time_left import Left, Pace, clock, left_of_all

REDRAWN = 0.25  # seconds between two pictures
_COLUMNS = ("requests", "new", "found", "failed", "pending", "time", "left")
_NARROW = frozenset({"found", "pending", "time"})  # what a terminal of fewer columns goes without
_WIDE = 72
_NAME = 28  # columns of a portal's name
_BESIDE = 4  # lines that are kept free: the head, two of the whole, the cursor's


@dataclass
class AtWork:
    """A portal that is being crawled. since: when it was heard of first, as the display's clock has it."""

    since: float
    counts: Counts
    pace: Pace = field(default_factory=Pace)

    @property
    def left(self) -> Left | None:
        """How long it still takes."""
        return self.pace.left(self.counts.pending)


class Live:
    """Every portal at work with its requests, stories and time left; those that wait or are done are counted.

    total: how many portals the run has.
    """

    def __init__(self, console: Console, total: int, now: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.at_work: dict[str, AtWork] = {}
        self.done: dict[str, Counts] = {}
        self._now = now
        self._began = now()
        self._drawn = now() - REDRAWN
        self._console = console
        self._live = Redrawn(console=console, auto_refresh=False, vertical_overflow="crop")

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._live.update(self.picture(), refresh=True)
        self._live.stop()

    def update(self, counts: Counts) -> None:
        """Take down how far a portal is, and redraw all of them now and then."""
        if counts.finish:
            self.at_work.pop(counts.portal, None)
            self.done[counts.portal] = counts
        else:
            one = self.at_work.setdefault(counts.portal, AtWork(self._now(), counts))
            one.counts = counts
            one.pace.see(counts, self._now())
        if self._now() - self._drawn >= REDRAWN:
            self._drawn = self._now()
            self._live.update(self.picture(), refresh=True)

    def picture(self) -> Group:
        """All of it, no wider and no higher than the terminal."""
        return Group(self._portals(), self.whole())

    def _portals(self) -> Table:
        names = [name for name in _COLUMNS if self._console.width >= _WIDE or name not in _NARROW]
        table = Table(box=None, pad_edge=False, show_header=bool(self.at_work))
        table.add_column("portal", no_wrap=True, overflow="ellipsis", max_width=_NAME)
        for name in names:
            table.add_column(name, justify="right", no_wrap=True, overflow="ellipsis")
        room = max(self._console.height - _BESIDE, 1)
        shown = list(self.at_work.items())[:room]
        for portal, one in shown:
            cells = _cells(one, self._now())
            table.add_row(Text(printable(portal), "bold"), *(cells[name] for name in names))
        return table

    def whole(self) -> Text:
        """The line of all: portals, stories, requests, time."""
        everything = [*self.done.values(), *(one.counts for one in self.at_work.values())]
        elapsed = self._now() - self._began
        parts = [
            self._how_far(),
            f"{sum(counts.new for counts in everything)} new stories",
            f"{sum(counts.requests for counts in everything)} requests",
            clock(elapsed),
        ]
        if self.at_work:
            left = left_of_all(elapsed, len(self.done), self._waiting, [one.left for one in self.at_work.values()])
            parts.append(f"{left or '?'} left")
        return Text(" · ".join(parts), "dim", no_wrap=False, overflow="fold")

    def _how_far(self) -> str:
        """Portals done of all; at work and waiting."""
        portals = "portal" if self.total == 1 else "portals"
        at_work = f", {len(self.at_work)} at work" if self.at_work else ""
        waiting = f", {self._waiting} waiting" if self._waiting and self.at_work else ""
        return f"{len(self.done)} of {self.total} {portals} done{at_work}{waiting}"

    @property
    def _waiting(self) -> int:
        return max(self.total - len(self.done) - len(self.at_work), 0)


def _cells(one: AtWork, now: float) -> dict[str, str]:
    counts = one.counts
    return {
        "requests": str(counts.requests),
        "new": str(counts.new),
        "found": str(counts.found),
        "failed": str(counts.failed),
        "pending": "?" if counts.pending is None else str(counts.pending),
        "time": clock(now - one.since),
        "left": str(one.left or "?"),
    }
