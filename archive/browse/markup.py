"""Stored or captured HTML as a tree, read within bounds: hostile markup costs no more than any other. Pure."""

from __future__ import annotations

import re

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

LONGEST = 8 * 1024 * 1024  # characters
MOST_SIGNS = 100_000  # of `<` and `&`; nh3's time grows with the square of them, a long page has 20,000
MOST_ATTRIBUTES = 1_000  # of one element; libxml2's time grows with their square
_LONG_TAG = 8 * 1024  # characters; a shorter one does not hold enough attributes to matter

# A script, a style sheet, a comment, or else a start tag as a whole, quoted values with `>` in them included, as a
# browser reads them. Nothing in it backtracks.
_MARKUP = re.compile(
    r"""<(?:[sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE])[^<]*+(?:<(?!/[sS])[^<]*+)*+|!--[^-]*+(?:-(?!->)[^-]*+)*+"""
    r"""|(?P<tag>[a-zA-Z][^>=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+[^>=]*+)*+))"""
)
_BETWEEN = re.compile(r"[\s/]+")
_QUOTED = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
_PLAIN = lxml.etree.ElementDefaultClassLookup(element=HtmlElement)


def parsed(text: str) -> HtmlElement | None:
    """The root of a document, comments and processing instructions left out; None where it is none, or over a bound.

    What nests deeper than libxml2 allows is cut off.
    """
    if not text.strip() or not _is_bearable(text):
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(_PLAIN)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None


def _is_bearable(text: str) -> bool:
    if len(text) > LONGEST or text.count("<") + text.count("&") > MOST_SIGNS:
        return False
    return len(text) <= _LONG_TAG or not any(map(_is_unbearable, _MARKUP.finditer(text)))


def _is_unbearable(found: re.Match[str]) -> bool:
    tag = found["tag"]
    return bool(tag) and len(tag) >= _LONG_TAG and len(_BETWEEN.split(_QUOTED.sub(" ", tag))) > MOST_ATTRIBUTES
