"""A story's HTML as it may be shown: made anew, from a whitelist, whoever wrote what is stored. Pure.

First lxml reads it, within bounds, then pictures are put in from the captures and links are defused, and nh3 has the
last word: it reads as browsers do, and passes nothing but the elements and attributes below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import lxml.etree
import lxml.html
import nh3
from lxml.html import HtmlElement

from archive.browse.addresses import web
from archive.browse.markup import parsed
from archive.text import clean, printable

_TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "td", "th", "caption"),
    *("figure", "img", "figcaption", "a", "strong", "em", "b", "i", "u", "s", "sub", "sup", "br", "hr", "pre", "code"),
}
_BLOCKS = frozenset({"p", "h2", "h3", "h4", "li", "blockquote", "td", "th", "caption", "figcaption", "pre"})
_DROPPED = {"script", "style", "template", "noscript", "noembed", "noframes", "iframe", "object", "embed", "title"}
_DROPPED |= {"svg", "math", "xmp", "plaintext", "textarea", "select", "head", "frameset"}
_ATTRIBUTES = {
    "*": {"dir"},
    "a": {"href", "rel"},
    "img": {"src", "alt", "loading"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
_REL = "noopener noreferrer nofollow"
_OURS = re.compile(r"[^:]*/?file/[0-9a-f]{64}(?:\.[a-z0-9]{2,5})?")
_NUMBER = re.compile(r"[0-9]{1,4}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,6}")


def story_html(stored: str, pictures: Mapping[str, str]) -> str:
    """The stored HTML of a story, safe to put into a page; empty where it cannot be read or is far too long.

    pictures: by the address of a picture, under which of our own addresses (`/file/` and its SHA-256) it is shown; a
    picture that is not there is told of in words, with a link.
    """
    tree = parsed(printable(clean(stored)))
    if tree is None:
        return ""
    lxml.etree.strip_elements(tree, *_DROPPED, with_tail=False)
    for image in list(tree.iter("img")):
        _show(image, pictures)
    for element in tree.iter(*_BLOCKS):
        element.set("dir", "auto")
    for link in tree.iter("a"):
        _defuse(link)
    made = lxml.html.tostring(tree, encoding="unicode")
    return _CLEANER.clean(made).strip()


def language_tag(language: str | None) -> str | None:
    """A language as an attribute `lang` may have it; None where it is no tag.

    >>> language_tag("zh-Hans"), language_tag('vi" onclick="')
    ('zh-Hans', None)
    """
    return language if language and _LANGUAGE.fullmatch(language) else None


def _show(image: HtmlElement, pictures: Mapping[str, str]) -> None:
    """A picture from the captures; else its words and where it was."""
    url, alt = image.get("src", ""), printable(image.get("alt", ""))
    if url in pictures:
        image.attrib.clear()
        image.attrib.update({"src": pictures[url], "alt": alt, "loading": "lazy"})
        return
    link = lxml.html.Element("a") if (address := web(url)) else lxml.html.Element("em")
    link.text = f"{alt or 'Picture'} (not in the archive)"
    if address:
        link.set("href", address)
    link.tail = image.tail
    parent = image.getparent()
    if parent is not None:
        parent.replace(image, link)


def _defuse(link: HtmlElement) -> None:
    """A link leads to the web or nowhere, and says nothing of us there."""
    address = web(link.get("href"))
    link.attrib.clear()
    if address:
        link.attrib.update({"href": address, "rel": _REL})


def _allowed(_tag: str, name: str, value: str) -> str | None:
    """The last look at an attribute's value."""
    if name == "src":
        return value if _OURS.fullmatch(value) else None
    if name == "href":
        return web(value) or None
    if name in {"colspan", "rowspan", "start"}:
        return value if _NUMBER.fullmatch(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED,
    attributes=_ATTRIBUTES,
    attribute_filter=_allowed,
    link_rel=None,  # it is put in above
    url_schemes={"http", "https"},
)
