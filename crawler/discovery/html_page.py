"""An HTML page to Links: its feeds, its further pages, the sections and the stories it names."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.discovery.anchors import Anchor, anchors_of
from crawler.discovery.archives import archive_links
from crawler.discovery.editions import edition_links
from crawler.discovery.findings import Findings, kept
from crawler.discovery.islands import opened
from crawler.discovery.link import Kind, Link
from crawler.discovery.listing import story_links
from crawler.discovery.load_more import fragment_links, load_more_links
from crawler.discovery.page_state import state_links
from crawler.discovery.pager import is_same_listing, pager_links
from crawler.discovery.periods import period_of
from crawler.discovery.refresh import refresh_link
from crawler.discovery.registers import is_in, is_register, register_folders
from crawler.discovery.sections import feed_links, section_links
from crawler.discovery.territory import inside_links, own_folder, own_links
from crawler.page import Page
from crawler.portal import Portal
from crawler.urls import identity, is_part_of, parts_of

LIKELY = 0.5  # score from which a page is said to show a story
PLAIN = 0.7  # score from which a section is one whatever else speaks for a story
VIEW = 0.5  # of a listing's own views: by topic, by year, in another order
LEAST_SECTION = 0.45  # what says less plainly that it lists news costs more requests than it brings stories


def discover_html(page: Page, portal: Portal, hosts: Collection[str], role: Kind) -> Findings:
    """See `crawler.discovery.discover`."""
    page = opened(page)
    tree = page.tree
    anchors = anchors_of(tree, page.url)
    stories = _stories(tree, anchors, portal)
    feeds = _news_feeds(feed_links(tree, anchors, page.url), anchors)
    if role in {Kind.FEED, Kind.SITEMAP}:  # what answers in its place is an error page, or a page about feeds
        return Findings(Kind.UNKNOWN, kept(feeds, hosts, portal, page.url), f"no {role}", tuple(anchors))
    pagers = pager_links(tree, anchors, page.url, page.requested)
    if role is not Kind.LISTING:
        stories = inside_links(stories, own_folder(portal.home))  # beside a story stand those of other bodies too
        links = kept([*feeds, *stories], hosts, portal, page.url)
        further = kept(pagers, hosts, portal, page.url)
        return Findings(role, links, "told to be no listing", tuple(anchors), further)
    fetched = [] if pagers else _fetched_by_script(page, stories)
    stories += [link for link in fetched if not link.pager]
    pagers += [link for link in fetched if link.pager]
    pagers = pagers or _archives(anchors, page, stories)
    sections = _all_sections(tree, anchors, stories, page, portal)
    links = kept([*feeds, *pagers, *sections, *stories], hosts, portal, page.url)
    likely = sum(link.kind is Kind.ARTICLE and link.score >= LIKELY for link in links)
    kind = Kind.LISTING if likely or pagers or sections else Kind.UNKNOWN
    reason = f"{likely} likely stories, {len(pagers)} further pages, {len(sections)} sections"
    return Findings(kind, links, reason, tuple(anchors), kept(pagers, hosts, portal, page.url))


def _stories(tree: HtmlElement, anchors: list[Anchor], portal: Portal) -> list[Link]:
    """The links that may lead to this portal's stories: not to its registers, nor to another body on the host."""
    pattern = None if "article_url" in portal.recalled else _pattern(portal.article_url)  # a guess excludes nothing
    stories = story_links(anchors, language=tree.get("lang") or "", pattern=pattern)
    if pattern:
        return stories
    registers = register_folders(anchors)
    return own_links([link for link in stories if not is_in(link.url, registers)], own_folder(portal.home))


def _news_feeds(feeds: list[Link], anchors: list[Anchor]) -> list[Link]:
    """The feeds without those of laws, tenders and the like."""
    registers = register_folders(anchors)
    return [link for link in feeds if not (is_register(link.title or "") or is_in(link.url, registers))]


def _archives(anchors: list[Anchor], page: Page, stories: list[Link]) -> list[Link]:
    """The archive's periods, of news and not of events."""
    shown = [link for link in _without_periods(stories) if link.score >= LIKELY]
    oldest = min((link.date for link in shown if link.date), default=None)
    archives = archive_links(anchors, page.url, shown=len(shown), oldest=oldest)
    return [link for link in archives if not is_register(link.title or "")]


def _fetched_by_script(page: Page, stories: list[Link]) -> list[Link]:
    """What the page's scripts hold or would ask for, where its own links lead to no further page."""
    shown = _shown(stories)
    if links := fragment_links(page.body, page.url) if shown else []:
        return links
    return state_links(page.tree, page.url, shown=shown) or load_more_links(page.tree, page.url, shown=shown)


def _shown(stories: list[Link]) -> int:
    return sum(link.score >= LIKELY for link in stories)


def _without_periods(stories: list[Link]) -> list[Link]:
    """The links without the months of an archive: "December" with an address like a story's is none."""
    return [link for link in stories if period_of(link.url) is None]


def _all_sections(
    tree: HtmlElement, anchors: list[Anchor], stories: list[Link], page: Page, portal: Portal
) -> list[Link]:
    sections = _sections(section_links(anchors), stories, page.url)
    folder = own_folder(portal.home)
    if identity(portal.home) not in {identity(page.url), identity(page.requested or page.url)}:
        sections = inside_links(sections, folder)
    else:
        sections = own_links(sections, folder, share=0.0) + edition_links(tree, anchors, page.url)
    if not stories and (link := refresh_link(tree, page.url)):
        sections.append(link)
    return sections


def _sections(sections: list[Link], stories: list[Link], here: str) -> list[Link]:
    """The sections worth a request: neither pages of this listing nor plainly stories."""
    likely = {link.url: link.score for link in stories}
    worth = (link for link in sections if link.score >= LEAST_SECTION and not is_register(link.title or ""))
    others = (link for link in worth if not is_same_listing(link.url, here))
    named = [link for link in others if link.score >= PLAIN or link.score >= likely.get(link.url, 0.0)]
    return [replace(link, score=min(link.score, VIEW)) if _is_view(link.url, here) else link for link in named]


def _is_view(url: str, here: str) -> bool:
    """Whether a section is a part of the listing it stands on: below it, or the same page with other parameters."""
    ours, theirs = parts_of(here), parts_of(url)
    return is_part_of(url, here) or bool(theirs.query and (ours.netloc, ours.path) == (theirs.netloc, theirs.path))


@lru_cache(maxsize=512)
def _pattern(text: str | None) -> re.Pattern[str] | None:
    """The portal's own pattern for stories. It comes from our files, so it is trusted to be quick."""
    return re.compile(text) if text else None
