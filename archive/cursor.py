"""A place in the sequence of an archive's changes, for those who follow along."""

from __future__ import annotations

import re

from archive.connection import Connection
from archive.errors import QueryError

_CURSOR = re.compile(r"([0-9a-f]{16})-([0-9]{1,18})")


def current(connection: Connection) -> str:
    """After everything that this archive holds now."""
    return at(connection, int(connection.value("SELECT coalesce(max(number), 0) FROM article_changes")))


def at(connection: Connection, number: int) -> str:
    """After the change of this number."""
    return f"{name_of(connection)}-{number}"


def number_of(connection: Connection, cursor: str) -> int:
    """The number of the last change that a cursor is after. Raises QueryError where it is none of this archive."""
    found = _CURSOR.fullmatch(cursor)
    if found is None:
        raise QueryError(f"cursor: '{cursor[:60]}' is none")
    if found[1] != name_of(connection):
        raise QueryError(f"cursor: '{cursor}' is of another archive")
    last = int(connection.value("SELECT coalesce(max(number), 0) FROM article_changes"))
    if int(found[2]) > last:
        raise QueryError(f"cursor: '{cursor}' is newer than this archive: was an older copy put in its place?")
    return int(found[2])


def name_of(connection: Connection) -> str:
    """The archive's own name."""
    return str(connection.value("SELECT value FROM settings WHERE name = 'archive_id'"))
