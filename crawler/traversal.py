"""The listings of one crawl: which pages belong together, what they named, when one has been read to its end. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

_LEAST = 3  # stories that a listing must have named before another one can be said to hold them all


@dataclass
class Traversal:
    """What is known of the listings so far.

    first_of: page of a listing -> its first page. By first page: named, the stories of all its pages; ranks, its place
    among the listings with further pages; read, how many of its pages were read. ended: the listings that were read to
    where nothing new came.
    """

    first_of: dict[str, str] = field(default_factory=dict)
    named: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    ranks: dict[str, int] = field(default_factory=dict)
    read: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    ended: set[str] = field(default_factory=set)

    def first(self, page: str) -> str:
        """The first page of the listing that a page belongs to."""
        return self.first_of.setdefault(page, page)

    def belong(self, pages: Iterable[str], page: str) -> None:
        """Take further pages for those of the listing of `page`."""
        first = self.first(page)
        for further in pages:
            self.first_of.setdefault(further, first)
            self.ranks.setdefault(first, len(self.ranks))

    def add(self, page: str, stories: Collection[str]) -> bool:
        """Note what a page names; return whether the listing's earlier pages named less."""
        first = self.first(page)
        before = len(self.named[first])
        self.named[first].update(stories)
        self.read[first] += 1
        return len(self.named[first]) > before

    def end(self, page: str) -> None:
        """Note that a listing's pages have been read to the last one that brings anything."""
        self.ended.add(self.first(page))

    def holder_of(self, page: str) -> str | None:
        """Another listing, of several pages and read to its end, that named all that the listing of `page` has so far.

        A listing by topic repeats what the listing of everything has.
        """
        first = self.first(page)
        stories = self.named[first]
        if len(stories) < _LEAST:
            return None
        others = (other for other in self.wholes if other != first)
        return next((other for other in others if stories <= self.named[other]), None)

    @property
    def wholes(self) -> list[str]:
        """The listings of several pages that were read to their end."""
        return [first for first in self.ended if self.read[first] > 1]

    def rank(self, page: str) -> int:
        """0 for the listing whose further pages were the first to be found, 1 for the next."""
        return self.ranks.get(self.first(page), len(self.ranks))
