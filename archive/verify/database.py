"""What SQLite itself says of the database: its structure, its indices, what refers to what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from archive.verify.finding import Finding

_MOST = 100  # faults of its structure that are told


def check_database(raw: sqlite3.Connection) -> Iterator[Finding]:
    """Run SQLite's own checks."""
    for (line,) in raw.execute(f"PRAGMA main.integrity_check({_MOST})"):
        for fault in str(line).splitlines():
            if fault != "ok" and not fault.startswith("*** in database"):
                yield Finding(part="database", where="archive.db", what=fault)
    for table, row, parent, _ in raw.execute("PRAGMA main.foreign_key_check"):
        what = f"refers to a row of {parent} that is not there"
        yield Finding(part="database", where=f"archive.db, {table} {'' if row is None else row}".rstrip(), what=what)
