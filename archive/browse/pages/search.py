"""`/search`: stories that answer a question, and the same question as files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any

from archive.browse.asked import PAGE, SORTS, Asked, asked
from archive.browse.page import Page, Routes, Stream
from archive.browse.request import Request
from archive.browse.safe_html import language_tag
from archive.errors import QueryError
from archive.export import csv, json, jsonl
from archive.record import Record
from archive.search.answer import FACETS, Answer, Facet
from archive.search.snippet import Snippet
from archive.store import Archive

MOST_EXPORTED = 10_000  # stories; the command exports any number
_SHOWN_FACETS = 10  # values of a facet that stand open

_FORMATS: Mapping[str, tuple[str, Callable[[Iterable[Record], IO[str]], int]]] = {
    "json": ("application/json; charset=utf-8", json.write),
    "jsonl": ("application/x-ndjson; charset=utf-8", jsonl.write),
    "csv": ("text/csv; charset=utf-8", csv.write),
}
_SORTS = {
    "relevance": "Best match",
    "recent": "Best match, recent first",
    "newest": "Newest",
    "oldest": "Oldest",
}
_FACETS = {"portal": "Portal", "country": "Country", "language": "Language", "year": "Year"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a facet. address: of the same question with it, or without it where it is chosen."""

    value: str
    count: int | None
    address: str
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with a query. before, at, after: the query, divided at the place; empty where there is none."""

    told: str
    before: str = ""
    at: str = ""
    after: str = ""


def search(request: Request, archive: Archive) -> Page:
    """The page. A query that does not parse is told with its place, and finds nothing."""
    question = asked(request)
    fault, answer = None, Answer()
    try:
        answer = archive.search(
            question.q,
            question.filters(limit=PAGE + 1),
            offset=question.offset,
            sort=question.sort,
            facets=True,
        )
    except QueryError as error:
        fault = fault_of(question.q, error)
    values = {
        "asked": question,
        "fault": fault,
        "hits": answer[:PAGE],
        "total": answer.total,
        "facets": _facets(question, answer),
        "sorts": [(sort, _SORTS[sort]) for sort in SORTS],
        "before": question.on(question.page - 1).address() if question.page > 1 else None,
        "after": question.on(question.page + 1).address() if len(answer) > PAGE else None,
        "formats": [(name, question.on(1).address(f"search.{name}")) for name in _FORMATS],
        "most_exported": MOST_EXPORTED,
        "names": {known.id: known.name for known in archive.known_portals()},
        "segments": segments,
        "tag": language_tag,
    }
    return Page(template="search.html", values=values, status=400 if fault else 200)


def export(request: Request, archive: Archive) -> Stream:
    """The records of all stories that answer, MOST_EXPORTED at most, the newest first."""
    question, name = asked(request), request.parts["format"]
    filters = question.filters(limit=request.number("limit", MOST_EXPORTED, 0, MOST_EXPORTED))
    archive.articles(filters, question.q or None)  # raises QueryError, while there is no answer yet
    media_type, write = _FORMATS[name]
    kept = f'attachment; filename="envnews-{datetime.now(UTC):%Y-%m-%d}.{name}"'
    return Stream(
        write=lambda own, stream: write(own.articles(filters, question.q or None), stream),
        media_type=media_type,
        headers={"content-disposition": kept},
    )


def segments(snippet: Snippet) -> Iterator[tuple[str, bool]]:
    """A snippet in pieces: (text, whether it was looked for).

    >>> list(segments(Snippet("a haze", ((2, 6),))))
    [('a ', False), ('haze', True)]
    """
    place = 0
    for start, end in snippet.marks:
        if start > place:
            yield snippet.text[place:start], False
        yield snippet.text[start:end], True
        place = end
    if snippet.text[place:]:
        yield snippet.text[place:], False


def fault_of(query: str, error: QueryError) -> Fault:
    """Where in a query a fault is."""
    place = error.position
    if place is None or not 0 <= place < len(query):
        return Fault(told=str(error))
    return Fault(told=str(error), before=query[:place], at=query[place], after=query[place + 1 :])


def _facets(question: Asked, answer: Answer) -> list[dict[str, Any]]:
    """The facets, with what is chosen first. `open` are the values that are seen at once, `more` the others."""
    found = []
    for name in FACETS:
        choices = _choices(question, name, answer.facets.get(name, ()))
        if choices:
            found.append({
                "label": _FACETS[name],
                "name": name,
                "open": choices[:_SHOWN_FACETS],
                "more": choices[_SHOWN_FACETS:],
            })  # fmt: skip
    return found


def _choices(question: Asked, name: str, facets: tuple[Facet, ...]) -> list[Choice]:
    counts = {facet.value: facet.count for facet in facets}
    chosen = [
        Choice(value=value, count=counts.get(value), address=question.without(name, value).address(), chosen=True)
        for value in question.of(name)
    ]
    others = [
        Choice(value=facet.value, count=facet.count, address=question.having(name, facet.value).address())
        for facet in facets
        if facet.value not in question.of(name)
    ]
    return [*chosen, *others]


ROUTES: Routes = (
    (r"/search", search),
    (r"/search\.(?P<format>json|jsonl|csv)", export),
)
