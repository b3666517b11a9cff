"""Writes a portal's captures: one process a file, flushed and synced before the database calls anything done.

A file grows by whole gzip members. What a killed process left after the last indexed byte is not touched here: nothing
is appended to such a file until its rest was taken up (see replay in the crawler).
"""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import FileIO
from pathlib import Path

from archive import captures, warc
from archive.captures import FOLDER, NewCapture
from archive.connection import Connection, border
from archive.sync import sync_folder
from archive.text import clean
from archive.warc import Packed

ROLL_AT = 256 * 1024 * 1024  # bytes from which a file is full
_SMALLEST_REVISIT = 256  # bytes; a smaller answer is written again: a reference to it would be no shorter
_UNSAFE = re.compile(r"[^a-z0-9.-]+")


class CaptureWriter:
    """Appends to the files of one portal. Used inside a transaction of the connection it was made with.

    roll_at: bytes from which a new file is begun.
    """

    def __init__(self, connection: Connection, folder: Path, portal: str, *, roll_at: int = ROLL_AT) -> None:
        self.connection = connection
        self.folder = folder / FOLDER
        self.portal = portal
        self.roll_at = roll_at
        self.run_id: int | None = None
        self.facts = "{}"  # of the portal, as Archive.remember_portal has them
        self._stream: FileIO | None = None
        self._file_id = 0
        self._size = 0  # bytes that are indexed, by committed transactions or by this one

    def exchanges(self, packed: Iterable[Packed], now: datetime) -> list[int]:
        """Write exchanges in order; return their captures' ids. One whose payload is kept becomes a revisit."""
        return [self._append(self._capture_of(one), now) for one in packed]

    def journal(self, url: str, content: bytes, now: datetime) -> int:
        """Write what we make of an address."""
        about = clean(url)
        data = warc.metadata(about, now, content)
        return self._append(NewCapture(type="metadata", data=data, captured_at=warc.warc_date(now), url=about), now)

    def sync(self) -> None:
        """Have everything on the disk: to be called before the transaction ends."""
        if self._stream is None:
            return
        with border(self.folder):
            os.fsync(self._stream.fileno())
        sql = "UPDATE capture_files SET size = ? WHERE id = ?"
        self.connection.execute(sql, (self._size, self._file_id))

    def undo(self) -> None:
        """Forget what was written since the last transaction that was committed, and begin a new file next time.

        Nothing is cut off where the disk refuses even that: the next start finds it and says so.
        """
        stream, self._stream = self._stream, None
        if stream is None:
            return
        with border(self.folder), stream:
            size = self.connection.value("SELECT size FROM capture_files WHERE id = ?", (self._file_id,))
            stream.truncate(size or 0)
            if not size:  # its row was rolled back, too
                Path(str(stream.name)).unlink()

    def close(self) -> None:
        """Close the file; it stays open to further records of a later run until it is full."""
        stream, self._stream = self._stream, None
        if stream is not None:
            with border(self.folder):
                stream.close()

    def _capture_of(self, packed: Packed) -> NewCapture:
        kept = self._kept(packed)
        answer = warc.revisit(packed, kept.url or "", kept.captured_at) if kept else packed.answer
        return NewCapture(
            type="revisit" if kept else packed.type,
            data=packed.request + answer,
            answer=len(packed.request),
            captured_at=warc.warc_date(packed.started),
            url=clean(packed.url),
            status=packed.status,
            media_type=packed.media_type,
            payload_digest=packed.payload_digest,
            refers_to=kept.id if kept else None,
            truncated=packed.truncated,
            sha256="" if kept else packed.sha256,
        )

    def _kept(self, packed: Packed) -> captures.Capture | None:
        small = len(packed.answer) < _SMALLEST_REVISIT
        if packed.type != "response" or packed.truncated or packed.status is None or packed.status < 200 or small:
            return None
        return captures.with_payload(self.connection, packed.payload_digest)

    def _append(self, new: NewCapture, now: datetime) -> int:
        if self._stream is not None and self._size >= self.roll_at:
            self.sync()
            self.close()
        stream = self._stream or self._open(now)
        with border(self.folder):
            _write(stream, new.data)
        capture_id = captures.insert(
            self.connection, new, file_id=self._file_id, start=self._size, portal=self.portal, run_id=self.run_id
        )
        self._size += len(new.data)
        return capture_id

    def _open(self, now: datetime) -> FileIO:
        """Go on with the portal's last file where that can be done, else begin a new one."""
        sql = "SELECT id, name, size FROM capture_files WHERE portal = ? ORDER BY id DESC LIMIT 1"
        last = self.connection.row(sql, (self.portal,))
        if last is not None and 0 < last["size"] < self.roll_at:
            stream = lock(self.folder / last["name"])
            if stream is not None and stream.seek(0, os.SEEK_END) == last["size"]:
                self._stream, self._file_id, self._size = stream, last["id"], last["size"]
                return stream
            if stream is not None:
                stream.close()
        return self._begin(now)

    def _begin(self, now: datetime) -> FileIO:
        with border(self.folder):
            if not self.folder.exists():
                self.folder.mkdir(exist_ok=True)
                sync_folder(self.folder.parent)
            stream = self._new_file(now)
        name = Path(str(stream.name)).name
        sql = "INSERT INTO capture_files (name, portal, size) VALUES (?, ?, 0)"
        file_id = self.connection.execute(sql, (name, self.portal)).lastrowid
        self._stream, self._file_id, self._size = stream, int(file_id or 0), 0
        row = self.connection.row("SELECT * FROM portal_rows WHERE id = ?", (self.portal,))
        data = warc.warcinfo(name, now, _about(dict(row) if row else {"id": self.portal}, self.facts))
        self._append(NewCapture(type="warcinfo", data=data, captured_at=warc.warc_date(now)), now)
        return stream

    def _new_file(self, now: datetime) -> FileIO:
        stem = f"{file_stem(self.portal)}-{now:%Y%m%dT%H%M%SZ}"
        for number in range(1, 10_000):
            path = self.folder / f"{stem}-{number:04}.warc.gz"
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                continue
            stream = lock(path)
            if stream is not None:
                sync_folder(self.folder)
                return stream
        raise FileExistsError(f"{stem}-*.warc.gz")


def lock(path: Path) -> FileIO | None:
    """Open a file for writing that no other process writes; None where one does, or where there is none."""
    try:
        stream = path.open("r+b", buffering=0)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        return None
    stream.seek(0, os.SEEK_END)
    return stream


def file_stem(portal: str) -> str:
    """A portal's id as the beginning of a file's name.

    >>> file_stem("127.0.0.1:8080")
    '127.0.0.1_8080'
    """
    return _UNSAFE.sub("_", portal.lower())[:80].strip(".") or "portal"


def _write(stream: FileIO, data: bytes) -> None:
    """Write all of it; without a buffer, so that a full disk leaves nothing behind that a later write would repeat."""
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def _about(portal: Mapping[str, str | None], facts: str) -> Sequence[tuple[str, str]]:
    from importlib.metadata import version

    fields = [
        ("software", f"envnews/{version('envnews')}"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("isPartOf", portal["id"] or ""),
        ("description", portal.get("name") or ""),
        ("envnews-portal", facts),
    ]
    return [(name, value) for name, value in fields if value]
