"""Formats that records are written in: one file a format, each a function over an iterator and a text stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import IO, TYPE_CHECKING

from archive.export import csv, json, jsonl, wacz
from archive.filters import Filters
from archive.record import Record

if TYPE_CHECKING:
    from archive.store import Archive

__all__ = ["FORMATS", "OF_CAPTURES", "CaptureWriter", "Writer"]

# Writes the records as they come, holding no more than one; returns how many there were.
Writer = Callable[[Iterable[Record], IO[str]], int]

# Writes the captures of the chosen articles; returns how many articles there were.
CaptureWriter = Callable[["Archive", Filters, IO[bytes]], int]

FORMATS: dict[str, Writer] = {"json": json.write, "jsonl": jsonl.write, "csv": csv.write}
OF_CAPTURES: dict[str, CaptureWriter] = {"wacz": wacz.write}
