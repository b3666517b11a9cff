"""What is cited of a stored story: the record, and what the archive knows beside it."""

from __future__ import annotations

from archive.citation import Cited
from archive.record import Record
from archive.store import Archive


def cited(archive: Archive, record: Record, permalink: str | None = None) -> Cited:
    """A revision of a story with its portal's name and the time of its capture."""
    told = next((each for each in archive.history(record.id) if each.number == record.revision), None)
    return Cited(
        record=record,
        publisher=publisher(archive, record.portal),
        captured_at=told.captured_at if told else None,
        permalink=permalink,
    )


def publisher(archive: Archive, portal: str) -> str:
    """What a portal is called; its id where it has no name."""
    return next((known.name for known in archive.known_portals() if known.id == portal), portal)
