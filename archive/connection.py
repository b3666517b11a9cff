"""One connection to the database, and the one border where sqlite3's errors become ours."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from archive.errors import DiskFullError, StorageError
from archive.sealing import Sealing

BUSY_SECONDS = 30.0
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

Parameters = Sequence[Any] | Mapping[str, Any]

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Connection:
    """One connection to an archive's database. Used by the thread that opened it.

    Raises StorageError for whatever the database refuses; errors of our own SQL pass as sqlite3.ProgrammingError.
    """

    def __init__(self, path: Path, raw: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._raw = raw
        self._sealing = Sealing(raw, path)
        raw.row_factory = sqlite3.Row

    @property
    def raw(self) -> sqlite3.Connection:
        """What is beneath, for the check of the database itself. Nothing may be written through it."""
        return self._raw

    def execute(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run one statement; one that writes, outside of a transaction, in a transaction of its own."""
        with self._sealed(sql), border(self.path):
            return self._raw.execute(sql, parameters)

    def execute_many(self, sql: str, rows: Iterable[Parameters]) -> int:
        """Return how many rows were changed."""
        with self._sealed(sql), border(self.path):
            return self._raw.executemany(sql, rows).rowcount

    def _sealed(self, sql: str) -> AbstractContextManager[None]:
        writes = sql.lstrip()[:7].upper().startswith(_WRITES)
        return self.transaction() if writes and not self._raw.in_transaction else nullcontext()

    def rows(self, sql: str, parameters: Parameters = ()) -> list[sqlite3.Row]:
        """All rows of the answer."""
        with border(self.path):
            return self._raw.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """First row of the answer, None where it is empty."""
        with border(self.path):
            found: sqlite3.Row | None = self._raw.execute(sql, parameters).fetchone()
            return found

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """First column of the first row, None where there is no row."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    def chunks(self, sql: str, parameters: Parameters = (), *, size: int) -> Iterator[list[sqlite3.Row]]:
        """Rows in lists of at most `size`, so that a long answer is never in memory as a whole."""
        cursor = self.execute(sql, parameters)
        while True:
            with border(self.path):
                chunk = cursor.fetchmany(size)
            if not chunk:
                return
            yield chunk

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[None]:
        """All or nothing, sealed, and nobody else writes meanwhile (waits up to BUSY_SECONDS for its turn).

        durable: it survives a power cut, with all that was written before it; without that, some time later.
        """
        with border(self.path):
            self._sealing.begin()
            self._raw.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            with border(self.path):
                self._sealing.settle()
            self.execute("COMMIT")
        except BaseException:
            if self._raw.in_transaction:  # a full disk has already rolled it back
                self.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever others write."""
        self.execute("BEGIN")
        try:
            yield
        finally:
            if self._raw.in_transaction:
                self.execute("ROLLBACK")

    def close(self) -> None:
        """Close it; readers and writers of other connections go on."""
        with border(self.path):
            self._raw.close()


@contextmanager
def border(path: Path) -> Iterator[None]:
    """Where sqlite3's and the system's errors become ours."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.Error as error:
        kind = DiskFullError if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL else StorageError
        raise kind(path, _reason(error)) from error
    except OSError as error:
        kind = DiskFullError if error.errno in _NO_ROOM else StorageError
        raise kind(path, f"cannot be used: {error.strerror or error}") from error


def _reason(error: sqlite3.Error) -> str:
    text = str(error)
    if "malformed" in text or "not a database" in text:
        return f"damaged ({text})"
    if "locked" in text:
        return f"locked by another process for more than {BUSY_SECONDS:.0f} seconds"
    return text
