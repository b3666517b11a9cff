"""The portals at a glance and the newest stories, out of indices: quick however long the stories are."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from archive.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """One portal. articles, gone: numbers of stories. newest: its last day of publication, as far as it is over.

    first_crawled, last_crawled: UTC, empty where it was only described.
    """

    id: str
    name: str
    country: str | None
    home: str | None
    first_crawled: str
    last_crawled: str
    articles: int
    gone: int
    newest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A story in a line."""

    id: int
    portal: str
    title: str
    language: str | None
    date: str | None
    gone_at: str | None


_GLANCES = """
SELECT id, name, country, home, first_crawled, last_crawled,
    (SELECT count(*) FROM article_rows INDEXED BY articles_by_portal WHERE portal = portals.id) AS articles,
    (
        SELECT max(date) FROM article_rows INDEXED BY articles_by_portal WHERE portal = portals.id AND date <= :today
    ) AS newest
FROM portal_rows AS portals WHERE :portals IS NULL OR id IN (SELECT value FROM json_each(:portals)) ORDER BY id
"""
_GONE = """
SELECT portal, count(*) AS articles FROM article_rows INDEXED BY articles_by_gone
WHERE gone_at IS NOT NULL GROUP BY portal
"""
_MONTHS = """
SELECT portals.value AS portal, substr(date, 1, 7) AS month, count(*) AS articles
FROM json_each(:portals) AS portals
CROSS JOIN article_rows INDEXED BY articles_by_portal ON portal = portals.value AND date >= :since
GROUP BY 1, 2
"""
_NEWEST = """
SELECT id, portal, title, language, date, gone_at FROM article_rows INDEXED BY articles_by_date
WHERE date <= ? ORDER BY date DESC, id DESC LIMIT ?
"""


def glances(connection: Connection, today: str, portals: Collection[str] | None = None) -> list[Glance]:
    """By id. today: a day; what claims to be of a later one is not the newest. portals: only these."""
    given = {"portals": None if portals is None else json.dumps(list(portals)), "today": f"{today}~"}
    gone = {row["portal"]: row["articles"] for row in connection.rows(_GONE)}
    return [Glance(**dict(row), gone=gone.get(row["id"], 0)) for row in connection.rows(_GLANCES, given)]


def months(connection: Connection, portals: Collection[str], since: str) -> Mapping[str, Mapping[str, int]]:
    """Stories by portal and month of publication (`2025-11`), without empty ones. since: a month or a day."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in connection.rows(_MONTHS, {"portals": json.dumps(list(portals)), "since": since}):
        found[row["portal"]][row["month"]] = row["articles"]
    return found


def newest(connection: Connection, today: str, limit: int) -> list[Headline]:
    """The stories that were published last. today: as of `glances`."""
    return [Headline(**dict(row)) for row in connection.rows(_NEWEST, (f"{today}~", limit))]
