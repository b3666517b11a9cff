"""What is known of each address: pending, done, failed, gone or skipped, and in which order to visit.

The functions take an open connection and begin no transaction of their own: store.py decides what belongs together.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.connection import Connection
from archive.text import clean, cleaned

UNKNOWN = "unknown"
IMAGE, ATTACHMENT = "image", "attachment"  # files of stories: fetched beside the pages, by an order of their own
FILE_PRIORITY = 100  # of files; pages have lower ones
FILES = {IMAGE: "image_rows", ATTACHMENT: "attachments"}  # where stories have them


class State(StrEnum):
    """Where an address stands."""

    PENDING = "pending"  # to be visited
    DONE = "done"
    FAILED = "failed"  # gave no readable page; `attempts` counts
    GONE = "gone"  # the portal took it away
    SKIPPED = "skipped"  # left out on purpose, `reason` says why


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAddress:
    """An address as it was found. priority: the lowest is visited first. date: ISO 8601, as the listing says.

    post: JSON {body, media_type} where the page that named it asks by POST.
    """

    url: str
    kind: str = UNKNOWN
    priority: int = 0
    title: str | None = None
    date: str | None = None
    found_on: str | None = None
    state: State = State.PENDING
    reason: str | None = None
    post: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address as the archive knows it. first_seen, visited_at: ISO 8601, UTC.

    post: as NewAddress has it. names: of a source, the first stories it named when it was read last. leads_to: where it
    redirected to then.
    """

    url: str
    kind: str
    state: State
    priority: int
    first_seen: str
    title: str | None = None
    date: str | None = None
    found_on: str | None = None
    article_id: int | None = None
    status: int | None = None
    reason: str | None = None
    attempts: int = 0
    etag: str | None = None
    last_modified: str | None = None
    visited_at: str | None = None
    post: str | None = None
    names: tuple[str, ...] = ()
    leads_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What became of a visit to one address, for its row."""

    portal: str
    url: str
    kind: str
    state: State
    now: str
    status: int | None = None
    reason: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    is_copy: bool = False
    run_id: int | None = None
    article_id: int | None = None
    names: tuple[str, ...] = ()
    leads_to: str | None = None


COLUMNS = (
    "url, kind, state, priority, first_seen, title, date, found_on, article_id, status, reason, attempts, etag, "
    "last_modified, visited_at, post, names, leads_to"
)

_INSERT = """
INSERT OR IGNORE INTO addresses (portal, url, kind, state, priority, title, date, found_on, reason, post, first_seen)
VALUES (:portal, :url, :kind, :state, :priority, :title, :date, :found_on, :reason, :post, :now)
"""

# What is already known stays; what was missing is filled in. A pending address moves up where a better source names it.
# What is to be posted is the newest: a form's state passes.
_LEARN = """
UPDATE addresses SET
    title = coalesce(title, :title),
    date = coalesce(date, :date),
    kind = CASE WHEN kind = 'unknown' THEN :kind ELSE kind END,
    priority = CASE WHEN state = 'pending' THEN min(priority, :priority) ELSE priority END,
    post = coalesce(:post, post)
WHERE portal = :portal AND url = :url AND (
    (title IS NULL AND :title IS NOT NULL) OR (date IS NULL AND :date IS NOT NULL)
    OR (kind = 'unknown' AND :kind <> 'unknown') OR (state = 'pending' AND priority > :priority)
    OR (:post IS NOT NULL AND post IS NOT :post)
)
"""

_VISIT = """
INSERT INTO addresses (
    portal, url, kind, state, priority, article_id, is_copy, status, reason, attempts, etag, last_modified,
    names, leads_to, first_seen, visited_at, run_id, rounds
) VALUES (
    :portal, :url, :kind, :state, 0, :article_id, :is_copy, :status, :reason, :failed, :etag, :last_modified,
    :names, :leads_to, :now, :now, :run_id, :there
)
ON CONFLICT (portal, url) DO UPDATE SET
    kind = excluded.kind,
    state = excluded.state,
    article_id = coalesce(excluded.article_id, article_id),
    is_copy = max(is_copy, excluded.is_copy),
    status = excluded.status,
    reason = excluded.reason,
    attempts = CASE WHEN :failed THEN attempts + 1 ELSE 0 END,
    etag = CASE WHEN :answered THEN excluded.etag ELSE etag END,
    last_modified = CASE WHEN :answered THEN excluded.last_modified ELSE last_modified END,
    names = coalesce(excluded.names, names),
    leads_to = CASE WHEN :answered THEN excluded.leads_to ELSE leads_to END,
    visited_at = excluded.visited_at,
    run_id = coalesce(excluded.run_id, run_id),
    rounds = rounds + :there
