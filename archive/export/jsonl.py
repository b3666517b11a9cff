"""JSON Lines: one record a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from archive.record import Record
from archive.text import as_json


def write(records: Iterable[Record], stream: IO[str]) -> int:
    """Write the records as JSON, one a line; return how many there were."""
    count = 0
    for record in records:
        stream.write(as_json(record.as_dict()))
        stream.write("\n")
        count += 1
    return count
