"""A page that is nothing but a signpost: `<meta http-equiv="refresh" content="0;url=/portal/index.html">`."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from crawler.discovery.anchors import base_of
from crawler.discovery.link import Kind, Link
from crawler.urls import canonical

_SOON = 5  # seconds; a longer one is a page that keeps itself fresh
_REFRESH = re.compile(
    r"\s{0,9}(\d{1,4})(?:\.\d{0,9})?\s{0,9}[;,]\s{0,9}(?:url\s{0,9}=\s{0,9})?['\"]?([^'\"\s]{1,2000})",
    re.IGNORECASE,
)
_LOCATION = re.compile(
    r"^\s{0,99}(?:(?:window|top|self|document)\.)?location(?:\.href)?\s{0,9}(?:=|\.replace\()\s{0,9}"
    r"['\"]([^'\"]{1,2000})['\"]",
    re.IGNORECASE | re.MULTILINE,
)
_SCORE = 0.95


def refresh_link(tree: HtmlElement, url: str) -> Link | None:
    """The page that this one sends every visitor to at once, by its head or by a script; None where it does not."""
    target = _by_head(tree) or _by_script(tree)
    address = canonical(target, base_of(tree, url)) if target else None
    return Link(url=address, kind=Kind.LISTING, score=_SCORE) if address and address != canonical(url) else None


def _by_head(tree: HtmlElement) -> str | None:
    for meta in islice(tree.iter("meta"), 300):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            found = _REFRESH.match(meta.get("content") or "")
            if found and int(found[1]) <= _SOON:
                return found[2]
    return None


def _by_script(tree: HtmlElement) -> str | None:
    """Where the page has no links at all, a script's first statement may be all there is."""
    if next(tree.iter("a"), None) is not None:
        return None
    for script in islice(tree.iter("script"), 20):
        if found := _LOCATION.search((script.text or "")[:5_000]):
            return found[1]
    return None
