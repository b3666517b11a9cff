"""How much there is in an archive."""

from __future__ import annotations

from dataclasses import dataclass

from archive.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalStats:
    """One portal. oldest, newest: dates of publication; the rest are numbers of articles or addresses."""

    id: str
    name: str
    country: str | None
    articles: int
    gone: int
    oldest: str | None
    newest: str | None
    pending: int
    failed: int
    last_crawled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """The whole. revisions: superseded ones; unindexed: articles that search does not know yet; bytes: of the file."""

    articles: int
    revisions: int
    images: int
    attachments: int
    addresses: int
    runs: int
    unindexed: int
    bytes: int
    portals: tuple[PortalStats, ...]


_PORTALS = """
SELECT id, name, country, last_crawled,
    coalesce(articles, 0) AS articles, coalesce(gone, 0) AS gone, oldest, newest,
    (SELECT count(*) FROM addresses WHERE portal = portals.id AND state = 'pending') AS pending,
    (SELECT count(*) FROM addresses WHERE portal = portals.id AND state = 'failed') AS failed
FROM portals LEFT JOIN (
    SELECT portal, count(*) AS articles, count(gone_at) AS gone, min(date) AS oldest, max(date) AS newest
    FROM articles GROUP BY portal
) ON portal = portals.id
ORDER BY articles DESC, id
"""

_WHOLE = """
SELECT
    (SELECT count(*) FROM articles) AS articles,
    (SELECT count(*) FROM revisions) AS revisions,
    (SELECT count(*) FROM images) AS images,
    (SELECT count(*) FROM attachments) AS attachments,
    (SELECT count(*) FROM addresses) AS addresses,
    (SELECT count(*) FROM runs) AS runs,
    (SELECT count(*) FROM search_queue) AS unindexed,
    (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size) AS bytes
"""


def stats(connection: Connection) -> Stats:
    """Count; all numbers are of one moment."""
    with connection.snapshot():
        portals = tuple(PortalStats(**dict(row)) for row in connection.rows(_PORTALS))
        return Stats(**dict(connection.rows(_WHOLE)[0]), portals=portals)
