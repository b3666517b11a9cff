"""A link: an address with what the page that named it said of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an address is, as far as is known."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"  # names stories; the home page is one
    ARTICLE = "article"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a form or a script sends by POST. body: as it is sent; media_type: its Content-Type.

    only: the page says itself that it posts, so that a GET is not worth a try.
    """

    body: str
    media_type: str = "application/x-www-form-urlencoded"
    only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address found on a page, in a feed or in a sitemap.

    url: absolute, as `crawler.urls.canonical` writes it.
    title: what the listing calls it; date: ISO 8601 as far as the listing tells, else None.
    updated: when the page was changed last, ISO 8601, as a feed or sitemap tells.
    score: 0 to 1, how likely the address is what `kind` says.
    pager: the link leads to another page of the listing it stands on.
    post: the portal's own page asks for this by POST. `url` is then what the same form would ask for by GET, which is
    tried first; where there is no such address, `url` is the form's with a fragment that tells its answers apart
    (`…/list.aspx#pager-3`), the same one whatever the form's passing state (`__VIEWSTATE`).
    """

    url: str
    kind: Kind = Kind.UNKNOWN
    title: str | None = None
    date: str | None = None
    score: float = 0.5
    pager: bool = False
    post: Post | None = None
    updated: str | None = None
