"""Answers a query: the best stories, how many there are, by what they differ."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, overload

from archive.connection import Connection
from archive.filters import Filters
from archive.search.alike import values
from archive.search.engine import schema
from archive.search.snippet import Snippet, excerpt, highlight
from archive.search.syntax import Node, Words, sought

if TYPE_CHECKING:
    from tantivy import DocAddress, Query, Searcher

__all__ = ["DEFAULT_LIMIT", "FACETS", "Answer", "Facet", "Hit", "Sort", "answer", "found_by", "others_like"]

Sort = Literal["relevance", "recent", "newest", "oldest"]

DEFAULT_LIMIT = 20
FACETS = ("portal", "country", "language", "year")
_MOST_FACETS = 250  # values of a facet that are counted
_DOCUMENTS = 5  # of an article that are looked through for a snippet
_MOST_ALIKE = 50
_DEEPEST = 10_000  # stories into an answer; who needs more exports it
_LOOKED_AT_AGAIN = 100  # of the best, for words that stand side by side
_CHUNK = 1000  # places that are read at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story that answers a query.

    score: the higher the better, comparable within one answer alone. like: how many more stories of the answer have
    nearly this text, and are not shown by themselves.
    """

    id: int
    url: str
    portal: str
    country: str | None
    language: str | None
    title: str
    date: str | None
    gone_at: str | None
    revision: int
    score: float
    headline: Snippet
    snippet: Snippet
    like: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """How many stories of an answer have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Answer(Sequence[Hit]):
    """Some stories of an answer, and how many there are in all.

    total: all that were found, those that are not shown by themselves too. facets: by `portal`, `country`, `language`
    and `year`, the most first, where they were asked for.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)

    @overload
    def __getitem__(self, place: int) -> Hit: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Hit]: ...

    def __getitem__(self, place: int | slice) -> Hit | Sequence[Hit]:
        return self.hits[place]

    def __len__(self) -> int:
        return len(self.hits)


def answer(
    connection: Connection,
    searcher: Searcher,
    node: Node,
    filters: Filters,
    *,
    offset: int,
    sort: Sort,
    facets: bool,
) -> Answer:
    """Ask the index, and let the database tell of what it found. Stories of nearly the same text are one."""
    from archive.search.matching import Matching

    matching = Matching(schema())
    query = matching.query(node, filters)
    asked = _Asked(searcher, query, sort, matching.closer(node))
    limit = DEFAULT_LIMIT if filters.limit is None else filters.limit
    found, total = _together(asked, min(offset, _DEEPEST), min(limit, _DEEPEST))
    words, many = sought(node), _alike(searcher, query, found)
    rows = _rows(connection, [one.id for one in found])
    hits = (
        _hit(connection, rows[one.id], words, one.score, many.get(one.like, 1) - 1) for one in found if one.id in rows
    )
    return Answer(tuple(hits), total, _facets(searcher, query) if facets else {})


def found_by(searcher: Searcher, node: Node, filters: Filters) -> Iterator[int]:
    """All stories that a query finds, the newest first, those without a date at the end; a few are read at a time."""
    from tantivy import FieldType, Occur, Query

    from archive.search.documents import article_of
    from archive.search.matching import Matching

    query, below = Matching(schema()).query(node, filters), 1 << 62
    while True:
        rest = Query.range_query(schema(), "place", FieldType.Integer, 0, below, include_upper=False)
        both = Query.boolean_query([(Occur.Must, query), (Occur.Must, rest)])
        hits = searcher.search(both, _CHUNK, count=False, order_by_field="place").hits
        if not hits:
            return
        yield from (article_of(int(place)) for place, _ in hits)
        below = hits[-1][0]


def others_like(connection: Connection, searcher: Searcher, article_id: int) -> list[Hit]:
    """The other stories with nearly the text of one, the oldest first."""
    from tantivy import Query

    own = searcher.search(Query.term_query(schema(), "id", article_id), 1, count=False).hits
    if not own:
        return []
    (like,) = values(searcher, "like", [address for _, address in own])
    found, _ = _best(_Asked(searcher, Query.term_query(schema(), "like", like), "oldest"), _MOST_ALIKE)
    rows = _rows(connection, [one.id for one in found if one.id != article_id])
    return [_hit(connection, rows[one.id], (), 0.0, 0) for one in found if one.id in rows]


@dataclass(frozen=True, slots=True)
class _Asked:
    """closer: a query that looks again at some of the best (see `Matching.closer`)."""

    searcher: Searcher
    query: Query
    sort: Sort
    closer: Callable[[Sequence[int]], Query] | None = None

    @property
    def weight(self) -> str | None:
        """The field that relevance is multiplied by."""
        return "fresh" if self.sort == "recent" else None


@dataclass(frozen=True, slots=True)
class _Found:
    id: int
    like: int
    score: float


