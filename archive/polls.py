"""What one crawl saw of a portal: its sources, its stories' fields, what failed. Health is judged by it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from typing import Any

import msgspec

from archive.connection import Connection

EXAMPLES = 3  # addresses that are kept of a kind of trouble
LOOKS = 30  # sources that are kept of one crawl


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One feed, sitemap or listing as a crawl saw it.

    kind: `feed`, `sitemap`, `listing`. status: HTTP, None where no answer came. reason: why it could not be read.
    stories: how many it named; fresh: those among them that were unknown. unchanged: it is as it was last time (HTTP
    304, or the same bytes), and stories and fresh say nothing. leads_to: the address that it redirected to.
    """

    url: str
    kind: str
    status: int | None = None
    reason: str | None = None
    stories: int = 0
    fresh: int = 0
    unchanged: bool = False
    leads_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """How often something was seen, and the first addresses where it was."""

    count: int = 0
    examples: tuple[str, ...] = ()

    def and_at(self, url: str) -> Cases:
        """The same with one more."""
        return Cases(count=self.count + 1, examples=(*self.examples, url)[:EXAMPLES])


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What one crawl of a portal saw, beside its counts.

    reachable: some server of the portal answered. looks: its sources. stories: pages that were read as stories, new or
    known; missing: by field of the record (`title`, `date`, `body`, `images`…), those of them without it. unread: pages
    that should be stories, by the portal's file or because they were, and gave none. failures: by reason, what gave no
    page. moved_to: where the portal's front page redirects to, off the portal.
    """

    reachable: bool = True
    looks: tuple[Look, ...] = ()
    stories: int = 0
    missing: Mapping[str, Cases] = field(default_factory=dict)
    unread: Cases = Cases()
    failures: Mapping[str, Cases] = field(default_factory=dict)
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One crawl of a portal. started, finished: UTC, ISO 8601; finished is None where it was killed.

    finish: why it ended (`finished` where it came to its end). trouble: why the portal as a whole gave nothing.
    """

    run_id: int
    portal: str
    started: str
    finished: str | None
    finish: str | None
    trouble: str | None
    requests: int
    new: int
    changed: int
    gone: int
    failed: int
    observed: Observed


def encode(observed: Observed) -> str:
    """As the database keeps it: JSON without what is usual, at most LOOKS sources."""
    return msgspec.json.encode(_lean(replace(observed, looks=observed.looks[:LOOKS]))).decode()


def decode(text: str) -> Observed:
    """The other way round. Raises msgspec.DecodeError for what is none."""
    return msgspec.json.decode(text, type=Observed)


def _lean(value: Any) -> Any:
    """Without the fields that have their default: years of quiet crawls are to cost little."""
    if is_dataclass(value):
        told = {one.name: getattr(value, one.name) for one in fields(value) if getattr(value, one.name) != _usual(one)}
        return {name: _lean(each) for name, each in told.items()}
    if isinstance(value, Mapping):
        return {name: _lean(each) for name, each in value.items()}
    return [_lean(each) for each in value] if isinstance(value, tuple) else value


def _usual(one: Any) -> Any:
    return one.default if one.default_factory is MISSING else one.default_factory()


_COLUMNS = "run_id, portal, started, finished, finish, trouble, requests, new, changed, gone, failed, observed"
_POLLS = f"""
SELECT {_COLUMNS} FROM run_portals WHERE portal = ? AND started IS NOT NULL ORDER BY run_id DESC LIMIT ?
"""  # noqa: S608 - a constant

# A crawl without an answer, where none of at least two other portals answered within two hours before and after.
_OWN_OUTAGES = """
WITH mute AS (
    SELECT run_id, started FROM run_portals
    WHERE portal = :portal AND started IS NOT NULL AND json_extract(observed, '$.reachable') = 0
    ORDER BY run_id DESC LIMIT :limit
)
SELECT mute.run_id FROM mute JOIN run_portals AS other ON other.run_id BETWEEN mute.run_id - 20 AND mute.run_id + 20
    AND other.portal <> :portal AND other.finished IS NOT NULL
    AND abs(julianday(other.started) - julianday(mute.started)) <= 2.0 / 24
GROUP BY mute.run_id
HAVING count(DISTINCT other.portal) >= 2 AND total(coalesce(json_extract(other.observed, '$.reachable'), 1)) = 0
"""


def latest(connection: Connection, portal: str, limit: int) -> list[Poll]:
    """The last crawls of a portal, the newest first."""
    return [_poll(row) for row in connection.rows(_POLLS, (portal, limit))]


def of_run(connection: Connection, run_id: int) -> list[Poll]:
    """The crawls of a run that came to their end, by portal."""
    sql = f"SELECT {_COLUMNS} FROM run_portals WHERE run_id = ? AND finished IS NOT NULL ORDER BY portal"  # noqa: S608 - a constant
    return [_poll(row) for row in connection.rows(sql, (run_id,))]


def first_whole(connection: Connection, portal: str) -> str | None:
    """When the first crawl of a portal that came to its end did so, UTC."""
    sql = """
        SELECT min(coalesce(run_portals.finished, runs.finished))
        FROM run_portals JOIN run_rows AS runs ON runs.id = run_id
        WHERE portal = ? AND finish = 'finished' AND new > 0
    """
    found = connection.value(sql, (portal,))
    return None if found is None else str(found)


def own_outages(connection: Connection, portal: str, limit: int) -> frozenset[int]:
    """The runs in which a portal gave no answer, and no other did at about that time: that was our own network."""
    return frozenset(row["run_id"] for row in connection.rows(_OWN_OUTAGES, {"portal": portal, "limit": limit}))


def _poll(row: sqlite3.Row) -> Poll:
    return Poll(**{**dict(row), "observed": decode(row["observed"])})
