"""Formats that records are written in: one file a format, each a function over an iterator and a text stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import IO

from archive.export import csv, json, jsonl
from archive.record import Record

__all__ = ["FORMATS", "Writer"]

# Writes the records as they come, holding no more than one; returns how many there were.
Writer = Callable[[Iterable[Record], IO[str]], int]

FORMATS: dict[str, Writer] = {"json": json.write, "jsonl": jsonl.write, "csv": csv.write}
