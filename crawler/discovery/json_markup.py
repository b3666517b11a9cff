"""HTML that comes in JSON (`{"html": "<li><a …"}`, rows of table cells), put together as one page."""

from __future__ import annotations

import html
from typing import Any

from crawler.discovery.json_body import MAX_DEPTH, MAX_NODES
from crawler.page import Page

_MAX_CHARACTERS = 4_000_000
_MAX_PLAIN = 300  # a longer text without markup is no headline nor date
_HTML = {"content-type": "text/html; charset=utf-8"}


def markup_page(data: Any, url: str) -> Page | None:
    """The page that the HTML in a JSON value makes, its lists as lists; None where none of it has a link."""
    pieces: list[str] = []
    pending: list[tuple[Any, int]] = [(data, 0)]
    size, nodes, linked = 0, 0, False
    while pending and size < _MAX_CHARACTERS and nodes < MAX_NODES:
        value, depth = pending.pop()
        nodes += 1
        if isinstance(value, _Literal):
            pieces.append(value)
        elif isinstance(value, str):
            linked = linked or _has_link(value)
            pieces.append(_shown(value))
            size += len(value)
        elif isinstance(value, (dict, list)) and depth < MAX_DEPTH:
            pending += [(part, depth + 1) for part in reversed(_wrapped(value))]
    body = f"<html><body>{''.join(pieces)}</body></html>".encode("utf-8", "replace")
    return Page(url=url, body=body, headers=_HTML) if linked else None


class _Literal(str):
    """Markup of ours, between the values."""

    __slots__ = ()


def _wrapped(value: dict[str, Any] | list[Any]) -> list[Any]:
    """The parts with the tags around them: those of an object or of a table's row side by side, a list's as items."""
    if isinstance(value, dict):
        return list(value.values())
    plain = not any(isinstance(each, (dict, list)) for each in value)
    if plain and sum(_has_link(each) for each in value if isinstance(each, str)) <= 1:
        return [_Literal("<li>"), *value, _Literal("</li>")]
    items = [part for each in value for part in (_Literal("<li>"), each, _Literal("</li>"))]
    return [_Literal("<ul>"), *items, _Literal("</ul>")]


def _has_link(text: str) -> bool:
    return "<" in text and "href" in text


def _shown(text: str) -> str:
    if "<" in text:
        return f" {text} "
    return f"<span>{html.escape(text)}</span>" if len(text) <= _MAX_PLAIN else ""
