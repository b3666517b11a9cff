"""Pages to Links: feeds, sitemaps and listings, told apart by their bytes.

`discover` is the room's door; `judge` (classify.py) decides on a page that was fetched as a story.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.discovery import feed, sitemap, sniff
from crawler.discovery.anchors import Anchor, anchors_of
from crawler.discovery.editions import edition_links
from crawler.discovery.link import Kind, Link
from crawler.discovery.listing import story_links
from crawler.discovery.pager import is_same_listing, pager_links
from crawler.discovery.registers import is_in, register_folders
from crawler.discovery.sections import feed_links, section_links
from crawler.discovery.territory import own_folder, own_links
from crawler.page import Page
from crawler.portal import Portal
from crawler.urls import identity, in_scope, is_document, is_media, is_part_of, is_print_copy, key_of

MAX_LINKS = 2_000
VIEW = 0.5  # of a listing's own views: by topic, by year, in another order
LEAST_SECTION = 0.45  # what says less plainly that it lists news costs more requests than it brings stories


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


def discover(page: Page, portal: Portal, *, hosts: Collection[str], role: Kind = Kind.LISTING) -> Findings:
    """Name the links of a page that are worth a request, by what its bytes are, whatever the server declared.

    hosts: the portal's; links off them are left out. role: what an HTML page is fetched as: a LISTING gives stories,
    its further pages, sections and feeds, any other role gives stories and feeds alone. At most 2,000 links (of a
    sitemap 50,000). Raises UnreadablePageError where the bytes are no document.
    """
    if sniff.is_feed(page.body):
        named = own_links(feed.feed_stories(page.body, page.url), own_folder(portal.home))
        return Findings(Kind.FEED, _kept(named, hosts, portal), "the bytes of a feed")
    if sniff.is_sitemap(page.body) or sniff.is_text_sitemap(page.body):
        named = own_links(sitemap.sitemap_links(page.body, page.url), own_folder(portal.home), least_share=0.0)
        links = _kept(named, hosts, portal, limit=sitemap.MAX_LINKS)
        return Findings(Kind.SITEMAP, links, "the bytes of a sitemap")
    return _discover_html(page, portal, hosts, role)


def is_source(body: bytes) -> bool:
    """Whether the bytes are those of a feed or a sitemap."""
    return sniff.is_feed(body) or sniff.is_sitemap(body) or sniff.is_text_sitemap(body)


def _discover_html(page: Page, portal: Portal, hosts: Collection[str], role: Kind) -> Findings:
    tree = page.tree
    anchors = anchors_of(tree, page.url)
    stories = _stories(tree, anchors, portal)
    feeds = feed_links(tree, anchors, page.url)
    pagers = _kept(pager_links(tree, anchors, page.url), hosts, portal, page.url)
    if role is not Kind.LISTING:
        links = _kept([*feeds, *stories], hosts, portal, page.url)
        return Findings(role, links, "told to be no listing", tuple(anchors), pagers)
    sections = own_links(_sections(section_links(anchors), stories, page.url), own_folder(portal.home))
    if identity(page.url) == identity(portal.home):
        sections += edition_links(tree, anchors, page.url)
    links = _kept([*feeds, *pagers, *sections, *stories], hosts, portal, page.url)
    likely = sum(link.kind is Kind.ARTICLE and link.score >= 0.5 for link in links)
    kind = Kind.LISTING if likely or pagers or sections else Kind.UNKNOWN
    reason = f"{likely} likely stories, {len(pagers)} further pages, {len(sections)} sections"
    return Findings(kind, links, reason, tuple(anchors), pagers)


def _stories(tree: HtmlElement, anchors: list[Anchor], portal: Portal) -> list[Link]:
    """The links that may lead to this portal's stories: not to its registers, nor to another body on the host."""
    pattern = _pattern(portal.article_url)
    stories = story_links(anchors, language=tree.get("lang") or "", pattern=pattern)
    if pattern:
        return stories
    registers = register_folders(anchors)
    return own_links([link for link in stories if not is_in(link.url, registers)], own_folder(portal.home))


def _sections(sections: list[Link], stories: list[Link], here: str) -> list[Link]:
    """The sections worth a request: neither pages of this listing nor plainly stories."""
    likely = {link.url: link.score for link in stories}
    worth = (link for link in sections if link.score >= LEAST_SECTION)
    others = (link for link in worth if not is_same_listing(link.url, here))
    named = [link for link in others if link.score >= 0.7 or link.score >= likely.get(link.url, 0.0)]
    return [replace(link, score=min(link.score, VIEW)) if is_part_of(link.url, here) else link for link in named]


def _kept(
    links: Iterable[Link], hosts: Collection[str], portal: Portal, here: str = "", *, limit: int = MAX_LINKS
) -> tuple[Link, ...]:
    """The links in scope, the first of each identity, no files; never the page itself nor the portal's home."""
    seen = {identity(here), identity(portal.home)}
    kept = []
    for link in links:
        key = key_of(link.url) if link.post else identity(link.url)
        if key in seen or not in_scope(link.url, hosts):
            continue
        if is_document(link.url) or is_media(link.url) or is_print_copy(link.url):
            continue
        seen.add(key)
        kept.append(link)
        if len(kept) >= limit:
            break
    return tuple(kept)


@lru_cache(maxsize=512)
def _pattern(text: str | None) -> re.Pattern[str] | None:
    """The portal's own pattern for stories. It comes from our files, so it is trusted to be quick."""
    return re.compile(text) if text else None
