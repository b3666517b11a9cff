"""The index of the captures: which record of which file, the hash chain over them, and reading one back.

Every byte of a WARC file belongs to exactly one row: what a row holds begins where the one before it ends.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from archive import warc
from archive.connection import Connection
from archive.errors import CaptureError
from archive.http_message import HttpMessage, MessageError, decoded, parse_response

FOLDER = "captures"  # beside the database
LONGEST = 64 * 1024 * 1024  # bytes of a record, or of a page, unpacked
GENESIS = "0" * 64  # what the first link of a portal's chain follows


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCapture:
    """Records to be written together, and their row. data: gzip members; answer: where in them the last one begins.

    sha256: of data, where it is known already.
    """

    type: str
    data: bytes
    captured_at: str
    answer: int = 0
    url: str | None = None
    status: int | None = None
    media_type: str | None = None
    payload_digest: str | None = None
    refers_to: int | None = None
    truncated: str | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A row of the index; see schema/captures.py for what each field means."""

    id: int
    file: str
    start: int
    offset: int
    end: int
    type: str
    portal: str
    url: str | None
    captured_at: str
    status: int | None
    media_type: str | None
    payload_digest: str | None
    refers_to: int | None
    truncated: str | None
    run_id: int | None
    sha256: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """An answer as it was captured, transfer and content encoding undone. headers: in order, as they were written.

    captured_at: UTC. url: what was asked for.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    captured_at: str

    def header(self, name: str) -> str | None:
        """The last header of that name, in any case; None where there is none."""
        return next((value for each, value in reversed(self.headers) if each.lower() == name), None)


_COLUMNS = """
captures.id, capture_files.name AS file, start, offset, "end", type, captures.portal, url, captured_at, status,
media_type, payload_digest, refers_to, truncated, run_id, sha256, link
"""
_SELECT = f"SELECT {_COLUMNS} FROM captures JOIN capture_files ON capture_files.id = file_id"  # noqa: S608 - constants

_INSERT = """
INSERT INTO captures (file_id, start, offset, "end", type, portal, url, captured_at, status, media_type,
    payload_digest, refers_to, truncated, run_id, sha256, link)
VALUES (:file_id, :start, :offset, :end, :type, :portal, :url, :captured_at, :status, :media_type,
    :payload_digest, :refers_to, :truncated, :run_id, :sha256, :link)
"""


def link_of(previous: str, sha256: str) -> str:
    """The next link of a portal's hash chain, in hexadecimal digits: SHA-256 of the one before it and of the bytes'."""
    return hashlib.sha256(bytes.fromhex(previous) + bytes.fromhex(sha256)).hexdigest()


def last_link(connection: Connection, portal: str) -> str:
    """The link at the end of a portal's chain."""
    sql = "SELECT link FROM captures WHERE portal = ? ORDER BY id DESC LIMIT 1"
    return str(connection.value(sql, (portal,)) or GENESIS)


def insert(
    connection: Connection, new: NewCapture, *, file_id: int, start: int, portal: str, run_id: int | None
) -> int:
    """Write a row for records that stand at `start` of a file; return its id."""
    sha256 = new.sha256 or hashlib.sha256(new.data).hexdigest()
    row = {
        "file_id": file_id,
        "start": start,
        "offset": start + new.answer,
        "end": start + len(new.data),
        "type": new.type,
        "portal": portal,
        "url": new.url,
        "captured_at": new.captured_at,
        "status": new.status,
        "media_type": new.media_type,
        "payload_digest": new.payload_digest,
        "refers_to": new.refers_to,
        "truncated": new.truncated,
        "run_id": run_id,
        "sha256": sha256,
        "link": link_of(last_link(connection, portal), sha256),
    }
    return int(connection.execute(_INSERT, row).lastrowid or 0)


def take_up(
    connection: Connection, new: NewCapture, *, file_id: int, start: int, portal: str, run_id: int | None
) -> None:
    """As `insert`, for records that were found in a file: a revisit's payload is sought among what is known."""
    if new.type == "revisit" and (kept := with_payload(connection, new.payload_digest)) is not None:
        new = replace(new, refers_to=kept.id)
    insert(connection, new, file_id=file_id, start=start, portal=portal, run_id=run_id)


