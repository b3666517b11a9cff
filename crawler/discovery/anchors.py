"""The links of a page as they stand on it: address and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

import lxml.html
from lxml.html import HtmlElement

from crawler.discovery.layout import Layout, Region
from crawler.discovery.texts import MAX_TEXT, anchor_text, squeeze
from crawler.urls import canonical

MAX_ANCHORS = 5_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """One `a[href]`. text: its visible words, the image's alt where there are none; rel: in lower case.

    layout: of the page it stands on.
    """

    url: str
    text: str
    element: HtmlElement
    rel: frozenset[str]
    layout: Layout = field(repr=False, compare=False)

    @property
    def hint(self) -> str:
        """The title attribute: listings that cut their headlines keep the whole one there."""
        return squeeze(self.element.get("title") or "")[:MAX_TEXT]

    @property
    def region(self) -> Region:
        """The part of the page the link stands in."""
        return self.layout.region_of(self.element)


def anchors_of(tree: HtmlElement, url: str) -> list[Anchor]:
    """The page's links in page order, at most MAX_ANCHORS; what cannot be fetched is left out."""
    base, layout = base_of(tree, url), Layout()
    found = []
    elements = chain(tree.iter("a"), *(island.iter("a") for island in _islands(tree)))
    for element in islice(elements, MAX_ANCHORS):
        href = element.get("href")
        if not href:
            continue
        layout.note_link(element, href)
        if address := canonical(href, base):
            found.append(Anchor(address, anchor_text(element), element, _rel(element), layout))
    return found


def _rel(element: HtmlElement) -> frozenset[str]:
    rel = element.get("rel")
    return frozenset(rel.lower().split()) if rel else frozenset()


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
