"""Sitemaps: url sets, indexes, news sitemaps, plain text, each also gzipped; bytes in, Links out.

`lastmod` says when a page was touched, not when a story appeared, so only `news:publication_date` becomes a Link's
date.
"""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote

from lxml import etree

from crawler.discovery.address import shape_of, story_evidence
from crawler.discovery.dates import printed_date
from crawler.discovery.link import Kind, Link
from crawler.discovery.sections import under_news
from crawler.discovery.sniff import inflated, is_text_sitemap
from crawler.urls import canonical, identity

MAX_BYTES = 50 * 1024 * 1024  # the protocol's own bound on a sitemap, decompressed
MAX_LINKS = 50_000
_STORIES = re.compile(r"post|news|article|press|stor(?:y|ies)|tin(?![a-z])|noticia|actualit|aktuell", re.IGNORECASE)
_NO_STORIES = re.compile(
    r"(?<![a-z])(?:pages?|categor\w*|tags?|post_tag|taxonom\w*|authors?|users?|images?|videos?|products?|static|misc"
    r"|laws?|legislation|regulations?|tenders?|vacanc\w*|jobs?|events?|calendar|staff|projects?|faqs?|forms?)(?![a-z])"
    r"|(?:page|category|tag|author|image|video)-?sitemap",
    re.IGNORECASE,
)
_MAX_TITLE = 500
_MAX_EDITIONS = 50
_COMPANY = 8  # stories of one shape that are no accident
_EVEN_EVIDENCE = 1.0  # the address alone, where it speaks neither for nor against a story


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One `url` or `sitemap` element.

    lastmod: as written; published and title: a news sitemap's; editions: the page in other languages.
    """

    url: str
    is_sitemap: bool = False
    lastmod: str | None = None
    published: str | None = None
    title: str | None = None
    editions: tuple[str, ...] = ()


def sitemap_entries(body: bytes, url: str | None = None) -> Iterator[SitemapEntry]:
    """What a sitemap names, in its order, at most MAX_LINKS; a broken file gives what stands before the break."""
    data = inflated(body, MAX_BYTES)
    found = _text_entries(data, url) if is_text_sitemap(data) else _xml_entries(data, url)
    for _, entry in zip(range(MAX_LINKS), found, strict=False):
        yield entry


def sitemap_links(body: bytes, url: str | None = None) -> list[Link]:
    """The entries as Links: further sitemaps, and pages with the score of their address (0.9 in a news sitemap).

    Of an index, the sitemaps of categories, authors and the like are left out, unless there is nothing else; those that
    say they hold stories come first, the one that changed last before the others. The editions of a page that stand in
    no entry of their own are pages too.
    """
    entries = sorted(_with_editions(list(sitemap_entries(body, url))), key=_place, reverse=True)
    shapes = [shape_of(entry.url) for entry in entries]
    alike, lean = Counter(shapes), _lean(url or "")
    has_news = sum(under_news(entry.url) and not entry.is_sitemap for entry in entries) >= _COMPANY
    links = [
        _link(entry, lean + _company(alike[shape], len(entries)) - 1.5 * (has_news and _is_beside_news(entry.url)))
        for entry, shape in zip(entries, shapes, strict=True)
    ]
    worth = [link for link in links if link.kind is not Kind.SITEMAP or link.score >= 0.5]
    return worth or links


def _with_editions(entries: list[SitemapEntry]) -> list[SitemapEntry]:
    own = {identity(entry.url) for entry in entries}
    others = {identity(edition): edition for entry in entries for edition in entry.editions}
    return [*entries, *(SitemapEntry(url) for key, url in others.items() if key not in own)][:MAX_LINKS]


def _place(entry: SitemapEntry) -> tuple[float, str]:
    """Where a further sitemap stands; pages keep their order."""
    return (_lean(entry.url), (entry.lastmod or "")[:19]) if entry.is_sitemap else (0.0, "")


def _is_beside_news(url: str) -> bool:
    """Whether an address is one of other things than the news that the sitemap holds elsewhere; a date is news."""
    return not under_news(url) and not re.search(r"/(?:19|20)\d\d(?:[/-]|\d{2,4}/)", url)


def _text_entries(data: bytes, url: str | None) -> Iterator[SitemapEntry]:
    for line in data.decode("utf-8-sig", "replace").splitlines():
        if address := canonical(line, url):
            yield SitemapEntry(address)


def _xml_entries(data: bytes, url: str | None) -> Iterator[SitemapEntry]:
    # No entities, no DTD, no network, no huge trees: a sitemap is flat, and each entry is dropped once read.
    events = etree.iterparse(
        io.BytesIO(data.lstrip()),
        events=("end",),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
    )
    try:
        for _, element in events:
            name = _local(element)
            if name in {"url", "sitemap"}:
                if entry := _entry(element, url, is_sitemap=name == "sitemap"):
                    yield entry
                _drop(element)
    except etree.XMLSyntaxError:
        return


def _entry(element: etree._Element, url: str | None, *, is_sitemap: bool) -> SitemapEntry | None:
    texts: dict[str, str] = {}
    for node in element.iter():
        parent = node.getparent()
        # An image or a video of the page has a loc and a title of its own.
        if parent is element or (parent is not None and _local(parent) == "news"):
            texts.setdefault(_local(node), (node.text or "").strip())
    address = canonical(texts.get("loc", ""), url)
    if address is None:
        return None
    published = printed_date(texts.get("publication_date", ""))
    title = " ".join(texts.get("title", "").split())[:_MAX_TITLE]
    editions = tuple(islice(_editions(element, url), _MAX_EDITIONS))
    return SitemapEntry(address, is_sitemap, texts.get("lastmod") or None, published, title or None, editions)


def _editions(element: etree._Element, url: str | None) -> Iterator[str]:
    for node in element.iterchildren("{*}link"):
        if node.get("rel") == "alternate" and node.get("hreflang") and (page := canonical(node.get("href") or "", url)):
            yield page


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _lean(sitemap: str) -> float:
    """What a sitemap's own name says of its pages: `post-sitemap.xml` holds stories, `category-sitemap.xml` none."""
    name = unquote(sitemap.rpartition("/")[2])
    if _NO_STORIES.search(name):
        return -3.0
    return 1.0 if _STORIES.search(name) else 0.0


def _company(like: int, entries: int) -> float:
    """Stories are many of one shape; in a sitemap of some size an address without its like is a page of the site."""
    if entries < 20:
        return 0.0
    return 0.7 if like >= _COMPANY else -1.0 if like <= 2 else 0.0


def _link(entry: SitemapEntry, lean: float) -> Link:
    if entry.is_sitemap:
        return Link(url=entry.url, kind=Kind.SITEMAP, score=0.2 if _lean(entry.url) < 0 else 0.9)
    updated = printed_date(entry.lastmod) if entry.lastmod else None
    if entry.published or entry.title:
        title, date = entry.title, entry.published
        return Link(url=entry.url, kind=Kind.ARTICLE, title=title, date=date, score=0.9, updated=updated)
    evidence = story_evidence(entry.url) + 1.0 * under_news(entry.url) + lean
    score = round(1 / (1 + math.exp(_EVEN_EVIDENCE - evidence)), 3)
    kind = Kind.ARTICLE if score >= 0.5 else Kind.UNKNOWN
    return Link(url=entry.url, kind=kind, score=score, updated=updated)