"""

# Another address of a story needs no visit of its own. What was read as something else, or belongs to another story,
# is left alone: many pages name the home page as their canonical address.
_ALIAS = """
INSERT INTO addresses (portal, url, kind, state, priority, article_id, first_seen)
VALUES (:portal, :url, :kind, 'done', 0, :article_id, :now)
ON CONFLICT (portal, url) DO UPDATE SET state = 'done', kind = excluded.kind, article_id = excluded.article_id
WHERE article_id IS NULL AND kind IN (:kind, 'unknown') AND (state <> 'pending' OR NOT :is_copy)
"""


def add(connection: Connection, portal: str, addresses: Iterable[NewAddress], now: str) -> int:
    """Return how many of the addresses were unknown."""
    rows = [
        {
            "portal": portal,
            "url": clean(new.url),
            "kind": new.kind,
            "state": new.state,
            "priority": new.priority,
            "title": cleaned(new.title),
            "date": cleaned(new.date),
            "found_on": cleaned(new.found_on),
            "reason": cleaned(new.reason),
            "post": cleaned(new.post),
            "now": now,
        }
        for new in addresses
    ]
    unknown = connection.execute_many(_INSERT, rows)
    if unknown < len(rows):
        connection.execute_many(_LEARN, rows)
    return max(unknown, 0)


def pending(connection: Connection, portal: str, limit: int, skip: Collection[str]) -> list[Address]:
    """At most `limit` pages to visit, the most urgent first, without those of `skip`."""
    sql = f"""
        SELECT {COLUMNS} FROM addresses
        WHERE portal = ? AND state = 'pending' AND priority < {FILE_PRIORITY} AND kind NOT IN ('image', 'attachment')
        ORDER BY priority, date DESC, id LIMIT ?
    """  # noqa: S608 - a constant
    rows = connection.rows(sql, (portal, limit + len(skip)))
    return [address(row) for row in rows if row["url"] not in skip][:limit]


def waiting(connection: Connection, portal: str) -> tuple[int, int]:
    """How many pages and how many files are to be visited. Reads an index alone: milliseconds for 100,000."""
    sql = f"""
        SELECT count(*) FILTER (WHERE priority < {FILE_PRIORITY}), count(*) FILTER (WHERE priority >= {FILE_PRIORITY})
        FROM addresses WHERE portal = ? AND state = 'pending'
    """  # noqa: S608 - a constant
    found = connection.row(sql, (portal,))
    return (found[0], found[1]) if found else (0, 0)


def all_of(connection: Connection, portal: str, *, files: bool) -> list[Address]:
    """All addresses of a portal, with or without those of stories' files, in the order they were found."""
    sql = f"""
        SELECT {COLUMNS} FROM addresses
        WHERE portal = ? AND (? OR kind NOT IN ('image', 'attachment')) ORDER BY id
    """  # noqa: S608 - a constant
    return [address(row) for row in connection.rows(sql, (portal, files))]


def known(connection: Connection, portal: str, urls: Iterable[str]) -> dict[str, State]:
    """State of those of the addresses that are known."""
    sql = "SELECT url, state FROM addresses WHERE portal = ? AND url IN (SELECT value FROM json_each(?))"
    return {row["url"]: State(row["state"]) for row in connection.rows(sql, (portal, json.dumps(list(urls))))}


