"""RSS 2.0 with the full text."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime
from typing import IO, TYPE_CHECKING
from xml.sax.saxutils import escape

from lxml import etree
from lxml.etree import _Element

from archive.export.feed import Channel, Entry, channel, entries, xml_text
from archive.record import Record

if TYPE_CHECKING:
    from archive.export import About

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="{content}" xmlns:dc="{creator}">
<channel>
<title>{title}</title>
<link>https://envnews.invalid/</link>
<description>{title}</description>
<lastBuildDate>{updated}</lastBuildDate>
<generator>envnews</generator>
"""


def write(records: Iterable[Record], stream: IO[str], about: About) -> int:
    """Write a feed of stories; return how many there were."""
    return write_entries(channel(about), entries(records, about), stream)


def write_entries(of: Channel, some: Iterable[Entry], stream: IO[str]) -> int:
    """Write a feed; return how many entries there were."""
    title = escape(xml_text(of.title))
    stream.write(
        _HEAD.format(content=_CONTENT, creator=_CREATOR, title=title, updated=format_datetime(of.updated, usegmt=True))
    )
    count = 0
    for each in some:
        stream.write(etree.tostring(_item(each), encoding="unicode") + "\n")
        count += 1
    stream.write("</channel>\n</rss>\n")
    return count


def _item(of: Entry) -> _Element:
    item = etree.Element("item", nsmap={"content": _CONTENT, "dc": _CREATOR})
    _add(item, "title", of.title)
    _add(item, "link", of.url)
    guid = _add(item, "guid", of.id)
    guid.set("isPermaLink", "false")
    _add(item, "pubDate", format_datetime(of.published or of.updated))
    if of.summary:
        _add(item, "description", of.summary)
    for author in of.authors:
        _add(item, f"{{{_CREATOR}}}creator", author)
    if of.language:
        _add(item, f"{{{_CREATOR}}}language", of.language)
    for category in of.categories:
        _add(item, "category", category)
    for each in of.enclosures[:1]:  # RSS has one an item
        added = etree.SubElement(item, "enclosure")
        added.set("url", xml_text(each.url))
        added.set("length", str(each.size or 0))
        added.set("type", xml_text(each.media_type))
    _add(item, f"{{{_CONTENT}}}encoded", of.html)
    return item


def _add(to: _Element, tag: str, text: str) -> _Element:
    added = etree.SubElement(to, tag)
    added.text = xml_text(text)
    return added
