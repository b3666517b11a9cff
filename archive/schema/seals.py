"""Seals over the rows: what every row said when envnews wrote it last, so that a later change by anybody else shows."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_TABLES = """
CREATE TABLE sealed_tables (
    id INTEGER PRIMARY KEY,         -- from 1, without a gap
    name TEXT NOT NULL UNIQUE,
    columns TEXT NOT NULL,          -- JSON [[name, type, place in the primary key or 0], ...]: what a row's seal is of
    seal BLOB NOT NULL              -- of this row
)
"""

_ROWS = """
CREATE TABLE row_seals (
    table_id INTEGER NOT NULL,      -- of sealed_tables
    key NOT NULL,                   -- of the row: its number, or its primary key as a JSON array
    seal BLOB NOT NULL,             -- the first 16 bytes of the SHA-256 of its table's name and all its values
    PRIMARY KEY (table_id, key)
) WITHOUT ROWID
"""

_BROKEN = """
CREATE TABLE broken_seals (         -- rows that somebody had changed before envnews itself wrote to them again
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,             -- of the table
    key NOT NULL,
    noted_at TEXT NOT NULL
)
"""

_STATE = """
CREATE TABLE sealed_state (         -- one row: how things stood after the last transaction of envnews
    id INTEGER PRIMARY KEY CHECK (id = 1),
    writes INTEGER NOT NULL,        -- transactions of envnews so far: a seal of the file itself is good for one number
    layout INTEGER NOT NULL,        -- grows when sealed_tables is made anew
    totals BLOB NOT NULL,           -- for each of sealed_tables 24 bytes: how many rows, and the sum of their seals
    seal BLOB NOT NULL              -- of this row
)
"""


@migrations(name="0009_seals")
def seals(db: Database) -> None:
    """Make the tables of the seals; what is in the others is sealed once all migrations were applied."""
    for statement in (_TABLES, _ROWS, _BROKEN, _STATE):
        db.conn.execute(statement)
