"""A JSON array, one record a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from archive.record import Record
from archive.text import as_json


def write(records: Iterable[Record], stream: IO[str]) -> int:
    """Write the records as a JSON array; return how many there were."""
    count = 0
    stream.write("[")
    for record in records:
        stream.write(",\n" if count else "\n")
        stream.write(as_json(record.as_dict()))
        count += 1
    stream.write("\n]\n" if count else "]\n")
    return count
