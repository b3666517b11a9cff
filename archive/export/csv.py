"""CSV for spreadsheets: one record a row, lists as lines within a cell.

Columns are the fields of the record; `images`, `attachments` and `translations` hold the addresses, and after them
`image_captions`, `attachment_titles` and `translation_languages` what belongs to each, line by line. The last column,
`exact`, is for programs: JSON of what the cells before it cannot tell, with which `read` makes the record again.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import IO, Any

from archive.record import Record

_BESIDE = {"images": "image_captions", "attachments": "attachment_titles", "translations": "translation_languages"}
COLUMNS = tuple(
    column
    for name in (*(field.name for field in fields(Record)), "exact")
    for column in (name, _BESIDE.get(name))
    if column is not None
)
_LISTS = ("aliases", "authors", "tags", "images", "attachments", "translations")

# A cell that begins with one of these is a formula to a spreadsheet, and a formula can do harm.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(records: Iterable[Record], stream: IO[str]) -> int:
    """Write a row of column names and the records; return how many there were."""
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    count = 0
    for record in records:
        row = _row(record)
        writer.writerow([defused(row[column]) for column in COLUMNS])
        count += 1
    return count


def defused(cell: Any) -> Any:
    """Put an apostrophe before a cell that a spreadsheet would compute.

    One that begins with an apostrophe and such a sign gets another, so that the first can always be taken off again.

    >>> defused("=1+1"), defused("'=1"), defused("'tis"), defused(5)
    ("'=1+1", "''=1", "'tis", 5)
    """
    if isinstance(cell, str) and cell.lstrip("'").startswith(_FORMULA):
        return f"'{cell}"
    return cell


def plain(cell: str) -> str:
    """Take off the apostrophe that `defused` has put before a cell.

    >>> plain("'=1+1"), plain("''=1"), plain("'tis")
    ('=1+1', "'=1", "'tis")
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA) else cell


def read(row: Mapping[str, str]) -> dict[str, Any]:
    """A row (as csv.DictReader gives it) as the record that it was written from, as json has it."""
    exact: dict[str, Any] = json.loads(plain(row["exact"]))
    texts = {name: plain(row[name]) for name in Record.__slots__}
    found: dict[str, Any] = {name: text if text or name in exact["empty"] else None for name, text in texts.items()}
    found |= {name: int(texts[name]) for name in ("id", "revision")} | {name: exact[name] for name in _LISTS}
    return found | {"capture": json.loads(texts["capture"]) if texts["capture"] else None}


def _exact(record: Record) -> str:
    """The lists in full; `empty`: which texts are empty, since a cell that is may also be none."""
    whole = record.as_dict()
    lists = {name: whole[name] for name in _LISTS}
    return json.dumps(lists | {"empty": [name for name, value in whole.items() if value == ""]}, ensure_ascii=False)


def _row(record: Record) -> dict[str, Any]:
    row = {name: getattr(record, name) for name in Record.__slots__}
    return row | {
        "aliases": _lines(record.aliases),
        "authors": _lines(record.authors),
        "tags": _lines(record.tags),
        "images": _lines(image.url for image in record.images),
        "image_captions": _lines(image.caption for image in record.images),
        "attachments": _lines(document.url for document in record.attachments),
        "attachment_titles": _lines(document.title for document in record.attachments),
        "translations": _lines(other.url for other in record.translations),
        "translation_languages": _lines(other.language for other in record.translations),
        "capture": None if record.capture is None else json.dumps(record.capture, ensure_ascii=False),
        "exact": _exact(record),
    }


def _lines(values: Iterable[str | None]) -> str:
    return "\n".join(" ".join((value or "").split()) for value in values)
