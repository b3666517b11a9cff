"""What discovery finds on the pages of a visit, and which of the stories are asked for. Pure.

The file's article_url is left aside here: it is held against what is found without it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from crawler.checking.visit import Answer, Asked
from crawler.discovery import Findings, discover
from crawler.discovery.link import Kind, Link
from crawler.markup import UnreadablePageError
from crawler.page import Page
from crawler.portal import Portal
from crawler.urls import key_of

SAMPLES = 3
SURE = 0.5  # score from which on a link counts as a story's


def found_on(page: Page, portal: Portal, hosts: Collection[str]) -> Findings | None:
    """What discovery finds on a page without the file's article_url; None where the bytes are no document."""
    try:
        return discover(page, replace(portal, article_url=None), hosts=hosts)
    except UnreadablePageError:
        return None


def stories_of(found: Findings | None) -> list[Link]:
    """The links that are likely stories."""
    links = found.links if found else ()
    return [link for link in links if link.kind is Kind.ARTICLE and not link.pager and link.score >= SURE]


def further_pages(found: Findings | None) -> list[Link]:
    """The further pages of a listing, the next one first."""
    return [link for link in found.links if link.pager] if found else []


def fresh_on(further: Answer, first: Answer, portal: Portal, hosts: Collection[str]) -> int:
    """How many stories a further page names that the first one does not."""
    known, there = (
        {key_of(link.url) for link in stories_of(found_on(answer.page, portal, hosts))} if answer.page else set()
        for answer in (first, further)
    )
    return len(there - known)


def story_links(portal: Portal, asked: Iterable[Asked], hosts: Collection[str]) -> list[Link]:
    """The stories that the answers name, each once."""
    found: dict[str, Link] = {}
    for one in asked:
        for answer in filter(None, (one.answer, one.further)):
            for link in stories_of(found_on(answer.page, portal, hosts) if answer.page else None):
                found.setdefault(key_of(link.url), link)
    return list(found.values())


def is_named(url: str, pattern: str | None) -> bool:
    """Whether the file's article_url matches an address; False where there is none."""
    return bool(pattern and re.search(pattern, url))


def sample_of(links: Sequence[Link], pattern: str | None) -> list[Link]:
    """Three of the stories, apart from each other. Where article_url misses some, one of these is the last."""
    sure = _surest(links)
    named = [link for link in sure if is_named(link.url, pattern)] if pattern else sure
    missed = [link for link in sure if link not in named]
    chosen = _apart(named, SAMPLES - bool(missed and named)) if named else []
    return chosen + _best(missed, SAMPLES - len(chosen))


def _surest(links: Sequence[Link]) -> Sequence[Link]:
    """The links that most speak for: of a high score and with a date, where there are enough of them."""
    dated = [link for link in links if link.date and link.score >= 0.8]
    high, good = ([link for link in links if link.score >= least] for least in (0.8, 0.6))
    return next((some for some in (dated, high, good) if len(some) >= SAMPLES), links)


def _apart(links: Sequence[Link], count: int) -> list[Link]:
    """The first, the last of the first twenty, and one between them."""
    near = links[:20]
    if len(near) <= count:
        return list(near)
    steps = max(count - 1, 1)
    return [near[step * (len(near) - 1) // steps] for step in range(count)]


def _best(links: Sequence[Link], count: int) -> list[Link]:
    return sorted(links, key=lambda link: -link.score)[: max(count, 0)]
