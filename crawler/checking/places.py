"""What a feed, a sitemap or a listing that was asked for turned out to be. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from crawler.checking.found import found_on, fresh_on, further_pages, stories_of
from crawler.checking.report import ListingSeen, SourceSeen
from crawler.checking.visit import Asked
from crawler.discovery import Findings, is_source
from crawler.discovery.classify import look
from crawler.discovery.link import Kind, Link
from crawler.discovery.refusal import refusal
from crawler.discovery.sitemap import sitemap_entries
from crawler.discovery.sniff import root_of
from crawler.markup import UnreadablePageError
from crawler.page import Page
from crawler.portal import Portal

_FEEDS = {"rss": "RSS", "feed": "Atom", "rdf": "RSS 1.0"}


def source_seen(asked: Asked, portal: Portal, hosts: Collection[str]) -> SourceSeen:
    """What answers at the address of a feed or a sitemap."""
    key, url, page = asked.stop.key, asked.stop.link.url, asked.answer.page
    if page is None:
        return SourceSeen(key=key, url=url, what="nothing", trouble=asked.answer.trouble)
    found = found_on(page, portal, hosts)
    what = what_is(page, found)
    if not is_source(page.body):
        return SourceSeen(key=key, url=url, what=what, trouble=f"is {what}, no {asked.stop.kind}")
    stories = stories_of(found)
    inner = [link for link in found.links if link.kind is Kind.SITEMAP] if found else []
    empty = None if stories or inner else "names no story of the portal"
    return SourceSeen(
        key=key, url=url, what=what, stories=len(stories), newest=newest(stories) or _touched(page), trouble=empty
    )


def what_is(page: Page, found: Findings | None) -> str:
    """What the bytes of a page are, in a word or three."""
    if found is None:
        return "no readable document"
    if found.kind is Kind.FEED:
        return _FEEDS.get(root_of(page.body), "JSON Feed")
    if found.kind is Kind.SITEMAP:
        inner = sum(link.kind is Kind.SITEMAP for link in found.links)
        return f"an index of {counted(inner, 'sitemap')}" if inner else "sitemap"
    return refused(page) or "a web page"


def counted(number: int, what: str) -> str:
    """`1 story`, `2 stories`.

    >>> counted(1, "sitemap"), counted(2, "story")
    ('1 sitemap', '2 stories')
    """
    several = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number} {what if number == 1 else several}"


def refused(page: Page) -> str | None:
    """`a block page`, `a soft 404`…: why a page is none of the portal's; None where nothing says so.

    Many portals have a login beside their news; a page with further pages or teasers is no login page.
    """
    try:
        looks = look(page)
    except UnreadablePageError:
        return None
    login = looks.password_field and not looks.pager and not looks.teasers
    words = refusal(looks.title, looks.headings, looks.opening, body_length=looks.prose, password_field=login)
    if words is None:
        return None
    return f"a {words}" if words in {"block page", "soft 404", "login page"} else f"a note: {words}"


def newest(stories: Iterable[Link]) -> str | None:
    """The newest day that the links tell."""
    return max((link.date[:10] for link in stories if link.date), default=None)


def _touched(page: Page) -> str | None:
    """The last day on which a page of a sitemap was touched."""
    days = (entry.lastmod[:10] for entry in sitemap_entries(page.body, page.url) if entry.lastmod)
    return max((day for day in days if day[:4].isdigit()), default=None)


def listing_seen(asked: Asked, portal: Portal, hosts: Collection[str]) -> ListingSeen:
    """What a listing names, and whether its next page goes on."""
    key, url, answer = asked.stop.key, asked.stop.link.url, asked.answer
    if answer.page is None:
        return ListingSeen(key=key, url=url, trouble=answer.trouble, moved_to=answer.moved_to)
    found = found_on(answer.page, portal, hosts)
    stories = stories_of(found)
    pages, further = further_pages(found), asked.further
    return ListingSeen(
        key=key,
        url=url,
        stories=len(stories),
        dated=sum(link.date is not None for link in stories),
        newest=newest(stories),
        pages=len(pages),
        next=further.url if further else pages[0].url if pages else None,
        fresh=fresh_on(further, answer, portal, hosts) if further else None,
        next_trouble=further.trouble if further else None,
        trouble=None if stories else _nothing_on(answer.page, found),
    )


def _nothing_on(page: Page, found: Findings | None) -> str:
    if found is None:
        return "is no readable document"
    if reason := refused(page):
        return f"answers with {reason}"
    return "names no stories: it may draw them by a script" if _by_script(page) else "names no stories"


def _by_script(page: Page) -> bool:
    """Whether the page has next to no text beside its scripts."""
    scripts = sum(1 for _ in page.tree.iter("script"))
    words = sum(len(text.strip()) for text in page.tree.itertext() if isinstance(text, str))
    inside = sum(len(node.text or "") for node in page.tree.iter("script", "style"))
    return scripts > 0 and words - inside < 500
