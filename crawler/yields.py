"""What the visits of a crawl brought, pattern by pattern of addresses, and which patterns are given up. Pure.

A portal may hold any number of pages that are no stories, and calendars, filters and session ids make any number of
addresses for one page. What tells them apart is what they bring: a pattern that brings nothing is left alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from crawler.discovery.classify import ShapeRecord, shape_of

LIKELY = 8  # visits in a row without a new story after which a pattern of likely stories is given up
DOUBTFUL = 3  # the same where little speaks for stories
DOUBTFUL_AT_ALL = 6  # doubtful addresses in a row, of whatever pattern, that were no story
ENOUGH = 5  # stories from which a portal is known well enough to give up what is doubtful
VOUCHED = 4  # times the patience for what a listing names with a headline and a day
TITLES = 3  # pages in a row, listed under one title, that were no stories
LISTINGS = 3  # sections in a row, of one pattern, that named nothing new


@dataclass
class Yields:
    """shapes: stories, those with a date, and others by pattern.

    dry: visits in a row that brought nothing new, by pattern. dry_titles: the same by what the listings call the pages,
    for visits that brought no story. given_up: why a pattern is left alone, from when it was first so.
    """

    shapes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    dry: Counter[str] = field(default_factory=Counter)
    dry_titles: Counter[str] = field(default_factory=Counter)
    dry_sections: Counter[str] = field(default_factory=Counter)
    dry_doubts: int = 0
    stories: int = 0
    given_up: dict[str, str] = field(default_factory=dict)

    def learn(
        self, url: str, title: str | None = None, *, story: bool, new: bool, dated: bool, doubtful: bool = False
    ) -> None:
        """Note what a page that was fetched as a story turned out to be. new: nor was it known by another address."""
        shape = shape_of(url)
        self.shapes[shape]["story" if story else "other"] += 1
        self.shapes[shape]["dated"] += story and dated
        self.dry[shape] = 0 if new else self.dry[shape] + 1
        if title:
            self.dry_titles[title] = 0 if story else self.dry_titles[title] + 1
        self.stories += new
        if doubtful:
            self.dry_doubts = 0 if new else self.dry_doubts + 1

    def learn_section(self, url: str, *, new: bool) -> None:
        """Note whether a listing's first page named stories that nothing else had named."""
        shape = shape_of(url)
        self.dry_sections[shape] = 0 if new else self.dry_sections[shape] + 1

    def seen_like(self, url: str) -> ShapeRecord:
        """What visits to addresses of the same pattern turned out to be."""
        seen = self.shapes[shape_of(url)]
        return ShapeRecord(stories=seen["story"], others=seen["other"], dated=seen["dated"])

    def refuses(self, url: str, title: str | None = None, *, doubtful: bool, dated: bool = False) -> str | None:
        """Why an address is not asked for as a story; None where it is. dated: a listing gave it a day."""
        shape = shape_of(url)
        patience = DOUBTFUL if doubtful and self.stories >= ENOUGH else LIKELY
        if title and not doubtful:  # a listing vouches for it, and a stale sitemap's links are not its fault
            patience *= VOUCHED if dated else 2
        if self.dry[shape] >= patience and not (dated and self.shapes[shape]["story"]):
            return self._give_up(shape, f"given up after {self.dry[shape]} pages without a new story")
        if title and self.dry_titles[title] >= TITLES:
            return self._give_up(f"{shape} '{title[:80]}'", f"given up after {TITLES} pages without a story")
        if doubtful and self.dry_doubts >= DOUBTFUL_AT_ALL and self.stories >= ENOUGH:
            return self._give_up(shape, f"given up: {self.dry_doubts} doubtful pages in a row were no stories")
        return None

    def refuses_section(self, url: str) -> str | None:
        """Why an address is not asked for as a listing; None where it is."""
        shape = shape_of(url)
        if self.dry_sections[shape] < LISTINGS or self.stories < ENOUGH:
            return None
        return self._give_up(shape, f"given up after {self.dry_sections[shape]} listings that named nothing new")

    def _give_up(self, shape: str, why: str) -> str:
        return self.given_up.setdefault(shape, why)
