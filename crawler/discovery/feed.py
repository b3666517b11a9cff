"""Feeds: RSS 1 and 2, Atom, JSON Feed; bytes in, Links out. Nothing is fetched."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import feedparser
from lxml import etree

from crawler.discovery.dates import printed_date
from crawler.discovery.link import Kind, Link
from crawler.discovery.sniff import inflated, root_of
from crawler.urls import canonical, identity

MAX_BYTES = 8 * 1024 * 1024
MAX_LINKS = 2_000
_MAX_TITLE = 500
_SCORE = 0.9
_FULL_FEED = 10  # what WordPress puts in a feed; one that has less has no second page
_TAG = re.compile(r"<[^<>]{1,200}>")
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
_TEXTS = ("{*}description", "{*}encoded", "{*}content", "{*}summary")


def feed_stories(body: bytes, url: str) -> list[Link]:
    """The stories a feed names, in its order, then its next page (`pager`); nothing where the bytes are no feed."""
    data = inflated(body, MAX_BYTES)
    links = _xml_links(data, url) if root_of(data) else _json_links(data, url)
    found: dict[str, Link] = {}
    for link in links:
        found.setdefault(identity(link.url), link)
    return list(found.values())


def _xml_links(data: bytes, url: str) -> list[Link]:
    parsed = _parsed(data, url)
    version = str(parsed.get("version") or "")
    entries = list(parsed.get("entries") or ())[:MAX_LINKS]
    stories = [link for entry in entries if (link := _story(entry, url, dc_date=version.startswith("rss")))]
    return stories + _next_page(parsed.get("feed") or {}, url, full=len(entries) >= _FULL_FEED)


def _parsed(data: bytes, url: str) -> Mapping[str, Any]:
    # A stream: feedparser would open what it takes for a file's name or an address.
    parsed: Mapping[str, Any] = feedparser.parse(
        io.BytesIO(_tidied(data)),
        response_headers={"content-location": url, "content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return parsed


def _tidied(data: bytes) -> bytes:
    """The feed as sound XML in UTF-8, without entities, without the stories' texts, with MAX_LINKS entries at most.

    feedparser falls back on a parser that is slow to the point of harm on broken markup, so libxml2 mends it before.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode()
    data = _escaped(data.translate(None, delete=_CONTROLS))
    encoding = "utf-8" if _is_utf_8(data) else None
    parser = etree.XMLParser(
        encoding=encoding, recover=True, resolve_entities=False, load_dtd=False, no_network=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return b""
    if root is None:
        return b""
    etree.strip_elements(root, etree.Entity, etree.Comment, *_TEXTS, with_tail=False)
    for entry in list(root.iter("{*}item", "{*}entry"))[MAX_LINKS:]:
        entry.getparent().remove(entry)
    return etree.tostring(root, encoding="utf-8")


def _is_utf_8(data: bytes) -> bool:
    """Whether the bytes themselves prove UTF-8, against what they may declare."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _escaped(data: bytes) -> bytes:
    """The markup with its bare ampersands escaped (addresses are full of them); CDATA as it is."""
    first, *rest = data.split(b"<![CDATA[")
    pieces = [_BARE_AMPERSAND.sub(b"&amp;", first)]
    for part in rest:
        text, end, markup = part.partition(b"]]>")
        pieces.append(text + end + _BARE_AMPERSAND.sub(b"&amp;", markup))
    return b"<![CDATA[".join(pieces)


def _story(entry: Mapping[str, Any], url: str, *, dc_date: bool) -> Link | None:
    address = canonical(str(entry.get("feedburner_origlink") or entry.get("link") or ""), url)
    if address is None:
        return None
    printed = entry.get("published") or (entry.get("updated") if dc_date else None)
    return Link(url=address, kind=Kind.ARTICLE, title=_title(entry.get("title")), date=_date(printed), score=_SCORE)


def _title(value: object) -> str | None:
    text = html.unescape(_TAG.sub("", value)) if isinstance(value, str) else ""
    return " ".join(text.split())[:_MAX_TITLE] or None


def _date(value: object) -> str | None:
    """A feed's date: RFC 822 or ISO 8601 with its own offset, else what can be read in one way."""
    if not isinstance(value, str):
        return None
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return printed_date(value, month_first=None)


def _next_page(feed: Mapping[str, Any], url: str, *, full: bool) -> list[Link]:
    named = [link.get("href") for link in feed.get("links") or () if link.get("rel") == "next"]
    if not named and full and "wordpress" in str(feed.get("generator") or "").lower():
        named = [_wordpress_next(url)]
    address = canonical(str(named[0]), url) if named and named[0] else None
    return [Link(url=address, kind=Kind.FEED, score=0.8, pager=True)] if address else []


def _wordpress_next(url: str) -> str:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    page = query.get("paged", "1")
    query["paged"] = str(int(page[:6]) + 1) if page.isascii() and page.isdigit() else "2"
    return urlunsplit(parts._replace(query=urlencode(query)))


def _json_links(data: bytes, url: str) -> list[Link]:
    try:
        feed = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return []
    if not isinstance(feed, dict):
        return []
    items = feed.get("items")
    stories = _json_stories(items if isinstance(items, list) else [], url)
    following = canonical(str(feed.get("next_url") or ""), url)
    return stories + ([Link(url=following, kind=Kind.FEED, score=0.8, pager=True)] if following else [])


def _json_stories(items: Iterable[Any], url: str) -> list[Link]:
    stories = []
    for item in list(items)[:MAX_LINKS]:
        address = canonical(str(item.get("url") or item.get("id") or ""), url) if isinstance(item, dict) else None
        if address:
            title, date = _title(item.get("title")), _date(item.get("date_published"))
            stories.append(Link(url=address, kind=Kind.ARTICLE, title=title, date=date, score=_SCORE))
    return stories
