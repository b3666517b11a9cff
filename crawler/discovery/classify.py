"""Is a fetched page a story, a listing, or neither? Decided from its address, its shape and what extraction found.

`look` reads the page (before extraction changes its tree); `judge` is arithmetic over plain values.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from lxml.etree import XPath
from lxml.html import HtmlElement

from crawler.discovery.address import shape_of, story_evidence
from crawler.discovery.anchors import Anchor, anchors_of
from crawler.discovery.declared import types_of
from crawler.discovery.layout import Layout, Region
from crawler.discovery.link import Kind, Link
from crawler.discovery.listing import teasers_of
from crawler.discovery.pager import pager_links
from crawler.discovery.refusal import refusal
from crawler.discovery.texts import squeeze, text_of, text_width
from crawler.page import Page
from crawler.urls import identity

__all__ = ["Found", "Judgement", "Looks", "ShapeRecord", "judge", "look", "shape_of"]

_BLOCKS = frozenset({"p", "td", "div", "article", "section", "li", "span", "font", "strong", "em", "b", "i"})
_RULE = 5  # stories from which what they share is taken for the portal's rule
_TEASER = 1_000  # an item with more text than this is no teaser but a column of the page
_TOLD = 300  # characters of text under a date: what refuses a visitor has less to tell
_LINKS_SAY = 6.0  # evidence: what teasers and a pager can say against a story at most (_list_evidence, _evidence)
_PROSE = 80  # a text node this wide is prose: labels and headlines are shorter
_LONG_TEXTS = XPath(f"/descendant::text()[string-length() >= {_PROSE // 2}][not(parent::script or parent::style)]")
_STORY_TYPES = re.compile(
    r"(?:news|blog|reportage|analysis|opinion|tech|scholarly)?(?:article|posting)|report|pressrelease", re.IGNORECASE
)
_LIST_TYPES = re.compile(
    r"collectionpage|searchresultspage|itemlist|profilepage|contactpage|aboutpage|faqpage|checkoutpage", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What extraction found on the page. dated: it has a publication date; body_length in characters."""

    title: str | None = None
    dated: bool = False
    body_length: int = 0
    attachments: int = 0
    images: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeRecord:
    """How many pages with addresses of one shape (`shape_of`) turned out to be stories on this portal, how many not.

    dated: how many of the stories had a date.
    """

    stories: int = 0
    others: int = 0
    dated: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What the page shows before extraction.

    types: og:type and JSON-LD's, in lower case. prose: characters of running text beside links and teasers. teasers:
    likely stories linked from the main part of the page. pager: it has further pages.
    """

    status: int = 200
    title: str = ""
    headings: str = ""
    opening: str = ""
    types: frozenset[str] = frozenset()
    prose: int = 0
    teasers: int = 0
    pager: bool = False
    password_field: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """kind: ARTICLE, LISTING or UNKNOWN (neither); reason in a few words; score: 0 to 1, how likely a story."""

    kind: Kind
    reason: str
    score: float


def look(page: Page, anchors: Sequence[Anchor] | None = None, pagers: Sequence[Link] | None = None) -> Looks:
    """Read what `judge` needs. To be called before extraction changes the tree.

    anchors, pagers: the page's, where `discover` has read them already. Raises UnreadablePageError.
    """
    tree = page.tree
    anchors = anchors_of(tree, page.url) if anchors is None else anchors
    main = [anchor for anchor in anchors if anchor.region is Region.MAIN]
    teasers = teasers_of(main)
    return replace(
        glance(page),
        prose=_prose(tree, {item for _, item in teasers}, anchors[0].layout if anchors else Layout()),
        teasers=len(teasers),
        pager=bool(pager_links(tree, anchors, page.url) if pagers is None else pagers),
    )


def glance(page: Page) -> Looks:
    """What can be seen without a look at the page's links. Raises UnreadablePageError."""
    tree = page.tree
    return Looks(
        status=page.status,
        title=_document_title(tree),
        headings=squeeze(" ".join(text_of(node) for node in islice(tree.iter("h1", "h2"), 4))),
        opening=text_of(tree, 1_500, nodes=20_000),
        types=frozenset(islice(types_of(tree), 40)),
        password_field=any((node.get("type") or "").lower() == "password" for node in tree.iter("input")),
    )


def is_surely_story(
    url: str, glanced: Looks, found: Found, *, named: bool = False, seen: ShapeRecord = ShapeRecord()
) -> bool:
    """Whether `judge` would call the page a story whatever its links are like. glanced: see `glance`."""
    if not (found.dated and found.body_length >= _TOLD) or glanced.status >= 400 or _is_home(url):
        return False
    return sum(_evidence(url, glanced, found, named=named, seen=seen).values()) > _LINKS_SAY


