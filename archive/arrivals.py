"""Which stories came into the archive lately, portal by portal."""

from __future__ import annotations

from dataclasses import dataclass

from archive.connection import Connection

# A scan of the whole table, without its texts; asked once a day.
_ARRIVALS = """
SELECT portal, title, total FROM (
    SELECT portal, title, count(*) OVER (PARTITION BY portal) AS total,
        row_number() OVER (PARTITION BY portal ORDER BY coalesce(date, '') DESC, id DESC) AS place
    FROM article_rows WHERE first_seen >= ? AND first_seen < ?
) WHERE place <= ? ORDER BY total DESC, portal, place
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """New stories of one portal. titles: of those published last, the newest first."""

    portal: str
    count: int
    titles: tuple[str, ...] = ()


def arrivals(connection: Connection, since: str, until: str, titles: int) -> list[Arrivals]:
    """What was first seen from `since` on and before `until` (UTC), the portal with the most first."""
    rows = connection.rows(_ARRIVALS, (since, until, max(titles, 1)))
    found = {row["portal"]: row["total"] for row in rows}
    return [
        Arrivals(
            portal=portal,
            count=total,
            titles=tuple(row["title"] for row in rows if row["portal"] == portal)[:titles],
        )
        for portal, total in found.items()
    ]
