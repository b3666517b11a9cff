"""Crawl runs: when, what for, and what each portal's crawl came to. Rows in and out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any, TypedDict

from archive import verdicts
from archive.connection import Connection
from archive.text import clean
from archive.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalCounts:
    """What the crawl of one portal came to.

    found: stories' addresses that were unknown; same: visited again and unchanged; gone: found withdrawn; alias:
    further addresses of known stories; skipped: pages that are no story, forbidden or put off; failed: addresses that
    gave no readable page.
    files, files_failed: pictures and documents that were fetched, and that could not be.
    started: UTC. seconds: wall clock. finish: why it ended, None while it goes on and where it was killed. trouble: why
    the portal as a whole gave nothing, where it did not.
    """

    portal: str = ""
    requests: int = 0
    bytes: int = 0
    found: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    alias: int = 0
    skipped: int = 0
    failed: int = 0
    files: int = 0
    files_failed: int = 0
    started: str | None = None
    seconds: float = 0.0
    finish: str | None = None
    trouble: str | None = None


class Issue(TypedDict):
    """What went wrong at one address. noted_at: UTC."""

    portal: str
    url: str
    reason: str
    noted_at: str


class Note(TypedDict):
    """What a run left alone on purpose. pattern: of addresses, see `crawler.discovery.address.shape_of`."""

    portal: str
    pattern: str
    note: str
    noted_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: one or more portals crawled.

    why: `asked for` or `due`. state: `running`, `finished`, `killed`, or why it ended. finished is None while it runs,
    and stays so if it was killed; seconds, from start to finish, then, too. portals: those that were begun; totals:
    of their counts. issue_count: what went wrong, address by address. Where some portals alone were asked after, all
    this is theirs. issues, notes and verdicts (what held of each portal's health after the run): in `Archive.run`.
    """

    id: int
    why: str
    started: str
    finished: str | None
    state: str
    targets: tuple[str, ...]
    seconds: float | None = None
    totals: Mapping[str, int] = field(default_factory=dict)
    portals: tuple[PortalCounts, ...] = ()
    issue_count: int = 0
    issues: tuple[Issue, ...] = field(default=())
    notes: tuple[Note, ...] = field(default=())
    verdicts: tuple[Verdict, ...] = field(default=())


IMPORTED = "known from its captures"  # the state of a run of which only its captures tell
_COUNTS = tuple(field.name for field in fields(PortalCounts))
_SAVED = (*_COUNTS[1:], "finished", "observed")
TOTALS = tuple(field.name for field in fields(PortalCounts) if field.type == "int")
_ASKED = "(:portals IS NULL OR portal IN (SELECT value FROM json_each(:portals)))"
_RUNS = f"""
SELECT id, why, started, finished, state, targets,
    (SELECT count(*) FROM run_issues WHERE run_id = runs.id AND {_ASKED}) AS issue_count
FROM run_rows AS runs
"""  # noqa: S608 - constants
_LATEST = f"""
{_RUNS}
WHERE (:portals IS NULL OR EXISTS (SELECT 1 FROM run_portals WHERE run_id = runs.id AND {_ASKED}))
AND (NOT :failed OR state NOT IN ('running', 'finished', '{IMPORTED}') OR issue_count
    OR id IN (SELECT value FROM json_each(:dead)) OR EXISTS (
    SELECT 1 FROM run_portals WHERE run_id = runs.id AND {_ASKED}
    AND (failed OR trouble IS NOT NULL OR coalesce(finish, 'finished') <> 'finished')))
ORDER BY id DESC LIMIT :limit
"""  # noqa: S608 - constants
_COUNTED = f"SELECT {', '.join(_COUNTS)} FROM run_portals WHERE run_id = :id AND {_ASKED} ORDER BY portal"  # noqa: S608


def start(connection: Connection, targets: Iterable[str], now: str, why: str) -> int:
    """Begin a run; return its number."""
    sql = "INSERT INTO run_rows (started, state, why, targets) VALUES (?, 'running', ?, ?)"
    row = (now, why, json.dumps([clean(target) for target in targets], ensure_ascii=False))
    return int(connection.execute(sql, row).lastrowid or 0)


def ensure(connection: Connection, run_id: int, portal: str, at: str) -> None:
    """Have a row for a run of which only its captures tell, and let it have lasted until then."""
    sql = "INSERT OR IGNORE INTO run_rows (id, started, state, targets) VALUES (?, ?, ?, ?)"
    connection.execute(sql, (run_id, at, IMPORTED, json.dumps([portal])))
    sql = "UPDATE run_rows SET finished = max(coalesce(finished, ''), ?) WHERE id = ? AND state = ?"
    connection.execute(sql, (at, run_id, IMPORTED))


def running(connection: Connection) -> list[int]:
    """The runs that have not said that they ended."""
    return [row["id"] for row in connection.rows("SELECT id FROM run_rows WHERE state = 'running' ORDER BY id")]


