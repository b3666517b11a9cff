"""What a page led to, and which of its links are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from crawler.discovery.anchors import Anchor
from crawler.discovery.link import Kind, Link
from crawler.portal import Portal
from crawler.urls import identity, in_scope, is_document, is_media, is_print_copy, key_of

MAX_LINKS = 2_000


@dataclass(frozen=True, slots=True)
class Findings:
    """What a page led to. kind: what the page is, and why (`reason`).

    links: each address once; of an HTML page feeds, further pages, sections, stories, each of these in page order.
    pagers: its further pages, in case that it turns out to be a listing though it was not fetched as one.
    """

    kind: Kind
    links: tuple[Link, ...]
    reason: str
    anchors: tuple[Anchor, ...] = field(default=(), repr=False, compare=False)
    pagers: tuple[Link, ...] = field(default=(), repr=False, compare=False)


def kept(
    links: Iterable[Link], hosts: Collection[str], portal: Portal, here: str = "", *, limit: int = MAX_LINKS
) -> tuple[Link, ...]:
    """The links in scope, the first of each identity, no files; never the page itself nor the portal's home."""
    seen = {identity(here), identity(portal.home)}
    found = []
    for link in links:
        key = key_of(link.url) if link.post else identity(link.url)
        if key in seen or not in_scope(link.url, hosts):
            continue
        if is_document(link.url) or is_media(link.url) or is_print_copy(link.url):
            continue
        seen.add(key)
        found.append(link)
        if len(found) >= limit:
            break
    return tuple(found)
