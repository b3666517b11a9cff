"""Where a page prints dates near its article, and how each of them stands there.

Only the neighbourhood of headline and body is walked, so the cost does not grow with the page: the clock in the header,
the dates of other stories and the comments lie outside or are passed over by their containers' names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.date_walk import (
    END,
    LOOKS_DATED,
    SKIPPED,
    STEPS_BEFORE,
    Chunk,
    following,
    inside,
    is_foreign,
    is_margin,
    is_named,
    names_of,
    preceding,
    whole_text,
)

Position = Literal["before", "head", "body", "after", "page"]

STEPS_AFTER, STEPS_END, STEPS_BRIEF = 300, 60, 30
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
        yield from _places(islice(inside(headline, own=False), 20), "head", stop=False)
        after = following(headline, body)
        near = islice(after, STEPS_BRIEF) if brief else islice(_until_end(after), STEPS_AFTER)
        yield from _places(near, "head", stop=body is not None)
    else:
        yield from _places(islice(inside(anchor), STEPS_BRIEF if brief else STEPS_AFTER), "body", stop=True)
    if brief:
        return
    yield from _places(islice(preceding(anchor), STEPS_BEFORE), "before", stop=False)
    if body is not None:
        yield from _places(islice(following(body), STEPS_END), "after", stop=False)


def anywhere(tree: HtmlElement, headline: HtmlElement | None) -> Iterator[Place]:
    """The page's `time` elements and those that are named after a date, chrome left out."""
    around = frozenset(headline.iterancestors()) if headline is not None else frozenset()
    for distance, element in enumerate(islice(_named_elements(tree), 60)):
        if not _in_chrome(element, around):
            chunk = whole_text(element)
            if chunk:
                yield Place(chunk.text, "page", distance, "", named=True, datetime=chunk.datetime)


def lines(tree: HtmlElement) -> Iterator[Place]:
    """All short texts that may hold a year, chrome left out: the last resort."""
    found = SHORT_TEXTS(tree)
    for distance, text in enumerate(found[:120] if isinstance(found, list) else []):
        parent = text.getparent() if isinstance(text, etree._ElementUnicodeResult) else None  # noqa: SLF001 - its only name
        if parent is not None and LOOKS_DATED.search(str(text)) and not _in_chrome(parent, frozenset()):
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
    " or contains(., 'posted')]/.. | descendant::*/@id[contains(., 'date') or contains(., 'Date')]/.."
)


def _in_chrome(element: HtmlElement, around: frozenset[HtmlElement]) -> bool:
    """Whether the element stands in a part of the page that is not the article's. What is around the headline is."""
    of_article = False  # an article: it may hold its date in a margin, though not in a box of other stories
    for ancestor in chain((element,), element.iterancestors()):
        if ancestor in around:
            return False
        of_article = of_article or ancestor.tag in {"article", "main"}
        if ancestor.tag in SKIPPED or is_foreign(ancestor) or (not of_article and is_margin(ancestor)):
            return True
    return False


def _places(chunks: Iterator[Chunk], position: Position, stop: bool) -> Iterator[Place]:
    label, read = "", 0
    for distance, chunk in enumerate(chunks):
        if chunk is END:
            position = "after"
        if len(chunk.text) >= LONG_TEXT and position == "head":
            position = "body"
        if chunk.datetime or LOOKS_DATED.search(chunk.text[:LONG_TEXT]):
            yield Place(chunk.text[:LONG_TEXT], position, distance, label[-60:], chunk.named, chunk.datetime)
        read += len(chunk.text)
        if position in {"head", "body"} and read > OPENING and stop:
            return
        label = chunk.text if len(chunk.text) <= 60 else ""


def _until_end(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    return takewhile(lambda chunk: chunk is not END, chunks)
