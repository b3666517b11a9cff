"""One fetched page read once: what it is, what it says, where it leads. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from archive.article import Article
from crawler.discovery import Findings, discover, is_source
from crawler.discovery.classify import Found, Judgement, ShapeRecord, glance, is_surely_story, judge, look
from crawler.discovery.findings import kept
from crawler.discovery.link import Kind, Link
from crawler.extraction import extract_page
from crawler.extraction.site_page import Extraction
from crawler.extraction.template import SiteTemplate
from crawler.page import Page
from crawler.portal import Portal
from crawler.urls import is_copy_of, is_part_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a listing or feed said of a story. date: ISO 8601."""

    title: str | None = None
    date: str | None = None


_TRANSLATION = 0.5  # many portals name copies as translations: those that listings name, too, are asked for first

NOTHING_SEEN = ShapeRecord()
NOTHING_LISTED = Listed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a page turned out to be. `reason` says why it is no story, where it is none.

    named: what the page calls all that it links to, by address, where its links were read.
    extraction: how the site's template bears on the article, where there is one.
    """

    kind: Kind
    article: Article | None = None
    extraction: Extraction | None = None
    links: tuple[Link, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    reason: str | None = None


def read(
    page: Page,
    portal: Portal,
    *,
    role: Kind,
    hosts: Collection[str],
    named: bool = False,
    seen: ShapeRecord = NOTHING_SEEN,
    listed: Listed = NOTHING_LISTED,
    harvest: bool = True,
    template: SiteTemplate | None = None,
    day: date | None = None,
) -> Reading:
    """Discover, extract, judge: one parse serves all three.

    role: what the page was taken for when it was asked for. named: a feed or the portal's file calls it a story. seen:
    what the portal's pages with a like address turned out to be. listed: what the listing said. harvest: whether a
    story's links are wanted. day: when the page was fetched; None is today. Raises UnreadablePageError where the bytes
    are no document.
    """
    found = None
    if role in {Kind.LISTING, Kind.FEED, Kind.SITEMAP} or harvest or is_source(page.body):
        found = discover(page, portal, hosts=hosts, role=role)
        if found.kind in {Kind.FEED, Kind.SITEMAP, Kind.LISTING}:
            return Reading(kind=found.kind, links=found.links, named=_named(found))
        if role in {Kind.FEED, Kind.SITEMAP}:
            return Reading(kind=Kind.UNKNOWN, links=found.links, named=_named(found), reason=found.reason)
    looks = look(page, found.anchors, found.pagers) if found else glance(page)
    untouched = replace(
        page
    )  # its tree is parsed anew only where a doubtful page's links are to be looked at after all
    extraction = extract_page(page, template, portal=portal, day=day)
    article = with_listing(extraction.article, listed)
    told = _found(article)
    is_story = found is None and is_surely_story(page.url, looks, told, named=named, seen=seen)
    verdict = Judgement(Kind.ARTICLE, "", 1.0)
    if not is_story:
        looks = looks if found else look(untouched)
        verdict = judge(page.url, looks, told, named=named, seen=seen)
        is_story = verdict.kind == Kind.ARTICLE
    if found is None and not is_story:
        found = discover(untouched, portal, hosts=hosts, role=role)
    links = found.links if found else ()
    if is_story:  # its attachment pages, its comments, its view for printing are parts of it
        own = tuple(link for link in links if not _is_its_own(link.url, page.url))
        links = kept((*_translations(article, portal), *own), hosts, portal, page.url)
        return Reading(kind=Kind.ARTICLE, article=article, extraction=extraction, links=links, named=_named(found))
    if found and verdict.kind == Kind.LISTING:
        links = (*found.pagers, *links)
    return Reading(kind=verdict.kind, links=links, named=_named(found), reason=verdict.reason)


def _translations(article: Article, portal: Portal) -> Iterator[Link]:
    """What a story names as its translations are stories; of the portal, unless its file says which ones are."""
    pattern = None if "article_url" in portal.recalled else portal.article_url
    for translation in article.translations:
        if not pattern or re.search(pattern, translation.url):
            yield Link(url=translation.url, kind=Kind.ARTICLE, score=_TRANSLATION)


def _is_its_own(url: str, page: str) -> bool:
    return is_part_of(url, page) or is_copy_of(url, page)


def _named(found: Findings | None) -> dict[str, str]:
    return {anchor.url: anchor.text for anchor in found.anchors} if found else {}


def _found(article: Article) -> Found:
    return Found(
        title=article.title,
        dated=article.date is not None,
        body_length=len(article.body),
        attachments=len(article.attachments),
        images=len(article.images),
    )


def with_listing(article: Article, listed: Listed) -> Article:
    """The article, with what the listing said of it where its own page is silent."""
    if article.date is None and listed.date is not None:
        article = replace(article, date=listed.date, date_source="listing")
    if not article.title and listed.title:
        article = replace(article, title=listed.title)
    return article
