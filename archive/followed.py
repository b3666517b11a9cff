"""The stories that a crawl may look at again: where each is followed, and what hints at a change.

Rows in and out; which are due is decided by crawler/revisits.py.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from archive.connection import Connection
from archive.text import clean

_STORIES = """
SELECT articles.id, read_from AS url, articles.title, articles.date, articles.first_seen, articles.revision, changed_at,
    gone_at, rounds, hint, told, EXISTS (
        SELECT 1 FROM withdrawal_evidence AS seen WHERE article_id = articles.id AND kind <> 'unlisted' AND NOT EXISTS (
            SELECT 1 FROM withdrawal_evidence AS later WHERE later.article_id = articles.id AND later.id > seen.id
            AND later.kind IN ('restored', 'answered', 'moved', 'listed'))) AS suspected,
    coalesce((SELECT kind FROM withdrawal_evidence AS last WHERE article_id = articles.id ORDER BY id DESC LIMIT 1),
        '') = 'unlisted' AS unlisted
FROM article_rows AS articles JOIN addresses ON addresses.portal = articles.portal AND addresses.url = read_from
WHERE articles.portal = ? AND addresses.article_id = articles.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A story that is in the archive. url: where its text is followed.

    rounds: visits that were answered. hint: why it should be looked at again (see hint_records in the schema). told:
    headlines and days that listings gave it beside the first ones. suspected: something speaks for its withdrawal.
    unlisted: the last that was seen of it is that its listing does not name it any more.
    """

    id: int
    url: str
    title: str
    date: str | None
    first_seen: str
    changed_at: str
    revision: int
    gone_at: str | None
    rounds: int
    hint: str | None = None
    told: frozenset[str] = frozenset()
    suspected: bool = False
    unlisted: bool = False


@dataclass(frozen=True, slots=True)
class HintRecord:
    """How often a hint of one kind from one source was followed, and how often there was a change."""

    asked: int = 0
    changed: int = 0


def followed(connection: Connection, portal: str) -> list[Followed]:
    """All stories of a portal."""
    return [
        Followed(
            **{
                **dict(row),
                "told": frozenset(json.loads(row["told"] or "[]")),
                "suspected": bool(row["suspected"]),
                "unlisted": bool(row["unlisted"]),
            }
        )
        for row in connection.rows(_STORIES, (portal,))
    ]


def note_told(connection: Connection, portal: str, told: Mapping[str, Collection[str]]) -> None:
    """Keep what listings said of known addresses, by address."""
    sql = "UPDATE addresses SET told = ? WHERE portal = ? AND url = ?"
    rows = [(json.dumps(sorted(keys), ensure_ascii=False), portal, clean(url)) for url, keys in told.items()]
    connection.execute_many(sql, rows)


def note_hints(connection: Connection, portal: str, hints: Mapping[str, str]) -> None:
    """Keep why known addresses should be visited again, until they are."""
    sql = "UPDATE addresses SET hint = ? WHERE portal = ? AND url = ?"
    connection.execute_many(sql, [(hint, portal, clean(url)) for url, hint in hints.items()])


def learn(connection: Connection, portal: str, url: str, *, changed: bool) -> None:
    """Note what came of a visit to an address that something hinted at."""
    hint = connection.value("SELECT hint FROM addresses WHERE portal = ? AND url = ?", (portal, url))
    if hint is None:
        return
    sql = """
        INSERT INTO hint_records (portal, hint, asked, changed) VALUES (:portal, :hint, 1, :changed)
        ON CONFLICT (portal, hint) DO UPDATE SET asked = asked + 1, changed = changed + excluded.changed
    """
    connection.execute(sql, {"portal": portal, "hint": hint, "changed": changed})
    connection.execute("UPDATE addresses SET hint = NULL WHERE portal = ? AND url = ?", (portal, url))


def records(connection: Connection, portal: str) -> dict[str, HintRecord]:
    """How good each hint was."""
    sql = "SELECT hint, asked, changed FROM hint_records WHERE portal = ?"
    return {row["hint"]: HintRecord(row["asked"], row["changed"]) for row in connection.rows(sql, (portal,))}
