"""Where a listing gets its further stories from when a script fetches them: "load more" buttons, endless scrolling.

What the page asks for is read in script_requests.py; here is decided which of it brings stories, and which page comes
next. Answers are JSON or pieces of HTML; what they say leads on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from lxml.html import HtmlElement

from crawler.discovery.json_pager import with_parameter
from crawler.discovery.link import Kind, Link, Post
from crawler.discovery.script_counters import Counter, counter_of, is_turned, number_of
from crawler.discovery.script_parts import Hole
from crawler.discovery.script_request import Request
from crawler.discovery.script_requests import asks_of
from crawler.discovery.sections import under_news
from crawler.urls import canonical, is_document, is_media

_MAX_PAGES = 300
_BEST = 2
_LEAST = 3.0
_NEXT_SCORE, _LATER_SCORE = 0.8, 0.65
_FORM = "application/x-www-form-urlencoded"

_CURSOR = re.compile(r".*cursor|.*token|after|before|continuation|last_?id|c|since_?id|max_?id", re.IGNORECASE)
_PAGES = re.compile(
    r"(?:max|total|last|num|all)_?(?:num_?)?pages?|page_?count|pages_?total|max_?num_?pages|pages", re.IGNORECASE
)
_TOTAL = re.compile(r"total(?:_?(?:count|items|results|records|posts))?|count", re.IGNORECASE)
_PLACE = re.compile(r"\{\{?\s?(?:#|page|p|n|num|number)\s?\}?\}|__PAGE__|%23page%23|\{0\}", re.IGNORECASE)
_NO_STORIES = re.compile(
    r"search|suggest|complete|weather|wetter|clima(?:-|_)?hoje|hit|view_?count|visit|counter|poll|vote|comment|log(?:in|out)?(?![a-z])"
    r"|subscri|newsletter|cart|track|analytic|csrf|captcha|survey|feedback|rating|translat|config|locale|/menus?|/nav|cookie|consent"
    r"|currency|map|geo|air-?quality|aqi|like|share|contact|session|token",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"news|press|article|post|stor(?:y|ies)|release|media|list|more|item|feed|noticia|actualit|tin|berita|ajax|api",
    re.IGNORECASE,
)


def load_more_links(tree: HtmlElement, url: str, *, shown: int) -> list[Link]:
    """The further pages of the listing at `url` that its scripts would fetch, the next one first.

    shown: how many stories the page shows; where it is none, the first page is asked for.
    """
    asks = asks_of(tree)
    weighed = sorted(
        ((_weight(each, url), -at, each) for at, each in enumerate(asks.requests)), key=lambda one: one[:2]
    )
    best = [each for weight, _, each in reversed(weighed) if weight >= _LEAST][:_BEST]
    totals = _totals(asks.named)
    links = [link for each in best for link in _links(each, url, shown, totals)]
    unique = {(link.url, link.post): link for link in reversed(links)}
    return list(reversed(unique.values()))


def _weight(request: Request, here: str) -> float:
    address = canonical(request.url, here)
    if address is None or is_media(address) or is_document(address) or re.search(r"\.(?:js|css)$", address):
        return -9.0
    actions = (str(value) for name, value in request.pairs if name == "action")
    words = " ".join((address.partition("://")[2].partition("/")[2], *actions))
    counts = any(is_turned(name, value) or _is_cursor(name, value) for name, value in request.pairs)
    counts = counts or "\0" in request.url or _PLACE.search(request.url) is not None
    weight = request.weight + 3.0 * counts + 1.0 * bool(_LISTS.search(words)) + 0.5 * under_news(address + "/x")
    return weight - 4.0 * bool(_NO_STORIES.search(words))


def _is_cursor(name: str, value: Any) -> bool:
    return (
        bool(_CURSOR.fullmatch(name))
        and isinstance(value, (Hole, str))
        and name not in {"c", "token", "csrf_token", "_token"}
    )


def _links(request: Request, here: str, shown: int, totals: Mapping[str, int]) -> Iterator[Link]:
    turn = _turn(request, shown)
    rows = request.total or totals.get("total")
    last = totals.get("pages") or (-(-rows // turn.size) if turn.size and rows else None)
    count = 1 if last is None or turn.step != 1 else max(1, min(last - turn.first + 1, _MAX_PAGES))
    firsts = [turn.first, turn.first + 1] if turn.doubtful else [turn.first + at for at in range(count)]
    if turn.step != 1 and rows:
        firsts = list(range(turn.first, rows + 1, turn.step))[:_MAX_PAGES] or [turn.first]
    for at, first in enumerate(firsts):
        if link := _link(request, here, replace(turn, first=first), first=at == 0):
            yield link


@dataclass(frozen=True, slots=True)
class _Turn:
    """The next page. first: its number, or that of its first row; step: from one page to the next; size: rows a page.

    doubtful: the script counts from 0, which may be before it adds one.
    """

    first: int
    step: int = 1
    size: int | None = None
    doubtful: bool = False


def _turn(request: Request, shown: int) -> _Turn:
    """The page after what is shown."""
    kinds = [(counter_of(name, value), number_of(value)) for name, value in request.pairs]
    size = next((number for kind, number in kinds if kind is Counter.SIZE and number), None)
    step = size or shown or 10
    for kind, number in kinds:
        if kind is Counter.PAGE:
            if number is None:
                return _Turn(2 if shown else 1, size=size)
            first = number + 1 if shown and number <= 1 else number
            return _Turn(first, size=size, doubtful=number == 0 and shown > 0)
        if kind is Counter.ROW:
            is_read = shown >= (size or 1)  # the first rows are those that the page shows
            return _Turn(number or (step if is_read else 0), step, size)
        if kind is Counter.RECORD:
            return _Turn(shown + 1 if shown else 1, step, size)
    return _Turn(2 if shown else 1, size=size)


def _link(request: Request, here: str, turn: _Turn, *, first: bool) -> Link | None:
    path = _turned(request.url, turn.first)
    if "\0" in path:
        return None
    pairs = [(name, _filled(name, value, turn)) for name, value in request.pairs]
    kept = [(name, value) for name, value in pairs if value is not None]
    query = urlencode(kept, safe="/:,")
    address = canonical(path + (f"?{query}" if query else ""), here)
    if address is None or address == canonical(here):
        return None
    post = None
    if request.method == "POST":
        body = json.dumps(dict(kept), ensure_ascii=False) if request.media_type else query
        post = Post(body=body, media_type=request.media_type or _FORM, only=True)
    return Link(url=address, kind=Kind.LISTING, score=_NEXT_SCORE if first else _LATER_SCORE, pager=True, post=post)


def _filled(name: str, value: Any, turn: _Turn) -> str | None:
    """A parameter's value; None where it is not known, so that it is left out."""
    kind = counter_of(name, value)
    if kind is Counter.LAST:
        return str(turn.first + turn.step - 1)
    if kind not in {None, Counter.SIZE} and (isinstance(value, Hole) or number_of(value) is not None):
        return str(turn.first)
    return None if isinstance(value, Hole) else str(value)