def make_pending(connection: Connection, portal: str, urls: Iterable[str]) -> None:
    """Have known addresses visited (again)."""
    sql = """
        UPDATE addresses SET state = 'pending', reason = NULL
        WHERE portal = ? AND state <> 'pending' AND url IN (SELECT value FROM json_each(?))
    """
    connection.execute(sql, (portal, json.dumps(list(urls))))


def set_state(connection: Connection, portal: str, url: str, state: State, reason: str | None) -> None:
    """Change a known address without a visit; a failure counts as an attempt."""
    sql = "UPDATE addresses SET state = ?, reason = ?, attempts = attempts + ? WHERE portal = ? AND url = ?"
    connection.execute(sql, (state, cleaned(reason), state is State.FAILED, portal, clean(url)))


def add_alias(connection: Connection, portal: str, url: str, story: str) -> bool:
    """Note that a known address is another one of the story at `story`; return whether there is such a story."""
    sql = """
        UPDATE addresses SET kind = known.kind, article_id = known.article_id
        FROM (SELECT kind, article_id FROM addresses WHERE portal = :portal AND url = :story) AS known
        WHERE portal = :portal AND url = :url AND known.article_id IS NOT NULL
    """
    return connection.execute(sql, {"portal": portal, "url": clean(url), "story": clean(story)}).rowcount > 0


def set_priority(connection: Connection, portal: str, url: str, priority: int) -> None:
    """Visit a pending address earlier or later."""
    sql = "UPDATE addresses SET priority = ? WHERE portal = ? AND url = ? AND state = 'pending'"
    connection.execute(sql, (priority, portal, clean(url)))


def visited(connection: Connection, visit: Visited) -> None:
    """Note a visit in the row of its address, which is made where there is none."""
    row = {
        "portal": visit.portal,
        "url": clean(visit.url),
        "kind": visit.kind,
        "state": visit.state,
        "now": visit.now,
        "status": visit.status,
        "reason": cleaned(visit.reason),
        "etag": cleaned(visit.etag),
        "last_modified": cleaned(visit.last_modified),
        "is_copy": visit.is_copy,
        "run_id": visit.run_id,
        "article_id": visit.article_id,
        "leads_to": cleaned(visit.leads_to),
        "names": json.dumps([clean(name) for name in visit.names]) if visit.names else None,
        "failed": visit.state in {State.FAILED, State.PENDING},
        "there": visit.state is State.DONE,
        # 304 repeats no validators, and an error page has none that are of use.
        "answered": visit.state in {State.DONE, State.SKIPPED} and visit.status != 304,
    }
    connection.execute(_VISIT, row)


def was_visited_since(connection: Connection, visit: Visited) -> bool:
    """Whether the address was visited after this visit, too."""
    sql = "SELECT 1 FROM addresses WHERE portal = ? AND url = ? AND visited_at > ?"
    return connection.value(sql, (visit.portal, clean(visit.url), visit.now)) is not None


def add_aliases(connection: Connection, visit: Visited, urls: Sequence[str]) -> None:
    """Note further addresses of the story that the visit found."""
    row = {
        "portal": visit.portal,
        "kind": visit.kind,
        "article_id": visit.article_id,
        "now": visit.now,
        "is_copy": visit.is_copy,
    }
    connection.execute_many(_ALIAS, [{**row, "url": clean(url)} for url in urls if url != visit.url])


def address(row: sqlite3.Row) -> Address:
    """An address from its row, which has COLUMNS."""
    names = tuple(json.loads(row["names"])) if row["names"] else ()
    return Address(**{**dict(row), "state": State(row["state"]), "names": names})


def counts(connection: Connection, portal: str) -> dict[str, int]:
    """How many addresses stand where, by the names of State; all five are there."""
    sql = "SELECT state, count(*) AS count FROM addresses WHERE portal = ? GROUP BY state"
    found = {row["state"]: row["count"] for row in connection.rows(sql, (portal,))}
    return {str(state): found.get(state, 0) for state in State}
