"""A seal of the database file itself, page by page, beside it: shows changes in bytes that belong to no row, too.

It is good for one state of the seals over the rows (`sealed_state`): as soon as envnews has written again it says
nothing, and a new one is made at the end of the next run, or by `envnews verify`. Nothing else needs the file.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from archive import page_digests
from archive.connection import Connection, border
from archive.database import FILE, open_database
from archive.errors import StorageError

SEAL = "archive.seal"
_END = 32  # bytes: the SHA-256 of all before it


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeal:
    """state: the seal of sealed_state, in hexadecimal digits. digests: of all pages, page_digests.SIZE bytes each."""

    state: str
    page_size: int
    size: int
    digests: bytes

    def pages_unlike(self, now: FileSeal) -> list[int]:
        """Numbers, from 1, of the pages that differ, or that only one of the two has."""
        size = page_digests.SIZE
        longest = max(len(self.digests), len(now.digests))
        places = range(0, longest, size)
        return [at // size + 1 for at in places if self.digests[at : at + size] != now.digests[at : at + size]]


def seal_file(folder: Path) -> bool:
    """Make a new seal; return whether that could be done: not while somebody else writes to or reads the archive."""
    connection = open_database(folder)
    try:
        connection.execute("PRAGMA busy_timeout = 0")  # whoever is busy here is not waited for
        if not connection.writable or connection.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]:
            return False
        sealed = observe(folder, connection)
    finally:
        connection.close()
    if sealed is None:
        return False
    _write(folder / SEAL, sealed)
    return True


def observe(folder: Path, connection: Connection) -> FileSeal | None:
    """Return what a seal would say now; None where a part of the database is in its log, as while others write."""
    state = _state(connection)
    if not _is_settled(folder):
        return None
    page_size = int(connection.value("PRAGMA page_size"))
    size = (folder / FILE).stat().st_size
    sealed = FileSeal(state=state, page_size=page_size, size=size, digests=digests(folder / FILE, page_size))
    return sealed if _is_settled(folder) and _state(connection) == state else None


def _state(connection: Connection) -> str:
    return str(connection.value("SELECT hex(seal) FROM sealed_state"))


def _is_settled(folder: Path) -> bool:
    log = folder / f"{FILE}-wal"
    return not log.exists() or log.stat().st_size == 0


def digests(path: Path, page_size: int) -> bytes:
    """Digest a file page by page. Raises StorageError."""
    command = [sys.executable, "-I", "-S", page_digests.__file__, str(path), str(page_size)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603 - our own program
    if done.returncode:
        raise StorageError(path, f"cannot be read: {done.stderr.decode(errors='replace').strip().splitlines()[-1:]}")
    return done.stdout


def read(folder: Path) -> FileSeal | None:
    """Read the seal beside a database; None where there is none. Raises StorageError where it was altered."""
    path = folder / SEAL
    with border(path):
        if not path.exists():
            return None
        data = path.read_bytes()
    body, end = data[:-_END], data[-_END:]
    if hashlib.sha256(body).digest() != end:
        raise StorageError(path, "was altered")
    head, _, found = body.partition(b"\n")
    return FileSeal(**json.loads(head), digests=found)


def _write(path: Path, sealed: FileSeal) -> None:
    about = {"state": sealed.state, "page_size": sealed.page_size, "size": sealed.size}
    body = json.dumps(about).encode() + b"\n" + sealed.digests
    new = path.with_name(f".{path.name}.new")
    with border(path):
        new.write_bytes(body + hashlib.sha256(body).digest())
        new.replace(path)
