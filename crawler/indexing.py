"""While a run goes on, what it stores becomes searchable: in a thread beside it, a little at a time."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from archive import Archive
from archive.errors import StorageError

EVERY = 30.0  # seconds
_LAST = 1.0  # seconds in which it may end what it is at; an index that was not committed is as it was before

logger = logging.getLogger(__name__)


class Indexing:
    """Brings the search index up to date now and then, until the context is left."""

    def __init__(self, folder: Path, every: float = EVERY) -> None:
        self._folder = folder
        self._every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="indexing", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(_LAST)

    def _work(self) -> None:
        while not self._stop.wait(self._every):
            try:
                with Archive(self._folder, create=False) as archive:
                    archive.index_pending(self._stop.is_set)
            except StorageError as error:  # the crawl goes on; the next search tells if it is still so
                logger.warning("search is not up to date: %s", error)
                return
