"""What a visit asks for, and in which order: home, feeds and sitemaps, listings, a next page, three stories.

What the file names is asked for first, then what discovery would find without it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from protego import Protego

from crawler.checking.found import SAMPLES, found_on, fresh_on, further_pages, sample_of, stories_of, story_links
from crawler.checking.tls import shake_hands
from crawler.checking.visit import FOUND, HOME, PROBED, Answer, Asked, Handshake, Robots, Route, Sample, Stop, Visit
from crawler.discovery.link import Kind, Link
from crawler.discovery.robots import sitemaps_of
from crawler.discovery.usual_places import usual_places
from crawler.page import Page
from crawler.portal import Portal
from crawler.urls import canonical, identity, in_scope, key_of

REQUESTS = 15  # of one visit, robots.txt with them
_KEPT = SAMPLES + 2  # requests that the stories and two next pages need
_FOUND_LISTINGS, _FURTHER = 2, 2


class Asker(Protocol):
    """Whoever asks for addresses as a crawl does, and counts."""

    hosts: frozenset[str]
    left: int  # requests that may still be made

    @property
    def requests(self) -> int:
        """How many requests were sent, robots.txt and repeated ones with them."""

    @property
    def seconds(self) -> float:
        """How long the visit has lasted."""

    async def get(self, link: Link, told: str, *, roam: bool = False) -> Answer:
        """Ask for an address. told: what for, shown to the user. roam: follow it to a host that is not the portal's."""

    def admits(self, peer: str, url: str) -> bool:
        """Whether what stands at an IP address may be spoken to for the sake of `url`."""

    def robots(self) -> Robots | None:
        """The robots.txt of the home's host, once it was asked for."""


async def visit(portal: Portal, asker: Asker) -> Visit:
    """Visit a portal."""
    home = await asker.get(Link(url=portal.home), "the home page", roam=True)
    sources: list[Asked] = []
    listings: list[Asked] = []
    samples: list[Sample] = []
    left_out: list[str] = []
    tls = None
    if home.page is not None:
        tls = await _shake_hands(home.page.url, portal, asker)
        route = route_of(portal, home.page, asker.robots(), asker.hosts)
        sources, missed = await _ask_sources(portal, route, asker)
        listings, more = await _ask_listings(portal, route, home, asker)
        left_out = missed + more
        samples = await _ask_stories(portal, [*listings, *sources], asker)
    return Visit(
        day=datetime.now(UTC).date(),
        home=home,
        hosts=asker.hosts,
        robots=asker.robots(),
        tls=tls,
        sources=tuple(sources),
        listings=tuple(listings),
        samples=tuple(samples),
        left_out=tuple(left_out),
        requests=asker.requests,
        seconds=asker.seconds,
    )


async def _shake_hands(url: str, portal: Portal, asker: Asker) -> Handshake | None:
    if not url.startswith("https:"):
        return None
    return await asyncio.to_thread(shake_hands, url, portal.tls, lambda peer: asker.admits(peer, url))


# the stops


def route_of(portal: Portal, home: Page, robots: Robots | None, hosts: Collection[str]) -> Route:
    """The feeds, sitemaps and listings that a crawl of the portal would begin with."""
    stops = [*_configured(portal)]
    if not portal.only_sources:
        stops += _discovered(portal, home, robots, hosts, probe=not stops)
    first = {key_of(stop.link.url): stop for stop in reversed(stops)}
    ordered = [stop for stop in stops if first[key_of(stop.link.url)] is stop]  # an address of the file stands for it
    return Route(
        tuple(stop for stop in ordered if stop.kind is not Kind.LISTING),
        tuple(stop for stop in ordered if stop.kind is Kind.LISTING),
    )


def _configured(portal: Portal) -> Iterator[Stop]:
    for key, kind in (("feeds", Kind.FEED), ("sitemaps", Kind.SITEMAP), ("listings", Kind.LISTING)):
        for number, url in enumerate(getattr(portal, key)):
            yield Stop(key=f"{key}[{number}]", kind=kind, link=Link(url=canonical(url) or url, kind=kind))


def _discovered(
    portal: Portal, home: Page, robots: Robots | None, hosts: Collection[str], *, probe: bool
) -> Iterator[Stop]:
    found = found_on(home, portal, hosts)
    links = found.links if found else ()
    named = sitemaps_of(Protego.parse(robots.text), robots.url) if robots else ()
    sitemaps = [Link(url=url, kind=Kind.SITEMAP) for url in named if in_scope(url, hosts)]
    feeds = [link for link in links if link.kind is Kind.FEED]
    sources = [*feeds[:2], *sitemaps[:2]]
    yield from (Stop(key=FOUND, kind=link.kind, link=link) for link in sources)
    if probe and not sources:
        yield from (Stop(key=PROBED, kind=link.kind, link=link) for link in usual_places(home.url))
    yield Stop(key=HOME, kind=Kind.LISTING, link=Link(url=home.url, kind=Kind.LISTING))
    sections = [link for link in links if link.kind is Kind.LISTING and not link.pager]
    best = sorted(sections, key=lambda link: -link.score)[:_FOUND_LISTINGS]
    yield from (Stop(key=FOUND, kind=Kind.LISTING, link=link) for link in best)


