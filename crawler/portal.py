"""A portal as its file describes it. Values only; reading and checking the files is registry.py's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from crawler.polling import USUAL_POLLING, Polling
from crawler.urls import host_of


class Confidence(StrEnum):
    """How sure the facts of a portal's file are."""

    SEEN = "seen"  # a published page or program shows them
    RECALLED = "recalled"  # general knowledge, to be checked
    CHECKED = "checked"  # `envnews portals check` saw the live portal


class Scope(StrEnum):
    """How much of a portal has been seen."""

    NONE = "none"
    HOME = "home"
    LISTING = "listing"
    ARTICLE = "article"
    BOTH = "listing+article"


class PortalState(StrEnum):
    """Whether a portal is crawled."""

    ACTIVE = "active"
    DISABLED = "disabled"  # too little is known, or it cannot be crawled yet
    ARCHIVED = "archived"  # the host is gone or frozen; `successor` took over


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors (crawler/css.py) that override what extraction would find by itself; None leaves it to extraction.

    body, remove: elements. images, attachments: the elements themselves (`img`, `a`), what holds them, or addresses.
    The others: texts.
    """

    title: str | None = None
    date: str | None = None
    modified: str | None = None
    summary: str | None = None
    author: str | None = None
    tags: str | None = None
    language: str | None = None
    body: str | None = None
    images: str | None = None
    attachments: str | None = None
    remove: tuple[str, ...] = ()


NO_SELECTORS = Selectors()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerSelectors(Selectors):
    """The selectors of a form that the portal's pages had. until: the last day on which it was fetched so."""

    until: dt.date


REVISITS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """What a portal's TLS needs beside the usual; nothing here turns verification off.

    legacy: old renegotiation and the ciphers of TLS 1.0 and 1.1 are allowed. strict: False takes certificates that
    break RFC 5280 in form (a root without key identifier). intermediates: PEM texts of certificates that the server
    forgets to send. retry_handshake: how often a failed handshake is tried again at once.
    """

    legacy: bool = False
    strict: bool = True
    intermediates: tuple[str, ...] = ()
    retry_handshake: int = 0


USUAL_TLS = Tls()


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """Which files of its stories are fetched. largest: bytes of one; per_story: of pictures and of documents each."""

    images: bool = True
    attachments: bool = True
    largest: int = 20_000_000
    per_story: int = 50


USUAL_FILES = Files()


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectations:
    """What a portal is held to, whatever its own history says.

    stories_a_month: at least so many in thirty days; under one, as many in a longer time. longest_silence: days without
    a new story, beyond which it is stale. fields: of the record, that each story has (`crawler.portal_faults.FIELDS`).
    """

    stories_a_month: float | None = None
    longest_silence: dt.timedelta | None = None
    fields: tuple[str, ...] = ()


NOTHING_EXPECTED = Expectations()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One news portal.

    id: `<cc>-<name>`, or the host for a portal that no file describes. country: ISO 3166-1 alpha-2. languages: BCP 47.
    timezone: IANA name. hosts: other hosts that belong to the portal (the home's own host always does).
    former_hosts: hosts that it had before; stories there are its own.
    article_url: a regular expression (searched) that the address of every story matches; None lets discovery find out.
    article_examples: addresses of stories, literally as they were seen.
    listings, feeds, sitemaps: where stories are named, beside what discovery finds from home on; only_sources: nothing
    else is searched. ignored_parameters: names of query parameters that tell no two stories apart (they may
    tell listings apart).
    keep_blocks: marks of recurring blocks that stay in the stories all the same; `envnews show ID --why` tells them.
    selectors: for pages as they are now; former_selectors: for those fetched earlier, the latest form first.
    delay: seconds between two requests. connections: at once to each of its hosts.
    every: when it is crawled, `6h` or a cron line in its time zone; polling: the bounds of that
    where nothing is said. revisits: requests a run at most that look at known stories again; 0 is none.
    recalled: names of the fields that nobody has seen confirmed. inherited: what the family's file gave, by key
    (`article_url`, `selectors.body`). checked, check: day and result of the last `envnews portals check`.
    """

    id: str
    home: str
    name: str = ""
    native_name: str | None = None
    country: str | None = None
    languages: tuple[str, ...] = ()
    timezone: str | None = None
    hosts: tuple[str, ...] = ()
    former_hosts: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    only_sources: bool = False
    article_url: str | None = None
    article_examples: tuple[str, ...] = ()
    ignored_parameters: tuple[str, ...] = ()
    family: str | None = None
    keep_blocks: tuple[str, ...] = ()
    selectors: Selectors = NO_SELECTORS
    former_selectors: tuple[FormerSelectors, ...] = ()
    delay: float | None = None
    connections: int = 1
    every: str | None = None
    polling: Polling = USUAL_POLLING
    revisits: int = REVISITS
    tls: Tls = USUAL_TLS
    files: Files = USUAL_FILES
    expectations: Expectations = NOTHING_EXPECTED
    state: PortalState = PortalState.ACTIVE
    successor: str | None = None
    confidence: Confidence = Confidence.RECALLED
    seen_scope: Scope = Scope.NONE
    recalled: tuple[str, ...] = ()
    checked: dt.date | None = None
    check: str = ""
    notes: str = ""
    inherited: tuple[str, ...] = ()

    @property
    def every_host(self) -> tuple[str, ...]:
        """All hosts whose stories are the portal's, `host` or `host:port`: the home's, the others, the former ones."""
        return (host_of(self.home), *self.hosts, *self.former_hosts)

    @property
    def how_sure(self) -> str:
        """The evidence in a few words: `seen: listing, article; recalled: family`."""
        scope = "" if self.seen_scope is Scope.NONE else f": {self.seen_scope.replace('+', ', ')}"
        doubts = f"; recalled: {', '.join(self.recalled)}" if self.recalled else ""
        return f"{self.confidence}{scope}{doubts}"

    def selectors_of(self, day: dt.date | None) -> Selectors:
        """The selectors for a page that was fetched on this day; None is today."""
        former = (form for form in self.former_selectors if day is not None and day <= form.until)
        return min(former, key=lambda form: form.until, default=self.selectors)
