"""Holds the search index against the articles, and its files against their own checksums."""

from __future__ import annotations

import json
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from archive.connection import Connection
from archive.search.alike import values
from archive.search.documents import COLUMNS, content
from archive.search.engine import FOLDER, LIST, Engine, schema
from archive.search.index import is_known
from archive.verify.finding import Finding, Note, Progress

if TYPE_CHECKING:
    from tantivy import Searcher

_BATCH = 200  # articles that are compared at a time
_READ = 1 << 20  # bytes of a file that are read at a time
_FOOTER = struct.Struct("<II")  # at the end of each of tantivy's files: length of the JSON before it, and 1337
_MAGIC = 1337

_KNOWN = f"""
SELECT {COLUMNS} FROM article_rows AS articles
WHERE id > ? AND id NOT IN (SELECT article_id FROM search_queue) ORDER BY id LIMIT {_BATCH}
"""  # noqa: S608 - constants


def check_search(folder: Path, connection: Connection, progress: Progress) -> Iterator[Finding | Note]:
    """Find articles that the index does not know as they are, and files of it that are damaged."""
    engine = Engine(folder)
    if not is_known(connection, engine):
        if connection.row("SELECT 1 FROM article_rows LIMIT 1") is not None:
            yield Note(where="search index", what="missing, or made by other rules; the next search makes it anew")
        return
    damaged = list(_damaged(folder / FOLDER))
    yield from damaged
    searcher = engine.searcher()
    if searcher is not None and not damaged:
        yield from _compare(connection, searcher, progress)


def _compare(connection: Connection, searcher: Searcher, progress: Progress) -> Iterator[Finding]:
    last = done = 0
    count = int(connection.value("SELECT count(*) FROM article_rows"))
    while batch := connection.rows(_KNOWN, (last,)):
        known = _contents(searcher, last + 1, batch[-1]["id"])
        for row in batch:
            if row["id"] not in known:
                yield _finding(row, "is not in the search index")
            elif known[row["id"]] != content(row):
                yield _finding(row, "has other words in the search index than in its text")
        last = batch[-1]["id"]
        done += len(batch)
        progress("search", done, count)


def _contents(searcher: Searcher, first: int, last: int) -> dict[int, int]:
    """What the index says that it was told of some articles."""
    from tantivy import FieldType, Query

    among = Query.range_query(schema(), "id", FieldType.Integer, first, last)
    found = [address for _, address in searcher.search(among, max(searcher.num_docs, 1), count=False).hits]
    return dict(zip(values(searcher, "id", found), values(searcher, "content", found), strict=True))


def _damaged(folder: Path) -> Iterator[Finding]:
    """Files whose bytes are not those of their checksum. The list of the files itself has none: it is JSON.

    Only what the list names belongs to the index; beside it lie files that a writer has begun, or was killed over.
    """
    listed = json.loads((folder / LIST).read_text("utf-8"))["segments"]
    names = {segment["segment_id"].replace("-", ""): segment.get("deletes") or {} for segment in listed}
    for path in sorted(folder.glob("*.*")):
        name, *rest = path.name.split(".")
        if name not in names or (rest[-1] == "del" and rest[0] != str(names[name].get("opstamp"))):
            continue
        try:
            whole = _is_whole(path)
        except FileNotFoundError:  # merged into another meanwhile
            continue
        if not whole:
            where = f"{FOLDER}/{path.name}"
            yield Finding(part="search", where=where, what="was changed: not the bytes of its checksum")


def _is_whole(path: Path) -> bool:
    with path.open("rb") as file:
        size = path.stat().st_size
        if size < _FOOTER.size:
            return False
        file.seek(size - _FOOTER.size)
        length, magic = _FOOTER.unpack(file.read(_FOOTER.size))
        end = size - _FOOTER.size - length
        if magic != _MAGIC or end < 0:
            return False
        file.seek(end)
        try:
            crc = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        found = left = 0
        left = end
        while left and (data := file.read(min(_READ, left))):
            found, left = zlib.crc32(data, found), left - len(data)
        return bool(found == crc)


def _finding(row: sqlite3.Row, what: str) -> Finding:
    return Finding(part="search", where=f"article {row['id']}", what=what)
