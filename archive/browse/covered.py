"""Each portal's coverage: counted for all of them at once beside the pages, as it may take a second, and then kept."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from archive.coverage import Coverage
from archive.store import Archive

_FRESH = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class _Counted:
    portals: dict[str, Coverage]
    at: float


_kept: dict[Path, _Counted] = {}
_alone = threading.Lock()


def coverage_of(archive: Archive, portal: str) -> Coverage:
    """A portal's, as it was counted last."""
    counted = _kept.get(archive.path)
    found = counted.portals.get(portal) if counted else next(iter(archive.coverage([portal])), None)
    return found or Coverage(portal=portal)


def count(archive: Archive) -> None:
    """Count anew what was not counted for a minute; only one thread at a time is at it."""
    if not _alone.acquire(blocking=False):
        return
    try:
        counted = _kept.get(archive.path)
        if counted is None or time.monotonic() - counted.at > _FRESH:
            portals = {one.portal: one for one in archive.coverage()}
            _kept[archive.path] = _Counted(portals, time.monotonic())
    finally:
        _alone.release()
