"""Bytes to a tree: the charset, the bounds, one lxml parse."""

from __future__ import annotations

import codecs
import re

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from crawler.charset import HEAD_BYTES, decode, weigh, wide

MAX_BYTES = 32 * 1024 * 1024

_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc",
)
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CLOSING = re.compile(rb"</(?:body|html)\s{0,9}>", re.IGNORECASE)
# What nests without end is a tag that somebody forgot to close; these say nothing of the text they hold.
_WRAPPERS = re.compile(
    rb"</?(?:div|span|font|b|i|u|em|strong|small|big|center|section|blockquote)(?:\s[^<>]{0,500})?>", re.IGNORECASE
)
# A script, a style sheet, a comment, or else a start tag as a whole (quoted values with `>` in them included), as a
# browser reads them. Nothing in it backtracks, and the one sign that all begin with lets the search leap over text.
_MARKUP = re.compile(
    rb"""<(?:[sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE])[^<]*+(?:<(?!/[sS])[^<]*+)*+|!--[^-]*+(?:-(?!->)[^-]*+)*+"""
    rb"""|(?P<tag>[a-zA-Z][^>=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+[^>=]*+)*+))"""
)
_QUOTED = re.compile(rb"""=\s*+(?:"[^"]*+"|'[^']*+')""")
# Every element the same class: choosing one by the tag, for the API of forms, makes a bare walk half as dear again.
_PLAIN = lxml.etree.ElementDefaultClassLookup(element=HtmlElement)
_CONTROL = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))

MAX_TAGS = 2_000_000  # libxml2 takes a hundred bytes and more for each; no page that anybody reads has a hundredth
MAX_ATTRIBUTES = 1_000  # names and bare values; libxml2's time grows with the square of an element's attributes
LONG_TAG = 8 * 1024  # bytes; shorter ones do not hold enough attributes to matter
LONG_PAGE = 256 * 1024  # bytes; shorter ones do not hold enough attributes to take more than some seconds
HUGE_PAGE = 1024 * 1024  # bytes; here also those tags are looked for that hide their length behind a quoted `>`
_OPENING = re.compile(rb"<[a-zA-Z]")


class UnreadablePageError(ValueError):
    """The bytes are no HTML document that we read; `str()` says why in a few words."""


def parse(body: bytes, charset: str | None = None) -> HtmlElement:
    """The root element of an HTML document. `charset` is what the server said; it may be wrong.

    Comments and processing instructions are left out. Where nesting goes beyond libxml2's bound (2048), at which it
    would drop the rest of the page, the tags that only wrap are left out.
    Raises UnreadablePageError where the body is empty, binary, without any element, or larger than MAX_BYTES.
    """
    _refuse(body)
    name = weigh(body, charset)
    if name != "utf-8":
        body = decode(body, name).lstrip("\ufeff").encode("utf-8", errors="replace")
    if b"\0" in body:
        body = body.replace(b"\0", b"")
    body = _reopened(_bearable(body))
    tree, too_deep = _tree(body)
    return _tree(_WRAPPERS.sub(b" ", body))[0] if too_deep else tree


def _tree(body: bytes) -> tuple[HtmlElement, bool]:
    """The root element, and whether libxml2 gave up on the depth of the page."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    parser.set_element_class_lookup(_PLAIN)
    try:
        tree = lxml.html.document_fromstring(body, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadablePageError("no HTML in it") from error
    return tree, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _refuse(body: bytes) -> None:
    if not body or body.isspace():
        raise UnreadablePageError("empty page")
    if len(body) > MAX_BYTES:
        raise UnreadablePageError(f"page of {len(body) // (1024 * 1024)} MB, more than {MAX_BYTES // (1024 * 1024)}")
    if len(body) > MAX_TAGS and body.count(b"<") > MAX_TAGS:
        raise UnreadablePageError("more tags than any page has")
    if body.startswith(_BINARY):
        raise UnreadablePageError("binary, not HTML")
    head = body[:HEAD_BYTES]
    if not wide(head) and not head.startswith(WIDE_MARKS) and _controls(head) > len(head) // 20:
        raise UnreadablePageError("binary, not HTML")


def _bearable(body: bytes) -> bytes:
    """The page, its elements without their attributes where they have far too many."""
    if len(body) <= HUGE_PAGE and (len(body) <= LONG_PAGE or not _has_unbearable_tag(body)):
        return body
    pieces: list[bytes] = []
    done = 0
    for found in _MARKUP.finditer(body):
        start, end = found.span("tag")
        if end - start >= LONG_TAG and _is_unbearable(found["tag"]):
            pieces += body[done:start], found["tag"].split(maxsplit=1)[0]
            done = end
    return b"".join((*pieces, body[done:]))


def _is_unbearable(tag: bytes) -> bool:
    return len(_QUOTED.sub(b" ", tag).split()) > MAX_ATTRIBUTES


def _has_unbearable_tag(body: bytes) -> bool:
    """Whether a tag without `>` in it is; leaps from `>` to a far `>`, as most of a page need not be seen."""
    start = 0
    while len(body) - start > LONG_TAG:
        end = body.rfind(b">", start, start + LONG_TAG)
        if end < 0:
            end = body.find(b">", start + LONG_TAG)
            end = end if end >= 0 else len(body)
            opening = _OPENING.search(body, start, end - LONG_TAG)
            if opening and _is_unbearable(body[opening.start() : end]):
                return True
        start = end + 1
    return False


def _controls(head: bytes) -> int:
    return len(head) - len(head.translate(None, _CONTROL))


def _reopened(body: bytes) -> bytes:
    """The page without closing tags of body and html where much follows them: lxml would drop it, browsers show it."""
    first = _CLOSING.search(body)
    if first and len(body) - first.end() > 2 * HEAD_BYTES:
        return _CLOSING.sub(b"", body)
    return body
