"""The links of a page as they stand on it: address, words, the region and the list item around them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import lru_cache
from itertools import chain, islice

import lxml.html
from lxml.html import HtmlElement

from crawler.urls import canonical

MAX_ANCHORS = 5_000
MAX_TEXT = 400
_MAX_ITEM_TEXT = 2_000
_MAX_CLIMB = 12
_MAX_DEPTH = 60
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "select", "textarea"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTENT = frozenset({"article", "main", "li", "section"})
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "menu", "menubar", "search"})
_AFFIX = r"(?:main|top|site|page|primary|secondary|global|left|right|sub|mega|mobile|drop|bottom|hd|block|widget|[lgc])"
_CHROME_NAME = re.compile(
    rf"(?:{_AFFIX}[-_]?)?(?:nav(?:bar|igation|i)?|menu|footer|bread[-_]?crumbs?|crumbs?|gnb|lnb|snb|pankuzu|topic-?path"
    r"|tag-?(?:cloud|list|s)|social|share|sns|lang(?:uage)?s?|toolbar|topbar|login|skip(?:-?link)?s?"
    r"|pagination|pager)"
    r"(?:[-_]?(?:list|inner|wrap(?:per)?|container|item|top|main|bar|left|right|box|area|links?|menu|nav|ul|\d+))?",
    re.IGNORECASE,
)
_HEADER_NAME = re.compile(
    rf"(?:{_AFFIX}[-_]?)?header(?:[-_]?(?:inner|wrap(?:per)?|container|top|main))?", re.IGNORECASE
)
_ASIDE_NAME = re.compile(
    r"(?:left|right|col)?[-_]?(?:side-?(?:bar|nav|menu)?|aside|related|widgets?|quick-?links?|lien-?ket|banners?|ads?)",
    re.IGNORECASE,
)


class Region(StrEnum):
    """The part of the page a link stands in."""

    MAIN = "main"
    ASIDE = "aside"
    CHROME = "chrome"  # menus, breadcrumbs, header, footer


@dataclass(frozen=True, slots=True)
class Anchor:
    """One `a[href]`. text: its visible words, the image's alt where there are none; rel: in lower case."""

    url: str
    text: str
    element: HtmlElement
    rel: frozenset[str]

    @property
    def hint(self) -> str:
        """The title attribute: listings that cut their headlines keep the whole one there."""
        return squeeze(self.element.get("title") or "")[:MAX_TEXT]


def anchors_of(tree: HtmlElement, url: str) -> list[Anchor]:
    """The page's links in page order, at most MAX_ANCHORS; what cannot be fetched is left out."""
    base = base_of(tree, url)
    found = []
    elements = chain(tree.iter("a"), *(island.iter("a") for island in _islands(tree)))
    for element in islice(elements, MAX_ANCHORS):
        address = canonical(element.get("href") or "", base)
        if address:
            rel = frozenset((element.get("rel") or "").lower().split())
            found.append(Anchor(address, anchor_text(element), element, rel))
    return found


