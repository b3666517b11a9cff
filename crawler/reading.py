"""One fetched page read once: what it is, what it says, where it leads. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from archive.article import Article
from crawler.discovery import discover, judge
from crawler.discovery.link import Kind, Link
from crawler.extraction import SiteTemplate, extract_page
from crawler.page import Page
from crawler.portal import Portal


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a page turned out to be. `reason` says why it is no story, where it is none."""

    kind: Kind
    article: Article | None = None
    links: tuple[Link, ...] = ()
    reason: str | None = None


def read(
    page: Page,
    portal: Portal,
    *,
    role: Kind,
    hosts: Collection[str],
    record: tuple[int, int] = (0, 0),
    template: SiteTemplate | None = None,
) -> Reading:
    """Discover first, then extract: extraction may change the tree that both share.

    role: what the page was taken for when it was asked for. record: stories and others among the portal's pages whose
    address has the same shape. Raises UnreadablePageError where the bytes are no document.
    """
    findings = discover(page, portal, hosts=hosts, role=role)
    if findings.kind in {Kind.FEED, Kind.SITEMAP} or role == Kind.LISTING:
        return Reading(kind=findings.kind, links=findings.links, reason=findings.reason)
    article = extract_page(page, template, portal=portal)
    verdict = judge(page, article.title, article.date, len(article.body), record)
    if verdict.kind == Kind.ARTICLE:
        return Reading(kind=Kind.ARTICLE, article=article, links=findings.links)
    return Reading(kind=verdict.kind, links=findings.links, reason=verdict.reason)


def with_listing(article: Article, title: str | None, date: str | None) -> Article:
    """The article, with what the listing said of it where its own page is silent."""
    if article.date is None and date is not None:
        article = replace(article, date=date, date_text=None, date_source="listing")
    if not article.title and title:
        article = replace(article, title=title)
    return article
