"""An opened archive: its database, its captures, its clock. What the sides of `Archive` share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from archive import articles, locks, portals
from archive.capture_writer import ROLL_AT, CaptureWriter
from archive.database import open_database
from archive.errors import ArticleNotFoundError
from archive.locks import Lock
from archive.record import Record
from archive.search import index
from archive.search.engine import Engine

_MOST = 2**63 - 1  # SQLite's largest integer


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


class Opened:
    """See Archive."""

    def __init__(
        self,
        path: Path | str,
        *,
        create: bool = True,
        readonly: bool = False,
        now: Callable[[], datetime] = utc_now,
        roll_at: int = ROLL_AT,
    ) -> None:
        self.path = Path(path)
        self._clock = now
        self._roll_at = roll_at
        self._writers: dict[str, CaptureWriter] = {}
        self._facts: dict[str, str] = {}
        self._locks: list[Lock] = []
        self._connection = open_database(self.path, create=create and not readonly, readonly=readonly)
        self._engine = Engine(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and the captures. Nothing else may be called after it."""
        for writer in self._writers.values():
            writer.close()
        self._connection.close()
        self._engine.close()
        while self._locks:
            self._locks.pop().release()

    def interrupt(self) -> None:
        """Break off what is being read: it raises StorageError. Called by another thread than the one that reads."""
        self._connection.raw.interrupt()

    def get(self, article_id: int, revision: int | None = None) -> Record:
        """One article, as it is or in an earlier revision. Raises ArticleNotFoundError."""
        found = articles.records(self._connection, [article_id]) if abs(article_id) <= _MOST else []
        if not found:
            raise ArticleNotFoundError(article_id)
        if revision is None or revision == found[0].revision:
            return found[0]
        earlier = articles.revision(self._connection, article_id, revision) if abs(revision) <= _MOST else None
        if earlier is None:
            raise ArticleNotFoundError(article_id, revision)
        return earlier

    def _bring_index_up_to_date(self, is_stopped: Callable[[], bool] = lambda: False) -> int:
        """Index what waits; return how many articles that were, none where another process is at it."""
        if not self._connection.writable or index.is_up_to_date(self._connection, self._engine):
            return 0
        lock = locks.take(self.path, "search", "indexes")
        if lock is None:
            return 0
        try:
            return index.index_pending(self._connection, self._engine, is_stopped)
        finally:
            lock.release()

    def _now(self) -> str:
        return seconds(self._clock())

    @contextmanager
    def _capturing(self, portal: str, run_id: int | None = None) -> Iterator[tuple[CaptureWriter, datetime]]:
        """A transaction in which captures are written: on the disk before it ends, or not at all."""
        if portal not in self._writers:
            self._writers[portal] = CaptureWriter(self._connection, self.path, portal, roll_at=self._roll_at)
        writer, now = self._writers[portal], self._clock()
        writer.run_id, writer.facts = run_id, self._facts.get(portal, "{}")
        try:
            with self._connection.transaction():
                portals.ensure(self._connection, portal, seconds(now))
                yield writer, now
                writer.sync()
        except BaseException:
            writer.undo()
            raise


def seconds(moment: datetime) -> str:
    """A moment as the tables have it: UTC, ISO 8601, whole seconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
