"""Atom 1.0 (RFC 4287) with the full text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from lxml import etree
from lxml.etree import _Element

from archive.export.feed import Channel, Entry, channel, entries, xml_text
from archive.record import Record

if TYPE_CHECKING:
    from archive.export import About

_ATOM = "http://www.w3.org/2005/Atom"
_NAMES: Any = {None: _ATOM}
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="{atom}">
<id>{id}</id>
<title>{title}</title>
<updated>{updated}</updated>
<author><name>envnews</name></author>
<generator>envnews</generator>
"""


def write(records: Iterable[Record], stream: IO[str], about: About) -> int:
    """Write a feed of stories; return how many there were."""
    return write_entries(channel(about), entries(records, about), stream)


def write_entries(of: Channel, some: Iterable[Entry], stream: IO[str]) -> int:
    """Write a feed; return how many entries there were."""
    head = {"id": escape(xml_text(of.id)), "title": escape(xml_text(of.title)), "updated": of.updated.isoformat()}
    stream.write(_HEAD.format(atom=_ATOM, **head))
    count = 0
    for each in some:
        stream.write(etree.tostring(_entry(each), encoding="unicode") + "\n")
        count += 1
    stream.write("</feed>\n")
    return count


def _entry(of: Entry) -> _Element:
    made = etree.Element(f"{{{_ATOM}}}entry", nsmap=_NAMES)
    if of.language:
        made.set(_LANGUAGE, xml_text(of.language))
    _add(made, "id", of.id)
    _add(made, "title", of.title)
    _add(made, "updated", of.updated.isoformat())
    if of.published:
        _add(made, "published", of.published.isoformat())
    _link(made, "alternate", of.url, "text/html")
    for author in of.authors:
        _add(_add(made, "author", ""), "name", author)
    for category in of.categories:
        _add(made, "category", "").set("term", xml_text(category))
    for each in of.enclosures:
        link = _link(made, "enclosure", each.url, each.media_type)
        if each.size is not None:
            link.set("length", str(each.size))
    if of.summary:
        _add(made, "summary", of.summary)
    _add(made, "content", of.html).set("type", "html")
    return made


def _link(to: _Element, rel: str, url: str, media_type: str) -> _Element:
    link = _add(to, "link", "")
    link.set("rel", rel)
    link.set("href", xml_text(url))
    link.set("type", xml_text(media_type))
    return link


def _add(to: _Element, tag: str, text: str) -> _Element:
    added = etree.SubElement(to, f"{{{_ATOM}}}{tag}")
    added.text = xml_text(text) or None
    return added
