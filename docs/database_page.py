"""What the reference says of the database, from the comments in its own SQL."""  # noqa: INP001

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from archive import Archive
from archive.database import FILE
from archive.described import described


def render(kind: str) -> str:
    """All views, or all tables. kind: view or table."""
    with TemporaryDirectory() as folder:
        Archive(folder).close()
        with closing(sqlite3.connect(Path(folder) / FILE)) as connection:
            return "\n".join(_lines(connection, kind))


def _lines(connection: sqlite3.Connection, kind: str) -> Iterator[str]:
    sql = "SELECT sql FROM sqlite_master WHERE type = ? AND sql NOT NULL ORDER BY name"
    for (text,) in connection.execute(sql, (kind,)).fetchall():
        if told := described(text.replace('"', "")):  # a renamed table's name is quoted
            yield f"\n{'##' if kind == 'view' else '###'} {told.name}\n\n{told.about[:1].upper()}{told.about[1:]}.\n"
            yield "| column | |\n|---|---|"
            names = connection.execute("SELECT name FROM pragma_table_info(?)", (told.name,))
            yield from (f"| `{name}` | {told.columns.get(name, '')} |" for (name,) in names)