def one(connection: Connection, capture_id: int) -> Capture:
    """One row. Raises CaptureError where there is none."""
    row = connection.row(f"{_SELECT} WHERE captures.id = ?", (capture_id,))
    if row is None:
        raise CaptureError(f"no capture {capture_id} in this archive")
    return _capture(row)


def of_url(connection: Connection, url: str, portal: str | None = None) -> list[Capture]:
    """The answers that an address gave, the oldest first."""
    sql = f"{_SELECT} WHERE url = ? AND type IN ('response', 'revisit') AND (? IS NULL OR captures.portal = ?)"
    rows = connection.rows(f"{sql} ORDER BY captured_at, captures.id", (url, portal, portal))
    return [_capture(row) for row in rows]


def in_order(connection: Connection, *, size: int = 500) -> Iterable[Capture]:
    """All rows as they stand in the files: by file, then by place. Not all are in memory at once."""
    for chunk in connection.chunks(f"{_SELECT} ORDER BY capture_files.name, start", size=size):
        yield from map(_capture, chunk)


def with_payload(connection: Connection, digest: str | None) -> Capture | None:
    """The first capture that has this payload, whole; None where there is none."""
    if digest is None:
        return None
    sql = f"{_SELECT} WHERE payload_digest = ? AND type = 'response' AND truncated IS NULL ORDER BY captures.id LIMIT 1"
    row = connection.row(sql, (digest,))
    return _capture(row) if row else None


def is_known(connection: Connection, url: str, captured_at: str, digest: str | None) -> bool:
    """Whether there is this very answer already: of this address, at this moment, with this payload."""
    sql = "SELECT 1 FROM captures WHERE url = ? AND captured_at = ? AND payload_digest IS ? AND type <> 'metadata'"
    return connection.value(sql, (url, captured_at, digest)) is not None


def data(folder: Path, capture: Capture) -> bytes:
    """The bytes of the files that a row speaks of, packed as they are. Raises CaptureError."""
    path = folder / FOLDER / capture.file
    try:
        with path.open("rb") as stream:
            stream.seek(capture.start)
            found = stream.read(capture.end - capture.start)
    except OSError as error:
        raise CaptureError(f"{path}: cannot be read ({error.strerror})") from error
    if len(found) < capture.end - capture.start:
        raise CaptureError(f"{path}: ends before the record at {capture.offset}")
    return found


def record(folder: Path, capture: Capture) -> warc.Record:
    """The record itself (of a response without its request). Raises CaptureError."""
    packed = data(folder, capture)[capture.offset - capture.start :]
    try:
        return warc.read_member(packed, LONGEST)
    except CaptureError as error:
        raise CaptureError(f"{folder / FOLDER / capture.file}, {capture.offset}: {error}") from error


def message(connection: Connection, folder: Path, capture: Capture) -> HttpMessage:
    """A captured answer: its own head, and its payload wherever that is kept. Raises CaptureError."""
    answer = record(folder, capture).block
    if capture.type == "revisit" and capture.refers_to is not None:
        kept = record(folder, one(connection, capture.refers_to)).block
        answer += warc.split_head(kept)[1]
    try:
        return parse_response(answer, longest=LONGEST)
    except MessageError as error:
        raise CaptureError(f"{capture.file}, {capture.offset}: {error}") from error


def page(connection: Connection, folder: Path, capture_id: int) -> RawPage:
    """A captured page, unpacked. Raises CaptureError."""
    capture = one(connection, capture_id)
    if capture.type == "resource" and capture.media_type is not None:
        return _document(folder, capture)
    answer = message(connection, folder, capture)
    try:
        body = decoded(answer, longest=LONGEST)
    except MessageError as error:
        raise CaptureError(f"{capture.file}, {capture.offset}: {error}") from error
    return RawPage(
        url=capture.url or "",
        status=answer.status,
        headers=answer.headers,
        body=body,
        captured_at=capture.captured_at,
    )


def _document(folder: Path, capture: Capture) -> RawPage:
    """A document that was imported without HTTP around it."""
    headers = (("Content-Type", capture.media_type or ""),)
    body = record(folder, capture).block
    return RawPage(url=capture.url or "", status=200, headers=headers, body=body, captured_at=capture.captured_at)


def _capture(row: sqlite3.Row) -> Capture:
    return Capture(**dict(row))
