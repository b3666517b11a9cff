"""Holds every row against its seal, and the seals against what is known of them as a whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from archive.seals import SCHEMA, State, Table, add_up, prepare, read_state, sealed_tables, table_seal
from archive.verify.finding import Finding, Note, Progress

_OURS = ("sealed_tables", "row_seals", "sealed_state")


def check_rows(raw: sqlite3.Connection, progress: Progress) -> Iterator[Finding | Note]:
    """Find rows that were altered, removed or inserted by another hand than ours, and seals that were."""
    prepare(raw)
    found = read_state(raw)
    if found is None:
        yield _finding("sealed_state", "its row is missing")
        return
    state, seal = found
    if seal != state.seal():
        yield _finding("sealed_state", "its row was altered")
    yield from _check_list(raw, state)
    tables = sealed_tables(raw)
    for place, table in enumerate(tables):
        progress("rows", place, len(tables))
        try:
            yield from _check_table(raw, table, state)
        except (sqlite3.Error, IndexError) as error:
            yield _finding(table.name, f"cannot be read ({error})")
    for name, key, noted in raw.execute("SELECT name, key, noted_at FROM broken_seals ORDER BY id"):
        yield _finding(f"{name} {key}", f"somebody else had changed it when envnews wrote to it again ({noted})")


def _check_list(raw: sqlite3.Connection, state: State) -> Iterator[Finding]:
    """The list of the tables itself."""
    rows = raw.execute("SELECT id, name, columns, seal FROM sealed_tables ORDER BY id").fetchall()
    for number, name, columns, seal in rows:
        if seal != table_seal(number, name, columns):
            yield _finding(f"sealed_tables {number}", "was altered")
    if [row[0] for row in rows] != list(range(1, len(state.totals) + 1)):
        yield _finding("sealed_tables", f"lists {len(rows)} tables, and {len(state.totals)} were sealed")


def _check_table(raw: sqlite3.Connection, table: Table, state: State) -> Iterator[Finding | Note]:
    clean = True
    for key, sealed in _unsealed(raw, table):
        if sealed or table.name != SCHEMA:
            clean = False
            yield _finding(f"{table.name} {key}", "was altered" if sealed else "was inserted by somebody else")
        else:
            yield Note(where=f"{table.name} {key}", what="is not of envnews' making")
    # `table_id = ?` as a constant, so that SQLite takes the seals in the order of their keys.
    sql = f"SELECT key FROM row_seals WHERE table_id = {table.id} EXCEPT SELECT {table.key()} FROM {table.name}"  # noqa: S608
    for (key,) in raw.execute(sql):
        clean = False
        yield _finding(f"{table.name} {key}", "was removed")
    if clean and add_up(raw, table.id) != state.totals[table.id - 1]:
        counted, known = add_up(raw, table.id)[0], state.totals[table.id - 1][0]
        yield _finding(table.name, f"rows and their seals were removed or put in: {counted} now, {known} were sealed")


def _unsealed(raw: sqlite3.Connection, table: Table) -> Iterator[tuple[int | str, bool]]:
    """Keys of the rows that have another seal than theirs, or none, and whether they have one."""
    try:
        yield from list(_compare(raw, table, tolerant=False))
    except sqlite3.OperationalError:  # a row holds what its columns cannot
        yield from _compare(raw, table, tolerant=True)


def _compare(raw: sqlite3.Connection, table: Table, *, tolerant: bool) -> Iterator[tuple[int | str, bool]]:
    key, seal = table.key("held."), table.seal("held.", tolerant=tolerant)
    # The plus takes a column's type from its value: SQLite could not look up a seal by its key otherwise.
    sql = f"""
        SELECT {key}, row_seals.seal NOTNULL FROM {table.name} AS held
        LEFT JOIN row_seals ON table_id = {table.id} AND row_seals.key = +{key}
        WHERE row_seals.seal IS NOT {seal}
    """  # noqa: S608 - our own names
    for row in raw.execute(sql):
        yield row[0], bool(row[1])


def _finding(where: str, what: str) -> Finding:
    return Finding(part="rows", where=f"archive.db, {where}", what=what)
