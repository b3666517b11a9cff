"""Which articles changed after a cursor, and the cursor after them. Read in one moment's database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from heapq import nsmallest

from archive import cursor
from archive.connection import Connection
from archive.filters import Filters, where

_CHUNK = 200

# All that a query finds, a few ids at a time.
Found = Callable[[], Iterator[list[int]]]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the articles, a few ids at a time, and the cursor after them."""

    cursor: str
    ids: Iterator[list[int]]


def part(reading: Connection, since: str | None, filters: Filters, found: Found | None, *, by_index: bool) -> Part:
    """What changed after a cursor: of what is `found`, in that order, else the earliest change first.

    limit of the filters: only so many, the earliest changes, and the cursor is after these. by_index: the search index
    finds. Raises QueryError.
    """
    after = 0 if since is None else cursor.number_of(reading, since)
    pairs = _listed(reading, after, filters) if found is None else _of_query(reading, after, found)
    last = _indexed(reading, after) if by_index else None
    if filters.limit is None:
        return Part(_cursor(reading, last), ([number for _, number in some] for some in pairs))
    first = nsmallest(filters.limit, (pair for some in pairs for pair in some))
    if len(first) == filters.limit:
        reached = first[-1][0] if first else after
        last = reached if last is None else min(reached, last)
    ids = [number for _, number in first]
    return Part(_cursor(reading, last), (ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK)))


def _cursor(reading: Connection, number: int | None) -> str:
    return cursor.current(reading) if number is None else cursor.at(reading, number)


def _listed(reading: Connection, after: int, filters: Filters) -> Iterator[list[tuple[int, int]]]:
    """Numbers of changes and ids, in the order of the changes."""
    condition, parameters = where(replace(filters, limit=None), "article_rows")
    limit = -1 if filters.limit is None else filters.limit
    sql = (
        "SELECT number, id FROM article_changes JOIN article_rows ON article_rows.id = article_id "  # noqa: S608 - placeholders
        f"WHERE number > ? AND {condition} ORDER BY number LIMIT ?"
    )
    for chunk in reading.chunks(sql, (after, *parameters, limit), size=_CHUNK):
        yield [(row["number"], row["id"]) for row in chunk]


def _of_query(reading: Connection, after: int, found: Found) -> Iterator[list[tuple[int, int]]]:
    """The same of what a query finds, in its order."""
    sql = """
        SELECT number, article_id FROM article_changes
        WHERE number > ? AND article_id IN (SELECT value FROM json_each(?))
    """
    for some in found():
        numbers = {row["article_id"]: row["number"] for row in reading.rows(sql, (after, json.dumps(some)))}
        yield [(numbers[each], each) for each in some if each in numbers]


def _indexed(reading: Connection, after: int) -> int | None:
    """The last change before those that the index does not know yet; None where it knows all.

    A query cannot have found them, and who asks next time shall be told of them.
    """
    sql = "SELECT min(number) - 1 FROM search_queue JOIN article_changes USING (article_id) WHERE number > ?"
    last: int | None = reading.value(sql, (after,))
    return last
