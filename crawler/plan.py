"""What a crawl of one portal does next, decided from the frontier. Knows the archive, not Scrapy.

One `Plan` lives as long as one crawl of one portal. What must outlive it (which addresses are pending, done, put off)
stands in the archive; the plan keeps only what is true of this run.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime

from archive import Archive
from archive.article import Translation
from archive.frontier import Address, NewAddress, State
from crawler import quiet
from crawler.discovery.archives import is_past_period
from crawler.discovery.classify import ShapeRecord, shape_of
from crawler.discovery.link import Kind, Link, Post
from crawler.discovery.sections import under_news
from crawler.discovery.territory import is_within, own_folder
from crawler.discovery.usual_places import usual_places
from crawler.menus import Menus, sections_by_stories
from crawler.portal import Portal
from crawler.ranking import (
    FORBIDDEN,
    PAGER,
    SECTIONS,
    Priority,
    is_before,
    is_put_off_no_more,
    is_story,
    may_be_story,
    pager_priority,
    priority_of,
    put_off,
    worth_asking,
)
from crawler.translated import Translated
from crawler.traversal import Traversal
from crawler.twins import Twins
from crawler.urls import canonical, is_part_of, key_of, without_parameters
from crawler.wishes import Wishes
from crawler.yields import Yields

SOURCES = frozenset({Kind.FEED, Kind.SITEMAP, Kind.LISTING})
TRIES = 5  # crawls in which an address may fail before it is left alone
MISSING = frozenset({400, 404, 410})
MANY = 10  # stories from which it is known where a portal keeps them
UNDATED = "no date"  # in the reason of a page that was taken for none of the stories
TWIN = "another address of"
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
    visited: set[str] = field(default_factory=set)
    added: set[str] = field(default_factory=set)  # what this run put into the frontier
    feeds: set[str] = field(default_factory=set)
    seeds: set[str] = field(default_factory=set)
    posted: set[str] = field(default_factory=set)  # patterns of addresses that answer to POST alone
    sent: set[str] = field(default_factory=set)  # addresses that were asked for by POST
    traversal: Traversal = field(default_factory=Traversal)
    menus: Menus = field(default_factory=Menus)
    twins: Twins = field(default_factory=Twins)
    translated: Translated = field(default_factory=Translated)
    yields: Yields = field(default_factory=Yields)

    def open(self) -> None:
        """Put the portal's sources into the frontier, and back what an earlier crawl left for later."""
        pid = self.portal.id
        known = self.archive.addresses(pid)
        self.spelling = {key_of(address.url): address.url for address in known}
        self.has_stories = any(address.article_id for address in known)
        self.has_sources = any(address.kind in {Kind.FEED, Kind.SITEMAP} for address in known)
        seeds = self._seeds()
        self._add(seeds)
        self.seeds = {seed.url for seed in seeds}
        self.feeds = {address.url for address in known if address.kind == Kind.FEED}
        for address in known:
            self._remember(address)
        due = self._without_quiet([address for address in known if self._due(address)])
        self.archive.make_pending(pid, [address.url for address in due])

    def next(self) -> Address | None:
        """Take the next address to fetch; None while nothing is pending beside what is in flight."""
        while not self.satisfied:
            batch = self.archive.pending(self.portal.id, 1, skip=self.in_flight)
            if not batch and not (self._take_up_later() or self._ask_again() or self._late_sections()):
                return None
            for address in batch:
                if address.priority > self._ahead:
                    return None
                if self._waits(address):
                    continue
                if why := self._refused(address):
                    self._leave(address, why)
                else:
                    self.in_flight[address.url] = address
                    return address
        return None

    def _waits(self, address: Address) -> bool:
        """Whether a listing's last page goes first, since it may show that all of the listing is in the sitemap."""
        last = self.traversal.last_of(address.url)
        if address.kind != PAGER or last in {None, address.url} or last in self.visited or last in self.in_flight:
            return False
        if address.priority >= Priority.MAPPED - 1 or not self.traversal.is_mapped(address.url):
            return False
        self.archive.set_priority(self.portal.id, last, address.priority)
        self.archive.set_priority(self.portal.id, address.url, address.priority + 1)
        return True

    def _leave(self, address: Address, why: str) -> None:
        """Ask for an address at the end, if at all: a listing that is still to be read may vouch for it."""
        if may_be_story(address.kind) and address.priority < Priority.DOUBTFUL and not why.startswith(TWIN):
            self.archive.set_priority(self.portal.id, address.url, Priority.DOUBTFUL)
        else:
            self.archive.set_state(self.portal.id, address.url, State.SKIPPED, why)

    @property
    def _ahead(self) -> float:
        """The priority of the most urgent source that is on its way: it may bring what makes later ones needless."""
        sources = (one.priority for one in self.in_flight.values() if not may_be_story(one.kind))
        return max(min(sources, default=math.inf), Priority.STORY)

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
        """Take the sitemaps that robots.txt names, unless the portal's file says to look nowhere else."""
        if not self.portal.only_sources:
            urls = [self._known_as(url) for url in sitemaps]
            self.has_sources |= bool(urls)
            self._add([NewAddress(url=url, kind=Kind.SITEMAP, priority=Priority.SOURCE) for url in urls])

    def take(self, address: Address, kind: Kind, links: Sequence[Link]) -> tuple[NewAddress, ...]:
        """Choose which links of a fetched page go into the frontier, as what and how early."""
        if kind == Kind.FEED:
            self.feeds.add(address.url)
        links = [replace(link, url=self._spelt(link)) for link in links]
        if self.portal.only_sources and kind not in {Kind.FEED, Kind.SITEMAP}:
            links = [link for link in links if link.pager or is_story(link)]
        stories = [link for link in links if is_story(link)]
        self.twins.see(stories)
        self._take_up_undated(stories)
        ahead = [link for link in links if link.url not in self.visited]
        chosen = [self._new(address, link) for link in ahead if not link.pager and worth_asking(link)]
        if kind == Kind.SITEMAP:
            self.traversal.mapped |= {link.url for link in stories}
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
        self.translated.see(spelt)
        return spelt

    def newest(self, kind: Kind, links: Sequence[Link]) -> tuple[str, ...]:
        """What is remembered of a source: the first stories it names. A sitemap's order says nothing."""
        if kind not in {Kind.FEED, Kind.LISTING}:
            return ()
        return tuple(self._known_as(link.url) for link in links if is_story(link))[: quiet.KEPT]

    @property
    def harvests(self) -> bool:
        """Whether the links on stories still lead to others that no listing names; reading them costs time."""
        return self.barren < BARREN and not self.portal.only_sources

    def learn(self, address: Address, *, story: bool, new: bool, dated: bool) -> None:
        """Remember what an address that was asked for as a story brought. new: a story that was not known."""
        self.translated.learn(address.url, new=new)
        doubtful = self._is_doubtful(address)
        self.yields.learn(address.url, address.title, story=story, new=new, dated=dated, doubtful=doubtful)
        if story:
            self.twins.store(address, new=new)

    @property
    def _listings(self) -> set[str]:
        """The listings that named stories in this run."""
        return {first for first, stories in self.traversal.named.items() if stories}

    def seen_like(self, url: str) -> ShapeRecord:
        """Tell what visits to addresses of the same shape turned out to be."""
        return self.yields.seen_like(url)

    def names(self, address: Address) -> bool:
        """Whether a feed or the portal's file says that the address is a story."""
        pattern = self.portal.article_url
        return address.found_on in self.feeds or bool(pattern and re.search(pattern, address.url))

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
        return target if target in self.twins.addresses or key_of(url) == home else None

    def posts(self, address: Address) -> bool:
        """Whether an address is asked for by POST."""
        post = post_of(address)
        return post is not None and (post.only or "#" in address.url or shape_of(address.url) in self.posted)

    def try_post(self, address: Address) -> bool:
        """Whether an address that gave nothing by GET is worth a POST; from then on all that are like it are posted."""
        if address.post is None or address.url in self.sent:
            return False
        self.posted.add(shape_of(address.url))
        return True

    # seeds

    def _seeds(self) -> list[NewAddress]:
        named = [
            *((url, Kind.FEED) for url in self.portal.feeds),
            *((url, Kind.SITEMAP) for url in self.portal.sitemaps),
            *((url, Kind.LISTING) for url in self.portal.listings),
        ]
        if not self.portal.only_sources:
            named.insert(0, (self.portal.home, Kind.LISTING))
        return [
            NewAddress(url=self._known_as(url), kind=kind, priority=Priority.SOURCE)
            for raw, kind in named
            if (url := canonical(raw)) is not None
        ]

    def probes(self, front: bytes = b"") -> tuple[NewAddress, ...]:
        """Feeds and sitemaps at their usual places, where neither the portal nor its file names any; one try each.

        front: the body of the front page, which may show the portal's software. A feed that it declares does not spare
        them: it holds the newest ten, a sitemap may hold all.
        """
        if self.portal.only_sources or self.portal.feeds or self.portal.sitemaps or self.has_sources:
            return ()
        return tuple(
            NewAddress(url=self._known_as(link.url), kind=link.kind, priority=Priority.PROBE)
            for link in usual_places(self.portal.home, front)
        )

    def _remember(self, address: Address) -> None:
        """Learn from what earlier crawls made of an address."""
        if may_be_story(address.kind) and address.visited_at:
            is_known = address.article_id is not None
            if is_known or address.state is State.SKIPPED:
                self.yields.learn(address.url, address.title, story=is_known, new=is_known, dated=bool(address.date))
            if is_known:
                self.twins.store(address, new=True)

    def _due(self, address: Address) -> bool:
        """Whether an address that was dealt with is visited again in this run."""
        if address.state is State.PENDING or address.priority == Priority.PROBE:
            return False
        if address.url in self.seeds or (self.wishes.full and address.kind in {*SOURCES, PAGER}):
            return True
        if address.state is State.SKIPPED and address.date and UNDATED in (address.reason or ""):
            return True  # a listing has told its day since
        if address.state is State.SKIPPED:  # what robots.txt forbids costs no request, until it is allowed
            return is_put_off_no_more(address.reason, self.wishes.since) or address.reason == FORBIDDEN
        if address.state is State.FAILED:
            return address.attempts < TRIES and (address.status not in MISSING or self._is_old(address))
        return _is_source(address)

    def _is_old(self, address: Address) -> bool:
        """Whether an address was asked for so long ago that its answer may be another one now."""
        return quiet.is_overdue(address, datetime.now(UTC))

    def _without_quiet(self, due: Sequence[Address]) -> list[Address]:
        """What is due, without the sources that others stand for as long as those name nothing new."""
        sources = [address for address in due if _is_source(address)]
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
        urls = sections_by_stories(self.menus.fixed, self.twins.addresses - self.traversal.held, self._listings)
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
            post=_post(link),
        )

    def _unknown(self, addresses: Sequence[NewAddress]) -> list[NewAddress]:
        known = self.archive.known(self.portal.id, [new.url for new in addresses])
        return [new for new in addresses if new.url not in known]

    def _refused(self, address: Address) -> str | None:
        """Why an address that is pending is not asked for after all; None where it is."""
        if address.url in self.seeds:
            return None
        if address.kind == PAGER:
            holder = None if self.wishes.full else self.traversal.holder_of(address.url, self.visited)
            return f"its stories stand in {holder}" if holder else None
        if address.kind == Kind.LISTING:
            return None if address.visited_at else self._refused_section(address)
        if may_be_story(address.kind):
            return self._refused_story(address)
        is_guess = address.priority >= Priority.TOPIC and address.kind == Kind.FEED and not address.visited_at
        return "a listing was read to its end" if is_guess and self.traversal.wholes else None

    def _lies_elsewhere(self, url: str) -> bool:
        """Whether nothing about an address is like the stories of a portal whose listing was read to its end."""
        seen = self.seen_like(url)
        known = self.yields.stories >= MANY and bool(self.traversal.wholes)
        return known and not seen.stories and not under_news(url)

    def _refused_section(self, address: Address) -> str | None:
        whole = next((listing for listing in self.traversal.wholes if is_part_of(address.url, listing)), None)
        if whole and "?" in address.url:
            return f"a view of {whole}, which was read to its end"
        return self.yields.refuses_section(address.url)

    def _refused_story(self, address: Address) -> str | None:
        if address.article_id is not None:  # a known one, to be read again
            return None
        if twin := self.twins.of(address):
            return f"{TWIN} {twin}"
        if self.names(address):
            return None
        if address.priority == Priority.MAPPED and self._lies_elsewhere(address.url):
            return "only the sitemap names it, and the stories lie elsewhere"
        doubtful = self._is_doubtful(address)
        if doubtful and self.menus.hold(address.url):
            return "stands in the menu of every page"
        refused = self.translated.refuses(address)
        return refused or self.yields.refuses(address.url, address.title, doubtful=doubtful, dated=bool(address.date))

    def _is_doubtful(self, address: Address) -> bool:
        """Whether little speaks for a story. What a story names as its translation only waits for the listings."""
        return address.priority >= Priority.DOUBTFUL and address.url not in self.translated.languages

    # pagers

    def _turn(
        self, address: Address, pagers: Sequence[Link], stories: Sequence[Link], fresh: Sequence[NewAddress]
    ) -> list[NewAddress]:
        """The listing's other pages as addresses; pages read by an earlier crawl become pending again."""
        if address.kind == Kind.LISTING and address.url not in self.seeds:
            self.yields.learn_section(address.url, new=any(may_be_story(new.kind) for new in fresh))
        self.traversal.belong([link.url for link in pagers], address.url)
        goes_on = self._goes_on(address, stories)
        if not goes_on or not pagers:
            self.traversal.end(address.url)
        if not goes_on:
            return []
        over = self._is_over(stories)
        if not over:
            again = [link.url for link in pagers if link.url not in self.visited and link.url not in self.in_flight]
            self.archive.make_pending(self.portal.id, again)
        return [
            NewAddress(
                url=link.url,
                kind=PAGER,
                priority=pager_priority(self.traversal.rank(address.url)),
                found_on=address.url,
                state=State.SKIPPED if over else State.PENDING,
                reason=put_off(self.wishes.since) if over else None,
                post=_post(link),
            )
            for link in pagers
        ]

    def _goes_on(self, address: Address, stories: Sequence[Link]) -> bool:
        """Whether the next page of a listing can hold anything: this one must show something new to us.

        A page of a first traversal ends it when all its stories stood on earlier pages of the same listing (the last
        page repeats, or the numbers wrap). A page that an earlier crawl has read ends it when that crawl knew all.
        """
        if not self.traversal.add(address.url, {link.url for link in stories}):
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


def _is_source(address: Address) -> bool:
    """Whether an address is asked again in every crawl: feeds, sitemaps, the first pages of listings."""
    if address.state is State.SKIPPED or (address.kind == Kind.LISTING and is_past_period(address.url)):
        return False
    return address.kind in {Kind.FEED, Kind.SITEMAP} or (address.kind == Kind.LISTING and address.priority in SECTIONS)


def post_of(address: Address) -> Post | None:
    """What is sent where an address is asked for by POST."""
    return Post(**json.loads(address.post)) if address.post else None


def _post(link: Link) -> str | None:
    return json.dumps(asdict(link.post), ensure_ascii=False) if link.post else None
