"""Coverage: of the stories that a portal's feeds, sitemaps and listings named, which are held, and which are missing.

An item is an address that a source of the portal named as a story's: one that was found on a page that is no story
itself, or that a source named when it was read last, or that a listing gave a headline or a day of its own. What was
found on stories' pages alone is none (a story recommends what it likes). Nor is what was fetched and found to be no
story. What nothing but its place spoke for (no source gave it a day) and was left out unasked, because others like it
were no stories, is none either, but is counted (`doubted`).

An item is held where the archive has its story, be it by another address (an alias, a copy for printing, a redirect).
All others are missing, and the frontier says why; what `--since` or `--limit` put off is missing, too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from archive.connection import Connection
from archive.frontier import State

PUT_OFF = "before "  # begins the reason of a story that `--since` left out, be it after its page was fetched


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many items of a portal (`portal` is "" for the whole archive) are known and held; the rest by why not.

    pending: still to be fetched; failed: gave no readable page; skipped: left out on purpose; gone: taken away before
    they were read. doubted: no items, see above.
    """

    portal: str = ""
    items: int = 0
    held: int = 0
    pending: int = 0
    failed: int = 0
    skipped: int = 0
    gone: int = 0
    doubted: int = 0

    @property
    def missing(self) -> int:
        """The items that are not held."""
        return self.items - self.held


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An item that is not held. title, date: as its source says. found_on: the page that named it first.

    state: of the frontier, `pending`, `failed`, `skipped` or `gone`. why: in words. attempts: failed visits in a row.
    first_seen: UTC.
    """

    portal: str
    url: str
    title: str | None
    date: str | None
    state: State
    why: str
    attempts: int
    found_on: str | None
    first_seen: str


# Where portals are chosen, by them alone, so that the indices are used that begin with the portal.
_CHOSEN = "portal IN (SELECT value FROM json_each(:portals))"
_ITEMS = f"""
WITH named(portal, url) AS (
    SELECT DISTINCT portal, value FROM addresses, json_each(names) WHERE names IS NOT NULL AND {{chosen}}
), items AS (
    SELECT item.*, CASE
        WHEN item.article_id IS NOT NULL THEN 'held'
        WHEN item.state = 'done' THEN 'no story'
        WHEN item.state <> 'skipped' THEN item.state
        WHEN item.visited_at IS NULL AND item.date IS NULL THEN 'doubted'
        WHEN item.status IS NULL OR item.reason GLOB '{PUT_OFF}[0-9]*' THEN 'skipped'
        ELSE 'no story' END AS standing
    FROM addresses AS item LEFT JOIN addresses AS page ON page.portal = item.portal AND page.url = item.found_on
    WHERE item.kind IN ('article', 'unknown') AND item.{{chosen}} AND {{kept}}
    AND (
        (item.found_on IS NOT NULL AND page.article_id IS NULL AND page.kind IS NOT 'article')
        OR item.told IS NOT NULL
        OR (item.portal, item.url) IN named
    )
)
"""  # noqa: S608 - a constant

_COUNTED = f"{_ITEMS} SELECT portal, standing, count(*) AS count FROM items GROUP BY portal, standing ORDER BY portal"  # noqa: S608
# Of what is missing, no row says `done`, and those that say otherwise have an index.
_NOT_HELD = "item.article_id IS NULL AND item.state IN ('pending', 'failed', 'gone', 'skipped')"
# What failed first: it needs a person sooner than what is only waiting for its turn.
_MISSING = f"""
{_ITEMS}
SELECT portal, url, title, date, state, reason, attempts, found_on, first_seen FROM items
WHERE standing IN ('pending', 'failed', 'skipped', 'gone')
ORDER BY portal, state = 'pending', state, date DESC, id LIMIT :limit
"""  # noqa: S608 - constants
_STANDINGS = ("held", "pending", "failed", "skipped", "gone")


def coverage(connection: Connection, portals: Collection[str] | None = None) -> list[Coverage]:
    """Each portal of which sources named stories, by name. portals: only these."""
    rows = connection.rows(_of(_COUNTED, portals), {"portals": _as_json(portals)})
    return [
        _coverage({row["standing"]: row["count"] for row in of_portal}, portal)
        for portal, of_portal in groupby(rows, key=lambda row: str(row["portal"]))
    ]


def _of(sql: str, portals: Collection[str] | None, kept: str = "true") -> str:
    """A question about some portals' addresses, or all."""
    return sql.format(chosen="portal IS NOT NULL" if portals is None else _CHOSEN, kept=kept)


def whole(portals: Iterable[Coverage]) -> Coverage:
    """All of them together."""
    counts: Counter[str] = Counter()
    for one in portals:
        counts.update({name: getattr(one, name) for name in (*_STANDINGS, "doubted")})
    return _coverage(counts)


def _coverage(counts: Mapping[str, int], portal: str = "") -> Coverage:
    standing = {name: counts.get(name, 0) for name in _STANDINGS}
    return Coverage(portal=portal, items=sum(standing.values()), doubted=counts.get("doubted", 0), **standing)


def missing(connection: Connection, portals: Collection[str] | None = None, limit: int | None = None) -> list[Missing]:
    """The items that are not held, by portal, those that failed first. limit: at most so many."""
    given = {"portals": _as_json(portals), "limit": -1 if limit is None else limit}
    return [
        Missing(
            portal=row["portal"],
            url=row["url"],
            title=row["title"],
            date=row["date"],
            state=State(row["state"]),
            why=_why(State(row["state"]), row["reason"], row["attempts"]),
            attempts=row["attempts"],
            found_on=row["found_on"],
            first_seen=row["first_seen"],
        )
        for row in connection.rows(_of(_MISSING, portals, _NOT_HELD), given)
    ]


def _why(state: State, reason: str | None, attempts: int) -> str:
    """In words.

    >>> _why(State.FAILED, "HTTP 500 Internal Server Error", 2), _why(State.PENDING, None, 0)
    ('HTTP 500 Internal Server Error, tried 2 times', 'still to be fetched')
    """
    tried = f"{reason or 'failed'}, tried {'once' if attempts == 1 else f'{attempts} times'}"
    if state is State.PENDING:
        return f"still to be fetched: {tried}" if attempts else "still to be fetched"
    return tried if state is State.FAILED else reason or f"{state}"


def _as_json(portals: Collection[str] | None) -> str | None:
    return None if portals is None else json.dumps(list(portals), ensure_ascii=False)
