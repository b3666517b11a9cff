"""The root of a day: one number that stands for every capture up to then. Pure.

Whoever writes a root down, or sends it to somebody, can show later that nothing of that day or before it was altered,
removed or put in since: for that, all the captures would have to give the same number again.

A portal's captures are a chain of links (captures.link_of). The root of a UTC day is

    SHA-256( the root before it, as 32 bytes, nought for the first day
             the day, as in 2026-11-22
             and for each portal that has an end of its chain that day, in the order of their ids:
             a line feed, the portal's id in UTF-8, a blank, the link at that end in hexadecimal digits )

The end of a portal's chain on a day is its last entry of the journal (or beginning of a file): those bear the time at
which they were written, while a capture may be imported with a time of its own. Where the clock was put back, the later
day holds. So a root stands fast once its day is over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DATED = ("metadata", "warcinfo")  # the types of records that bear the time at which they were written
BEFORE_ALL = bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRoot:
    """root, previous: hexadecimal digits. ends: by portal, the link at the end of its chain on that day."""

    day: str
    root: str
    previous: str
    ends: Mapping[str, str]


def day_ends(entries: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """Each day's ends by portal, from (portal, time, link) of the dated records in the order of the chains."""
    latest: dict[str, str] = {}
    ends: dict[str, dict[str, str]] = {}
    for portal, at, link in entries:
        day = latest[portal] = max(at[:10], latest.get(portal, ""))
        ends.setdefault(day, {})[portal] = link
    return ends


def day_roots(ends: Mapping[str, Mapping[str, str]]) -> list[DayRoot]:
    """The root of each day on which anything was written, the oldest first."""
    roots: list[DayRoot] = []
    previous = BEFORE_ALL
    for day in sorted(ends):
        root = root_of(previous, day, ends[day])
        roots.append(DayRoot(day=day, root=root.hex(), previous=previous.hex(), ends=ends[day]))
        previous = root
    return roots


def root_of(previous: bytes, day: str, ends: Mapping[str, str]) -> bytes:
    """One day's root, 32 bytes."""
    lines = "".join(f"\n{portal} {ends[portal]}" for portal in sorted(ends))
    return hashlib.sha256(previous + day.encode() + lines.encode()).digest()
