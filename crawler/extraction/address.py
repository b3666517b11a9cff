"""Addresses as a page writes them, made absolute; only those that a reader can follow safely."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

MAX_ADDRESS = 4000
SCHEMES = frozenset({"http", "https"})
# Absolute already, and without anything that joining would write otherwise: an empty query, a port, a parameter.
PLAIN = re.compile(r"https?://[a-z0-9.-]+/(?:[\w/.%+~=&?,-]*[\w/])?", re.ASCII)


@lru_cache(maxsize=2048)  # body, images and attachments of a page ask for the same ones
def absolute(href: str | None, base: str | None) -> str | None:
    """The address that `href` means on the page at `base`; None for scripts, data, fragments and broken addresses."""
    href = "".join((href or "").split("\n")).strip().replace("\t", "").replace("\r", "")
    if not href or len(href) > MAX_ADDRESS or href[0] == "#":
        return None
    if PLAIN.fullmatch(href):
        return href
    try:
        url = urljoin(base or "", href)
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or not parts.netloc:
        return None
    return url.replace(" ", "%20")


def document_base(tree: HtmlElement, url: str | None) -> str | None:
    """What the addresses of a page are relative to: its `base` element, else its own address."""
    base = tree.find("head/base")
    return (absolute(base.get("href"), url) if base is not None else None) or url
