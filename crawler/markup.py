"""Bytes to a tree: the charset, the bounds, one lxml parse."""

from __future__ import annotations

import lxml.html
from lxml.html import HtmlElement


class UnreadablePageError(ValueError):
    """The bytes are no HTML document that we read; `str()` says why in a few words."""


def parse(body: bytes, charset: str | None = None) -> HtmlElement:
    """The root element of an HTML document. `charset` is what the server said; it may be wrong.

    Raises UnreadablePageError.
    """
    if not body.strip():
        raise UnreadablePageError("empty page")
    parser = lxml.html.HTMLParser(encoding=charset or "utf-8", huge_tree=True)
    tree = lxml.html.document_fromstring(body, parser=parser)
    return tree
