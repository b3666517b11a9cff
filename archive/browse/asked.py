"""What a visitor of the search page asks for, and the addresses of what can be asked for from there. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import get_args

from archive.browse.addresses import path
from archive.browse.request import Request
from archive.errors import QueryError
from archive.filters import Filters
from archive.search.answer import FACETS, Sort

PAGE = 20  # stories
LAST_PAGE = 500  # who reads on exports it
SORTS: tuple[Sort, ...] = get_args(Sort)
_MOST_CHOSEN = 50
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question. q: in the query language; chosen: values of facets, of one facet any; page: from 1."""

    q: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    sort: Sort = "relevance"
    page: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.q and not self.chosen

    @property
    def offset(self) -> int:
        """How many stories stand on the pages before."""
        return (self.page - 1) * PAGE

    def of(self, facet: str) -> tuple[str, ...]:
        """The values of a facet that are chosen."""
        return tuple(value for name, value in self.chosen if name == facet)

    def filters(self, limit: int | None = None) -> Filters:
        """What is chosen. Raises QueryError for a year that is none."""
        year = next(iter(self.of("year")), None)
        if year is not None and not _YEAR.fullmatch(year):
            raise QueryError(f"year: '{year}' is no year (YYYY)")
        return Filters(
            portal=self.of("portal"),
            country=self.of("country"),
            language=self.of("language"),
            since=year,
            until=year,
            limit=limit,
        )

    def address(self, page: str = "search") -> str:
        """The question's address; of another page that takes the same question, as `search.csv`.

        >>> Asked(q="a b", chosen=(("portal", "m"), ("portal", "n")), page=2).address()
        '/search?q=a%20b&portal=m&portal=n&page=2'
        """
        facets = {name: self.of(name) for name in FACETS}
        sort = self.sort if self.sort != "relevance" else None
        return path(page, q=self.q, **facets, sort=sort, page=self.page if self.page > 1 else None)

    def having(self, facet: str, value: str) -> Asked:
        """The same question of the stories that have this value too, from its first page. There is but one year."""
        others = tuple(pair for pair in self.chosen if pair != (facet, value) and (facet != "year" or pair[0] != facet))
        return replace(self, chosen=(*others, (facet, value)), page=1)

    def without(self, facet: str, value: str) -> Asked:
        """The same question without this choice, from its first page."""
        return replace(self, chosen=tuple(pair for pair in self.chosen if pair != (facet, value)), page=1)

    def on(self, page: int) -> Asked:
        """The same question, on another page."""
        return replace(self, page=page)


def asked(request: Request) -> Asked:
    """The question in a request. What makes no sense is taken for what it would be anyway."""
    chosen = [(name, value) for name in FACETS[:-1] for value in request.all(name)]
    year = request.one("year")
    sort = next((each for each in SORTS if each == request.one("sort")), SORTS[0])
    return Asked(
        q=request.one("q"),
        chosen=(*chosen[:_MOST_CHOSEN], *([("year", year)] if year else [])),
        sort=sort,
        page=request.number("page", 1, 1, LAST_PAGE),
    )
