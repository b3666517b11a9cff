"""Where a page prints dates near its article, and how each of them stands there.

Only the neighbourhood of headline and body is walked, so the cost does not grow with the page: the clock in the header,
the dates of other stories and the comments lie outside or are passed over by their containers' names.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.dates.walk import (
    BEGIN,
    END,
    LOOKS_DATED,
    SKIPPED,
    STEPS_BEFORE,
    Chunk,
    following,
    inside,
    is_named,
    names_of,
    preceding,
    roles_of,
    whole_text,
)

Position = Literal["before", "head", "body", "end", "after", "page", "side", "edge"]

STEPS_AFTER, STEPS_CLOSING, STEPS_END, STEPS_BRIEF = 300, 12, 60, 30
LONGEST_BODY = 20_000  # texts of a body whose end is looked for
LABEL = 60  # characters of a text that may be the label of the next
AFTER_DIGITS = re.compile(r"\A.*\d", re.DOTALL)
LONG_TEXT = 200  # characters of one text from which on it is taken for the story itself
OPENING = 1_200  # characters of the body in which a dateline may stand


@dataclass(frozen=True, slots=True)
class Place:
    """A text that may print a date.

    label: what stands before it in the neighbouring text. named: its element is a `time` or is named after a date.
    datetime: the element's attribute. distance: steps from the headline (or the body's start).
    """

    text: str
    position: Position
    distance: int
    label: str = ""
    named: bool = False
    datetime: str | None = None


def places(headline: HtmlElement | None, body: HtmlElement | None, *, brief: bool = False) -> Iterator[Place]:
    """Texts with digits after the headline, at the body's start, before the headline and after the body.

    brief: only what follows the headline closely, for what is not worth a long walk.
    """
    anchor = headline if headline is not None else body
    if anchor is None:
        return
    if headline is not None:
        split = body is not None and all(each is not body for each in headline.iterancestors())
        yield from _places(islice(inside(headline, own=False), 20), "head", stop=False)
        after = following(headline, body)
        near = islice(after, STEPS_BRIEF) if brief else islice(_until_end(after), STEPS_AFTER)
        yield from _places(near, "head", stop=body is not None, split=split)
    else:
        yield from _places(islice(inside(anchor), STEPS_BRIEF if brief else STEPS_AFTER), "body", stop=True)
    if brief:
        return
    yield from _places(islice(preceding(anchor), STEPS_BEFORE), "before", stop=False)
    if body is not None:
        yield from _closing(body)
        yield from _places(islice(following(body), STEPS_END), "after", stop=False)


def _closing(body: HtmlElement) -> Iterator[Place]:
    """The last short texts of the body, the last first: `Hà Nội, ngày 10 tháng 8 năm 2023` before a signature."""
    texts = list(deque(islice(inside(body), LONGEST_BODY), maxlen=STEPS_CLOSING + 1))
    labels = (each.text if len(each.text) <= LABEL else "" for each in texts)
    labelled = list(zip(labels, texts[1:], strict=False))
    for distance, (label, chunk) in enumerate(reversed(labelled)):
        if len(chunk.text) <= LONG_TEXT and (chunk.datetime or LOOKS_DATED.search(chunk.text)):
            yield Place(chunk.text, "end", distance, label, chunk.named, chunk.datetime)


def anywhere(tree: HtmlElement, headline: HtmlElement | None) -> Iterator[Place]:
    """The page's `time` elements and those that are named after a date, but for boxes of other stories and the like."""
    around = frozenset(headline.iterancestors()) if headline is not None else frozenset()
    for distance, element in enumerate(islice(_named_elements(tree), 60)):
        part = _part_of(element, around)
        chunk = whole_text(element) if part else None
        if part and chunk:
            yield Place(chunk.text, part, distance, "", named=True, datetime=chunk.datetime)


def lines(tree: HtmlElement) -> Iterator[Place]:
    """All short texts that may hold a year, chrome left out: the last resort."""
    found = SHORT_TEXTS(tree)
    for distance, text in enumerate(found[:120] if isinstance(found, list) else []):
        parent = text.getparent() if isinstance(text, etree._ElementUnicodeResult) else None  # noqa: SLF001 - its only name
        if parent is not None and LOOKS_DATED.search(str(text)) and _part_of(parent, frozenset()) == "page":
            yield Place(str(text).strip(), "page", distance)


def _named_elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    yield from tree.iter("time")
    found = NAMED_BY_CLASS(tree)
    for element in found[:200] if isinstance(found, list) else []:
        if isinstance(element, HtmlElement) and element.tag != "time" and any(map(is_named, names_of(element))):
            yield element


SHORT_TEXTS = etree.XPath(
    "descendant::text()[string-length(.) < 120 and (contains(., '20') or contains(., '199'))"
    " and not(parent::script or parent::style)]"
)
NAMED_BY_CLASS = etree.XPath(
    "descendant::*/@class[contains(., 'date') or contains(., 'Date') or contains(., 'time') or contains(., 'publi')"
    " or contains(., 'posted') or contains(., 'odified')]/.."
    " | descendant::*/@id[contains(., 'date') or contains(., 'Date')]/.."
)


def _part_of(element: HtmlElement, around: frozenset[HtmlElement]) -> Position | None:
    """In which part of the page it stands; None for boxes of other stories. `around`: elements of the article."""
    of_article = False  # an article: it may hold its date in a margin, though not in a box of other stories
    part: Position = "page"
    for ancestor in chain((element,), element.iterancestors()):
        if ancestor in around:
            return part
        of_article = of_article or ancestor.tag in {"article", "main"}
        roles = roles_of(ancestor)
        if ancestor.tag in SKIPPED or roles.foreign:
            return None
        if not of_article and (roles.side or roles.edge):
            part = "edge" if roles.edge else "side" if part == "page" else part
    return part


def _places(chunks: Iterator[Chunk], position: Position, *, stop: bool, split: bool = True) -> Iterator[Place]:
    """split: whether the body begins with BEGIN; else it begins with the first text as long as a paragraph."""
    label, read, within = "", 0, 0
    begun = not split
    for distance, chunk in enumerate(chunks):
        begun = begun or chunk is BEGIN
        position = "after" if chunk is END else position
        if begun and position == "head" and (len(chunk.text) >= LONG_TEXT or (split and within >= LONG_TEXT)):
            position = "body"
        dated = chunk.datetime or LOOKS_DATED.search(chunk.text[:LONG_TEXT])
        if dated:
            yield Place(chunk.text[:LONG_TEXT], position, distance, label[-LABEL:], chunk.named, chunk.datetime)
        read += len(chunk.text)
        within += len(chunk.text) if begun else 0
        if position in {"head", "body"} and read > OPENING and stop:
            return
        # The words before a date are that date's; those after it may be the next one's.
        words = AFTER_DIGITS.sub("", chunk.text) if dated else chunk.text
        label = words if len(words) <= LABEL else ""


def _until_end(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    return takewhile(lambda chunk: chunk is not END, chunks)
