"""What a crawl of one portal does next, decided from the frontier. Knows the archive, not Scrapy.

One `Plan` lives as long as one crawl of one portal. What must outlive it (which addresses are pending, done, put off)
stands in the archive; the plan keeps only what is true of this run.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from archive import Archive
from archive.frontier import Address, NewAddress, State
from crawler.discovery.classify import ShapeRecord, shape_of
from crawler.discovery.link import Kind, Link
from crawler.discovery.pager import usual_places
from crawler.portal import Portal
from crawler.ranking import (
    FORBIDDEN,
    PAGER,
    Priority,
    is_before,
    is_put_off_no_more,
    is_story,
    may_be_story,
    priority_of,
    put_off,
    worth_asking,
)
from crawler.urls import canonical, identity
from crawler.wishes import Wishes

SOURCES = frozenset({Kind.FEED, Kind.SITEMAP, Kind.LISTING})
TRIES = 5  # crawls in which an address may fail before it is left alone
FRUITLESS = 8  # visits without one story after which a pattern of addresses is given up
BARREN = 30  # stories in a row without an unknown link, after which their links are not read any more


@dataclass
class Plan:
    """Which address comes next, and what becomes of the links of a page."""

    archive: Archive
    portal: Portal
    wishes: Wishes
    stories: int = 0  # new ones stored in this run
    has_stories: bool = False  # from earlier crawls
    has_sources: bool = False  # feeds or sitemaps that were known before the front page was read
    barren: int = 0  # stories in a row whose links were all known
    found: int = 0  # story addresses that were not known before
    spelling: dict[str, str] = field(default_factory=dict)  # identity -> the address as the frontier has it
    in_flight: dict[str, Address] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)  # what this run put into the frontier
    feeds: set[str] = field(default_factory=set)
    listing_of: dict[str, str] = field(default_factory=dict)  # page of a listing -> its first page
    seen_in: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    shapes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def open(self) -> None:
        """Put the portal's sources into the frontier, and back what an earlier crawl left for later."""
        pid = self.portal.id
        known = self.archive.addresses(pid)
        self.spelling = {identity(address.url): address.url for address in known}
        self.has_stories = any(address.article_id for address in known)
        self.has_sources = any(address.kind in {Kind.FEED, Kind.SITEMAP} for address in known)
        seeds = self._seeds()
        self._add(seeds)
        self.feeds = {address.url for address in known if address.kind == Kind.FEED}
        named = {seed.url for seed in seeds}
        self.archive.make_pending(pid, [address.url for address in known if self._due(address, named)])

    def next(self) -> Address | None:
        """Take the next address to fetch; None while nothing is pending beside what is in flight."""
        while not self.satisfied:
            batch = self.archive.pending(self.portal.id, 1, skip=self.in_flight)
            if not batch:
                return None
            address = batch[0]
            if self._fruitless(address):
                self.archive.set_state(self.portal.id, address.url, State.SKIPPED, "its pattern yields no stories")
                continue
            self.in_flight[address.url] = address
            return address
        return None

    @property
    def satisfied(self) -> bool:
        """Whether as many stories as the user wanted are stored or on their way."""
        limit = self.wishes.limit
        coming = sum(may_be_story(address.kind) for address in self.in_flight.values())
        return limit is not None and self.stories + coming >= limit

    def done(self, url: str) -> None:
        """Note that an address was answered, whatever the answer."""
        self.in_flight.pop(url, None)
        self.visited.add(url)

    def sources_of_robots(self, sitemaps: Iterable[str]) -> None:
        """Take the sitemaps that robots.txt names, unless the portal's file says where to look."""
        if not self._configured:
            urls = [self._known_as(url) for url in sitemaps]
            self.has_sources |= bool(urls)
            self._add([NewAddress(url=url, kind=Kind.SITEMAP, priority=Priority.SOURCE) for url in urls])

    def take(self, address: Address, kind: Kind, links: Sequence[Link]) -> tuple[NewAddress, ...]:
        """Choose which links of a fetched page go into the frontier, as what and how early."""
        if kind == Kind.FEED:
            self.feeds.add(address.url)
        links = [replace(link, url=self._known_as(link.url)) for link in links]
        stories = [link for link in links if is_story(link)]
        ahead = [link for link in links if link.url not in self.visited]
        pagers = [link for link in ahead if link.pager]
        chosen = [self._new(address, link) for link in ahead if not link.pager and worth_asking(link)]
        if kind == Kind.LISTING and self._goes_on(address, stories):
            chosen += self._turn(address, pagers, stories)
        fresh = self._unknown(chosen)
        self.found += sum(may_be_story(new.kind) for new in fresh)
        self.added |= {new.url for new in fresh}
        if kind == Kind.ARTICLE:
            self.barren = 0 if fresh else self.barren + 1
        return tuple(chosen)

    @property
    def harvests(self) -> bool:
        """Whether the links on stories still lead to others that no listing names; reading them costs time."""
        return self.barren < BARREN

    def learn(self, url: str, *, story: bool) -> None:
        """Remember whether an address of this shape was a story."""
        self.shapes[shape_of(url)]["story" if story else "other"] += 1

    def seen_like(self, url: str) -> ShapeRecord:
        """Tell what this run's visits to addresses of the same shape turned out to be."""
        seen = self.shapes[shape_of(url)]
        return ShapeRecord(stories=seen["story"], others=seen["other"])

    def names(self, address: Address) -> bool:
        """Whether a feed or the portal's file says that the address is a story."""
        pattern = self.portal.article_url
        return address.found_on in self.feeds or bool(pattern and re.search(pattern, address.url))

    # seeds

    @property
    def _configured(self) -> bool:
        return bool(self.portal.listings or self.portal.feeds or self.portal.sitemaps)

    def _seeds(self) -> list[NewAddress]:
        named = [
            *((url, Kind.FEED) for url in self.portal.feeds),
            *((url, Kind.SITEMAP) for url in self.portal.sitemaps),
            *((url, Kind.LISTING) for url in self.portal.listings),
        ]
        if not named:
            named = [(self.portal.home, Kind.LISTING)]
        return [
            NewAddress(url=self._known_as(url), kind=kind, priority=Priority.SOURCE)
            for raw, kind in named
            if (url := canonical(raw)) is not None
        ]

    def probes(self) -> tuple[NewAddress, ...]:
        """Feeds and sitemaps at their usual places, where neither file nor robots.txt names any. One try each, ever.

        A feed that the front page declares does not spare them: it holds the newest ten, a sitemap may hold all.
        """
        if self._configured or self.has_sources:
            return ()
        return tuple(
            NewAddress(url=self._known_as(link.url), kind=link.kind, priority=Priority.PROBE)
            for link in usual_places(self.portal.home)
        )

    def _due(self, address: Address, seeds: Collection[str]) -> bool:
        """Whether an address that was dealt with is visited again in this run."""
        if address.state is State.PENDING or address.priority == Priority.PROBE:
            return False
        if address.url in seeds or (self.wishes.full and address.kind in {*SOURCES, PAGER}):
            return True
        if address.state is State.SKIPPED:  # what robots.txt forbids costs no request, until it is allowed
            return is_put_off_no_more(address.reason, self.wishes.since) or address.reason == FORBIDDEN
        if address.state is State.FAILED:
            return address.attempts < TRIES
        return address.kind in {Kind.FEED, Kind.SITEMAP} or (
            address.kind == Kind.LISTING and address.priority in {Priority.SOURCE, Priority.SECTION}
        )

    # links

    def _known_as(self, url: str) -> str:
        """The spelling under which the frontier has an address; the first that is seen stays."""
        return self.spelling.setdefault(identity(url), url)

    def _new(self, address: Address, link: Link) -> NewAddress:
        old = is_before(link.date, self.wishes.since)
        return NewAddress(
            url=link.url,
            kind=link.kind,
            priority=priority_of(link),
            title=link.title,
            date=link.date,
            found_on=address.url,
            state=State.SKIPPED if old else State.PENDING,
            reason=put_off(self.wishes.since) if old else None,
        )

    def _unknown(self, addresses: Sequence[NewAddress]) -> list[NewAddress]:
        known = self.archive.known(self.portal.id, [new.url for new in addresses])
        return [new for new in addresses if new.url not in known]

    # pagers

    def _goes_on(self, address: Address, stories: Sequence[Link]) -> bool:
        """Whether the next page of a listing can hold anything: this one must show something new to us.

        A page of a first traversal ends it when all its stories stood on earlier pages of the same listing (the last
        page repeats, or the numbers wrap). A page that an earlier crawl has read ends it when that crawl knew all.
        """
        first = self.listing_of.setdefault(address.url, address.url)
        keys = {link.url for link in stories}
        before = self.seen_in[first]
        fresh = keys - before
        before |= keys
        if not fresh:
            return False
        if self.wishes.full or address.visited_at is None:
            return True
        known = self.archive.known(self.portal.id, [link.url for link in stories])
        return any(link.url not in known or link.url in self.added for link in stories)

    def _turn(self, address: Address, pagers: Sequence[Link], stories: Sequence[Link]) -> list[NewAddress]:
        """The listing's other pages as addresses; pages read by an earlier crawl become pending again."""
        dates = [link.date for link in stories if link.date]
        over = bool(dates) and len(dates) == len(stories) and all(is_before(date, self.wishes.since) for date in dates)
        first = self.listing_of[address.url]
        for link in pagers:
            self.listing_of.setdefault(link.url, first)
        if not over:
            again = [link.url for link in pagers if link.url not in self.visited and link.url not in self.in_flight]
            self.archive.make_pending(self.portal.id, again)
        return [
            NewAddress(
                url=link.url,
                kind=PAGER,
                priority=Priority.PAGER,
                found_on=address.url,
                state=State.SKIPPED if over else State.PENDING,
                reason=put_off(self.wishes.since) if over else None,
            )
            for link in pagers
        ]

    def _add(self, addresses: Sequence[NewAddress]) -> None:
        self.archive.add_addresses(self.portal.id, addresses)

    def _fruitless(self, address: Address) -> bool:
        if not may_be_story(address.kind):
            return False
        seen = self.seen_like(address.url)
        return seen.stories == 0 and seen.others >= FRUITLESS
