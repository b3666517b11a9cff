"""Edits, withdrawals and returns as a feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from importlib import import_module
from typing import IO, TYPE_CHECKING

from archive.changes import Change, Event
from archive.diff_page import difference_html
from archive.differences import compare
from archive.export.feed import Channel, Entry
from archive.text import printable

if TYPE_CHECKING:
    from archive.store import Archive

FORMATS = {"rss": "rss", "atom": "atom", "json-feed": "json_feed"}  # and their modules in archive.export


def write_feed(name: str, archive: Archive, changes: Iterable[Change], stream: IO[str]) -> int:
    """Write changes in a format of FORMATS, the latest first; return how many there were."""
    latest = sorted(changes, key=lambda change: change.when, reverse=True)
    feed = Channel(
        id=f"urn:envnews:{archive.name}:changes", title="envnews: edits and withdrawals", updated=datetime.now(UTC)
    )
    writer = import_module(f"archive.export.{FORMATS[name]}")
    return int(writer.write_entries(feed, _entries(archive, latest), stream))


def _entries(archive: Archive, changes: Iterable[Change]) -> Iterator[Entry]:
    for change in changes:
        when = datetime.fromisoformat(change.when)
        yield Entry(
            id=f"urn:envnews:{archive.name}:{change.article_id}:{change.event}:{change.revision}:{change.when}",
            url=change.url,
            title=printable(f"{change.event}: {change.title}"),
            html=_told(archive, change),
            updated=when if when.tzinfo else when.replace(tzinfo=UTC),
            summary=printable(change.sentence),
            language=change.language,
            categories=tuple(dict.fromkeys((change.event, change.kind, change.portal))),
        )


def _told(archive: Archive, change: Change) -> str:
    """What happened, and of an edit what the story said before and says since."""
    sentence = f"<p>{escape(printable(change.sentence))}</p>"
    if change.event is not Event.EDITED:
        return sentence
    old, new = (archive.get(change.article_id, number) for number in (change.revision - 1, change.revision))
    return sentence + difference_html(compare(old, new))
