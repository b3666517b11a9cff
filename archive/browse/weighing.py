"""What was changed, the weightiest first.

Comparing two revisions takes a millisecond or two and comes out alike every time: each is compared once, as many as fit
into a page's time at once, the others after it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.changes import Change, Edit, order
from archive.filters import Filters
from archive.store import Archive

DAYS = 30  # that count as recent
_PATIENCE = 0.04  # seconds that a page spends on comparing
_STEP = 0.5  # and that are spent on it at a time beside the pages
_AT_ONCE = 10  # edits
_MOST = 100_000  # comparisons that are remembered
_compared: dict[Edit, Change | None] = {}
_alone = threading.Lock()


@dataclass(frozen=True, slots=True)
class Weighed:
    """Changes, in order, and how many edits could not be compared yet."""

    changes: tuple[Change, ...] = ()
    waiting: int = 0


def recently(now: datetime) -> str:
    """The day from which on changes are recent."""
    return f"{now - timedelta(days=DAYS):%Y-%m-%d}"


def weighed(archive: Archive, filters: Filters, patience: float = _PATIENCE) -> Weighed:
    """The changes of the chosen stories and time. patience: seconds for what was not compared before."""
    edits = archive.edited(filters)
    until = time.monotonic() + patience
    unknown = [edit for edit in edits if edit not in _compared]
    while unknown and time.monotonic() < until:
        _compare(archive, unknown[:_AT_ONCE])
        unknown = unknown[_AT_ONCE:]
    found = [change for edit in edits if (change := _compared.get(edit))]
    changes = sorted([*found, *archive.departures(filters)], key=order)
    return Weighed(tuple(changes), len(unknown))


def weigh_more(archive: Archive, filters: Filters) -> bool:
    """Compare some of what was not compared yet; return whether there is more.

    Only one thread at a time is at it, and who comes second leaves it to the first.
    """
    if not _alone.acquire(blocking=False):
        return False
    try:
        return weighed(archive, filters, _STEP).waiting > 0
    finally:
        _alone.release()


def _compare(archive: Archive, edits: Sequence[Edit]) -> None:
    if len(_compared) > _MOST:
        _compared.clear()
    _compared.update(zip(edits, archive.weighed(edits), strict=True))
