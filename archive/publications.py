"""When a portal's stories were published and found, and what its sources named: what habits are read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.connection import Connection


@dataclass(frozen=True, slots=True)
class Published:
    """Stories of one day that were found on one day.

    date: their day as printed (YYYY-MM-DD), None where unknown. first_seen: of the last of them, UTC. number: how many.
    """

    date: str | None
    first_seen: str
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A feed or listing, and the first stories that it named when it named some last.

    days: on which they were published, the newest first; empty where that is unknown. first_seen: their first sights.
    read: when it was read last, UTC.
    """

    url: str
    kind: str
    read: str
    days: tuple[str, ...]
    first_seen: tuple[str, ...]


# What is known from a listing alone counts: it was put off by `--since` or `--limit`, and was published all the same.
_PUBLISHED = """
WITH stories(date, first_seen) AS (
    SELECT date, first_seen FROM article_rows WHERE portal = :portal
    UNION ALL
    SELECT date, first_seen FROM addresses
    WHERE portal = :portal AND article_id IS NULL AND date IS NOT NULL AND kind IN ('article', 'unknown')
        AND (state = 'pending' OR (state = 'skipped' AND reason LIKE 'before %'))
)
SELECT substr(date, 1, 10) AS day, max(first_seen) AS first_seen, count(*) AS number
FROM stories GROUP BY substr(date, 1, 10), substr(first_seen, 1, 10)
"""

_NAMED = """
SELECT source.url, source.kind, source.visited_at, story.first_seen,
    substr(coalesce(articles.date, story.date), 1, 10) AS day
FROM addresses AS source, json_each(source.names) AS name
LEFT JOIN addresses AS story ON story.portal = source.portal AND story.url = name.value
LEFT JOIN article_rows AS articles ON articles.id = story.article_id
WHERE source.portal = ? AND source.kind IN ('feed', 'listing') AND source.visited_at IS NOT NULL
ORDER BY source.id, name.key
"""

_WITHOUT = """
SELECT count(*) AS stories, count(*) - count(DISTINCT title_key) AS title, sum(date IS NULL) AS date,
    sum(trim(body) = '') AS body, sum(summary IS NULL) AS summary, sum(authors = '[]') AS authors,
    sum(tags = '[]') AS tags, sum(language IS NULL) AS language,
    sum(NOT EXISTS (SELECT 1 FROM image_rows WHERE article_id = articles.id)) AS images,
    sum(NOT EXISTS (SELECT 1 FROM attachments WHERE article_id = articles.id)) AS attachments
FROM article_rows AS articles WHERE portal = ? AND first_seen < ?
"""


def published(connection: Connection, portal: str) -> list[Published]:
    """All stories of a portal, those too that were named and not fetched yet."""
    rows = connection.rows(_PUBLISHED, {"portal": portal})
    return [Published(row["day"], row["first_seen"], row["number"]) for row in rows]


def named(connection: Connection, portal: str) -> list[Named]:
    """The feeds and listings of a portal that named stories."""
    found: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for row in connection.rows(_NAMED, (portal,)):
        source = row["url"], row["kind"], row["visited_at"]
        found.setdefault(source, []).append((row["day"] or "", row["first_seen"] or ""))
    return [
        Named(url=url, kind=kind, read=read, days=tuple(day for day, _ in told), first_seen=tuple(at for _, at in told))
        for (url, kind, read), told in found.items()
    ]


def without(connection: Connection, portal: str, before: str) -> Mapping[str, int]:
    """How many of the stories that were found before a moment have no title, date, body…; `stories`: of how many.

    A headline that several have counts as none but once.
    """
    row = connection.row(_WITHOUT, (portal, before))
    return {name: row[name] or 0 for name in row.keys()} if row else {"stories": 0}  # noqa: SIM118 - a row has no names
