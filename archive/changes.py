"""What ministries changed after the fact: edits, withdrawals and returns of their stories.

Each source yields `Change` values; `SOURCES` are all of them. One that knows of more (a story that came back) is one
more function there.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from heapq import nsmallest
from typing import Any

from archive import articles
from archive.connection import Connection
from archive.differences import compare
from archive.filters import Filters, where
from archive.record import Record
from archive.withdrawals import listed

_CHUNK = 100  # edits whose two revisions are in memory at once


class Event(StrEnum):
    """What happened to a story."""

    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    SUSPECTED = "suspected"  # of being withdrawn: what speaks for it does not suffice
    RESTORED = "restored"  # it was withdrawn, and is there again


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened to a story. when: it was seen, UTC.

    kind: of an edit the class of its weightiest difference (differences.Class), else the event. weight: 0 to 1.
    revision: of an edit the one it made, so that it is the difference from the one before; else the present one.
    """

    when: str
    event: Event
    kind: str
    weight: float
    sentence: str
    article_id: int
    revision: int
    portal: str
    country: str | None
    language: str | None
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A revision after the first, before it is compared with the one before it. As a key it stands for what it says.

    before, after: the content hashes of the two.
    """

    when: str
    article_id: int
    revision: int
    before: str
    after: str


_EDITS = """
SELECT earlier.replaced_at AS "when", earlier.article_id, earlier.number + 1 AS revision,
    earlier.content_hash AS before, coalesce(later.content_hash, articles.content_hash) AS after
FROM revision_rows AS earlier
JOIN article_rows AS articles ON articles.id = earlier.article_id
LEFT JOIN revision_rows AS later ON later.article_id = earlier.article_id AND later.number = earlier.number + 1
WHERE {condition} ORDER BY earlier.replaced_at DESC, earlier.article_id DESC, earlier.number DESC
"""
_REVISIONS = """
SELECT article_id, number, record FROM revision_rows
WHERE (article_id, number) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))
"""

_STORY = "revision, portal, country, language, title, url"
_WITHDRAWN = f"""
SELECT id, gone_at, gone_why, {_STORY} FROM article_rows AS articles INDEXED BY articles_by_gone
WHERE gone_at IS NOT NULL AND {{condition}} ORDER BY id
"""  # noqa: S608 - a constant
_RESTORED = 0.5  # weight of a story that is there again: it is looked at beside what was changed in it


def changes(connection: Connection, filters: Filters) -> list[Change]:
    """All changes of the chosen stories, the weightiest first, then the newest.

    since, until of the filters: when the change was seen, not when the story was published. limit: of the changes.
    """
    found = (change for source in SOURCES for change in source(connection, filters))
    if filters.limit is None:
        return sorted(found, key=order)
    return nsmallest(filters.limit, found, key=order)


def edits(connection: Connection, filters: Filters) -> Iterator[Change]:
    """Each revision after the first, compared with the one before it.

    Two revisions that are the same as they are read today are no edit.
    """
    found = edited(connection, filters)
    for start in range(0, len(found), _CHUNK):
        yield from (change for change in weighed(connection, found[start : start + _CHUNK]) if change)


def edited(connection: Connection, filters: Filters) -> list[Edit]:
    """What `edits` compares, the newest first, without the texts."""
    condition, parameters = _seen("earlier.replaced_at", filters)
    return [Edit(**dict(row)) for row in connection.rows(_EDITS.format(condition=condition), parameters)]


def weighed(connection: Connection, some: Sequence[Edit]) -> list[Change | None]:
    """Compare, a millisecond or two for each; None for what is no edit, or not there any more."""
    numbers = [(edit.article_id, number) for edit in some for number in (edit.revision - 1, edit.revision)]
    rows = connection.rows(_REVISIONS, (json.dumps(numbers),))
    texts = {(row["article_id"], row["number"]): row["record"] for row in rows}
    last = {edit.article_id for edit in some if (edit.article_id, edit.revision) not in texts}
    present = {(record.id, record.revision): record for record in articles.records(connection, sorted(last))}
    return [_edit(edit, texts, present) for edit in some]


def withdrawals(connection: Connection, filters: Filters) -> Iterator[Change]:
    """Stories that the portal took down and did not put back."""
    condition, parameters = _seen("articles.gone_at", filters)
    for rows in connection.chunks(_WITHDRAWN.format(condition=condition), parameters, size=_CHUNK):
        for row in rows:
            why = row["gone_why"] or "no reason was noted"
            yield _of_story(Event.WITHDRAWN, row["id"], row, when=row["gone_at"], why=why, weight=1.0)


def standings(connection: Connection, filters: Filters) -> Iterator[Change]:
    """Stories that came back, and those of which something speaks for a withdrawal, but too little."""
    condition, parameters = where(replace(filters, since=None, until=None, limit=None))
    sql = f"SELECT {_STORY} FROM article_rows AS articles WHERE id = ? AND {condition}"  # noqa: S608 - placeholders
    for seen in listed(connection, filters.since or "", filters.portal):
        is_told = seen.what in {Event.SUSPECTED, Event.RESTORED}
        if not is_told or (filters.until is not None and seen.at > filters.until + "~"):
            continue
        if story := connection.row(sql, (seen.article_id, *parameters)):
            weight = seen.certainty if seen.what == Event.SUSPECTED else _RESTORED
            yield _of_story(Event(seen.what), seen.article_id, story, when=seen.at, why=seen.why, weight=weight)


DEPARTURES: Sequence[Callable[[Connection, Filters], Iterable[Change]]] = (withdrawals, standings)
SOURCES: Sequence[Callable[[Connection, Filters], Iterable[Change]]] = (edits, *DEPARTURES)


def _of_story(event: Event, article_id: int, story: sqlite3.Row, *, when: str, why: str, weight: float) -> Change:
    """What happened to a story as a whole."""
    return Change(
        when=when,
        event=event,
        kind=event,
        weight=weight,
        sentence=f"{event}: {why}",
        article_id=article_id,
        **{name: story[name] for name in _STORY.split(", ")},
    )


def _seen(column: str, filters: Filters) -> tuple[str, list[Any]]:
    """An SQL condition: the chosen stories, and a time of sight in the chosen days."""
    condition, parameters = where(replace(filters, since=None, until=None, limit=None))
    if filters.since is not None:
        condition += f" AND {column} >= ?"
        parameters.append(filters.since)
    if filters.until is not None:
        condition += f" AND {column} <= ?"
        parameters.append(filters.until + "~")  # sorts after whatever continues a date
    return condition, parameters


def _edit(edit: Edit, texts: Mapping[tuple[int, int], str], present: Mapping[tuple[int, int], Record]) -> Change | None:
    """texts: of revisions that were replaced; present: stories as they are."""
    before, after = (edit.article_id, edit.revision - 1), (edit.article_id, edit.revision)
    if before not in texts or not (after in texts or after in present):
        return None
    new = articles.kept(texts[after]) if after in texts else present[after]
    comparison = compare(articles.kept(texts[before]), new)
    if comparison.kind is None:
        return None
    return Change(
        when=edit.when,
        event=Event.EDITED,
        kind=comparison.kind,
        weight=comparison.weight,
        sentence=comparison.sentence,
        article_id=new.id,
        revision=edit.revision,
        portal=new.portal,
        country=new.country,
        language=new.language,
        title=new.title,
        url=new.url,
    )


def order(change: Change) -> tuple[float, float, int]:
    """Sort by it: the weightiest first, then the newest, then the newest story."""
    return -change.weight, -datetime.fromisoformat(change.when).timestamp(), -change.article_id
