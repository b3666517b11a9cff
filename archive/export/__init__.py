"""Formats that records are written in, one file a format; each registers below, by what it writes to.

A writer is given the records as they come, holds no more than a few of them, and returns how many there were. Where
the file stands and how it is packed is none of its business (destination.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

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
CaptureWriter = Callable[["Archive", Iterable[Record], IO[bytes]], int]


def _later(module: str) -> Any:
    """The writer of a module that is imported when something is written: several need large libraries."""

    def write(*arguments: Any) -> int:
        return int(import_module(f"archive.export.{module}").write(*arguments))

    return write


FORMATS: dict[str, Writer] = {name: _later(name) for name in ("json", "jsonl", "csv", "newsarticle")}
FEEDS: dict[str, FeedWriter] = {"rss": _later("rss"), "atom": _later("atom"), "json-feed": _later("json_feed")}
OF_BYTES: dict[str, BytesWriter] = {"parquet": _later("parquet")}
FOLDERS: dict[str, FolderWriter] = {"markdown": _later("markdown"), "site": _later("site")}
OF_CAPTURES: dict[str, CaptureWriter] = {"wacz": _later("wacz")}

NAMES = tuple(sorted({*FORMATS, *FEEDS, *OF_BYTES, *FOLDERS, *OF_CAPTURES}))

# What a file's name ends in, where that is not the format's name.
ENDINGS = {"ndjson": "jsonl", "jsonld": "newsarticle"}

# Formats that hold whole records, so that one may follow along with them.
FOLLOWED = frozenset({*FORMATS, *OF_BYTES})
