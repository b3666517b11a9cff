"""What RSS, Atom and JSON Feed have in common: a channel and its entries. Pure but for what the archive is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import islice
from typing import TYPE_CHECKING

from archive.browse.safe_html import story_html
from archive.record import Record

if TYPE_CHECKING:
    from archive.export import About
    from archive.store import Archive

ENTRIES = 100  # where no limit is set: a feed tells what is new
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A picture or document. size: bytes, None where it was not fetched."""

    url: str
    media_type: str
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """id: for good, a URN. published: None where the page gave no date. updated: when it was seen to say this."""

    id: str
    url: str
    title: str
    html: str
    updated: datetime
    published: datetime | None = None
    summary: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """id: of the feed, a URN. updated: when it was made."""

    id: str
    title: str
    updated: datetime


def channel(about: About) -> Channel:
    """The feed of what was asked for."""
    asked = " ".join(filter(None, (about.query, *about.filters.portal, *about.filters.country)))
    title = f"envnews: {asked}" if asked else "envnews"
    return Channel(id=f"urn:envnews:{about.archive.name}", title=title, updated=datetime.now(UTC))


def entries(records: Iterable[Record], about: About) -> Iterator[Entry]:
    """An entry a story, at most ENTRIES where no limit is set."""
    some = islice(records, ENTRIES) if about.filters.limit is None else records
    return (entry(record, about.archive) for record in some)


def entry(record: Record, archive: Archive) -> Entry:
    """A story with its full text; its pictures and documents are where the portal has them."""
    seen = archive.history(record.id)
    return Entry(
        id=f"urn:envnews:{archive.name}:{record.id}",
        url=record.url,
        title=record.title,
        html=story_html(record.body_html, {}) or _paragraphs(record.body),
        updated=datetime.fromisoformat(max(seen[-1].seen_at if seen else record.first_seen, record.gone_at or "")),
        published=_instant(record.date),
        summary=record.summary,
        language=record.language,
        authors=record.authors,
        categories=record.tags,
        enclosures=tuple(
            Enclosure(url=file.url, media_type=file.media_type or "application/octet-stream", size=file.size)
            for file in archive.files(record.id)
        ),
    )


def xml_text(text: str) -> str:
    r"""Drop what no XML file may hold.

    >>> xml_text("a\x00b\x1b")
    'ab'
    """
    return _ILLEGAL.sub("", text)


def _instant(date: str | None) -> datetime | None:
    """A day is its beginning in UTC: feeds know instants only."""
    if date is None:
        return None
    try:
        found = datetime.fromisoformat(date)
    except ValueError:
        return None
    return found if found.tzinfo else datetime.combine(found.date(), time(), UTC)


def _paragraphs(body: str) -> str:
    from html import escape

    return "".join(f'<p dir="auto">{escape(paragraph)}</p>' for paragraph in body.split("\n\n") if paragraph)
