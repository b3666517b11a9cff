"""A portal as its file describes it. Values only; reading and checking the files is registry.py's."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How sure the facts of a portal's file are."""

    SEEN = "seen"  # a published page or program shows them
    RECALLED = "recalled"  # general knowledge, to be checked
    CHECKED = "checked"  # `envnews portals check` saw the live portal


class PortalState(StrEnum):
    ACTIVE = "active"
    DISABLED = "disabled"  # too little is known, or it cannot be crawled yet
    ARCHIVED = "archived"  # the host is gone or frozen; `successor` took over


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors that override what extraction would find by itself; None leaves it to extraction."""

    title: str | None = None
    date: str | None = None
    summary: str | None = None
    author: str | None = None
    tags: str | None = None
    body: str | None = None
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One news portal.

    id: `<cc>-<name>`, or the host for a portal that no file describes. country: ISO 3166-1 alpha-2. languages: BCP 47.
    timezone: IANA name. hosts: other hosts that belong to the portal (the home's own host always does).
    article_url: a regular expression that the address of every story matches; None lets discovery find out.
    listings, feeds, sitemaps: where the stories are named; where all three are empty, discovery starts at home.
    delay: seconds between two requests. recalled: names of the fields that nobody has seen confirmed.
    """

    id: str
    home: str
    name: str = ""
    native_name: str | None = None
    country: str | None = None
    languages: tuple[str, ...] = ()
    timezone: str | None = None
    hosts: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    article_url: str | None = None
    family: str | None = None
    selectors: Selectors = Selectors()
    delay: float | None = None
    state: PortalState = PortalState.ACTIVE
    successor: str | None = None
    confidence: Confidence = Confidence.RECALLED
    seen_scope: str = "none"
    recalled: tuple[str, ...] = ()
    notes: str = ""
