"""Seals over rows: a digest of all that a row says, kept beside it, by which a change that envnews did not make shows.

The seals hold no secret: who reads this file can make new ones. They show what happened to a copy by accident, or by
hand and another program. Against a forger stand the roots of days that somebody else wrote down (verify/roots.py).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

SIZE = 16  # bytes of a seal
_COUNT = 8  # bytes of a count
_MODULUS = 1 << (8 * SIZE)

# Text and numbers go into a seal in one piece: JSON tells their types apart. One by one go blobs, which JSON cannot
# hold, fractions, which not every SQLite writes alike, and what may be anything.
_ALONE = ("BLOB", "REAL", "")


@dataclass(frozen=True, slots=True)
class Column:
    """type: as declared, in capitals. key: its place in the primary key, from 1; 0 where it is no part of it."""

    name: str
    type: str
    key: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are sealed. id: in sealed_tables."""

    id: int
    name: str
    columns: tuple[Column, ...]

    def key(self, row: str = "") -> str:
        """SQL for a row's key; row: as in `NEW.`. VACUUM may renumber rows whose number is not their primary key."""
        parts = [column for column in sorted(self.columns, key=lambda column: column.key) if column.key]
        if [column.type for column in parts] == ["INTEGER"]:
            return f'{row}"{parts[0].name}"'
        values = [_without_blobs(f'{row}"{column.name}"', column.type) for column in parts]
        return f"json_array({', '.join(values)})" if values else f"{row}rowid"

    def seal(self, row: str = "", *, tolerant: bool = False) -> str:
        """SQL for a row's seal; tolerant: also of a row that holds what we would not write, where others fail."""
        plain = [f'{row}"{column.name}"' for column in self.columns if column.type not in _ALONE]
        alone = [f'{row}"{column.name}"' for column in self.columns if column.type in _ALONE]
        if tolerant:
            plain = [_without_blobs(value) for value in plain]
            alone = [
                f"CASE typeof({value}) WHEN 'text' THEN 'text ' || hex({value}) ELSE {value} END" for value in alone
            ]
        values = ", ".join([f"'{self.name}'", *plain])
        packed = f"CAST(json_array({values}) AS BLOB)"
        return f"row_seal({', '.join([packed, *alone])})"


def _without_blobs(value: str, declared: str = "") -> str:
    """SQL for a value as JSON can hold it."""
    return (
        value
        if declared not in {"", "BLOB"}
        else f"CASE typeof({value}) WHEN 'blob' THEN hex({value}) ELSE {value} END"
    )


# SQLite's own list of tables, on which it allows no triggers. Where a table's pages begin is none of our business.
SCHEMA = "sqlite_schema"
_SCHEMA_COLUMNS = (
    Column("type", "TEXT", 0),
    Column("name", "TEXT", 1),
    Column("tbl_name", "TEXT", 0),
    Column("sql", "TEXT", 0),
)
_OWN = ("sealed_tables", "row_seals", "sealed_state", "sqlite_sequence")  # the first three bear their own seals

_TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name"
_COLUMNS = "SELECT name, upper(type), pk FROM pragma_table_xinfo(?, 'main') WHERE hidden = 0 ORDER BY cid"


def row_seal(plain: bytes, *alone: bytes | float | str | None) -> bytes:
    """Digest a row's values; also an SQL function of our connections."""
    digest = hashlib.sha256(plain)
    for value in alone:
        packed = value if isinstance(value, bytes) else repr(value).encode()
        digest.update(b"\n%s %d\n" % (type(value).__name__.encode(), len(packed)))
        digest.update(packed)
    return digest.digest()[:SIZE]


def prepare(raw: sqlite3.Connection) -> None:
    """Give a connection the function that the SQL for a seal calls."""
    raw.create_function("row_seal", -1, row_seal, deterministic=True)


def table_seal(number: int, name: str, columns: str) -> bytes:
    """Digest a row of sealed_tables."""
    return row_seal(json.dumps(["sealed_tables", number, name, columns]).encode())


