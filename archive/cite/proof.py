"""What leads from a capture to the root of its day: links, and nothing of what others captured but their digests."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass

from archive.captures import GENESIS, Capture
from archive.errors import CiteError
from archive.verify.roots import DATED, DayRoot

_BEFORE = """
SELECT link FROM captures WHERE portal = ? AND id < ? ORDER BY id DESC LIMIT 1
"""
_LATEST = """
SELECT max(substr(captured_at, 1, 10)) FROM captures WHERE portal = ? AND id < ? AND type IN ('metadata', 'warcinfo')
"""
_FROM = "SELECT id, type, captured_at, sha256 FROM captures WHERE portal = ? AND id >= ? ORDER BY id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """previous: the portal's link before the capture. following: digests of what it captured after it that day.

    day: in whose root the capture is; by the journal, see verify/roots.py.
    """

    portal: str
    day: str
    previous: str
    following: tuple[str, ...]


def chain_of(raw: sqlite3.Connection, capture: Capture) -> Chain:
    """Lead from a capture to the end of its portal's chain on its day. Raises CiteError where that has none yet."""
    place = (capture.portal, capture.id)
    latest = raw.execute(_LATEST, place).fetchone()[0] or ""
    digests: list[str] = []
    day, end = "", 0
    for row in raw.execute(_FROM, place):
        if row["type"] in DATED:
            latest = max(latest, row["captured_at"][:10])
            if day and latest > day:
                break
            day, end = latest, len(digests) + 1
        digests.append(row["sha256"])
    if not day:
        raise CiteError(f"capture {capture.id} belongs to no day's root yet: the crawl that made it was cut short")
    before = raw.execute(_BEFORE, place).fetchone()
    previous = before["link"] if before else GENESIS
    return Chain(portal=capture.portal, day=day, previous=previous, following=tuple(digests[1:end]))


def days_from(roots: list[DayRoot], first: str) -> list[dict[str, object]]:
    """The roots of that day and all later ones, as the proof holds them."""
    return [asdict(root) | {"ends": dict(sorted(root.ends.items()))} for root in roots if root.day >= first]
