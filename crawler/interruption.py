"""SIGTERM, Ctrl-C, want of memory, a budget: the run is told to stop, and ended within five seconds whatever it is at.

A thread of its own hears the signals: the one that crawls may be waiting for a disk, or for a lock of the database. The
same thread ends a run that hangs, as it may for want of memory, since what holds a portal's lock keeps others from it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

LAST = 4.0  # seconds after which a run that was told to stop is ended from outside; the archive loses nothing by it
MARGIN = 3.0  # seconds of a budget that stopping may take
TICK = 0.5  # seconds after which the thread looks again
HUNG = 240  # ticks in which the loop did not turn, and the process did next to nothing
IDLE = 1.0  # seconds of processor time that are next to nothing
EXIT_CODE = 1

STOPPED = {signal.SIGTERM: "stopped by SIGTERM", signal.SIGINT: "stopped by Ctrl-C"}
BUDGET = "stopped by its budget"
MEMORY = "stopped for want of memory"


class Interruption:
    """While it is entered, the first signal calls `stop` in the loop, with why. A second one ends the process there.

    So does the first MemoryError that is logged. A process that was told to stop by either is ended LAST seconds later,
    even if it has left this by then.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, stop: Callable[[str], None]) -> None:
        self._loop = loop
        self._stop = stop
        self._heard, self._signalled = socket.socketpair()
        self._signalled.settimeout(0)  # nothing may wait in a signal handler
        self._end_at: float | None = None
        self._told = False
        self._left = False
        self._still = 0  # ticks since the loop turned
        self._worked = 0.0  # seconds of processor time by then

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, _heard_elsewhere) for number in STOPPED}
        self._wakeup = signal.set_wakeup_fd(self._signalled.fileno(), warn_on_full_buffer=False)
        threading.Thread(target=self._watch, daemon=True).start()
        self._reports = _MemoryErrors(self._want_memory)
        logging.getLogger().addHandler(self._reports)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        logging.getLogger().removeHandler(self._reports)
        signal.set_wakeup_fd(self._wakeup)
        for number, before in self._before.items():
            signal.signal(number, before)
        self._left = True

    def after(self, seconds: float) -> None:
        """Stop the run so that it has ended when its budget is spent."""
        self._loop.call_later(max(seconds - MARGIN, seconds / 2), self._stop, BUDGET)
        self._end_at = time.monotonic() + seconds + LAST - MARGIN

    def _watch(self) -> None:
        self._heard.settimeout(TICK)
        while self._told or not self._left:
            with suppress(TimeoutError):
                for number in self._heard.recv(16):
                    self._hear(number)
            if self._end_at is not None and time.monotonic() >= self._end_at:
                _end()
            self._look()

    def _hear(self, number: int) -> None:
        if number not in STOPPED:
            return
        if self._told:
            _end()
        self._tell(STOPPED[signal.Signals(number)])

    def _want_memory(self) -> None:
        if not self._told:
            self._tell(MEMORY)

    def _tell(self, why: str) -> None:
        self._told = True
        self._end_at = time.monotonic() + LAST
        self._in_loop(lambda: self._stop(why))

    def _look(self) -> None:
        """End the process where the loop does not turn any more, though it has nothing to do."""
        if self._left:
            return
        self._still += 1
        if self._still > HUNG and time.process_time() - self._worked < IDLE:
            _end(b"envnews: the run hung and was ended; the next one goes on where it was\n")
        self._in_loop(self._turned)

    def _turned(self) -> None:
        self._still, self._worked = 0, time.process_time()

    def _in_loop(self, call: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # it is closed: the run has ended
            self._loop.call_soon_threadsafe(call)


class _MemoryErrors(logging.Handler):
    """Hears of each MemoryError: what it has struck may never say that it failed, and would be waited for."""

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        """Tell of it."""
        if record.exc_info and isinstance(record.exc_info[1], MemoryError):
            self._tell()


def _heard_elsewhere(*_: object) -> None:
    """Python writes to the file of `set_wakeup_fd` only for signals that have a handler."""


def _end(told: bytes = b"") -> None:
    """End the process here and now: as after kill -9, the next run goes on where the archive is."""
    if sys.stderr.isatty():
        told = b"\x1b[?25h\n" + told  # the progress display hides the cursor
    os.write(sys.stderr.fileno(), told)
    os._exit(EXIT_CODE)
