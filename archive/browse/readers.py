"""Who reads the archive for the pages: a few threads, each with a connection of its own that can only read."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from archive.database import FILE
from archive.errors import ArchiveError

if TYPE_CHECKING:
    from archive.store import Archive

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_THREADS = 4
_MAKERS = 2  # of long answers, which are made while they are sent


class Readers:
    """Runs functions of an archive beside the event loop. A writer is neither kept waiting nor waited for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = threading.local()
        self._pool = ThreadPoolExecutor(_THREADS, "browse")
        self._is_closed = threading.Event()
        self._opened: set[Archive] = set()
        self._makers = ThreadPoolExecutor(_MAKERS, "browse-long")

    async def run(self, ask: Callable[[Archive], _T]) -> _T:
        """What the function gives back or raises; it has the archive to itself for as long."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, lambda: ask(self._archive()))

    def begin(self, make: Callable[[Archive], None]) -> Future[None]:
        """Let a function make a long answer, when one of the threads for that is free."""
        return self._makers.submit(lambda: make(self._archive()))

    def later(self, ask: Callable[[Archive], object]) -> None:
        """Have the function called as soon as a thread is free, and again as long as it gives back True.

        What it raises is noted. Each call should be short: who closes waits for those that have begun.
        """
        self._pool.submit(self._noted, ask)

    def _noted(self, ask: Callable[[Archive], object]) -> None:
        try:
            is_unfinished = ask(self._archive()) is True
        except ArchiveError as error:
            if not self._is_closed.is_set():
                _log.warning("%s", error)
            return
        if is_unfinished and not self._is_closed.is_set():
            self.later(ask)

    def close(self) -> None:
        """Break off those at work, and take no more."""
        self._is_closed.set()
        for archive in list(self._opened):
            archive.interrupt()
        self._pool.shutdown(cancel_futures=True)
        self._makers.shutdown(cancel_futures=True)

    def _archive(self) -> Archive:
        """This thread's; opened anew where another file took the place of the database, as a rebuild does."""
        from archive.store import Archive

        file = _identity(self._folder / FILE)
        if getattr(self._own, "file", None) != file:
            if hasattr(self._own, "archive"):
                self._opened.discard(self._own.archive)
                self._own.archive.close()
            self._own.file = None
            self._own.archive = Archive(self._folder, readonly=True)
            self._opened.add(self._own.archive)
            self._own.file = file
        archive: Archive = self._own.archive
        return archive


def _identity(path: Path) -> tuple[int, int]:
    """Which file it is, whatever its name; (0, 0) where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_dev, found.st_ino
