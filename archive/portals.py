"""The portals that were crawled: rows in."""

from __future__ import annotations

from archive.connection import Connection
from archive.text import clean, cleaned

_REMEMBER = """
INSERT INTO portal_rows (id, name, country, home, first_crawled, last_crawled)
VALUES (:id, :name, :country, :home, :now, :now)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, country = coalesce(excluded.country, country), home = coalesce(excluded.home, home),
    last_crawled = excluded.last_crawled
"""

_DESCRIBE = """
INSERT INTO portal_rows (id, name, country, home, first_crawled, last_crawled)
VALUES (:id, :name, :country, :home, '', '')
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, country = coalesce(excluded.country, country), home = coalesce(excluded.home, home)
"""


def remember(
    connection: Connection, portal: str, *, name: str, country: str | None, home: str | None, now: str
) -> None:
    """Note a portal and that it is being crawled; an empty name becomes the id."""
    row = {"id": portal, "name": clean(name) or portal, "country": cleaned(country), "home": cleaned(home), "now": now}
    connection.execute(_REMEMBER, row)


def describe(
    connection: Connection, portal: str, *, name: str, country: str | None, home: str | None, now: str
) -> None:
    """Note what a portal is called, without having crawled it."""
    row = {"id": portal, "name": clean(name) or portal, "country": cleaned(country), "home": cleaned(home), "now": now}
    connection.execute(_DESCRIBE, row)


def ensure(connection: Connection, portal: str, now: str) -> None:
    """Have a row for the portal, whatever is known of it."""
    sql = "INSERT OR IGNORE INTO portal_rows (id, name, first_crawled, last_crawled) VALUES (?, ?, ?, ?)"
    connection.execute(sql, (portal, portal, now, now))


def crawled(connection: Connection, portal: str, at: str) -> None:
    """Note that a portal was crawled at a time of which only its captures tell."""
    sql = """
        UPDATE portal_rows SET last_crawled = max(last_crawled, :at),
            first_crawled = CASE WHEN first_crawled = '' THEN :at ELSE min(first_crawled, :at) END
        WHERE id = :portal AND (last_crawled < :at OR first_crawled = '' OR first_crawled > :at)
    """
    connection.execute(sql, {"portal": portal, "at": at})
