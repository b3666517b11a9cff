"""The links of a page as they stand on it: address and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from lxml.etree import XPath
from lxml.html import HtmlElement

from crawler.discovery.islands import islands_of
from crawler.discovery.layout import Layout, Region
from crawler.discovery.link import Post
from crawler.discovery.postback import Postbacks
from crawler.discovery.script_links import ScriptLinks, Target, handler_of, is_no_address
from crawler.discovery.texts import HEADINGS, MAX_TEXT, anchor_text, icon_label, squeeze, text_of, text_width
from crawler.urls import canonical, identity

MAX_ANCHORS = 5_000
_MAX_LISTS = 30  # `select`s whose choices are read
_LEADING = XPath(
    "descendant-or-self::*[self::a or self::select or @onclick or @data-href or @data-url or @data-link"
    " or @data-id or @data-seq or @data-no or @data-idx]"
)
_WHOLE = frozenset({"html", "body", "form", "table", "tbody", "ul", "ol", "main", "input", "img", "label", "area"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """One link: an `a[href]`, or an element whose script leads somewhere.

    text: its visible words, the image's alt where there are none; rel: in lower case. layout: of the page it stands on.
    post: what the page's own script sends there, where it asks by POST (see `Link.post`).
    """

    url: str
    text: str
    element: HtmlElement
    rel: frozenset[str]
    layout: Layout = field(repr=False, compare=False)
    post: Post | None = None
    by_script: bool = False

    @property
    def hint(self) -> str:
        """The title attribute: listings that cut their headlines keep the whole one there."""
        return squeeze(self.element.get("title") or "")[:MAX_TEXT]

    @property
    def label(self) -> str:
        """Its words; of a link without any, what the page says of it or of its icon to who cannot see it."""
        return self.text or self.hint or icon_label(self.element)

    @property
    def region(self) -> Region:
        """The part of the page the link stands in."""
        return self.layout.region_of(self.element)

    @property
    def key(self) -> str:
        """What tells the address from others; of one that only a POST gives, the fragment counts."""
        return self.url if "#" in self.url else identity(self.url)


def anchors_of(tree: HtmlElement, url: str) -> list[Anchor]:
    """The page's links in page order, at most MAX_ANCHORS; what cannot be fetched is left out."""
    reader = _PageLinks(tree, url)
    islands = chain.from_iterable(island.iter("a") for island in islands_of(tree))
    leading: Any = _LEADING(tree)
    links = (link for element in chain(leading, islands) for link in reader.links_of(element))
    return list(islice(links, MAX_ANCHORS))


class _PageLinks:
    """Reads the elements of one page, one after the other."""

    def __init__(self, tree: HtmlElement, url: str) -> None:
        self.base, self.layout = base_of(tree, url), Layout()
        self.scripts = ScriptLinks(tree, url, self.base)
        self.postbacks = Postbacks(tree, url, self.base)
        self.lists = 0

    def links_of(self, element: HtmlElement) -> Iterator[Anchor]:
        if element.tag == "select":
            yield from self._choices(element)
            return
        href = element.get("href") if element.tag == "a" else None
        if not href or is_no_address(href):
            target = self._target(element)
            if target:
                speaker = element if element.tag == "a" else _speaker(element)
                yield self._scripted(speaker, target)
                return
        if href:
            self.layout.note_link(element, href)
            if address := canonical(href, self.base):
                yield Anchor(address, anchor_text(element), element, _rel(element), self.layout)

    def _choices(self, element: HtmlElement) -> Iterator[Anchor]:
        self.lists += 1
        if self.lists <= _MAX_LISTS:
            for option, target in self.scripts.options(element):
                yield self._scripted(option, target)

    def _target(self, element: HtmlElement) -> Target | None:
        if element.tag in _WHOLE or (element.tag != "a" and _holds_links(element)):
            return None
        code = handler_of(element)
        return self.postbacks.target(element, code) or self.scripts.target(element, code)

    def _scripted(self, element: HtmlElement, target: Target) -> Anchor:
        self.layout.note_link(element, target.url)
        text = anchor_text(element)
        return Anchor(target.url, text, element, _rel(element), self.layout, target.post, by_script=True)


def _holds_links(element: HtmlElement) -> bool:
    """Whether a link in it says better where it leads."""
    links = (node for node in islice(element.iter(), 300) if node.tag == "a")
    return any(link.get("onclick") or not (link.get("href") or "#").startswith("#") for link in links)


def _speaker(element: HtmlElement) -> HtmlElement:
    """The part of a clickable row or card that holds its headline: a heading, else the cell or text that is longest."""
    parts = list(islice(element.iter(), 60))
    heading = next((part for part in parts if part.tag in HEADINGS), None)
    if heading is not None:
        return heading
    cells = [part for part in parts if part.tag in {"td", "th", "dt", "strong"}] or parts
    return max(cells, key=lambda part: text_width(text_of(part, nodes=20)), default=element)


def _rel(element: HtmlElement) -> frozenset[str]:
    rel = element.get("rel")
    return frozenset(rel.lower().split()) if rel else frozenset()


def base_of(tree: HtmlElement, url: str) -> str:
    """The address that relative links are resolved against: `<base href>` where there is a sound one."""
    for element in islice(tree.iter("base"), 1):
        return canonical(element.get("href") or "", url) or url
    return url
