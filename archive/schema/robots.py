"""What hosts answered for their robots.txt."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_ROBOTS = """
CREATE TABLE robots (               -- each host's robots.txt as it was fetched last, good for a day
    origin TEXT PRIMARY KEY,        -- scheme, host and port: https://news.example
    status INTEGER NOT NULL,        -- HTTP status of the answer
    body BLOB NOT NULL,
    fetched_at TEXT NOT NULL
)
"""


@migrations(name="0004_robots")
def robots(db: Database) -> None:
    """Make the table of what hosts answered for their robots.txt."""
    db.conn.execute(_ROBOTS)
