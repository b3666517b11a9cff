"""How much there is in an archive: stories by portal and month, and how much of what the portals named is held."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from archive.connection import Connection
from archive.coverage import Coverage, Missing, coverage, missing, whole
from archive.errors import QueryError

_EXAMPLES = 10  # missing items that the stats name; `coverage.missing` names all


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalStats:
    """One portal. oldest, newest: dates of publication; the rest are numbers of articles or addresses.

    months: articles by the month of their date (`2025-11`), the oldest first, without empty ones; undated: the others.
    coverage: of what its sources named.
    """

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
    undated: int = 0
    months: Mapping[str, int] = field(default_factory=dict)
    coverage: Coverage = field(default_factory=Coverage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """The whole. revisions: superseded ones; unindexed: articles that search does not know yet; bytes: of the file.

    portals, coverage and missing are those that were asked for. missing: the first of what is named and not held.
    """

    articles: int
    revisions: int
    images: int
    attachments: int
    addresses: int
    runs: int
    unindexed: int
    bytes: int
    portals: tuple[PortalStats, ...]
    coverage: Coverage = field(default_factory=Coverage)
    missing: tuple[Missing, ...] = ()


# Each of these reads an index alone: an article's row is as long as its text.
_PORTALS = """
SELECT id, name, country, last_crawled,
    (SELECT count(*) FROM addresses WHERE portal = portals.id AND state = 'pending') AS pending,
    (SELECT count(*) FROM addresses WHERE portal = portals.id AND state = 'failed') AS failed
FROM portal_rows AS portals WHERE :portals IS NULL OR id IN (SELECT value FROM json_each(:portals))
"""
_MONTHS = """
SELECT portal, substr(date, 1, 7) AS month, count(*) AS articles, min(date) AS oldest, max(date) AS newest
FROM article_rows INDEXED BY articles_by_portal GROUP BY portal, month ORDER BY portal, month
"""
_GONE = """
SELECT portal, count(*) AS articles FROM article_rows INDEXED BY articles_by_gone
WHERE gone_at IS NOT NULL GROUP BY portal
"""

_WHOLE = """
SELECT
    (SELECT count(*) FROM article_rows) AS articles,
    (SELECT count(*) FROM revision_rows) AS revisions,
    (SELECT count(*) FROM image_rows) AS images,
    (SELECT count(*) FROM attachments) AS attachments,
    (SELECT count(*) FROM addresses) AS addresses,
    (SELECT count(*) FROM run_rows) AS runs,
    (SELECT count(*) FROM search_queue) AS unindexed,
    (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size) AS bytes
"""


def stats(connection: Connection, portals: Collection[str] = ()) -> Stats:
    """Count; all numbers are of one moment. portals: only these; none is all of them. Raises QueryError, see known."""
    chosen = known(connection, portals)
    with connection.snapshot():
        covered = coverage(connection, chosen)
        return Stats(
            **dict(connection.rows(_WHOLE)[0]),
            portals=tuple(_portals(connection, chosen, {one.portal: one for one in covered})),
            coverage=whole(covered),
            missing=tuple(missing(connection, chosen, _EXAMPLES)),
        )


def known(connection: Connection, portals: Collection[str]) -> Collection[str] | None:
    """The portals, None where none is given: all of them. Raises QueryError for one that the archive does not know."""
    there = {row["id"] for row in connection.rows("SELECT id FROM portal_rows")} if portals else set()
    unknown = [portal for portal in portals if portal not in there]
    if unknown:
        raise QueryError(f"portal: nothing of '{unknown[0]}' is in this archive")
    return portals or None


def _portals(
    connection: Connection, chosen: Collection[str] | None, covered: Mapping[str, Coverage]
) -> list[PortalStats]:
    """The one with the most articles first."""
    dated: defaultdict[str, dict[str, tuple[int, str, str]]] = defaultdict(dict)
    undated: dict[str, int] = {}
    for portal, month, articles, oldest, newest in connection.rows(_MONTHS):
        if month is None:
            undated[portal] = articles
        else:
            dated[portal][month] = (articles, oldest, newest)
    gone = {row["portal"]: row["articles"] for row in connection.rows(_GONE)}
    found = []
    for row in connection.rows(_PORTALS, {"portals": None if chosen is None else json.dumps(list(chosen))}):
        months, without = dated[row["id"]], undated.get(row["id"], 0)
        found.append(
            PortalStats(
                **dict(row),
                articles=without + sum(articles for articles, _, _ in months.values()),
                gone=gone.get(row["id"], 0),
                oldest=min((oldest for _, oldest, _ in months.values()), default=None),
                newest=max((newest for _, _, newest in months.values()), default=None),
                undated=without,
                months={month: articles for month, (articles, _, _) in months.items()},
                coverage=covered.get(row["id"], Coverage(portal=row["id"])),
            )
        )
    return sorted(found, key=lambda portal: (-portal.articles, portal.id))
