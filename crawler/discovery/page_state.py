"""The data that a page hands to its scripts, where they are its listing: stories, and the endpoint of further ones.

Of a page whose list is drawn by a script, this is all that a reader without a browser has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.discovery.json_body import containers
from crawler.discovery.json_list import listed
from crawler.discovery.json_pager import json_pagers
from crawler.discovery.link import Kind, Link
from crawler.script_values.values import script_values
from crawler.urls import canonical

_MAX_JSON = 1_000_000
_MAX_VALUES = 60
_ENDPOINT = re.compile(
    r"(?:list|news|articles?|posts?|items?|data|more|next|load_?more|fetch|ajax|api)?_?(?:end_?point|api|api_?url|ajax_?url|fetch_?url)"
    r"|(?:list|news|more|load_?more|ajax|data)_?(?:url|uri|href)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"menu|nav(?!ig)|search|suggest|config|auth|login|user|comment|weather|translat|locale|i18n|track|analytic|graphql|image|asset"
    r"|upload|share|cookie|subscri|newsletter|contact|count|vote|poll",
    re.IGNORECASE,
)
_NEXT_SCORE = 0.85


def state_links(tree: HtmlElement, url: str, *, shown: int) -> list[Link]:
    """The next page, then the stories, that the data of a page's scripts name.

    shown: how many stories the page's own links lead to; where it shows some, its data are not read for stories.
    """
    for value in islice(_values(tree), _MAX_VALUES):
        if shown and not any(_endpoints(value, url)):
            continue
        found = listed(value, url, guess=_below(url))
        further = list(_further(value, url, found.length))
        stories = [] if shown else list(found.stories)
        if further or len(stories) > 1:
            named = further[:1] or ([] if shown else json_pagers(value, url, length=found.length))
            return named + stories
    return []


def _values(tree: HtmlElement) -> Iterator[Any]:
    for value in script_values(tree):
        if isinstance(value, (dict, list)):
            yield value
    for script in islice(tree.iter("script"), 200):
        if "ld+json" in (script.get("type") or "").lower():
            try:
                yield json.loads((script.text or "")[:_MAX_JSON], strict=False)
            except (ValueError, RecursionError):
                continue


def _below(url: str) -> str:
    """Where the stories of a listing stand whose data names them by their slugs alone."""
    return f"{urlsplit(url).path.rstrip('/')}/{{slug}}"


def _further(value: Any, url: str, length: int) -> Iterator[Link]:
    """The endpoints that a value names, each with the place in the list that stands beside it."""
    for part, endpoint in _endpoints(value, url):
        if length:
            yield from json_pagers(part, endpoint, length=length)
        else:
            yield Link(url=endpoint, kind=Kind.LISTING, score=_NEXT_SCORE, pager=True)


def _endpoints(value: Any, url: str) -> Iterator[tuple[dict[str, Any], str]]:
    """The addresses under the names of endpoints, each with the object it stands in."""
    for _, part in containers(value):
        for name, text in part.items() if isinstance(part, dict) else ():
            if not isinstance(text, str) or "/" not in text or not _ENDPOINT.fullmatch(str(name)):
                continue
            told = len(text) <= 2_000 and " " not in text and not _OTHER.search(f"{name} {text}")
            if told and (endpoint := canonical(text, url)):
                yield part, endpoint
