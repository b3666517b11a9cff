"""JSON answers as listings: any list of records that name pages, however deep, whatever the fields are called.

A record that has no address but an id or a slug gets one only where the same JSON holds the pattern
(`"detailUrl": "/news/{id}"`), or where stories of the portal are known to follow one (story_address.py).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from crawler.discovery.address import story_evidence
from crawler.discovery.json_body import containers
from crawler.discovery.json_fields import Fields, addresses, dates, fields_of, titles
from crawler.discovery.link import Kind, Link
from crawler.discovery.sections import under_news
from crawler.discovery.story_address import made_addresses
from crawler.discovery.texts import text_width
from crawler.urls import identity

MAX_STORIES = 2_000
LEAST_SCORE = 0.3
_EVEN_EVIDENCE = 2.5
_SOFTNESS = 1.3
_NO_STORIES = frozenset({"breadcrumblist", "sitenavigationelement", "organization", "website", "imageobject"})
_CHROME = re.compile(
    r"menus?|nav(?:igation)?|footer|header|breadcrumbs?|languages?|locales?|social(?:links)?|categories|tags|facets|filters"
    r"|aggregations|banners?|partners|sidebar|translations|_links",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class JsonList:
    """What a JSON value lists. stories: each address once, in its order; length: of the longest list they stand in."""

    stories: tuple[Link, ...] = ()
    length: int = 0


def listed(data: Any, base: str, *, known: Collection[str] = (), guess: str = "") -> JsonList:
    """The stories that a JSON value names, with scores; those below 0.3 are left out.

    base: what relative addresses stand on. known: addresses of stories, whose pattern makes addresses of ids and slugs;
    guess: the pattern to try where there is no other.
    """
    found: list[tuple[list[Link], bool]] = []
    done: set[int] = set()
    for name, value in containers(data):
        if id(value) in done or _CHROME.fullmatch(name) or _is_chrome(value):
            done.update(map(id, _parts(value)))
            continue
        links, dated = _links(_records(value), data, base, known, guess)
        if links:
            found.append((links, dated))
            done.update(map(id, _parts(value)))
    return _merged(found)


def _merged(found: Sequence[tuple[list[Link], bool]]) -> JsonList:
    """The stories of all lists; where one has dates, those without are menus and the like."""
    if any(dated for _, dated in found):
        found = [(links, dated) for links, dated in found if dated]
    stories: dict[str, Link] = {}
    for links, _ in found:
        for link in links:
            stories.setdefault(identity(link.url), link)
    return JsonList(tuple(islice(stories.values(), MAX_STORIES)), max((len(links) for links, _ in found), default=0))


def _parts(value: Any) -> list[Any]:
    parts = value.values() if isinstance(value, dict) else value
    return [part for part in parts if isinstance(part, (dict, list))]


def _is_chrome(value: Any) -> bool:
    kind = value.get("@type") if isinstance(value, dict) else None
    return isinstance(kind, str) and kind.lower() in _NO_STORIES


def _records(value: Any) -> list[Fields]:
    """The objects of a list, or of an object that keeps them under their ids."""
    parts = list(islice(value.values() if isinstance(value, dict) else value, MAX_STORIES))
    objects = [part for part in parts if isinstance(part, dict)]
    if isinstance(value, dict) and (len(objects) < 2 or len(objects) < len(parts) or not _alike(objects)):
        return []
    return [fields_of(each) for each in objects]


def _alike(objects: Sequence[dict[str, Any]]) -> bool:
    first = set(objects[0])
    return all(len(first & set(each)) * 2 >= len(first | set(each)) for each in objects[:20])


def _links(
    records: Sequence[Fields], data: Any, base: str, known: Collection[str], guess: str
) -> tuple[list[Link], bool]:
    if not records:
        return [], False
    named, when = titles(records), dates(records)
    urls = addresses(records, base)
    if not any(urls) and any(named):
        urls = made_addresses(records, data, base, known, guess=guess)
    dated = sum(has for _, has in when) * 2 >= len(records)
    links = [
        _link(url, title, day, has or dated, in_list=len(records) >= 3)
        for url, title, (day, has) in zip(urls, named, when, strict=True)
        if url
    ]
    return [link for link in links if link.score >= LEAST_SCORE], dated


def _link(url: str, title: str | None, day: str | None, dated: bool, *, in_list: bool) -> Link:
    spelling = story_evidence(url) + 1.0 * under_news(url)
    evidence = max(-1.5 if dated else -3.0, min(3.0, spelling)) + _worded(title) + 5.0 * dated + 1.0 * in_list
    score = round(1 / (1 + math.exp((_EVEN_EVIDENCE - evidence) / _SOFTNESS)), 3)
    return Link(url=url, kind=Kind.ARTICLE, title=title, date=day, score=score)


def _worded(title: str | None) -> float:
    width = text_width(title or "")
    if width >= 50:
        return 2.2
    if width >= 30:
        return 1.2
    return 0.5 if width >= 15 else -0.5 if width else -1.0
