"""`/search`: stories that answer a question, and the same question as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from archive.browse.asked import PAGE, SORTS, Asked, asked
from archive.browse.page import NotFoundError, Page, Routes, Stream
from archive.browse.request import Request
from archive.browse.safe_html import language_tag
from archive.errors import QueryError
from archive.export import FEEDS, FORMATS, About
from archive.search.answer import FACETS, Answer, Facet
from archive.search.query import parse
from archive.search.snippet import Snippet
from archive.store import Archive

MOST_EXPORTED = 10_000  # stories; the command exports any number
_IN_FEED = 100  # of them, where no other number is asked for
_SHOWN_FACETS = 10  # values of a facet that stand open

# Forms of export that a browser is offered: what they are called, and their media types.
_FORMATS = {
    "json": ("JSON", "application/json"),
    "jsonl": ("JSON Lines", "application/x-ndjson"),
    "csv": ("CSV", "text/csv"),
    "newsarticle": ("schema.org", "application/ld+json"),
    "rss": ("RSS", "application/rss+xml"),
    "atom": ("Atom", "application/atom+xml"),
    "jsonfeed": ("JSON Feed", "application/feed+json"),
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
        "formats": [(_FORMATS[name][0], question.on(1).address(f"search.{name}")) for name in _offered()],
        "most_exported": MOST_EXPORTED,
        "names": {known.id: known.name for known in archive.known_portals()},
        "segments": segments,
        "tag": language_tag,
    }
    return Page(template="search.html", values=values, status=400 if fault else 200)


def export(request: Request, _: Archive) -> Stream:
    """The records of all stories that answer, the newest first, MOST_EXPORTED at most; of a feed the newest alone."""
    question, name = asked(request), request.parts["format"]
    if name not in _offered():
        raise NotFoundError(f"No form of export is called {name} here.")
    most = _IN_FEED if name in FEEDS else MOST_EXPORTED
    filters = question.filters(limit=request.number("limit", most, 0, MOST_EXPORTED))
    parse(question.q)

    def write(archive: Archive, stream: IO[str]) -> int:
        records = archive.articles(filters, question.q or None)
        if name in FEEDS:
            return FEEDS[name](records, stream, About(archive=archive, filters=filters, query=question.q or None))
        return FORMATS[name](records, stream)

    file = f"envnews-{request.now:%Y-%m-%d}.{name}"
    headers = {} if name in FEEDS else {"content-disposition": f'attachment; filename="{file}"'}
    return Stream(write=write, media_type=f"{_FORMATS[name][1]}; charset=utf-8", headers=headers)


def _offered() -> list[str]:
    return [name for name in _FORMATS if name in FORMATS or name in FEEDS]


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
    (r"/search\.(?P<format>[a-z]+)", export),
)
