"""Which of a portal's known sources a crawl asks first, and which only where those bring news. Pure.

A source is covered by another that named, when both were read last, the newest stories of the first among its own: a
story that appears in the first will be named by the other too, as home pages and feeds of everything do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from archive.frontier import Address
from crawler.discovery.link import Kind

NEWEST = 3  # stories by which a source is known in another; a single one may stand there for ever, as a feature
KEPT = 10  # stories that are remembered of each source
SWEEP = timedelta(days=7)  # after which a source is asked whatever covers it


def first_to_ask(sources: Sequence[Address], now: datetime) -> list[Address]:
    """The few sources to begin with; the others need asking only if these name something new.

    All of them where they were not all read before.
    """
    if not all(source.visited_at for source in sources):
        return list(sources)
    chosen: list[Address] = []
    for source in sorted(sources, key=lambda one: _reach(one, sources), reverse=True):
        if is_overdue(source, now) or not covers(chosen, source):
            chosen.append(source)
    for source in reversed(chosen.copy()):  # a home page of two sections, once both of these are asked
        others = [one for one in chosen if one is not source]
        if not is_overdue(source, now) and covers(others, source):
            chosen = others
    listed = [one for one in chosen if one.names]
    return [one for one in chosen if one.names or is_overdue(one, now)] if listed else chosen


def covers(sources: Sequence[Address], other: Address) -> bool:
    """Whether what is new in `other` will be seen in one of the sources."""
    newest = other.names[:NEWEST]
    return len(newest) == NEWEST and set(newest) <= {name for source in sources for name in source.names}


def is_overdue(source: Address, now: datetime) -> bool:
    """Whether a source was read so long ago that no other can stand for it."""
    return source.visited_at is None or now - datetime.fromisoformat(source.visited_at) >= SWEEP


def is_believed(source: Address, now: datetime) -> bool:
    """Whether a source may be asked for a change only, as its server's 304 says whether there is one.

    Not the first time in a week: a server that says 304 whatever happened is found out so, at no further request.
    """
    if source.visited_at is None:
        return False
    return datetime.fromisoformat(source.visited_at).isocalendar()[:2] == now.isocalendar()[:2]


def _reach(one: Address, sources: Sequence[Address]) -> tuple[int, int]:
    """How much a source stands for: the sources it covers; a feed before a listing, for it is shorter."""
    return sum(covers([one], other) for other in sources), one.kind == Kind.FEED
