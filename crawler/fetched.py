"""What came of asking for an address: a page, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from archive.frontier import Address, State
from crawler.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An address that answered with a page. redirects: the addresses on the way to it."""

    address: Address
    page: Page
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """A picture's or document's address that answered. body: content encoding undone."""

    address: Address
    status: int
    body: bytes
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfetched:
    """An address that gave no page, and why. state: DONE where nothing changed since the last visit (HTTP 304).

    page: what came with an error.
    """

    address: Address
    state: State
    reason: str | None
    status: int | None = None
    page: Page | None = None
