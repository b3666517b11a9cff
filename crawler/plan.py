"""What a crawl of one portal does next, decided from the frontier. Knows the archive, not Scrapy.

One `Plan` lives as long as one crawl of one portal. What must outlive it (which addresses are pending, done, put off)
stands in the archive; the plan keeps only what is true of this run.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from archive import Archive
from archive.article import Translation
from archive.frontier import Address, NewAddress, State
from crawler import quiet
from crawler.discovery.link import Kind, Link
from crawler.discovery.territory import is_within, own_folder
from crawler.lessons import TWIN, Lessons
from crawler.link_novelty import LinkNovelty
from crawler.menus import sections_by_stories
from crawler.portal import Portal
from crawler.posting import Posting, as_text
from crawler.ranking import (
    PAGER,
    Priority,
    is_before,
    is_story,
    may_be_story,
    pager_priority,
    priority_of,
    put_off,
    worth_asking,
)
from crawler.second_looks import SecondLooks
from crawler.seeds import is_due, is_source, probes_of, seeds_of
from crawler.urls import key_of, without_parameters
from crawler.wishes import Wishes

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
    later: list[Address] = field(default_factory=list)  # sources that are asked only if others name something new
    spelling: dict[str, str] = field(default_factory=dict)  # key -> the address as the frontier has it
    refused: list[str] = field(default_factory=list)  # addresses that gave a page that turns visitors away
    asked_again: set[str] = field(default_factory=set)
    claims: dict[str, set[str]] = field(default_factory=dict)  # address -> the pages that call it their own
    undated: set[str] = field(default_factory=set)  # pages that were taken for no stories for want of a date
    sections_known: bool = False
    failed: bool = False  # a source gave no answer in this run
    in_flight: dict[str, Address] = field(default_factory=dict)
    added: set[str] = field(default_factory=set)  # what this run put into the frontier
    seeds: set[str] = field(default_factory=set)
    posting: Posting = field(default_factory=Posting)

    def __post_init__(self) -> None:
        self.lessons = Lessons(self.portal)
        self.novelty = LinkNovelty(tuple(host.encode() for host in self.portal.every_host))
        self.again = SecondLooks(self.archive, self.portal, self.wishes)

    def open(self) -> None:
        """Put the portal's sources into the frontier, and back what an earlier crawl left for later."""
        pid = self.portal.id
        known = self.archive.addresses(pid, files=False)
        self.spelling = {key_of(address.url): address.url for address in known}
        self.has_stories = any(address.article_id for address in known)
        self.has_sources = any(address.kind in {Kind.FEED, Kind.SITEMAP} for address in known)
        seeds = [(self._known_as(url), kind) for url, kind in seeds_of(self.portal)]
        self._add([NewAddress(url=url, kind=kind, priority=Priority.SOURCE) for url, kind in seeds])
        self.seeds = {url for url, _ in seeds}
        self.again.open(known)
        for address in known:
            self.lessons.remember(address)
        self.lessons.translated.remember(self.archive.named_translations(pid))
        due = self._without_quiet([one for one in known if is_due(one, self.seeds, self.wishes, datetime.now(UTC))])
        self.archive.make_pending(pid, [address.url for address in due])

    def next(self) -> Address | None:
        """Take the next address to fetch; None while nothing is pending beside what is in flight.

        What is new comes first, then the stories that are to be looked at again.
        """
        address = self.again.next_urgent()
        if address is None and not self.again.waits:
            address = self._next_new()
            is_out = self.failed and not self.again.sources  # no source answers: the stories will not, either
            if address is None and not is_out and self.in_flight.keys() <= self.again.in_flight.keys():
                address = self.again.next()
        if address is not None:
            self.in_flight[address.url] = address
        return address

    def _next_new(self) -> Address | None:
        while not self.satisfied:
            batch = self.archive.pending(self.portal.id, 1, skip=self.in_flight)
            if not batch and not (self._take_up_later() or self._ask_again() or self._late_sections()):
                return None
            for address in batch:
                if address.priority > self._ahead:
                    return None
                if self._waits(address):
                    continue
                why = None if address.url in self.seeds else self.lessons.needless(address, full=self.wishes.full)
                if why:
                    self._leave(address, why)
                else:
                    return address
        return None

    def _waits(self, address: Address) -> bool:
        """Whether a listing's last page goes first, since it may show that all of the listing is in the sitemap."""
        last = self.lessons.traversal.last_of(address.url)
        if address.kind != PAGER or last is None or last in {address.url, *self.lessons.visited, *self.in_flight}:
            return False
        if address.priority >= Priority.MAPPED - 1 or not self.lessons.traversal.is_mapped(address.url):
            return False
        self.archive.set_priority(self.portal.id, last, address.priority)
        self.archive.set_priority(self.portal.id, address.url, address.priority + 1)
        return True

    def _leave(self, address: Address, why: str) -> None:
        """Ask for an address at the end, if at all: a listing that is still to be read may vouch for it."""
        if may_be_story(address.kind) and address.priority < Priority.DOUBTFUL and not why.startswith(TWIN):
            self.archive.set_priority(self.portal.id, address.url, Priority.DOUBTFUL)
            return
        twin = self.lessons.twins.of(address) if why.startswith(TWIN) else None
        is_alias = twin is not None and self.archive.add_alias(self.portal.id, address.url, twin)
        self.archive.set_state(self.portal.id, address.url, State.DONE if is_alias else State.SKIPPED, why)

    @property
    def _ahead(self) -> float:
        """The priority of the most urgent source that is on its way: it may bring what makes later ones needless."""
        sources = (one.priority for one in self.in_flight.values() if not may_be_story(one.kind))
        return max(min(sources, default=math.inf), Priority.STORY)

    @property
    def satisfied(self) -> bool:
        """Whether as many stories as the user wanted are stored or on their way."""
        limit = self.wishes.limit
        new = [address for address in self.in_flight.values() if address.url not in self.again.in_flight]
        coming = sum(may_be_story(address.kind) for address in new)
        return limit is not None and self.stories + coming >= limit

    def asked_at(self, address: Address) -> str:
        """Where an address is asked for: a source that redirected when it was read last, at once where it led."""
        return address.url if self.wishes.full or address.attempts or address.leads_to is None else address.leads_to

    def is_asked_whole(self, address: Address) -> bool:
        """Whether an address is asked for as it is, and not for a change only."""
        if self.again.holds(address):
            return self.wishes.full or self.again.is_whole(address)
        return self.wishes.full or not (may_be_story(address.kind) or quiet.is_believed(address, datetime.now(UTC)))

    def done(self, url: str) -> None:
        """Note that an address was answered, whatever the answer."""
        self.in_flight.pop(url, None)
        self.again.done(url)
        self.lessons.visited.add(url)

    def sources_of_robots(self, sitemaps: Iterable[str]) -> None:
        """Take the sitemaps that robots.txt names, unless the portal's file says to look nowhere else."""
        if not self.portal.only_sources:
            urls = [self._known_as(url) for url in sitemaps]
            self.has_sources |= bool(urls)
            self._add([NewAddress(url=url, kind=Kind.SITEMAP, priority=Priority.SOURCE) for url in urls])

    def take(self, address: Address, kind: Kind, links: Sequence[Link]) -> tuple[NewAddress, ...]:
        """Choose which links of a fetched page go into the frontier, as what and how early."""
        if kind == Kind.FEED:
            self.lessons.feeds.add(address.url)
        links = [replace(link, url=self._spelt(link)) for link in links]
        if self.portal.only_sources and kind not in {Kind.FEED, Kind.SITEMAP}:
            links = [link for link in links if link.pager or is_story(link)]
        stories = [link for link in links if is_story(link)]
        if kind in {Kind.LISTING, Kind.FEED, Kind.SITEMAP}:
            self.again.see(address, kind, stories)
        self.lessons.twins.see(stories)
        self._take_up_undated(stories)
        ahead = [link for link in links if link.url not in self.lessons.visited]
        chosen = [self._new(address, link) for link in ahead if not link.pager and worth_asking(link)]
        if kind == Kind.SITEMAP:
            self.lessons.sitemaps.add(address.url)
            self.lessons.traversal.mapped |= {link.url for link in stories}
        fresh = self._unknown(chosen)
        if kind in {Kind.LISTING, Kind.FEED}:
            chosen += self._turn(address, [link for link in ahead if link.pager], stories, fresh)
        self.found += sum(may_be_story(new.kind) for new in fresh)
        self.added |= {new.url for new in fresh}
        if kind == Kind.ARTICLE:
            self.barren = 0 if fresh else self.barren + 1
        return tuple(chosen)

    def translations(self, named: Sequence[Translation]) -> tuple[Translation, ...]:
        """What a story names as its translations, under the addresses by which the frontier has them."""
        spelt = tuple(replace(each, url=self.spelling.get(key_of(each.url), each.url)) for each in named)
        self.lessons.translated.see(spelt)
        return spelt

    def probes(self, front: bytes) -> tuple[NewAddress, ...]:
        """The usual places of feeds and sitemaps, where none was known before. front: the body of the front page."""
        places = () if self.has_sources else probes_of(self.portal, front)
        return tuple(
            NewAddress(url=self._known_as(link.url), kind=link.kind, priority=Priority.PROBE) for link in places
        )

    def newest(self, kind: Kind, links: Sequence[Link]) -> tuple[str, ...]:
        """What is remembered of a source: the first stories it names. A sitemap's order says nothing."""
        if kind not in {Kind.FEED, Kind.LISTING}:
            return ()
        return tuple(self._known_as(link.url) for link in links if is_story(link))[: quiet.KEPT]

    def harvests(self, url: str, body: bytes) -> bool:
        """Whether the links on a story's page may lead to others that no listing names; finding out costs time."""
        if self.barren >= BARREN or self.portal.only_sources:
            return False
        repeated = self.novelty.repeats(url, body, lambda link: key_of(link) in self.spelling)
        if repeated is not None:
            self.lessons.menus.see(repeated)
        return repeated is None

    @property
    def _listings(self) -> set[str]:
        """The listings that named stories in this run."""
        return {first for first, stories in self.lessons.traversal.named.items() if stories}

    def claim(self, stated: str, page: str) -> bool:
        """Whether a page may call an address its own: one that two pages claim is a template's, and nobody's."""
        claimants = self.claims.setdefault(key_of(stated), set())
        claimants.add(key_of(page))
        return len(claimants - {key_of(stated)}) <= 1

    def leads_to(self, address: Address, url: str) -> str | None:
        """The page that a redirect need not be followed to: the home page, or a stored story. None where it must be."""
        if not may_be_story(address.kind) or address.article_id is not None:
            return None
        target = self._known_as(url)
        home = key_of(self.portal.home)
        return target if target in self.lessons.twins.addresses or key_of(url) == home else None

    def _without_quiet(self, due: Sequence[Address]) -> list[Address]:
        """What is due, without the sources that others stand for as long as those name nothing new."""
        sources = [address for address in due if is_source(address)]
        if self.wishes.full or self.wishes.since or not self.has_stories:
            return list(due)
        first = quiet.first_to_ask(sources, datetime.now(UTC))
        self.later = [source for source in sources if source not in first]
        return [address for address in due if address not in self.later]

    def _take_up_later(self) -> bool:
        """Put the sources that had to wait into the frontier, once others have named something new or given nothing."""
        if not self.later or self.in_flight or not (self.found or self.failed):
            return False
        self.archive.make_pending(self.portal.id, [source.url for source in self.later])
        self.later = []
        return True

    def _ask_again(self) -> bool:
        """Put the pages that were refused to us once, and are no longer perhaps, into the frontier; once a crawl."""
        if self.in_flight or not self.refused:
            return False
        self.archive.make_pending(self.portal.id, self.refused)
        self.asked_again |= set(self.refused)
        self.refused = []
        return True

    def note_refused(self, url: str) -> None:
        """Note that an address gave a page that turns visitors away."""
        if url not in self.asked_again:
            self.refused.append(url)

    def _late_sections(self) -> bool:
        """Take the menu's links that lead to lists of stories, whatever they are called.

        A folder above some stories is one, and so is an address of the shape of a listing that was read.
        """
        if self.in_flight or self.sections_known or self.portal.only_sources:
            return False
        self.sections_known = True
        traversal, stories = self.lessons.traversal, self.lessons.twins.addresses
        urls = sections_by_stories(self.lessons.menus.fixed, stories - traversal.held, self._listings)
        found = [self._known_as(url) for url in urls]
        known = self.archive.known(self.portal.id, found)
        folder = own_folder(self.portal.home)
        found = [url for url in found if folder is None or is_within(url, folder)]
        new = [NewAddress(url=url, kind=Kind.LISTING, priority=Priority.TOPIC) for url in found if url not in known]
        self._add(new)
        return bool(new)

    def _take_up_undated(self, stories: Sequence[Link]) -> None:
        """Ask again for pages that were taken for no stories for want of a date, once a listing tells their day."""
        told = [link.url for link in stories if link.date and link.url in self.undated]
        self.undated -= set(told)
        self.lessons.visited -= set(told)  # so that their day is taken down
        if told:
            self.archive.make_pending(self.portal.id, told)

    # links

    def _known_as(self, url: str) -> str:
        """The spelling under which the frontier has an address; the first that is seen stays."""
        return self.spelling.setdefault(key_of(url), url)

    def _spelt(self, link: Link) -> str:
        """The same for a link; no two stories differ by a parameter that the portal's file says to ignore."""
        ignored = self.portal.ignored_parameters
        if not ignored or not is_story(link):
            return self._known_as(link.url)
        return self.spelling.setdefault(key_of(without_parameters(link.url, ignored)), link.url)

    def _new(self, address: Address, link: Link) -> NewAddress:
        old = is_before(link.date, self.wishes.since)
        least = Priority.SOURCE
        if address.kind == Kind.SITEMAP and is_story(link) and not link.title:
            least = Priority.MAPPED
        elif link.kind == Kind.FEED and address.url not in self.seeds:
            least = Priority.TOPIC  # a topic's; the front page declares those that count
        return NewAddress(
            url=link.url,
            kind=link.kind,
            priority=max(priority_of(link), least),
            title=link.title,
            date=link.date,
            found_on=address.url,
            state=State.SKIPPED if old else State.PENDING,
            reason=put_off(self.wishes.since) if old else None,
            post=as_text(link),
        )

    def _unknown(self, addresses: Sequence[NewAddress]) -> list[NewAddress]:
        known = self.archive.known(self.portal.id, [new.url for new in addresses])
        return [new for new in addresses if new.url not in known]

    # pagers

    def _turn(
        self, address: Address, pagers: Sequence[Link], stories: Sequence[Link], fresh: Sequence[NewAddress]
    ) -> list[NewAddress]:
        """The listing's other pages as addresses; pages read by an earlier crawl become pending again."""
        if address.kind == Kind.LISTING and address.url not in self.seeds:
            self.lessons.yields.learn_section(address.url, new=any(may_be_story(new.kind) for new in fresh))
        self.lessons.traversal.belong([link.url for link in pagers], address.url)
        goes_on = self._goes_on(address, stories)
        if not goes_on or not pagers:
            self.lessons.traversal.end(address.url)
        if not goes_on:
            return []
        over = self._is_over(stories)
        if not over:
            again = [link.url for link in pagers if link.url not in {*self.lessons.visited, *self.in_flight}]
            self.archive.make_pending(self.portal.id, again)
        return [
            NewAddress(
                url=link.url,
                kind=PAGER,
                priority=pager_priority(self.lessons.traversal.rank(address.url)),
                found_on=address.url,
                state=State.SKIPPED if over else State.PENDING,
                reason=put_off(self.wishes.since) if over else None,
                post=as_text(link),
            )
            for link in pagers
        ]

    def _goes_on(self, address: Address, stories: Sequence[Link]) -> bool:
        """Whether the next page of a listing can hold anything: this one must show something new to us.

        A page of a first traversal ends it when all its stories stood on earlier pages of the same listing (the last
        page repeats, or the numbers wrap). A page that an earlier crawl has read ends it when that crawl knew all.
        """
        if not self.lessons.traversal.add(address.url, {link.url for link in stories}):
            return address.kind != PAGER and not stories  # an index of months, a list that a script draws
        if self.wishes.full or address.visited_at is None:
            return True
        known = self.archive.known(self.portal.id, [link.url for link in stories])
        return any(link.url not in known or link.url in self.added for link in stories)

    def _is_over(self, stories: Sequence[Link]) -> bool:
        """Whether a page is older than the user wants: all it names has a date, before the boundary."""
        dates = [link.date for link in stories if link.date]
        return bool(dates) and len(dates) == len(stories) and all(is_before(date, self.wishes.since) for date in dates)

    def _add(self, addresses: Sequence[NewAddress]) -> None:
        self.archive.add_addresses(self.portal.id, addresses)
