"""Where a crawl begins: the portal's own sources, the usual places, what is to be asked again. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from archive.frontier import Address, State
from crawler import quiet
from crawler.discovery.archives import is_past_period
from crawler.discovery.link import Kind, Link
from crawler.discovery.usual_places import usual_places
from crawler.portal import Portal
from crawler.ranking import FORBIDDEN, PAGER, SECTIONS, Priority, is_put_off_no_more
from crawler.urls import canonical
from crawler.wishes import Wishes

TRIES = 5  # crawls in which an address may fail before it is left alone
MISSING = frozenset({400, 404, 410})
UNDATED = "no date"  # in the reason of a page that was taken for none of the stories
_SOURCES = frozenset({Kind.FEED, Kind.SITEMAP, Kind.LISTING, PAGER})


def seeds_of(portal: Portal) -> list[tuple[str, Kind]]:
    """The addresses to begin with, each with what it is: the front page, and what the portal's file names."""
    named = [
        *((url, Kind.FEED) for url in portal.feeds),
        *((url, Kind.SITEMAP) for url in portal.sitemaps),
        *((url, Kind.LISTING) for url in portal.listings),
    ]
    if not portal.only_sources:
        named.insert(0, (portal.home, Kind.LISTING))
    return [(url, kind) for raw, kind in named if (url := canonical(raw)) is not None]


def probes_of(portal: Portal, front: bytes) -> list[Link]:
    """Feeds and sitemaps at their usual places, where the portal's file names none; one try each.

    front: the body of the front page, which may show the portal's software. A feed that it declares does not spare
    them: it holds the newest ten, a sitemap may hold all.
    """
    if portal.only_sources or portal.feeds or portal.sitemaps:
        return []
    return usual_places(portal.home, front)


def is_source(address: Address) -> bool:
    """Whether an address is asked again in every crawl: feeds, sitemaps, the first pages of listings."""
    if address.state is State.SKIPPED or (address.kind == Kind.LISTING and is_past_period(address.url)):
        return False
    return address.kind in {Kind.FEED, Kind.SITEMAP} or (address.kind == Kind.LISTING and address.priority in SECTIONS)


def is_due(address: Address, seeds: Collection[str], wishes: Wishes, now: datetime) -> bool:
    """Whether an address that was dealt with is visited again in this run."""
    if address.state is State.PENDING or address.priority == Priority.PROBE:
        return False
    if address.url in seeds or (wishes.full and address.kind in _SOURCES):
        return True
    if address.state is State.SKIPPED:
        return _is_taken_up(address, wishes)
    if address.state is State.FAILED and address.article_id is None:  # a known story has a time of its own
        return address.attempts < TRIES and (address.status not in MISSING or quiet.is_overdue(address, now))
    return is_source(address)


def _is_taken_up(address: Address, wishes: Wishes) -> bool:
    """Whether what was left out may be wanted now: a listing has told its day, or a later boundary left it out.

    What robots.txt forbids costs no request, until it is allowed.
    """
    reason = address.reason or ""
    is_dated_now = bool(address.date) and UNDATED in reason
    return is_dated_now or reason == FORBIDDEN or is_put_off_no_more(reason, wishes.since)
