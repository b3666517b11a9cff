"""Pagers that Chinese portals write by script: how many pages there are, which one this is, what they are named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from crawler.urls import canonical, parts_of

_MAX_SCRIPT = 100_000
_MAX_PAGES = 2_000
# createPageHTML(pages, this one, "index", "html"), also with the name of an element before them
_CALL = re.compile(
    r"(?:create|make|show)_?Pag(?:e|ing)\w{0,10}\(\s{0,5}(?:['\"][^'\"]{0,40}['\"]\s{0,5},\s{0,5})?['\"]?(\d{1,6})['\"]?\s{0,5},"
    r"\s{0,5}['\"]?(\d{1,6})['\"]?\s{0,5},\s{0,5}['\"]([\w-]{1,60})['\"]\s{0,5},\s{0,5}['\"]\.?(\w{1,10})['\"]"
)
_COUNT = re.compile(r"\b(?:countPage|_?PAGE_COUNT)\s{0,5}=\s{0,5}['\"]?(\d{1,6})\b")
_INDEX = re.compile(r"\b(?:currentPage|_?PAGE_INDEX)\s{0,5}=\s{0,5}['\"]?(\d{1,6})\b")
_NAME = re.compile(
    r"_?PAGE_NAME\s{0,5}=\s{0,5}['\"]([\w-]{1,60})['\"]|\b([A-Za-z]\w{0,40}?)[\"'\s+\\]{0,6}_[\"'\s]{1,4}\+"
)
_ENDING = re.compile(r"_?PAGE_EXT\s{0,5}=\s{0,5}['\"]\.?(\w{1,6})['\"]|\.[\"'\s+]{0,6}(s?html?|jsp|php|aspx?)\b")
_NUMBERED = re.compile(r"_\d{1,5}\.\w{2,5}$")


class _Pages(NamedTuple):
    """total: pages there are; now: the number of this one; name, ending: `index`, `html`."""

    total: int
    now: int
    name: str
    ending: str


def script_pages(tree: HtmlElement, here: str) -> list[str]:
    """The addresses of the pages after this one, in order."""
    for script in islice(tree.iter("script"), 200):
        text = (script.text or "")[:_MAX_SCRIPT]
        if ("age" in text or "PAGE" in text) and (pages := _called(text) or _set(text)):
            return list(_addresses(pages, here))
    return []


def _called(text: str) -> _Pages | None:
    found = _CALL.search(text)
    return _Pages(int(found[1]), int(found[2]), found[3], found[4]) if found else None


def _set(text: str) -> _Pages | None:
    """`var countPage = 12; var currentPage = 0;` with the names of the pages in what the script writes."""
    count, index = _COUNT.search(text), _INDEX.search(text)
    if not (count and index):
        return None
    name, ending = _NAME.search(text), _ENDING.search(text)
    if not (name and ending):
        return None
    return _Pages(int(count[1]), int(index[1]), name[1] or name[2], ending[1] or ending[2])


def _addresses(pages: _Pages, here: str) -> Iterator[str]:
    """The first page has no number. Where it calls itself 1 and not 0, the last one bears the count."""
    from_one = pages.now == 1 and not _NUMBERED.search(parts_of(here).path)
    end = pages.total + from_one
    for page in range(pages.now + 1, min(end, pages.now + _MAX_PAGES)):
        if address := canonical(f"{pages.name}_{page}.{pages.ending}", here):
            yield address
