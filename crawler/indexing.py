"""While a run goes on, what it stores becomes searchable: in a thread beside it, a little at a time.

Whatever befalls the index, the run goes on and ends: what is not indexed yet is so by the next run or search.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from archive import Archive
from archive.errors import StorageError

EVERY = 30.0  # seconds
LAST_PASS = 60.0  # seconds that the end of a run waits for the index, which may have a million stories before it
_LAST = 1.0  # seconds in which it may end what it is at; an index that was not committed is as it was before

logger = logging.getLogger(__name__)


class Indexing:
    """Brings the search index up to date now and then, until the context is left."""

    def __init__(self, folder: Path, every: float = EVERY, last_pass: float = LAST_PASS) -> None:
        self._folder = folder
        self._every = every
        self._last_pass = last_pass
        self._wake = threading.Event()  # the run is through
        self._stop = threading.Event()  # nothing more is to be begun
        self._thread = threading.Thread(target=self._work, name="indexing", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._wake.set()
        self._thread.join(_LAST)

    def finish(self) -> None:
        """Index what the end of the run has stored, as far as a minute goes."""
        self._wake.set()
        self._thread.join(self._last_pass)

    def _work(self) -> None:
        through = False
        while not through:
            through = self._wake.wait(self._every)
            if self._stop.is_set() or not self._indexed():
                return

    def _indexed(self) -> bool:
        try:
            with Archive(self._folder, create=False) as archive:
                archive.index_pending(self._stop.is_set)
        except (StorageError, MemoryError, ImportError) as error:  # a library that cannot be loaded for want of memory
            logger.warning("search is not up to date: %s", str(error) or type(error).__name__)
            return False
        return True
