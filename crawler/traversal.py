"""The listings of one crawl: which pages belong together, what they named, when one has been read to its end. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

_LEAST = 3  # stories that a listing must have named before another one can be said to hold them all


@dataclass
class Traversal:
    """What is known of the listings so far.

    first_of: page of a listing -> its first page. By first page: named, the stories of all its pages; ranks, its place
    among the listings with further pages; read, how many of its pages named something new; further, the pages that it
    is known to have beside the first; last, the last of them. ended: the listings that were read to where nothing new
    came. mapped: what sitemaps name.
    """

    first_of: dict[str, str] = field(default_factory=dict)
    named: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    ranks: dict[str, int] = field(default_factory=dict)
    read: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    further: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    last: dict[str, str] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    mapped: set[str] = field(default_factory=set)

    def first(self, page: str) -> str:
        """The first page of the listing that a page belongs to."""
        return self.first_of.setdefault(page, page)

    def belong(self, pages: Sequence[str], page: str) -> None:
        """Take further pages, in their order, for those of the listing of `page`."""
        first = self.first(page)
        for further in pages:
            self.first_of.setdefault(further, first)
            self.ranks.setdefault(first, len(self.ranks))
        self.further[first].update(pages)
        if len(pages) > 1 and page == first:
            self.last[first] = pages[-1]

    def add(self, page: str, stories: Collection[str]) -> bool:
        """Note what a page names; return whether the listing's earlier pages named less."""
        first = self.first(page)
        before = len(self.named[first])
        self.named[first].update(stories)
        grew = len(self.named[first]) > before
        self.read[first] += grew
        return grew

    def end(self, page: str) -> None:
        """Note that a listing's pages have been read to the last one that brings anything."""
        self.ended.add(self.first(page))

    def holder_of(self, page: str, visited: Collection[str]) -> str | None:
        """What makes the further pages of a listing needless; None where nothing does. visited: pages that were read.

        Another listing, read to its end, that named all that this one has so far, and more than the pages that this one
        shows to have could hold: a listing by topic repeats what the listing of everything has. Or the sitemap, where
        it has the stories of both the first page and the last.
        """
        first = self.first(page)
        stories = self.named[first]
        if len(stories) < _LEAST or first not in self.last:
            return None
        if self.last[first] in visited and stories <= self.mapped:
            return "the sitemap"
        most = len(stories) * (1 + len(self.further[first]))
        others = (other for other in self.wholes if other != first and len(self.named[other]) >= most)
        return next((other for other in others if stories <= self.named[other]), None)

    def last_of(self, page: str) -> str | None:
        """The last page that the listing of a page shows to have."""
        return self.last.get(self.first(page))

    def is_mapped(self, page: str) -> bool:
        """Whether a sitemap names all that the listing of a page has named so far."""
        stories = self.named[self.first(page)]
        return len(stories) >= _LEAST and stories <= self.mapped

    @property
    def wholes(self) -> list[str]:
        """The listings of several pages that were read to their end."""
        return [first for first in self.ended if self.read[first] > 1]

    @property
    def held(self) -> set[str]:
        """The stories that a listing which was read to its end names, or a sitemap."""
        return self.mapped.union(*(self.named[first] for first in self.wholes))

    def rank(self, page: str) -> int:
        """0 for the listing whose further pages were the first to be found, 1 for the next."""
        return self.ranks.get(self.first(page), len(self.ranks))
