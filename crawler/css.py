"""The selectors of portal files: CSS, with Scrapy's `::attr(name)` and `::text` at the end where a text is wanted."""

from __future__ import annotations

import re

from cssselect import FunctionalPseudoElement, HTMLTranslator, parse
from cssselect.parser import Selector
from cssselect.xpath import ExpressionError
from lxml import etree

ATTRIBUTE = re.compile(r"[\w.-]+(?::[\w.-]+)?")


def compiled(selector: str, *, texts: bool = True) -> etree.XPath:
    """The selector as an XPath that gives elements and, with `::attr(name)` or `::text`, strings, in page order.

    texts: whether these two may stand in it. Raises cssselect.SelectorError or lxml.etree.XPathError where it is none.
    """
    return etree.XPath(" | ".join(_path(part, texts=texts) for part in parse(selector)))


def _path(part: Selector, *, texts: bool) -> str:
    path = HTMLTranslator().selector_to_xpath(part)
    reads = part.pseudo_element
    if reads is None:
        return path
    if not texts:
        raise ExpressionError("elements are wanted here, no ::attr() or ::text")
    if reads == "text":
        return f"{path}/text()"
    if isinstance(reads, FunctionalPseudoElement) and reads.name == "attr" and len(reads.arguments) == 1:
        name = str(reads.arguments[0].value).lower()  # as the HTML parser writes it
        if ATTRIBUTE.fullmatch(name):
            return f'{path}/@*[name()="{name}"]'
    raise ExpressionError("of pseudo-elements only ::attr(name) and ::text are known")
