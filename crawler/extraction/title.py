"""The visible headline, without the site's name, a kicker or a section."""

from __future__ import annotations

import re
import unicodedata

from lxml.html import HtmlElement

from crawler.extraction.blocks import Layout, measure
from crawler.extraction.metadata import Metadata

SEPARATOR = re.compile(r"\s+[|\-–—·•»:/\\_~<>]+\s+|\s*[|｜»_]\s*|\s+::\s+|\s*[—–]{2,}\s*")
MARKS = " |-–—·•»:/\\_~<>｜"
LETTERS = re.compile(r"[\W_]+")
ASCII_MARKS = {code: None for code in range(128) if not chr(code).isalnum()}


def squeeze(text: str) -> str:
    """NFC, white space as single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def letters(text: str) -> str:
    """What two spellings of one headline have in common."""
    if text.isascii():  # the same, many times faster, and most of what is compared
        return text.lower().translate(ASCII_MARKS)
    return LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def document_title(root: HtmlElement) -> str:
    """The text of the title element."""
    element = next(root.iter("title"), None)
    return squeeze("".join(element.itertext())[:1000]) if element is not None else ""


def find_title(layout: Layout, headline: int | None, metadata: Metadata, document: str) -> str:
    """The headline as it is shown; else as the page states it elsewhere."""
    if headline is not None:
        return _without_kicker(squeeze(layout.blocks[headline].text), metadata)
    stated = metadata.headline or metadata.og_title or document
    return without_site(squeeze(stated), metadata.site_name)


def _without_kicker(title: str, metadata: Metadata) -> str:
    """A headline without the words before it, where the page states the same headline without them."""
    shown = letters(title)
    stated = [text for text in (metadata.headline, metadata.og_title) if text]
    if shown in map(letters, stated):
        return title
    without = (text for text in stated if measure(letters(text)) >= 14 and shown.endswith(letters(text)))
    return squeeze(next(without, title))


def without_site(title: str, site: str | None) -> str:
    """A title element's text without the site's name at either end."""
    parts = [part for part in SEPARATOR.split(title) if part]
    if len(parts) < 2:
        return title
    if site and letters(parts[-1]) == letters(site):
        return title[: title.rfind(parts[-1])].rstrip(MARKS)
    if site and letters(parts[0]) == letters(site):
        return title[len(parts[0]) :].lstrip(MARKS)
    longest = max(parts, key=len)
    return longest if len(longest) > 2 * len(parts[0]) else parts[0]