# asking


async def _ask_sources(portal: Portal, route: Route, asker: Asker) -> tuple[list[Asked], list[str]]:
    asked: list[Asked] = []
    left_out = []
    named = sum(stop.named for stop in route.listings)
    for number, stop in enumerate(route.sources):
        if asker.left > _KEPT + (0 if stop.named else max(named, 2)):
            asked.append(Asked(stop=stop, answer=await asker.get(stop.link, f"{stop.kind} {number + 1}")))
        elif stop.named:
            left_out.append(stop.link.url)
    if (inner := _of_index(asked, portal, asker.hosts)) and asker.left > _KEPT + max(named, 2):
        stop = Stop(key=FOUND, kind=Kind.SITEMAP, link=inner)
        asked.append(Asked(stop=stop, answer=await asker.get(inner, "a sitemap of the index")))
    return asked, left_out


def _of_index(asked: Iterable[Asked], portal: Portal, hosts: Collection[str]) -> Link | None:
    """The sitemap most likely to name stories, of the first index; None where other sources name some."""
    found = [found_on(one.answer.page, portal, hosts) for one in asked if one.answer.page]
    inner = [link for one in found if one for link in one.links if link.kind is Kind.SITEMAP]
    if any(stories_of(one) for one in found if one and one.kind is Kind.SITEMAP):
        return None
    return max(inner, key=lambda link: link.score, default=None)


async def _ask_listings(portal: Portal, route: Route, home: Answer, asker: Asker) -> tuple[list[Asked], list[str]]:
    asked: list[Asked] = []
    left_out = []
    for number, stop in enumerate(route.listings):
        if identity(stop.link.url) in {identity(home.url), identity(home.final)}:
            asked.append(Asked(stop=stop, answer=home))
        elif asker.left > SAMPLES + 1:
            asked.append(Asked(stop=stop, answer=await asker.get(stop.link, f"listing {number + 1}")))
        elif stop.named:
            left_out.append(stop.link.url)
    return await _with_further(asked, portal, asker), left_out


async def _with_further(asked: Sequence[Asked], portal: Portal, asker: Asker) -> list[Asked]:
    """The listings, with a further page of the first two that have one."""
    turned, done = 0, []
    for one in asked:
        found = found_on(one.answer.page, portal, asker.hosts) if one.answer.page else None
        links = further_pages(found) if stories_of(found) else []
        if links and turned < _FURTHER and asker.left > SAMPLES:
            turned += 1
            done.append(replace(one, further=await _turned(links, one.answer, portal, asker)))
        else:
            done.append(one)
    return done


async def _turned(links: Sequence[Link], first: Answer, portal: Portal, asker: Asker) -> Answer:
    """A listing's next page; where that brings nothing new, as the current month's may, the one after it."""
    tried: list[Answer] = []
    for link in (links[0], *_posted(links[0]), *links[1:2]):
        if tried and (asker.left <= SAMPLES or fresh_on(tried[-1], first, portal, asker.hosts)):
            break
        tried.append(await asker.get(link, "a further page"))
    return tried[-1] if fresh_on(tried[-1], first, portal, asker.hosts) else tried[0]


async def _story(link: Link, told: str, asker: Asker) -> Answer:
    """Ask for a story; by POST where its page asks so and the GET spelling gives nothing."""
    answer = await asker.get(link, told)
    for posted in _posted(link):
        if answer.page is None and asker.left > 0:
            answer = await asker.get(posted, told)
    return answer


def _posted(link: Link) -> list[Link]:
    """The same by POST, where its page asks so and the address is a GET spelling; a fragment marks it."""
    return [replace(link, url=f"{link.url}#post")] if link.post and "#" not in link.url else []


async def _ask_stories(portal: Portal, asked: Sequence[Asked], asker: Asker) -> list[Sample]:
    links = story_links(portal, asked, asker.hosts)
    chosen = sample_of(links or [Link(url=url) for url in portal.article_examples], portal.article_url)
    samples = []
    for number, link in enumerate(chosen):
        if asker.left > 0:
            answer = await _story(link, f"story {number + 1} of {len(chosen)}", asker)
            samples.append(Sample(link=link, answer=answer))
    return samples
