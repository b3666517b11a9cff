"""What a page declares itself to be, for machines: og:type and the types of its JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

_MAX_JSON = 200_000


def types_of(tree: HtmlElement) -> Iterator[str]:
    """The types, in lower case; those of the page itself, not of what it mentions."""
    for meta in islice(tree.iter("meta"), 300):
        if (meta.get("property") or meta.get("name") or "").lower() == "og:type":
            yield (meta.get("content") or "").strip().lower()
    for script in islice(tree.iter("script"), 300):
        if "ld+json" in (script.get("type") or "").lower():
            yield from _json_types(script.text or "")


def _json_types(text: str) -> Iterator[str]:
    """The types of the page itself: of the top level and its @graph, not of what lies deeper."""
    try:
        data = json.loads(text[:_MAX_JSON])
    except (ValueError, RecursionError):
        return
    for node in _nodes(data):
        kinds = node.get("@type")
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            if isinstance(kind, str):
                yield kind.lower()


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    for top in data if isinstance(data, list) else [data]:
        if isinstance(top, dict):
            yield top
            graph = top.get("@graph")
            yield from (node for node in (graph if isinstance(graph, list) else []) if isinstance(node, dict))
