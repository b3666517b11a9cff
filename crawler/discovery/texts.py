"""The words below an element of a page: all of them, the heading, what a list item says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from unicodedata import east_asian_width

from lxml.html import HtmlElement

MAX_TEXT = 400
_MAX_ITEM_TEXT = 2_000
_MAX_NODES = 1_000  # of an item: thousands of links nested into each other would be read thousands of times
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "select", "textarea"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_FIRST_WIDE = "\u1100"  # the first Hangul letter
_TITLE_CLASS = re.compile(r"title|headline|subject", re.IGNORECASE)


def anchor_text(element: HtmlElement) -> str:
    """The words of a link; of a link that is an image alone, its alt text."""
    text = text_of(element)
    if text or not len(element):
        return text
    alts = (squeeze(image.get("alt") or "") for image in islice(element.iter("img"), 10))
    return next((alt[:MAX_TEXT] for alt in alts if alt), "")


def icon_label(element: HtmlElement) -> str:
    """What a link without words is called: its own `aria-label`, or the title of what it holds."""
    nodes = islice(element.iter(), 10)
    named = (squeeze(node.get("aria-label") or node.get("title") or "") for node in nodes)
    return next((name[:MAX_TEXT] for name in named if name), "")


def text_of(element: HtmlElement, limit: int = MAX_TEXT, *, nodes: int = _MAX_NODES) -> str:
    """The visible words below an element, of its first `nodes` elements, cut at `limit` characters."""
    if not len(element):
        return squeeze(element.text or "")[:limit] if element.tag not in _SILENT else ""
    pieces, size = [], 0
    for piece in texts_of(element, nodes):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            break
    return squeeze(" ".join(pieces))[:limit]


def texts_of(element: HtmlElement, nodes: int = _MAX_NODES) -> Iterator[str]:
    """The non-blank text nodes below an element, of its first `nodes` elements, scripts and the like left out."""
    for node in islice(element.iter(), nodes):
        speaks = isinstance(node.tag, str) and node.tag not in _SILENT
        if speaks and (text := node.text) and not text.isspace():  # lxml makes it anew each time it is asked
            yield text
        if node is not element and (tail := node.tail) and not tail.isspace():
            yield tail


def squeeze(text: str) -> str:
    """The text on one line, blanks single."""
    return " ".join(text.split())


def text_width(text: str) -> int:
    """The length of a text in Latin letters: Han, Kana and Hangul say twice as much a character."""
    if text.isascii() or max(text) < _FIRST_WIDE:
        return len(text)
    widths = Counter(map(east_asian_width, text))
    return len(text) + widths["W"] + widths["F"]


def heading_of(element: HtmlElement) -> str:
    """The first heading below an element, or what its class calls a title; empty where there is none."""
    for node in islice(element.iter(), 60) if len(element) else (element,):
        if node.tag in HEADINGS or _TITLE_CLASS.search(node.get("class") or ""):
            text = text_of(node)
            if text:
                return text
    return ""


def item_texts(item: HtmlElement) -> list[str]:
    """The texts of a list item, squeezed.

    Of a flat list (dt dd dt dd, a br a br) also what follows up to the next item.
    """
    texts = [item.tail] if item.tail and not item.tail.isspace() else []
    for sibling in islice(item.itersiblings(), 4):
        begins_next = sibling.tag == item.tag or (item.tag == "dd" and sibling.tag == "dt")
        if begins_next or next(sibling.iter("a"), None) is not None:
            break
        texts += [*islice(texts_of(sibling), 20), sibling.tail or ""]
    return inside_texts(item) + [squeeze(text[:_MAX_ITEM_TEXT]) for text in texts]


def inside_texts(item: HtmlElement) -> list[str]:
    """The texts within a list item, squeezed."""
    return [squeeze(text[:_MAX_ITEM_TEXT]) for text in islice(texts_of(item), 100)]


def before_item(item: HtmlElement) -> list[str]:
    """What stands before a list item and has no link: a date's own `dt`, the heading of a day's group."""
    before = item.getprevious()
    parent = item.getparent()
    if parent is not None and (before is None or before.tag == item.tag):
        before = parent.getprevious()
    if before is None or not isinstance(before.tag, str) or next(before.iter("a"), None) is not None:
        return []
    return [squeeze(text) for text in islice(texts_of(before), 5)]
