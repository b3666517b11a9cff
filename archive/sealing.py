"""Seals what a connection writes, as part of the same transaction.

Triggers that exist in our own connections alone note each row that is inserted, updated or deleted, with its seal
before and after; before the commit the notes become seals. A row that is found changed when we write to it again goes
into `broken_seals`: our own writing covers nothing up.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import StorageError
from archive.seals import SCHEMA, Table, prepare, read_state, sealed_tables, write_state

_NOTED = """
CREATE TEMP TABLE IF NOT EXISTS noted (
    table_id INTEGER, key, before BLOB, after BLOB, PRIMARY KEY (table_id, key)
) WITHOUT ROWID
"""
_NOTE = "INSERT INTO noted VALUES ({id}, {key}, {before}, {after}) ON CONFLICT DO UPDATE SET after = excluded.after;"
_NOTES = """
SELECT table_id, key, before, after, row_seals.seal FROM noted LEFT JOIN row_seals USING (table_id, key)
"""


class Sealing:
    """Seals what one connection writes: `begin` before a transaction, `settle` before its commit."""

    def __init__(self, raw: sqlite3.Connection, path: Path) -> None:
        self._raw = raw
        self._path = path
        self._layout: int | None = None

    def begin(self) -> None:
        """Make the triggers, before the first transaction."""
        if self._layout is not None:
            return
        prepare(self._raw)
        # So that a row which INSERT OR REPLACE puts out of the way is noted as deleted.
        self._raw.execute("PRAGMA recursive_triggers = ON")
        self._raw.execute(_NOTED)
        for table in sealed_tables(self._raw):
            for statement in _triggers(table) if table.name != SCHEMA else ():
                self._raw.execute(statement)
        self._layout = self._read_layout()

    def _read_layout(self) -> int:
        return int(self._raw.execute("SELECT layout FROM sealed_state").fetchone()[0])

    def settle(self) -> None:
        """Bring the seals of all rows that were written up to date."""
        notes = self._raw.execute(_NOTES).fetchall()
        if not notes:
            return
        state, sealed = read_state(self._raw) or (None, b"")
        if state is None or state.layout != self._layout:
            raise StorageError(self._path, "upgraded by another process meanwhile")
        broken = [(row[0], row[1]) for row in notes if row[2] != row[4]]
        if broken or sealed != state.seal():
            self._note_broken(broken, state_too=sealed != state.seal())
            notes = self._raw.execute(_NOTES).fetchall()
        self._seal(notes)
        write_state(self._raw, state.after(_changes(notes)))
        self._raw.execute("DELETE FROM noted")

    def _seal(self, notes: list[sqlite3.Row]) -> None:
        self._raw.execute("INSERT OR REPLACE INTO row_seals SELECT table_id, key, after FROM noted WHERE after NOTNULL")
        removed = [(row[0], row[1]) for row in notes if row[3] is None and row[4] is not None]
        if removed:
            self._raw.executemany("DELETE FROM row_seals WHERE table_id = ? AND key = ?", removed)

    def _note_broken(self, rows: list[tuple[int, int | str]], *, state_too: bool) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        sql = "INSERT INTO broken_seals (name, key, noted_at) SELECT name, ?, ? FROM sealed_tables WHERE id = ?"
        self._raw.executemany(sql, [(key, now, table_id) for table_id, key in rows])
        if state_too:
            self._raw.execute("INSERT INTO broken_seals (name, key, noted_at) VALUES ('sealed_state', 1, ?)", (now,))


def _changes(notes: list[sqlite3.Row]) -> dict[int, tuple[int, int]]:
    """What is to be added to each table's count and sum."""
    changes: dict[int, tuple[int, int]] = {}
    for table_id, _, _, after, sealed in notes:
        count, total = changes.get(table_id, (0, 0))
        count += (after is not None) - (sealed is not None)
        changes[table_id] = (count, total + int.from_bytes(after or b"") - int.from_bytes(sealed or b""))
    return changes


def _triggers(table: Table) -> list[str]:
    """SQL that makes a table's triggers anew."""
    old, new = (table.key("OLD."), table.seal("OLD.")), (table.key("NEW."), table.seal("NEW."))
    inserted = _NOTE.format(id=table.id, key=new[0], before="NULL", after=new[1])
    deleted = _NOTE.format(id=table.id, key=old[0], before=old[1], after="NULL")
    updated = _NOTE.format(id=table.id, key=new[0], before=old[1], after=new[1])
    same, other = f"WHEN {old[0]} IS {new[0]}", f"WHEN {old[0]} IS NOT {new[0]}"
    made = [
        ("inserted", "INSERT", "", inserted),
        ("deleted", "DELETE", "", deleted),
        ("updated", "UPDATE", same, updated),
        ("renamed", "UPDATE", other, f"{deleted} {inserted}"),
    ]
    statements = []
    for what, event, when, action in made:
        name = f"temp.{what}_{table.name}"
        statements.append(f"DROP TRIGGER IF EXISTS {name}")
        statements.append(f"CREATE TRIGGER {name} AFTER {event} ON main.{table.name} {when} BEGIN {action} END")
    return statements
