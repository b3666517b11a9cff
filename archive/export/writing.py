"""Writes records in any of the formats to where they were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import ExportError
from archive.export import FEEDS, FOLDERS, FOLLOWED, FORMATS, OF_BYTES, OF_CAPTURES, About
from archive.export.destination import binary_destination, destination
from archive.export.folder import folder_destination
from archive.export.packing import packing
from archive.export.progress import watched

if TYPE_CHECKING:
    from archive.record import Record
    from archive.store import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What is to be written. output: None and `-` are standard output. changed_since: a cursor (see Archive.changed).

    follow: only with it is the next cursor found out. Raises ExportError for what does not go together.
    """

    name: str
    output: Path | None
    about: About
    changed_since: str | None = None
    follow: bool = False

    def __post_init__(self) -> None:
        if self.follow and self.name not in FOLLOWED:
            raise ExportError(f"{self.name} cannot be followed: {', '.join(sorted(FOLLOWED))} can")
        if self.name in FOLDERS and to_standard_output(self.output):
            raise ExportError(f"{self.name} is written into a folder: name it with -o")
        if self.name not in {*FORMATS, *FEEDS} and packing(self.output):
            raise ExportError(f"{self.output}: {self.name} is packed by itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How many articles were written; cursor: what `--changed-since` continues with, where it was asked for."""

    count: int
    cursor: str | None = None


def to_standard_output(output: Path | None) -> bool:
    """Whether an export goes there."""
    return output is None or str(output) == "-"


def export(asked: Export) -> Done:
    """Write it. Raises StorageError, QueryError, ExportError, MissingLibraryError: nothing is at `output` then."""
    about = asked.about
    cursor, records = _records(about.archive, asked)
    total = None if asked.changed_since else partial(about.archive.count, about.filters, about.query)
    with watched(records, asked.output, total) as seen:
        return Done(count=_write(asked, seen), cursor=cursor)


def _records(archive: Archive, asked: Export) -> tuple[str | None, Iterable[Record]]:
    filters, query = asked.about.filters, asked.about.query
    if asked.follow:
        return archive.changed(asked.changed_since, filters, query)
    return None, archive.articles(filters, query)


def _write(asked: Export, records: Iterable[Record]) -> int:
    name, output, about = asked.name, asked.output, asked.about
    if name in FOLDERS:
        with folder_destination(output or Path()) as folder:
            return FOLDERS[name](records, folder, about)
    if name in OF_CAPTURES:
        with binary_destination(output) as file:
            return OF_CAPTURES[name](about.archive, records, file)
    if name in OF_BYTES:
        with binary_destination(output) as file:
            return OF_BYTES[name](records, file)
    with destination(output) as stream:
        return FEEDS[name](records, stream, about) if name in FEEDS else FORMATS[name](records, stream)
