"""The portals that were crawled: rows in."""

from __future__ import annotations

from archive.connection import Connection
from archive.text import clean, cleaned

_REMEMBER = """
INSERT INTO portals (id, name, country, home, first_crawled, last_crawled)
VALUES (:id, :name, :country, :home, :now, :now)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, country = coalesce(excluded.country, country), home = coalesce(excluded.home, home),
    last_crawled = excluded.last_crawled
"""


def remember(
    connection: Connection, portal: str, *, name: str, country: str | None, home: str | None, now: str
) -> None:
    """Note a portal and that it is being crawled; an empty name becomes the id."""
    row = {"id": portal, "name": clean(name) or portal, "country": cleaned(country), "home": cleaned(home), "now": now}
    connection.execute(_REMEMBER, row)


def ensure(connection: Connection, portal: str, now: str) -> None:
    """Have a row for the portal, whatever is known of it."""
    sql = "INSERT OR IGNORE INTO portals (id, name, first_crawled, last_crawled) VALUES (?, ?, ?, ?)"
    connection.execute(sql, (portal, portal, now, now))
