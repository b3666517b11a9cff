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
from crawler.discovery.json_pager import with_parameter
from crawler.discovery.link import Kind, Link
from crawler.discovery.sniff import inflated, root_of
from crawler.urls import canonical, identity, is_media

MAX_BYTES = 8 * 1024 * 1024
MAX_LINKS = 2_000
_MAX_TITLE = 500
_SCORE = 0.9
_FULL_FEED = 10  # what WordPress puts in a feed; one that has less has no second page
_NEXT = ("next", "prev-archive", "previous-archive")  # pages of a feed, and archives of it by RFC 5005
_WORDPRESS = re.compile(rb"xmlns:wfw=|com-wordpress:feed-additions|/wp-content/")  # also where no generator is named
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
    feed = parsed.get("feed") or {}
    is_wordpress = "wordpress" in str(feed.get("generator") or "").lower() or bool(_WORDPRESS.search(data))
    return stories + _next_page(feed, url, length=len(entries), is_wordpress=is_wordpress)


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
    for guid in list(root.iter("{*}guid")):
        if not re.search(r"^\S*/\S*$", (guid.text or "").strip()):  # a bare number would be taken for an address
            guid.getparent().remove(guid)
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
    address = _address(entry, url)
    if address is None:
        return None
    printed = entry.get("published") or (entry.get("updated") if dc_date else None)
    updated = entry.get("updated") if "updated" in entry else None  # without, feedparser gives the day of publication
    return Link(
        url=address,
        kind=Kind.ARTICLE,
        title=_title(entry.get("title")),
        date=_date(printed),
        score=_SCORE,
        updated=_date(updated),
    )


def _address(entry: Mapping[str, Any], url: str) -> str | None:
    """The page of an item; none for a comment or for what is a file. A counter's address gives way to the own one."""
    named = str(entry.get("feedburner_origlink") or entry.get("link") or "")
    address = canonical(named, url)
    if address is None or "#comment" in named or is_media(address):
        return None
    host = urlsplit(url).netloc
    own = canonical(str(entry.get("id") or "")) if urlsplit(address).netloc != host else None
    return own if own and urlsplit(own).netloc == host else address


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


def _next_page(feed: Mapping[str, Any], url: str, *, length: int, is_wordpress: bool) -> list[Link]:
    links = {str(link.get("rel")): link.get("href") for link in reversed(feed.get("links") or ())}
    named = next((links[rel] for rel in _NEXT if links.get(rel)), None)
    named = named or _searched_next(feed, url, length)
    if not named and is_wordpress and length >= _FULL_FEED:
        named = _wordpress_next(url)
    address = canonical(str(named), url) if named else None
    if address is None or identity(address) == identity(url):
        return []
    return [Link(url=address, kind=Kind.FEED, score=0.8, pager=True)]


def _searched_next(feed: Mapping[str, Any], url: str, length: int) -> str | None:
    """The next page of a feed that counts its items as OpenSearch does (Blogger), where no link leads there."""
    total, start = (str(feed.get(f"opensearch_{name}") or "") for name in ("totalresults", "startindex"))
    if not (total.isdecimal() and start.isdecimal()) or len(total + start) > 12 or length == 0:
        return None
    following = int(start) + length
    return with_parameter(url, "start-index", following) if following <= int(total) else None


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
            updated = _date(item.get("date_modified"))
            stories.append(Link(url=address, kind=Kind.ARTICLE, title=title, date=date, score=_SCORE, updated=updated))
    return stories