def _islands(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The lists that JCMS portals (Chinese provinces) keep as XML in a script: records of HTML in CDATA."""
    for script in islice(tree.iter("script"), 200):
        text = script.text or ""
        if "xml" in (script.get("type") or "") and "<record>" in text:
            records = [part.partition("]]>")[0] for part in text.split("<![CDATA[")[1:]]
            yield lxml.html.fragment_fromstring("".join(records), create_parent="ul")


def base_of(tree: HtmlElement, url: str) -> str:
    """The address that relative links are resolved against: `<base href>` where there is a sound one."""
    for element in islice(tree.iter("base"), 1):
        return canonical(element.get("href") or "", url) or url
    return url


def anchor_text(element: HtmlElement) -> str:
    """The words of a link; of a link that is an image alone, its alt text."""
    text = text_of(element)
    if text:
        return text
    alts = (squeeze(image.get("alt") or "") for image in element.iter("img"))
    return next((alt[:MAX_TEXT] for alt in alts if alt), "")


def text_of(element: HtmlElement, limit: int = MAX_TEXT) -> str:
    """The visible words below an element, cut at `limit` characters."""
    pieces, size = [], 0
    for piece in texts_of(element):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            break
    return squeeze(" ".join(pieces))[:limit]


def texts_of(element: HtmlElement) -> Iterator[str]:
    """The non-blank text nodes below an element, scripts and the like left out."""
    for node in element.iter():
        speaks = isinstance(node.tag, str) and node.tag not in _SILENT
        if speaks and node.text and not node.text.isspace():
            yield node.text
        if node is not element and node.tail and not node.tail.isspace():
            yield node.tail


def squeeze(text: str) -> str:
    """The text on one line, blanks single."""
    return " ".join(text.split())


def text_width(text: str) -> int:
    """The length of a text in Latin letters: Han, Kana and Hangul say twice as much a character."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def in_heading(element: HtmlElement) -> bool:
    """Whether the link is a heading's: inside one or around one."""
    near = islice(element.iterancestors(), 3)
    return any(node.tag in _HEADINGS for node in (*near, *islice(element.iter(), 60)))


def heading_of(element: HtmlElement) -> str:
    """The first heading below an element, or what its class calls a title; empty where there is none."""
    for node in islice(element.iter(), 60):
        if node.tag in _HEADINGS or re.search(r"title|headline|subject", str(node.get("class")), re.IGNORECASE):
            text = text_of(node)
            if text:
                return text
    return ""


def region_of(element: HtmlElement) -> Region:
    """The part of the page an element stands in, by the tags, roles and names of what holds it."""
    region = Region.MAIN
    for parent in islice(element.iterancestors(), _MAX_DEPTH):
        if parent.tag in {"body", "html"}:
            break
        part = _part(parent)
        if part is _Part.CHROME or (part is _Part.HEADER and not _is_a_cards(parent)):
            return Region.CHROME
        if part is _Part.ASIDE:
            region = Region.ASIDE
    return region


class _Part(Enum):
    """What an element says of itself."""

    CHROME = auto()
    HEADER = auto()
    ASIDE = auto()
    PLAIN = auto()


def _part(element: HtmlElement) -> _Part:
    get = element.get
    return _part_named(str(element.tag), get("role") or "", get("class") or "", get("id") or "")


@lru_cache(maxsize=20_000)
def _part_named(tag: str, role: str, classes: str, name: str) -> _Part:
    """Elements of one site say the same few things over and over: each is judged once."""
    words = f"{classes} {name}"[:300].split()
    if tag in {"nav", "footer"} or role.lower() in _CHROME_ROLES or any(map(_CHROME_NAME.fullmatch, words)):
        return _Part.CHROME
    if tag == "header" or any(map(_HEADER_NAME.fullmatch, words)):
        return _Part.HEADER
    if tag == "aside" or any(map(_ASIDE_NAME.fullmatch, words)):
        return _Part.ASIDE
    return _Part.PLAIN


def _is_a_cards(header: HtmlElement) -> bool:
    """Whether a header is that of an article or a list item, which holds its headline."""
    return any(parent.tag in _CONTENT for parent in islice(header.iterancestors(), _MAX_CLIMB))


class Items:
    """Finds the list item around a link: the nearest ancestor that repeats beside it, with another link each time."""

    def __init__(self) -> None:
        self._linked: dict[HtmlElement, Counter[str]] = {}

    def item_of(self, element: HtmlElement) -> HtmlElement:
        """The list item of a link; the link itself where nothing repeats around it."""
        fallback = None
        for node in (element, *islice(element.iterancestors(), _MAX_CLIMB)):
            parent = node.getparent()
            if parent is None or node.tag == "body":
                break
            repeats = self._siblings(parent)[str(node.tag)]
            if repeats >= 3:
                return node
            if repeats == 2 and fallback is None:
                fallback = node
        return element if fallback is None else fallback

    def _siblings(self, parent: HtmlElement) -> Counter[str]:
        """How many children of each tag lead somewhere, each address counted once."""
        if parent not in self._linked:
            places = {(str(child.tag), _first_href(child)) for child in parent}
            self._linked[parent] = Counter(tag for tag, href in places if href)
        return self._linked[parent]


def _first_href(element: HtmlElement) -> str:
    return next((href for a in islice(element.iter("a"), 3) if (href := a.get("href"))), "")


def item_texts(item: HtmlElement) -> list[str]:
    """The text nodes of a list item; of a flat list (dt dd dt dd, a br a br) also what follows up to the next item."""
    texts = [item.tail] if item.tail and not item.tail.isspace() else []
    for sibling in islice(item.itersiblings(), 4):
        if sibling.tag == item.tag or next(sibling.iter("a"), None) is not None:
            break
        texts += [*islice(texts_of(sibling), 20), sibling.tail or ""]
    own = list(islice(texts_of(item), 100))
    return [text[:_MAX_ITEM_TEXT] for text in own + texts]


def before_item(item: HtmlElement) -> list[str]:
    """What stands before a list item and has no link: a date's own `dt`, the heading of a day's group."""
    before = item.getprevious()
    parent = item.getparent()
    if parent is not None and (before is None or before.tag == item.tag):
        before = parent.getprevious()
    if before is None or not isinstance(before.tag, str) or next(before.iter("a"), None) is not None:
        return []
    return list(islice(texts_of(before), 5))
