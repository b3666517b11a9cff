"""Formats that records are written in, one file a format; each registers below, by what it writes to.

A writer is given the records as they come, holds no more than a few of them, and returns how many there were. Where
the file stands and how it is packed is none of its business (destination.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from archive.export import csv, json, jsonl, newsarticle, parquet, wacz
from archive.filters import Filters
from archive.record import Record

if TYPE_CHECKING:
    from archive.store import Archive

__all__ = [
    "ENDINGS", "FEEDS", "FOLDERS", "FOLLOWED", "FORMATS", "NAMES", "OF_BYTES", "OF_CAPTURES", "About", "BytesWriter",
    "CaptureWriter", "FeedWriter", "FolderWriter", "Writer",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What was asked for, for formats that tell it, or that need the archive's pictures."""

    archive: Archive
    filters: Filters
    query: str | None = None


# Text: the records alone; or with what was asked for, as a feed has a title.
Writer = Callable[[Iterable[Record], IO[str]], int]
FeedWriter = Callable[[Iterable[Record], IO[str], About], int]

# Bytes, packed by the format itself.
BytesWriter = Callable[[Iterable[Record], IO[bytes]], int]

# Files in an empty folder, which becomes the one that was asked for when all are written.
FolderWriter = Callable[[Iterable[Record], Path, About], int]

# The captures of the chosen articles.
CaptureWriter = Callable[["Archive", Filters, IO[bytes]], int]

FORMATS: dict[str, Writer] = {
    "json": json.write,
    "jsonl": jsonl.write,
    "csv": csv.write,
    "newsarticle": newsarticle.write,
}
FEEDS: dict[str, FeedWriter] = {}
OF_BYTES: dict[str, BytesWriter] = {"parquet": parquet.write}
FOLDERS: dict[str, FolderWriter] = {}
OF_CAPTURES: dict[str, CaptureWriter] = {"wacz": wacz.write}

NAMES = tuple(sorted({*FORMATS, *FEEDS, *OF_BYTES, *FOLDERS, *OF_CAPTURES}))

# What a file's name ends in, where that is not the format's name.
ENDINGS = {"ndjson": "jsonl", "jsonld": "newsarticle"}

# Formats that hold whole records, so that one may follow along with them.
FOLLOWED = frozenset({*FORMATS, *OF_BYTES})
