"""Holds the pages of the database file against its seal."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from archive import file_seal
from archive.connection import Connection
from archive.database import FILE
from archive.errors import StorageError
from archive.file_seal import SEAL, FileSeal
from archive.verify.finding import Finding, Note

_MOST = 20  # pages that are named


def check_file(folder: Path, connection: Connection) -> Iterator[Finding | Note]:
    """Find pages of the file that were altered since it was sealed, where envnews has not written to it since."""
    sealed = yield from _read(folder)
    if sealed is None:
        return
    now = file_seal.observe(folder, connection)
    if now is None or now.state != sealed.state:
        yield Note(where=FILE, what="was written to since its bytes were sealed; its rows were checked one by one")
        return
    yield from _compare(sealed, now, connection)


def check_unreadable(folder: Path) -> Iterator[Finding | Note]:
    """As check_file, of a database that SQLite cannot read."""
    sealed = yield from _read(folder)
    if sealed is not None:
        digests = file_seal.digests(folder / FILE, sealed.page_size)
        size = (folder / FILE).stat().st_size
        now = FileSeal(state=sealed.state, page_size=sealed.page_size, size=size, digests=digests)
        yield from _compare(sealed, now, None)


def _read(folder: Path) -> Generator[Finding | Note, None, FileSeal | None]:
    try:
        sealed = file_seal.read(folder)
    except StorageError as error:
        yield Finding(part="file", where=SEAL, what=error.reason)
        return None
    if sealed is None:
        yield Note(where=FILE, what=f"there is no {SEAL} of its bytes yet; its rows were checked one by one")
    return sealed


def _compare(sealed: FileSeal, now: FileSeal, connection: Connection | None) -> Iterator[Finding]:
    if now.size != sealed.size:
        yield Finding(part="file", where=FILE, what=f"{now.size} bytes, and {sealed.size} were sealed")
    pages = sealed.pages_unlike(now)
    names = _names(connection, pages[:_MOST]) if pages and connection else {}
    for page in pages[:_MOST]:
        first = (page - 1) * sealed.page_size
        where = f"{FILE}, page {page} (bytes {first} to {first + sealed.page_size})"
        yield Finding(part="file", where=where, what=f"was altered{names.get(page, '')}")
    if len(pages) > _MOST:
        yield Finding(part="file", where=FILE, what=f"{len(pages) - _MOST} more pages were altered")


def _names(connection: Connection, pages: Sequence[int]) -> dict[int, str]:
    """What stands in pages, where this SQLite can tell."""
    sql = "SELECT pageno, name FROM dbstat WHERE pageno IN (SELECT value FROM json_each(?))"
    try:
        return {row[0]: f": {row[1]}" for row in connection.rows(sql, (json.dumps(list(pages)),))}
    except (StorageError, sqlite3.Error):
        return {}
