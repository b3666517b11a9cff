"""What elements of a page's body state by attribute: microdata, RDFa, rel=author, classes named after the author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction import meta_names

# Paths over attributes: twice as fast as predicates over elements.
MARKED = etree.XPath("descendant::*/@itemprop/.. | descendant::body/descendant::*/@property/..")
LINKED = etree.XPath("descendant::a/@rel[. = 'author']/..")
NAMED = etree.XPath("descendant::*/@class[contains(., 'uthor') or contains(., 'yline') or contains(., 'tac-gia')]/..")
BYLINE_NAME = re.compile(
    r"(?:^|[\s_-])(?:author|byline|authors|tac-gia|tacgia)(?:$|[\s_-]?(?:name|link|s)?(?:$|\s))|"
    r"[a-z](?:Author|Byline)(?:Name)?(?:$|\s)"
)
MAX_ELEMENTS = 400
LONGEST_VALUE = 400  # characters of an element's text; more is no name and no date
LONGEST_BYLINE = 120


@dataclass(frozen=True, slots=True)
class Marked:
    """(property in lower case, text), and whether an article is marked."""

    values: tuple[tuple[str, str], ...] = ()
    is_article: bool = False

    def of(self, names: frozenset[str]) -> tuple[str, ...]:
        """The texts under any of these names."""
        return tuple(text for name, text in self.values if text and name in names)


def read_marked(tree: HtmlElement) -> Marked:
    """The properties that we read, in document order."""
    values: list[tuple[str, str]] = []
    for element in _elements(MARKED(tree))[:MAX_ELEMENTS]:
        names = f"{element.get('itemprop', '')} {element.get('property', '')}".lower().split()
        values += [(name, _value(element)) for name in names if name in meta_names.MARKED]
    return Marked(tuple(values), any(name in meta_names.MARKED_ARTICLE for name, _ in values))


def bylines(tree: HtmlElement) -> Iterator[str]:
    """The text of the first element that links to an author, else of the first that is named after one."""
    found = _elements(LINKED(tree)) or [element for element in _elements(NAMED(tree))[:60] if _is_byline(element)]
    texts = (_value(element) for element in found[:5])
    first = next((text for text in texts if 2 < len(text) <= LONGEST_BYLINE), None)
    yield from (first,) if first else ()


def _is_byline(element: HtmlElement) -> bool:
    return BYLINE_NAME.search(str(element.get("class", ""))[:300]) is not None


def _elements(found: object) -> list[HtmlElement]:
    return [each for each in found if isinstance(each, HtmlElement)] if isinstance(found, list) else []


def _value(element: HtmlElement) -> str:
    """What microdata takes as the value: an attribute, else the text where it is short."""
    for attribute in ("content", "datetime"):
        value = str(element.get(attribute, "")).strip()
        if value:
            return value[:200]
    parts, length = [], 0
    for part in element.itertext():
        parts.append(str(part))
        length += len(part)
        if length > LONGEST_VALUE:
            return ""
    return " ".join("".join(parts).split())
