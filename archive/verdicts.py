"""What is held of each portal's health: a row for each change. Rows in and out; crawler/health/ judges."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from archive.connection import Connection
from archive.text import clean, cleaned


class Health(StrEnum):
    """How a portal does, the worst first."""

    DOWN = "down"  # no answer, or only errors of its server
    MOVED = "moved"  # it leads to another host
    BLOCKED = "blocked"  # it turns us away
    LAYOUT_CHANGED = "layout changed"  # pages come, fields do not
    LISTING_BROKEN = "listing broken"  # a listing answers, and names no story any more
    STALE = "stale"  # silent for longer than its habits explain
    FEED_DEAD = "feed dead"  # a feed names nothing new, while the portal publishes
    UNKNOWN = "unknown"  # never crawled, or too little is known
    QUIET = "quiet"  # silent, as it is now and then
    OK = "ok"

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to look."""
        return self not in {Health.UNKNOWN, Health.QUIET, Health.OK}


WORST_FIRST = tuple(Health)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One verdict on one portal.

    since: since when it is so, as far as the crawls tell: a day, or an instant (UTC). reasons: sentences. examples:
    addresses. before: the verdict that it took the place of. judged_at: when it was judged so first; confirmed_at: and
    last. moved_to: where to, of `moved`. told_at: when somebody was notified of it. id: 0 until it is stored.
    """

    portal: str
    verdict: Health
    since: str
    reasons: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    moved_to: str | None = None
    before: Health | None = None
    judged_at: str = ""
    confirmed_at: str = ""
    run_id: int | None = None
    told_at: str | None = None
    id: int = 0


_COLUMNS = "id, portal, verdict, before, since, judged_at, confirmed_at, run_id, reasons, examples, moved_to, told_at"
_INSERT = """
INSERT INTO verdicts (portal, verdict, before, since, judged_at, confirmed_at, run_id, reasons, examples, moved_to)
VALUES (:portal, :verdict, :before, :since, :now, :now, :run_id, :reasons, :examples, :moved_to)
"""
_CONFIRM = """
UPDATE verdicts SET confirmed_at = :now, run_id = :run_id, reasons = :reasons, examples = :examples WHERE id = :id
"""


def save(connection: Connection, verdict: Verdict, now: str) -> Verdict:
    """Keep a verdict, in one transaction: as a row of its own where it is another than the last. Return the row."""
    with connection.transaction():
        last = next(iter(history(connection, verdict.portal, 1)), None)
        row = _row(verdict) | {"now": now, "before": last.verdict if last else None}
        if last is not None and (last.verdict, last.moved_to) == (verdict.verdict, verdict.moved_to):
            connection.execute(_CONFIRM, row | {"id": last.id})
            return replace(last, **_new(verdict), confirmed_at=now)
        number = int(connection.execute(_INSERT, row).lastrowid or 0)
    before = last.verdict if last else None
    return replace(verdict, id=number, before=before, judged_at=now, confirmed_at=now, told_at=None)


def present(connection: Connection) -> list[Verdict]:
    """The last verdict of each portal, by portal."""
    sql = f"SELECT {_COLUMNS} FROM verdicts WHERE id IN (SELECT max(id) FROM verdicts GROUP BY portal) ORDER BY portal"  # noqa: S608 - a constant
    return [_verdict(row) for row in connection.rows(sql)]


def history(connection: Connection, portal: str, limit: int) -> list[Verdict]:
    """The verdicts of a portal, the newest first."""
    sql = f"SELECT {_COLUMNS} FROM verdicts WHERE portal = ? ORDER BY id DESC LIMIT ?"  # noqa: S608 - a constant
    return [_verdict(row) for row in connection.rows(sql, (portal, limit))]


def of_run(connection: Connection, run_id: int) -> list[Verdict]:
    """What held of each portal of a run after it, until the portal was crawled again, by portal."""
    sql = f"""
        SELECT {_COLUMNS} FROM verdicts WHERE id IN (
            SELECT max(judged.id) FROM run_portals AS crawled JOIN verdicts AS judged ON judged.portal = crawled.portal
            WHERE crawled.run_id = :run AND judged.judged_at <= coalesce((
                SELECT min(later.started) FROM run_portals AS later
                WHERE later.portal = crawled.portal AND later.run_id > :run), '9999')
            GROUP BY judged.portal
        ) ORDER BY portal
    """  # noqa: S608 - a constant
    return [_verdict(row) for row in connection.rows(sql, {"run": run_id})]


def untold(connection: Connection) -> list[Verdict]:
    """The changes that nobody was notified of, the oldest first."""
    sql = f"SELECT {_COLUMNS} FROM verdicts WHERE told_at IS NULL ORDER BY id"  # noqa: S608 - a constant
    return [_verdict(row) for row in connection.rows(sql)]


def told(connection: Connection, number: int, now: str) -> None:
    """Note that somebody was notified of a change."""
    connection.execute("UPDATE verdicts SET told_at = ? WHERE id = ? AND told_at IS NULL", (now, number))


def _new(verdict: Verdict) -> dict[str, Any]:
    return {"reasons": verdict.reasons, "examples": verdict.examples, "run_id": verdict.run_id}


def _row(verdict: Verdict) -> dict[str, Any]:
    return {
        "portal": verdict.portal,
        "verdict": verdict.verdict,
        "since": verdict.since,
        "run_id": verdict.run_id,
        "reasons": _as_json(verdict.reasons),
        "examples": _as_json(verdict.examples),
        "moved_to": cleaned(verdict.moved_to),
    }


def _as_json(texts: tuple[str, ...]) -> str:
    return json.dumps([clean(text) for text in texts], ensure_ascii=False)


def _verdict(row: sqlite3.Row) -> Verdict:
    read = {name: tuple(json.loads(row[name])) for name in ("reasons", "examples")}
    kinds = {"verdict": Health(row["verdict"]), "before": Health(row["before"]) if row["before"] else None}
    return Verdict(**{**dict(row), **read, **kinds})
