"""Parquet: one row a record, with lists and objects as such. `day` is the day of `date` as a date of its own.

pyarrow writes it, which comes with `pip install 'envnews[parquet]'`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any

from archive.errors import MissingLibraryError
from archive.frames import day_of
from archive.record import Record

_GROUP = 500  # records in memory at once
_GROUP_CHARACTERS = 16_000_000


def write(records: Iterable[Record], stream: IO[bytes]) -> int:
    """Write the records, some at a time; return how many there were. Raises MissingLibraryError."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise MissingLibraryError("pyarrow", "parquet") from error
    count = 0
    with parquet.ParquetWriter(stream, schema(), compression="zstd") as writer:
        for some in _groups(records):
            writer.write_table(table(some))
            count += len(some)
    return count


def table(records: Iterable[Record]) -> Any:
    """A pyarrow.Table of records, all in memory."""
    import pyarrow as pa

    return pa.Table.from_pylist([_row(record) for record in records], schema=schema())


def schema() -> Any:
    """The columns: a field of the record each, in its order, and `day`."""
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    image = {"url": text, "caption": text, "alt": text, "credit": text, "sha256": text}
    image |= {"width": pa.int64(), "height": pa.int64(), "media_type": text}
    document = dict.fromkeys(("url", "title", "media_type", "sha256", "text"), text)
    translation = {"language": text, "url": text, "id": pa.int64()}
    kinds = {
        "id": pa.int64(),
        "aliases": texts,
        "authors": texts,
        "tags": texts,
        "images": pa.list_(pa.struct(image)),
        "attachments": pa.list_(pa.struct(document)),
        "translations": pa.list_(pa.struct(translation)),
        "revision": pa.int64(),
        "capture": pa.struct({"file": text, "offset": pa.int64(), "digest": text}),
    }
    fields = [pa.field(name, kinds.get(name, text)) for name in Record.__slots__]
    return pa.schema([*fields, pa.field("day", pa.date32())])


def _row(record: Record) -> dict[str, Any]:
    return record.as_dict() | {"day": day_of(record.date)}


def _groups(records: Iterable[Record]) -> Iterator[list[Record]]:
    some: list[Record] = []
    size = 0
    for record in records:
        some.append(record)
        size += len(record.body) + len(record.body_html) + sum(len(each.text or "") for each in record.attachments)
        if len(some) == _GROUP or size > _GROUP_CHARACTERS:
            yield some
            some, size = [], 0
    if some:
        yield some