def _together(asked: _Asked, offset: int, limit: int) -> tuple[list[_Found], int]:
    """The stories of a page, of those that are alike the best alone; and how many were found in all."""
    wanted, many = offset + limit, max(1, (offset + limit) * 2)
    while True:
        best, total = _best(asked, many)
        first: dict[int, _Found] = {}
        for one in best:
            first.setdefault(one.like, one)
        if len(first) >= wanted or len(best) < many:
            return list(first.values())[offset:wanted], total
        many *= 4


def _best(asked: _Asked, limit: int) -> tuple[list[_Found], int]:
    from tantivy import Order

    if asked.sort in {"newest", "oldest"}:
        order = Order.Desc if asked.sort == "newest" else Order.Asc
        found = asked.searcher.search(asked.query, limit, order_by_field="place", order=order)
        hits = [(0.0, address) for _, address in found.hits]
    else:
        most = limit if asked.closer is None else max(limit, _LOOKED_AT_AGAIN)
        found = asked.searcher.search(asked.query, most, weight_by_field=asked.weight)
        hits = _looked_at_again(asked, found.hits)[:limit]
    addresses: list[DocAddress] = [address for _, address in hits]
    numbers = (values(asked.searcher, name, addresses) for name in ("id", "like"))
    best = [_Found(*row) for row in zip(*numbers, (float(score) for score, _ in hits), strict=True)]
    return best, int(found.count)  # type: ignore[attr-defined] # their types do not have it


def _looked_at_again(asked: _Asked, hits: list[Any]) -> list[Any]:
    """The hits, the first of them in a better order: with what more they are worth."""
    if asked.closer is None or len(hits) < 2:
        return hits
    first, rest = hits[:_LOOKED_AT_AGAIN], hits[_LOOKED_AT_AGAIN:]
    ids = values(asked.searcher, "id", [address for _, address in first])
    again = asked.searcher.search(asked.closer(ids), len(ids), count=False, weight_by_field=asked.weight).hits
    found = values(asked.searcher, "id", [address for _, address in again])
    more = dict(zip(found, (score for score, _ in again), strict=True))
    better = [(score + more.get(one, 0.0), address) for one, (score, address) in zip(ids, first, strict=True)]
    return [*sorted(better, key=lambda hit: hit[0], reverse=True), *rest]


def _alike(searcher: Searcher, query: Query, found: Sequence[_Found]) -> dict[int, int]:
    """How many stories of the answer each of these stands for, by what they have in common."""
    from tantivy import Occur, Query

    if not found:
        return {}
    theirs = Query.term_set_query(schema(), "like", [one.like for one in found])
    both = Query.boolean_query([(Occur.Must, query), (Occur.Must, theirs)])
    counted = searcher.aggregate(both, {"like": {"terms": {"field": "like", "size": len(found)}}})
    return {int(bucket["key"]): bucket["doc_count"] for bucket in counted["like"]["buckets"]}


def _facets(searcher: Searcher, query: Query) -> dict[str, tuple[Facet, ...]]:
    asked = {name: {"terms": {"field": name, "size": _MOST_FACETS}} for name in FACETS}
    counted = searcher.aggregate(query, asked)
    return {
        name: tuple(
            Facet(_value(bucket["key"]), bucket["doc_count"]) for bucket in counted[name]["buckets"] if bucket["key"]
        )
        for name in FACETS
    }


def _value(key: str | float) -> str:
    return key if isinstance(key, str) else str(int(key))


def _rows(connection: Connection, ids: Sequence[int]) -> dict[int, sqlite3.Row]:
    marks = ", ".join("?" * len(ids))
    sql = f"""
        SELECT id, url, portal, country, language, title, date, gone_at, revision, body
        FROM article_rows WHERE id IN ({marks})
    """  # noqa: S608 - question marks
    return {row["id"]: row for row in connection.rows(sql, ids)}


def _hit(connection: Connection, row: sqlite3.Row, words: Sequence[Words], score: float, like: int) -> Hit:
    columns = {name: row[name] for name in row.keys() if name != "body"}  # noqa: SIM118 - a Row is no dict
    headline, snippet = highlight(row["title"], words), excerpt(row["body"], words)
    if len(headline.marks) + len(snippet.marks) < len(words):
        snippet = max((snippet, *_in_documents(connection, row["id"], words)), key=lambda one: len(one.marks))
    return Hit(**columns, score=score, like=like, headline=headline, snippet=snippet)


def _in_documents(connection: Connection, article_id: int, words: Sequence[Words]) -> list[Snippet]:
    """Where each of an article's documents has what is sought."""
    sql = "SELECT text FROM attachments WHERE article_id = ? AND text IS NOT NULL ORDER BY position LIMIT ?"
    return [excerpt(row["text"], words) for row in connection.rows(sql, (article_id, _DOCUMENTS))]
