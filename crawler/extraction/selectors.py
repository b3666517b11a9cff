"""The portal's own selectors: where its file says which element holds a field."""

from __future__ import annotations

from functools import lru_cache

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> etree.XPath | None:
    # The registry refuses a portal file with a selector that is none; here it selects nothing.
    try:
        return etree.XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathError):
        return None


def select(tree: HtmlElement, selector: str | None) -> list[HtmlElement]:
    """The elements that a CSS selector finds, in page order; none for None."""
    path = _compiled(selector) if selector else None
    found = path(tree) if path is not None else []
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []


def select_texts(tree: HtmlElement, selector: str | None) -> list[str]:
    """The texts of the selected elements, white space as single spaces, without the empty ones."""
    texts = (" ".join("".join(element.itertext()).split()) for element in select(tree, selector))
    return [text for text in texts if text]
