"""Holds the WARC files against their index: every byte belongs to one row, and is as it was when it was written."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.captures import FOLDER
from archive.verify.finding import Finding, Note, Progress
from archive.verify.record import check_record

_SHIFT = 64  # bytes by which what stands after a damage may be displaced, to be found again
_PIECE = 1 << 20

_FILES = "SELECT id, name, size FROM capture_files ORDER BY name"
_ROWS = "SELECT * FROM captures WHERE file_id = ? ORDER BY start"
_WITHOUT = """
SELECT (SELECT count(*) FROM article_rows WHERE capture_id IS NULL)
    + (SELECT count(*) FROM revision_rows WHERE capture_id IS NULL)
"""


@dataclass(slots=True)
class _File:
    """A file that is being read. shift: by how many bytes what is read now stands after its place."""

    path: Path
    stream: BinaryIO
    size: int
    shift: int = 0

    def read(self, row: sqlite3.Row, shift: int | None = None) -> bytes:
        self.stream.seek(max(0, row["start"] + (self.shift if shift is None else shift)))
        return self.stream.read(row["end"] - row["start"])


def check_captures(raw: sqlite3.Connection, folder: Path, progress: Progress) -> Iterator[Finding | Note]:
    """Find files, records and bytes that are missing, altered, or in no index."""
    known = raw.execute(_FILES).fetchall()
    total, done = sum(row["size"] for row in known), 0
    for row in known:
        path = folder / FOLDER / row["name"]
        try:
            with path.open("rb") as stream:
                size = path.stat().st_size
                yield from _check_size(row, size)
                for finding, read in _check_file(raw, row, _File(path, stream, size)):
                    progress("captures", done + read, total)
                    if finding is not None:
                        yield finding
        except OSError as error:
            yield _finding(row["name"], f"cannot be read: {error.strerror}")
        done += row["size"]
    without = raw.execute(_WITHOUT).fetchone()[0]
    if without:
        yield Note(where="revisions", what=f"of {without} no raw page was kept")
    names = {row["name"] for row in known}
    for path in sorted((folder / FOLDER).glob("*")):
        if path.name not in names:
            yield Note(where=f"{FOLDER}/{path.name}", what="no row of the index names this file")


def _check_size(row: sqlite3.Row, size: int) -> Iterator[Finding | Note]:
    if size < row["size"]:
        yield _finding(row["name"], f"{size} bytes, and {row['size']} were written")
    elif size > row["size"]:
        what = f"{size - row['size']} bytes after the last indexed one: of a crawl that is running, or was killed"
        yield Note(where=f"{FOLDER}/{row['name']}", what=what)


def _check_file(raw: sqlite3.Connection, about: sqlite3.Row, file: _File) -> Iterator[tuple[Finding | None, int]]:
    """Findings of one file, and how many bytes were read."""
    end = 0
    rows = raw.cursor()
    rows.execute(_ROWS, (about["id"],))
    for row in rows:
        if row["start"] != end:
            what = "in no row of the index" if row["start"] > end else "in more than one row of the index"
            yield _finding(about["name"], f"bytes {min(end, row['start'])} to {max(end, row['start'])} are {what}"), end
        end = row["end"]
        for finding in _check_row(raw, about["name"], file, row):
            yield finding, end
        yield None, end
    if end != about["size"]:
        yield _finding(about["name"], f"{about['size']} bytes are indexed, and its rows end at {end}"), end


def _check_row(raw: sqlite3.Connection, name: str, file: _File, row: sqlite3.Row) -> Iterator[Finding]:
    where = f"{name}, bytes {row['start']} to {row['end']} (capture {row['id']}, {row['type']} {row['url'] or ''})"
    data = file.read(row)
    if hashlib.sha256(data).hexdigest() == row["sha256"]:
        for fault in check_record(raw, row, data):
            yield _finding(where, fault)
        return
    shift = _found_again(raw, file, row)
    if shift:
        file.shift += shift
        yield _finding(where, f"{abs(shift)} bytes were {'put in' if shift > 0 else 'taken out'}")
    else:
        missing = row["end"] - row["start"] - len(data)
        yield _finding(where, f"{missing} bytes are missing" if missing else "was altered: its SHA-256 is another one")


def _found_again(raw: sqlite3.Connection, file: _File, row: sqlite3.Row) -> int:
    """By how many bytes more what follows a damaged record is displaced; 0 where it is not, or not found."""
    sql = 'SELECT start, "end", sha256 FROM captures WHERE file_id = ? AND start = ?'
    following = raw.execute(sql, (row["file_id"], row["end"])).fetchone()
    if following is None or following["end"] - following["start"] > _PIECE:
        return 0
    for distance in range(_SHIFT + 1):
        for shift in (distance, -distance):
            data = file.read(following, file.shift + shift)
            if hashlib.sha256(data).hexdigest() == following["sha256"]:
                return shift
    return 0


def _finding(where: str, what: str) -> Finding:
    return Finding(part="captures", where=f"{FOLDER}/{where}", what=what)
