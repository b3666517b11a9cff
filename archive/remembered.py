"""Small things that are remembered from one run to the next, in the table `settings`."""

from __future__ import annotations

from archive.connection import Connection

_PREFIX = "remembered:"  # apart from what the archive itself keeps there


def get(connection: Connection, name: str) -> str | None:
    """What was remembered last under this name; None where nothing was."""
    value = connection.value("SELECT value FROM settings WHERE name = ?", (_PREFIX + name,))
    return None if value is None else str(value)


def put(connection: Connection, name: str, value: str) -> None:
    """Remember this in the place of what was there."""
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (_PREFIX + name, value))