def sealed_tables(raw: sqlite3.Connection) -> list[Table]:
    """All tables whose rows are sealed. A column that another program has added since is left out."""
    found = raw.execute("SELECT id, name, columns FROM sealed_tables ORDER BY id").fetchall()
    return [Table(row[0], row[1], tuple(Column(*column) for column in json.loads(row[2]))) for row in found]


@dataclass(frozen=True, slots=True)
class State:
    """The one row of sealed_state. totals: of each sealed table, in order, how many rows and the sum of their seals."""

    writes: int
    layout: int
    totals: tuple[tuple[int, int], ...]

    def packed(self) -> bytes:
        """Return the totals as they are stored."""
        return b"".join(count.to_bytes(_COUNT) + total.to_bytes(SIZE) for count, total in self.totals)

    def seal(self) -> bytes:
        """Digest it."""
        return row_seal(b"sealed_state %d %d " % (self.writes, self.layout), self.packed())

    def after(self, changes: Mapping[int, tuple[int, int]]) -> State:
        """Return the state after one more transaction. changes: of tables by id, what is added to count and sum."""
        totals = list(self.totals)
        for table_id, (count, total) in changes.items():
            old = totals[table_id - 1]
            totals[table_id - 1] = (old[0] + count, (old[1] + total) % _MODULUS)
        return State(self.writes + 1, self.layout, tuple(totals))


def read_state(raw: sqlite3.Connection) -> tuple[State, bytes] | None:
    """Return the state and its seal as they are stored; None where there is none."""
    row = raw.execute("SELECT writes, layout, totals, seal FROM sealed_state").fetchone()
    if row is None:
        return None
    each = (row[2][start : start + _COUNT + SIZE] for start in range(0, len(row[2]), _COUNT + SIZE))
    totals = tuple((int.from_bytes(part[:_COUNT]), int.from_bytes(part[_COUNT:])) for part in each)
    return State(row[0], row[1], totals), row[3]


def write_state(raw: sqlite3.Connection, state: State) -> None:
    """Store the state with its seal."""
    row = (state.writes, state.layout, state.packed(), state.seal())
    raw.execute("INSERT OR REPLACE INTO sealed_state VALUES (1, ?, ?, ?, ?)", row)


def seal_everything(raw: sqlite3.Connection) -> None:
    """Seal all rows as they are, within a transaction: after migrations, when tables and rows have changed."""
    prepare(raw)
    before = read_state(raw)
    raw.execute("DELETE FROM row_seals")
    raw.execute("DELETE FROM sealed_tables")
    names = [row[0] for row in raw.execute(_TABLES).fetchall() if row[0] not in _OWN and row[0] != SCHEMA]
    every = [Table(number, name, _columns(raw, name)) for number, name in enumerate([SCHEMA, *names], 1)]
    totals = [_seal_table(raw, table) for table in every]
    writes, layout = (before[0].writes, before[0].layout) if before else (0, 0)
    write_state(raw, State(writes + 1, layout + 1, tuple(totals)))


def _columns(raw: sqlite3.Connection, table: str) -> tuple[Column, ...]:
    if table == SCHEMA:
        return _SCHEMA_COLUMNS
    return tuple(Column(*row) for row in raw.execute(_COLUMNS, (table,)))


def _seal_table(raw: sqlite3.Connection, table: Table) -> tuple[int, int]:
    sql = f"INSERT INTO row_seals SELECT {table.id}, {table.key()}, {table.seal()} FROM {table.name}"  # noqa: S608 - our own names
    raw.execute(sql)
    columns = json.dumps([[column.name, column.type, column.key] for column in table.columns])
    sealed = (table.id, table.name, columns)
    raw.execute("INSERT INTO sealed_tables VALUES (?, ?, ?, ?)", (*sealed, table_seal(*sealed)))
    return add_up(raw, table.id)


def add_up(raw: sqlite3.Connection, table_id: int) -> tuple[int, int]:
    """Count a table's seals, and their sum, as the state keeps it."""
    count = total = 0
    for row in raw.execute("SELECT seal FROM row_seals WHERE table_id = ?", (table_id,)):
        count += 1
        total += int.from_bytes(row[0])
    return count, total % _MODULUS
