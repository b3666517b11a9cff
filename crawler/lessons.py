"""What a crawl learns about a portal as it goes, and which addresses need no request for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive.frontier import Address, State
from crawler.discovery.link import Kind
from crawler.discovery.sections import under_news
from crawler.menus import Menus
from crawler.portal import Portal
from crawler.ranking import PAGER, Priority, may_be_story
from crawler.translated import Translated
from crawler.traversal import Traversal
from crawler.twins import Twins
from crawler.urls import is_part_of
from crawler.yields import Yields

MANY = 10  # stories from which it is known where a portal keeps them
TWIN = "another address of"


@dataclass
class Lessons:
    """feeds, sitemaps: addresses that are such. visited: what was asked for in this run. The others: see there."""

    portal: Portal
    feeds: set[str] = field(default_factory=set)
    sitemaps: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    traversal: Traversal = field(default_factory=Traversal)
    menus: Menus = field(default_factory=Menus)
    twins: Twins = field(default_factory=Twins)
    translated: Translated = field(default_factory=Translated)
    yields: Yields = field(default_factory=Yields)

    def remember(self, address: Address) -> None:
        """Learn from what earlier crawls made of an address."""
        if address.kind == Kind.FEED:
            self.feeds.add(address.url)
        elif address.kind == Kind.SITEMAP:
            self.sitemaps.add(address.url)
        if not (may_be_story(address.kind) and address.visited_at):
            return
        is_known = address.article_id is not None
        if is_known or address.state is State.SKIPPED:
            self.yields.learn(address.url, address.title, story=is_known, new=is_known, dated=bool(address.date))
        if is_known:
            self.twins.store(address, new=True)

    def learn(self, address: Address, *, story: bool, new: bool, dated: bool) -> None:
        """Learn from what an address that was asked for as a story brought. new: a story that was not known."""
        self.translated.learn(address.url, new=new)
        doubtful = self._is_doubtful(address)
        self.yields.learn(address.url, address.title, story=story, new=new, dated=dated, doubtful=doubtful)
        if story:
            self.twins.store(address, new=new)

    def names(self, address: Address) -> bool:
        """Whether a feed or the portal's file says that the address is a story."""
        pattern = self.portal.article_url
        return address.found_on in self.feeds or bool(pattern and re.search(pattern, address.url))

    def needless(self, address: Address, *, full: bool) -> str | None:
        """Why an address that is pending is not asked for after all; None where it is. full: stop nowhere early."""
        if address.kind == PAGER:
            holder = None if full else self.traversal.holder_of(address.url, self.visited)
            return f"its stories stand in {holder}" if holder else None
        if address.kind == Kind.LISTING:
            return None if address.visited_at else self._needless_section(address)
        if may_be_story(address.kind):
            return self._needless_story(address)
        is_guess = address.priority >= Priority.TOPIC and address.kind == Kind.FEED and not address.visited_at
        return "a listing was read to its end" if is_guess and self.traversal.wholes else None

    def _needless_section(self, address: Address) -> str | None:
        whole = next((listing for listing in self.traversal.wholes if is_part_of(address.url, listing)), None)
        if whole and "?" in address.url:
            return f"a view of {whole}, which was read to its end"
        return self.yields.refuses_section(address.url)

    def _needless_story(self, address: Address) -> str | None:
        if address.article_id is not None:  # a known one, to be read again
            return None
        if twin := self.twins.of(address):
            return f"{TWIN} {twin}"
        if self.names(address):
            return None
        if address.title is None and address.found_on in self.sitemaps and self._lies_elsewhere(address.url):
            return "only the sitemap names it, and the stories lie elsewhere"
        doubtful = self._is_doubtful(address)
        if doubtful and self.menus.hold(address.url):
            return "stands in the menu of every page"
        refused = self.translated.refuses(address)
        return refused or self.yields.refuses(address.url, address.title, doubtful=doubtful, dated=bool(address.date))

    def _lies_elsewhere(self, url: str) -> bool:
        """Whether nothing about an address is like the stories of a portal whose listing was read to its end."""
        known = self.yields.stories >= MANY and bool(self.traversal.wholes)
        return known and not self.yields.seen_like(url).stories and not under_news(url)

    def _is_doubtful(self, address: Address) -> bool:
        """Whether little speaks for a story. What a story names as its translation only waits for the listings."""
        return address.priority >= Priority.DOUBTFUL and address.url not in self.translated.languages
