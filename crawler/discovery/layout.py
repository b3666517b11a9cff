"""Where the elements of a page stand: the region and the list item around them. Each element is read once."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import Enum, StrEnum, auto
from functools import cache, lru_cache
from itertools import islice

from lxml.html import HtmlElement

from crawler.discovery.texts import HEADINGS, before_item, heading_of, inside_texts, item_texts, squeeze, texts_of

_MAX_CLIMB = 12
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


class Layout:
    """What the readers of one page ask of its elements, kept. Of no use once the tree has changed.

    The links come first (`note_link`), since what repeats around them makes a list item.
    """

    def __init__(self) -> None:
        self.parent_of = cache(HtmlElement.getparent)
        self._inside: dict[HtmlElement, Region] = {}
        self._led: set[HtmlElement] = set()
        self._places: defaultdict[HtmlElement, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self._items: dict[HtmlElement, HtmlElement] = {}
        self.heading_of = cache(heading_of)
        self.item_texts = cache(item_texts)
        self.inside_texts = cache(inside_texts)
        self.before_item = cache(before_item)
        self.own_texts = cache(_own_texts)
        self.stamps = cache(_stamps)

    def note_link(self, element: HtmlElement, href: str) -> None:
        """Take down a link, in page order: it is where all that holds it leads, unless another one came before."""
        node = element
        while node is not None and node not in self._led:
            self._led.add(node)
            parent = self.parent_of(node)
            if parent is not None:
                self._places[parent][str(node.tag)].add(href)
            node = parent

    def item_of(self, element: HtmlElement) -> HtmlElement:
        """The list item around a link: the nearest ancestor that repeats beside it, with another link each time.

        The link itself where nothing repeats around it.
        """
        if element not in self._items:
            self._items[element] = self._find_item(element)
        return self._items[element]

    def _find_item(self, element: HtmlElement) -> HtmlElement:
        fallback, node = None, element
        for _ in range(_MAX_CLIMB + 1):
            parent = self.parent_of(node)
            if parent is None or node.tag == "body":
                break
            repeats = len(self._places[parent][str(node.tag)])
            if repeats >= 3:
                return node
            if repeats == 2 and fallback is None:
                fallback = node
            node = parent
        return element if fallback is None else fallback

    def region_of(self, element: HtmlElement) -> Region:
        """The part of the page an element stands in, by the tags, roles and names of what holds it."""
        path = []
        node = self.parent_of(element)
        while node is not None and node not in self._inside and node.tag not in {"body", "html"}:
            path.append(node)
            node = self.parent_of(node)
        region = self._inside.get(node, Region.MAIN)
        for holder in reversed(path):
            region = self._inside[holder] = _within(holder, region)
        return region

    def in_heading(self, element: HtmlElement) -> bool:
        """Whether the link is a heading's: inside one or around one."""
        node = self.parent_of(element)
        for _ in range(3):
            if node is None:
                break
            if node.tag in HEADINGS:
                return True
            node = self.parent_of(node)
        return len(element) > 0 and any(node.tag in HEADINGS for node in islice(element.iter(), 60))


def _own_texts(element: HtmlElement) -> frozenset[str]:
    """What stands in a link, text node by text node."""
    if not len(element):
        return frozenset({squeeze(element.text or "")} - {""})
    return frozenset(squeeze(text) for text in islice(texts_of(element), 100))


def _stamps(item: HtmlElement) -> list[str]:
    """What the `time` elements among the first of an item say."""
    if next(item.iter("time"), None) is None:
        return []
    times = (node for node in islice(item.iter(), 200) if node.tag == "time")
    return [stamp for node in times if (stamp := node.get("datetime"))]


def _within(holder: HtmlElement, region: Region) -> Region:
    """The region of what `holder` holds, standing in `region` itself."""
    if region is Region.CHROME:
        return region
    part = _part(holder)
    if part is _Part.CHROME or (part is _Part.HEADER and not _is_a_cards(holder)):
        return Region.CHROME
    return Region.ASIDE if part is _Part.ASIDE else region


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
