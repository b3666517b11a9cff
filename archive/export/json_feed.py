"""JSON Feed 1.1 with the full text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from archive.export.feed import Channel, Entry, channel, entries
from archive.record import Record
from archive.text import as_json

if TYPE_CHECKING:
    from archive.export import About

_VERSION = "https://jsonfeed.org/version/1.1"


def write(records: Iterable[Record], stream: IO[str], about: About) -> int:
    """Write a feed of stories; return how many there were."""
    return write_entries(channel(about), entries(records, about), stream)


def write_entries(of: Channel, some: Iterable[Entry], stream: IO[str]) -> int:
    """Write a feed; return how many entries there were."""
    stream.write(f'{{"version": "{_VERSION}", "title": {as_json(of.title)}, "items": [')
    count = 0
    for each in some:
        stream.write((",\n" if count else "\n") + as_json(_item(each)))
        count += 1
    stream.write("\n]}\n")
    return count


def _item(of: Entry) -> dict[str, Any]:
    item = {
        "id": of.id,
        "url": of.url,
        "title": of.title,
        "content_html": of.html,
        "summary": of.summary,
        "date_published": of.published and of.published.isoformat(),
        "date_modified": of.updated.isoformat(),
        "authors": [{"name": name} for name in of.authors],
        "tags": list(of.categories),
        "language": of.language,
        "attachments": [
            {"url": each.url, "mime_type": each.media_type}
            | ({} if each.size is None else {"size_in_bytes": each.size})
            for each in of.enclosures
        ],
    }
    return {name: value for name, value in item.items() if value}
