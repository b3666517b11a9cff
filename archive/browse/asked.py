"""What a visitor of the search page asks for, and the addresses of what can be asked for from there. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args
from urllib.parse import urlencode

from archive.errors import QueryError
from archive.filters import Filters
from archive.search.answer import Sort

PAGE = 20  # stories
LAST_PAGE = 500  # who reads on exports it
_MOST_VALUES = 50  # of a facet that can be chosen
_YEAR = re.compile(r"[0-9]{4}")

Facetted = Literal["portal", "country", "language"]
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question: the fields are the parameters of the page's address. page: from 1."""

    q: str = ""
    portal: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    year: str = ""
    sort: Sort = "relevance"
    page: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked: no words, no facet."""
        return not (self.q.strip() or self.portal or self.country or self.language or self.year)

    @property
    def offset(self) -> int:
        """How many stories stand on the pages before."""
        return (self.page - 1) * PAGE

    def filters(self, limit: int | None = None) -> Filters:
        """The facets that are chosen. Raises QueryError for a year that is none."""
        if self.year and not _YEAR.fullmatch(self.year):
            raise QueryError(f"year: '{self.year}' is no year (YYYY)")
        return Filters(
            portal=self.portal,
            country=self.country,
            language=self.language,
            since=self.year or None,
            until=self.year or None,
            limit=limit,
        )

    def query(self) -> str:
        """The question as the part of an address after `?`; what is as it would be anyway is left out.

        >>> Asked(q="a b", portal=("m", "n"), page=2).query()
        'q=a+b&portal=m&portal=n&page=2'
        """
        values: dict[str, str | int | Sequence[str]] = {"q": self.q, "portal": self.portal, "country": self.country}
        values |= {"language": self.language, "year": self.year}
        values |= {"sort": self.sort if self.sort != "relevance" else "", "page": self.page if self.page > 1 else ""}
        return urlencode({name: value for name, value in values.items() if value}, doseq=True, errors="replace")

    def chosen(self) -> list[tuple[str, str]]:
        """The facets that are chosen: (name, value)."""
        several = [(name, value) for name in get_args(Facetted) for value in getattr(self, name)]
        return several + ([("year", self.year)] if self.year else [])

    def with_facet(self, name: str, value: str) -> Asked:
        """The same question, of the stories with this value too; from its first page."""
        if name == "year":
            return replace(self, year=value, page=1)
        before: tuple[str, ...] = getattr(self, name)
        return replace(self, **{name: (*before, value)}, page=1) if value not in before else self

    def without_facet(self, name: str, value: str) -> Asked:
        """The same question without this choice; from its first page."""
        if name == "year":
            return replace(self, year="", page=1)
        return replace(self, **{name: tuple(each for each in getattr(self, name) if each != value)}, page=1)

    def on_page(self, page: int) -> Asked:
        """The same question, another page."""
        return replace(self, page=page)

    def sorted_by(self, sort: Sort) -> Asked:
        """The same question in another order; from its first page."""
        return replace(self, sort=sort, page=1)


def asked(values: Mapping[str, Sequence[str]]) -> Asked:
    """A question out of an address's parameters. What is none is taken for what it would be anyway."""
    several = {
        name: tuple(dict.fromkeys(value for value in values.get(name, ()) if value))[:_MOST_VALUES]
        for name in get_args(Facetted)
    }
    last = {name: (values.get(name) or [""])[-1].strip() for name in ("q", "year", "sort", "page")}
    sort = next((each for each in SORTS if each == last["sort"]), "relevance")
    return Asked(q=last["q"], year=last["year"], sort=sort, page=_page(last["page"]), **several)


def _page(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    return min(max(int(text), 1), LAST_PAGE) if is_number else 1
