"""SIGTERM, Ctrl-C and a run's budget: the run is told to stop, and ended within five seconds whatever it is doing."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Self

LAST = 4.5  # seconds after which a run that was told to stop is ended from outside; the archive loses nothing by it
MARGIN = 3.0  # seconds of a budget that stopping may take
EXIT_CODE = 1

STOPPED = {signal.SIGTERM: "stopped by SIGTERM", signal.SIGINT: "stopped by Ctrl-C"}
BUDGET = "stopped by its budget"


class Interruption:
    """While it is entered, the first signal calls `stop` in the loop, with why. A second one ends the process there."""

    def __init__(self, loop: asyncio.AbstractEventLoop, stop: Callable[[str], None]) -> None:
        self._loop = loop
        self._stop = stop
        self._told = False
        self._guard = threading.Timer(LAST, _end)
        self._guard.daemon = True
        self._before = {number: signal.getsignal(number) for number in STOPPED}

    def __enter__(self) -> Self:
        for number in STOPPED:
            signal.signal(number, self._signalled)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._guard.cancel()
        for number, before in self._before.items():
            signal.signal(number, before)

    def after(self, seconds: float) -> None:
        """Stop the run so that it has ended when its budget is spent."""
        self._loop.call_later(max(seconds - MARGIN, seconds / 2), self._stop, BUDGET)

    def _signalled(self, number: int, _: FrameType | None) -> None:
        if self._told:
            _end()
        self._told = True
        self._guard.start()
        self._loop.call_soon_threadsafe(self._stop, STOPPED[signal.Signals(number)])


def _end() -> None:
    """End the process here and now: as after kill -9, the next run goes on where the archive is."""
    if sys.stderr.isatty():
        os.write(sys.stderr.fileno(), b"\x1b[?25h\n")  # the progress display hides the cursor
    os._exit(EXIT_CODE)
