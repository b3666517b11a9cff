"""The portal's editions in other languages: their front pages list stories of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from crawler.discovery.anchors import Anchor, base_of
from crawler.discovery.link import Kind, Link
from crawler.front_pages import is_front_page
from crawler.urls import canonical, identity, parts_of

_SCORE = 0.55
_MAX_EDITIONS = 8
_LANGUAGE = re.compile(
    r"(?:[a-z]{2}|zh-(?:cn|tw|hans|hant)|[a-z]{2}-[a-z]{2}|eng|vie|english(?: version)?"
    r"|tiếng (?:việt|anh)|việt nam|vietnamese"
    r"|中文(?:版)?|简体(?:中文|版)?|繁體(?:中文|版)?|英文(?:版)?|日本語|英語|한국어|영문|ไทย|ภาษาไทย"
    r"|ภาษาอังกฤษ|ລາວ|ភាសាខ្មែរ|မြန်မာ|العربية|עברית|فارسی"
    r"|français|español|português|italiano|deutsch|nederlands|svenska|dansk|norsk|suomi|eesti|latviešu"
    r"|lietuvių|русский|українська"
    r"|қазақша|ελληνικά|polski|čeština|magyar|română|türkçe|bahasa (?:indonesia|melayu)|नेपाली|हिन्दी|বাংলা|монгол)",
    re.IGNORECASE,
)
_NEWS_OF_EDITION = re.compile(
    r"/(?:[a-z]{2}(?:[-_][a-z]{2,4})?|eng|english|vietnamese|thai)(?:/[^/]+){1,2}/?", re.IGNORECASE
)


def edition_links(tree: HtmlElement, anchors: Iterable[Anchor], url: str) -> list[Link]:
    """The front pages in other languages that the front page at `url` declares or links to by a language's name.

    Some lead straight to that language's news: `/th/khao`.
    """
    found: dict[str, Link] = {}
    for address, name in [*_declared(tree, url), *_labelled(anchors)]:
        path = parts_of(address).path
        if is_front_page(path) or _NEWS_OF_EDITION.fullmatch(path):
            found.setdefault(identity(address), Link(url=address, kind=Kind.LISTING, title=name, score=_SCORE))
    found.pop(identity(url), None)
    return list(found.values())[:_MAX_EDITIONS]


def _declared(tree: HtmlElement, url: str) -> Iterator[tuple[str, str]]:
    base = base_of(tree, url)
    for link in islice(tree.iter("link"), 500):
        language = link.get("hreflang") or ""
        address = canonical(link.get("href") or "", base) if language and language != "x-default" else None
        if address:
            yield address, language


def _labelled(anchors: Iterable[Anchor]) -> Iterator[tuple[str, str]]:
    for anchor in anchors:
        label = anchor.text or anchor.hint
        if len(label) <= 20 and _LANGUAGE.fullmatch(label.strip(" []()|")):
            yield anchor.url, label