def kill(connection: Connection, run_id: int) -> None:
    """Note that a run will never say so."""
    connection.execute("UPDATE run_rows SET state = 'killed' WHERE id = ? AND state = 'running'", (run_id,))


def finish(connection: Connection, run_id: int, state: str, now: str) -> None:
    """End a run."""
    connection.execute("UPDATE run_rows SET finished = ?, state = ? WHERE id = ?", (now, state, run_id))


def save_counts(connection: Connection, run_id: int, portal: str, counts: Mapping[str, Any]) -> None:
    """Unknown names in `counts` are ignored, missing ones stay as they are, or are nought."""
    row = {"run_id": run_id, "portal": portal, **{name: counts[name] for name in _SAVED if name in counts}}
    told = ", ".join(f"{name} = excluded.{name}" for name in row)
    sql = f"""
        INSERT INTO run_portals ({", ".join(row)}) VALUES (:{", :".join(row)})
        ON CONFLICT (run_id, portal) DO UPDATE SET {told}
    """  # noqa: S608 - our own names
    connection.execute(sql, row)


def add_issue(connection: Connection, run_id: int, portal: str, url: str, reason: str, now: str) -> None:
    """Note what went wrong at an address."""
    sql = "INSERT INTO run_issues (run_id, portal, url, reason, noted_at) VALUES (?, ?, ?, ?, ?)"
    connection.execute(sql, (run_id, portal, clean(url), clean(reason), now))


def issues(connection: Connection, run_id: int) -> list[Issue]:
    """Read what went wrong in a run, in order."""
    sql = "SELECT portal, url, reason, noted_at FROM run_issues WHERE run_id = ? ORDER BY id"
    return [
        Issue(portal=row["portal"], url=row["url"], reason=row["reason"], noted_at=row["noted_at"])
        for row in connection.rows(sql, (run_id,))
    ]


def add_note(connection: Connection, run_id: int, portal: str, pattern: str, note: str, now: str) -> None:
    """Note what a run left alone, and why."""
    sql = "INSERT INTO run_notes (run_id, portal, pattern, note, noted_at) VALUES (?, ?, ?, ?, ?)"
    connection.execute(sql, (run_id, portal, clean(pattern), clean(note), now))


def notes(connection: Connection, run_id: int) -> list[Note]:
    """Read what a run left alone, in order."""
    sql = "SELECT portal, pattern, note, noted_at FROM run_notes WHERE run_id = ? ORDER BY id"
    return [
        Note(portal=row["portal"], pattern=row["pattern"], note=row["note"], noted_at=row["noted_at"])
        for row in connection.rows(sql, (run_id,))
    ]


def latest(
    connection: Connection,
    limit: int,
    portals: Collection[str] | None = None,
    *,
    failed: bool = False,
    dead: Collection[int] = (),
) -> list[Run]:
    """The last runs, the newest first, without their issues.

    portals: only runs that crawled one of these, with the counts of these alone. failed: only runs in which something
    failed, or that did not come to their end; dead: those that say that they are running, and are not.
    """
    given = {"portals": _as_json(portals), "failed": failed, "dead": json.dumps(list(dead)), "limit": limit}
    return [_run(connection, row, _as_json(portals)) for row in connection.rows(_LATEST, given)]


def one(connection: Connection, run_id: int, portals: Collection[str] | None = None) -> Run | None:
    """One run with its issues; None where there is none. portals: only these of it."""
    asked = _as_json(portals)
    row = connection.row(f"{_RUNS} WHERE id = :id", {"id": run_id, "portals": asked})
    if row is None:
        return None
    return replace(
        _run(connection, row, asked),
        issues=tuple(each for each in issues(connection, run_id) if portals is None or each["portal"] in portals),
        notes=tuple(each for each in notes(connection, run_id) if portals is None or each["portal"] in portals),
        verdicts=tuple(each for each in verdicts.of_run(connection, run_id) if not portals or each.portal in portals),
    )


def _run(connection: Connection, row: sqlite3.Row, asked: str | None) -> Run:
    rows = connection.rows(_COUNTED, {"id": row["id"], "portals": asked})
    portals = tuple(PortalCounts(**dict(counts)) for counts in rows)
    seconds = None
    if row["finished"]:
        seconds = (datetime.fromisoformat(row["finished"]) - datetime.fromisoformat(row["started"])).total_seconds()
    targets = tuple(target for target in json.loads(row["targets"]) if asked is None or target in json.loads(asked))
    return Run(
        **{**dict(row), "targets": targets},
        seconds=seconds,
        totals={name: sum(getattr(counts, name) for counts in portals) for name in TOTALS},
        portals=portals,
    )


def _as_json(portals: Collection[str] | None) -> str | None:
    return json.dumps(list(portals), ensure_ascii=False) if portals else None