def _turned(path: str, turn: int) -> str:
    """The address with the page's number where the script puts it, or where a pattern has a place for it."""
    path = re.sub(
        r"\0(\w*)\0",
        lambda hole: str(turn) if counter_of("", Hole(hole[1])) or len(hole[1]) == 1 else hole[0],
        path,
    )
    return _PLACE.sub(str(turn), path)


def _totals(named: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many pages or stories there are, as far as the page says so: `max_page: 7`, `data-total="41"`."""
    found: dict[str, int] = {}
    for name, value in named:
        number = int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 0
        plain = re.sub(r"(?<=[a-z])(?=[A-Z])|-", "_", name).lower()
        if number and _PAGES.fullmatch(plain):
            found.setdefault("pages", number)
        elif number and _TOTAL.fullmatch(plain):
            found.setdefault("total", number)
    return found


def fragment_links(body: bytes, url: str) -> list[Link]:
    """The next page after a piece of HTML that a script fetched: its address counted on."""
    if re.search(rb"<(?:html|head|body|!doctype)\b", body[:5_000], re.IGNORECASE):
        return []
    for name, value in parse_qsl(urlsplit(url).query):
        number = number_of(value)
        if number is not None and counter_of(name) is Counter.PAGE:
            return [Link(url=with_parameter(url, name, number + 1), kind=Kind.LISTING, score=_LATER_SCORE, pager=True)]
    return []
