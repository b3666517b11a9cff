"""Recomputes the hash chain of each portal, and the roots of the days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from archive.captures import GENESIS, link_of
from archive.verify.finding import Finding
from archive.verify.roots import DATED, DayRoot, day_ends, day_roots

_CHAIN = "SELECT id, portal, type, captured_at, sha256, link FROM captures ORDER BY portal, id"


def check_chain(raw: sqlite3.Connection) -> Iterator[Finding]:
    """Find links that do not follow from the one before and the record's bytes."""
    portal, link = None, GENESIS
    for row in raw.execute(_CHAIN):
        if row["portal"] != portal:
            portal, link = row["portal"], GENESIS
        try:
            broken = link_of(link, row["sha256"]) != row["link"]
        except (TypeError, ValueError):
            broken = True
        if broken:
            yield Finding(part="chain", where=f"archive.db, captures {row['id']}", what="its link does not follow")
        link = row["link"]


def read_roots(raw: sqlite3.Connection) -> list[DayRoot]:
    """The root of each day, the oldest first, from the links as they are."""
    entries = ((row["portal"], row["captured_at"], row["link"]) for row in raw.execute(_CHAIN) if row["type"] in DATED)
    return day_roots(day_ends(entries))
