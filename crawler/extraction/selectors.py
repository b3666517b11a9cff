"""The portal's own selectors: where its file says which element, attribute or text holds a field."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cssselect import SelectorError
from lxml import etree
from lxml.html import HtmlElement

from crawler import css

COMMAS = re.compile(r"[,;，、；،]")


@lru_cache(maxsize=1024)
def _compiled(selector: str) -> etree.XPath | None:
    # The registry refuses a portal file with a selector that is none; here it selects nothing.
    try:
        return css.compiled(selector)
    except (SelectorError, etree.XPathError):
        return None


def select_any(tree: HtmlElement, selector: str | None) -> list[HtmlElement | str]:
    """What a selector finds, in page order: elements, and strings for `::attr(name)` and `::text`; none for None."""
    path = _compiled(selector) if selector else None
    found = path(tree) if path is not None else []
    return [item for item in found if isinstance(item, (HtmlElement, str))] if isinstance(found, list) else []


def select(tree: HtmlElement, selector: str | None) -> list[HtmlElement]:
    """The elements that a selector finds, in page order; none for None."""
    return [item for item in select_any(tree, selector) if not isinstance(item, str)]


def select_texts(tree: HtmlElement, selector: str | None) -> list[str]:
    """The texts that a selector finds, NFC, white space as single spaces, without the empty ones."""
    found = (item if isinstance(item, str) else "".join(item.itertext()) for item in select_any(tree, selector))
    texts = (" ".join(unicodedata.normalize("NFC", text).split()) for text in found)
    return [text for text in texts if text]


def select_list(tree: HtmlElement, selector: str | None) -> tuple[str, ...]:
    """The same, each once; a list in one attribute (`keywords`) is split at its commas."""
    texts = select_texts(tree, selector)
    if len(texts) == 1 and "::attr(" in (selector or ""):
        texts = [part.strip() for part in COMMAS.split(texts[0])]
    return tuple(dict.fromkeys(text for text in texts if text))
