"""When each portal was crawled and when its stories were published, briefly: what the next crawl is planned by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """One crawl of a portal, without what it saw (that is polls.Poll). started: UTC, ISO 8601.

    at_work: it goes on, as far as is known (`Archive.note_killed_runs` finds out).
    """

    run_id: int
    started: str
    finish: str | None
    trouble: str | None
    new: int
    at_work: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A portal that was crawled into this archive, or only described (last_crawled is then empty)."""

    id: str
    name: str
    home: str | None
    last_crawled: str


_CRAWLS = """
SELECT run_id, started, finish, trouble, new,
    (SELECT state FROM run_rows WHERE id = run_id) = 'running' AND finish IS NULL AS at_work
FROM run_portals
WHERE portal = ? AND started IS NOT NULL ORDER BY run_id DESC LIMIT ?
"""

# Only what the index articles_by_portal holds: the stories themselves would be a hundred times as much to read.
_DATES = """
SELECT date FROM article_rows INDEXED BY articles_by_portal
WHERE portal = ? AND date >= ? AND date < ? ORDER BY date DESC LIMIT ?
"""


def crawls(connection: Connection, portal: str, limit: int) -> list[Crawl]:
    """The last crawls of a portal, the newest first."""
    rows = connection.rows(_CRAWLS, (portal, limit))
    return [Crawl(**{**dict(row), "at_work": bool(row["at_work"])}) for row in rows]


def dates(connection: Connection, portal: str, since: str, until: str, limit: int) -> list[str]:
    """When its latest stories were published, the newest first: days, or instants with their offset."""
    return [row["date"] for row in connection.rows(_DATES, (portal, since, until, limit))]


def portals(connection: Connection) -> Sequence[Known]:
    """All that the archive knows by name."""
    rows = connection.rows("SELECT id, name, home, last_crawled FROM portal_rows ORDER BY id")
    return [Known(**dict(row)) for row in rows]


def last_due_run(connection: Connection) -> str | None:
    """When the last run of the portals that were due began; None where there was none."""
    started: str | None = connection.value("SELECT started FROM run_rows WHERE why = 'due' ORDER BY id DESC LIMIT 1")
    return started