def judge(
    url: str,
    looks: Looks,
    found: Found,
    *,
    named: bool = False,
    seen: ShapeRecord = ShapeRecord(),
) -> Judgement:
    """Say what the page at `url` is.

    named: the portal's file says that addresses like this are stories, or its feed names this one. seen: what other
    pages with an address of this shape turned out to be.
    """
    refused = _refused(looks, found)
    if refused:
        return Judgement(Kind.UNKNOWN, refused, 0.0)
    if _is_home(url):
        return Judgement(Kind.LISTING, "the home page", 0.0)
    evidence = _evidence(url, looks, found, named=named, seen=seen)
    total = sum(evidence.values())
    score = round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)
    if total > 0:
        return Judgement(Kind.ARTICLE, _reason(evidence, 1), score)
    is_list = looks.teasers >= 4 or (looks.pager and looks.teasers > 0)
    kind = Kind.LISTING if is_list else Kind.UNKNOWN
    return Judgement(kind, _reason(evidence, -1), score)


def _is_home(url: str) -> bool:
    return not {"/", "?"} & set(identity(url))


def _refused(looks: Looks, found: Found) -> str | None:
    if looks.status >= 400:
        return f"status {looks.status}"
    if found.dated and found.body_length >= _TOLD:
        return None  # "Decision No. 404", "Security check of all mines": headlines sound like refusals too
    length = max(found.body_length, looks.prose)
    password = looks.password_field and not (found.dated and found.body_length >= 100)
    return refusal(looks.title, looks.headings, looks.opening, body_length=length, password_field=password)


def _evidence(url: str, looks: Looks, found: Found, *, named: bool, seen: ShapeRecord) -> dict[str, float]:
    return {
        "named as a story": 3.0 if named else 0.0,
        "dated" if found.dated else "no date": 2.0 if found.dated else -3.5,
        "headline" if found.title else "no headline": 0.5 if found.title else -2.5,
        f"{found.body_length} characters": _length_evidence(found),
        "its address": max(-2.0, min(2.0, story_evidence(url) * 0.6)),
        "its declared type": _type_evidence(looks.types),
        f"{looks.teasers} teasers, {looks.prose} characters of prose": _list_evidence(looks),
        "further pages": 0.0 if not looks.pager else -2.0 if looks.teasers >= 3 else -0.5,
        f"{seen.stories} of {seen.stories + seen.others} like it are stories": _learned(seen),
        f"{seen.dated} like it have a date": -4.0 if not found.dated and _are_dated(seen) else 0.0,
    }


def _length_evidence(found: Found) -> float:
    if found.body_length >= 600:
        return 1.5
    if found.body_length >= 200:
        return 0.8
    if found.attachments or found.images:  # a scanned letter under a headline is the news itself
        return 0.3
    return -0.5 if found.body_length >= 60 else -2.5


def _type_evidence(types: frozenset[str]) -> float:
    if any(_LIST_TYPES.fullmatch(name) for name in types):
        return -1.5
    if types & {"newsarticle", "reportagenewsarticle", "blogposting"}:
        return 2.0
    return 0.7 if any(_STORY_TYPES.fullmatch(name) for name in types) else 0.0


def _list_evidence(looks: Looks) -> float:
    """Many teasers and little prose beside them make a listing; a story may well name ten others below itself."""
    if looks.teasers < 3 or looks.prose >= 1_000:
        return 0.0
    if looks.prose < 300:
        return -4.0 if looks.teasers >= 5 else -3.0
    return -1.5 if looks.prose < 80 * looks.teasers else 0.0


def _learned(seen: ShapeRecord) -> float:
    odds = math.log((seen.stories + 0.5) / (seen.others + 0.5))
    return max(-3.0, min(3.0, odds))


def _are_dated(seen: ShapeRecord) -> bool:
    """Whether the stories carry a date as a rule: a page of the same folder that has none is about something."""
    return seen.stories >= _RULE and seen.dated >= 0.9 * seen.stories


def _reason(evidence: dict[str, float], sign: int) -> str:
    weighty = sorted(evidence.items(), key=lambda pair: -sign * pair[1])
    return ", ".join(name for name, weight in weighty[:3] if weight * sign > 0)


def _document_title(tree: HtmlElement) -> str:
    return next((squeeze(node.text or "")[:400] for node in islice(tree.iter("title"), 1)), "")


def _prose(tree: HtmlElement, teasers: set[HtmlElement], layout: Layout) -> int:
    """Characters of running text outside of chrome and of the items that tease other pages."""
    small = {item for item in teasers if len(text_of(item, _TEASER + 1, nodes=2_000)) <= _TEASER}
    lengths: Counter[HtmlElement] = Counter()
    texts: Any = _LONG_TEXTS(tree)  # strings that know their element, which lxml's types do not tell
    for text in texts[:20_000]:
        if text_width(text) >= _PROSE:
            beside = text.getparent()
            lengths[beside.getparent() if text.is_tail else beside] += len(text)
    return sum(length for block, length in lengths.items() if _is_prose(block, small, layout))


def _is_prose(block: HtmlElement, teasers: set[HtmlElement], layout: Layout) -> bool:
    return block.tag in _BLOCKS and not _teases(block, teasers) and layout.region_of(block) is Region.MAIN


def _teases(node: HtmlElement, teasers: set[HtmlElement]) -> bool:
    """Whether the text is part of a teaser: inside its item, or behind it in a flat list."""
    around = (node, *islice(node.iterancestors(), 8))
    return any(block in teasers for block in around) or any(
        block in teasers for block in islice(node.itersiblings(preceding=True), 2)
    )
