"""How long a host is left alone after it said that it is busy, or did not answer. Values only; handlers.py waits."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime

BUSY = frozenset({429, 502, 503, 504, 522, 524})
FAULTY = frozenset({408, 500})  # of the page rather than of the host
SILENT_MAX = 15  # requests in a row without an answer, after which the host is taken as gone


class HostClosedError(Exception):
    """The host is to be left alone for longer than a run may wait. `str()` says why; nothing was asked of it."""


class StoppedError(HostClosedError):
    """The run ended before this was asked for, or answered."""

    def __init__(self) -> None:
        super().__init__("the run was stopped")


@dataclass
class Patience:
    """One host's trouble. All times are seconds of one clock that never goes back.

    backoff: the pause after the first trouble, which doubles with each that follows; longest: what a run may wait.
    until: nothing may be asked before. troubles: in a row. closed: why nothing is asked any more.
    """

    backoff: float
    longest: float
    until: float = 0.0
    troubles: int = 0
    closed: str | None = None

    def answered(self, status: int, asked: float | None, tries: int, now: float) -> None:
        """Note an answer. asked: its Retry-After in seconds; tries: how often the page was asked for before."""
        if status in BUSY:
            self.troubles += 1
            self._pause(self._doubled(self.troubles) if asked is None else asked, f"HTTP {status}", now)
            return
        self.troubles = 0
        if asked is not None and status >= 300 and status != 304:  # a redirect may ask for a pause, too
            self._pause(asked, f"HTTP {status}", now)
        elif status in FAULTY:
            self.cut(tries, now)

    def cut(self, tries: int, now: float) -> None:
        """Note an answer that was not whole: the page's trouble, not the host's."""
        self.troubles = 0
        self.until = max(self.until, now + min(self._doubled(tries + 1), self.longest))

    def silent(self, reason: str, now: float) -> None:
        """Note that no answer came."""
        self.troubles += 1
        self.until = max(self.until, now + min(self._doubled(self.troubles), self.longest))
        if self.troubles >= SILENT_MAX:
            self.closed = f"{reason}, {self.troubles} times in a row; the rest waits for the next run"

    def wait(self, now: float) -> float:
        """Seconds until the host may be asked. Raises HostClosedError where that is not within this run."""
        if self.closed:
            raise HostClosedError(self.closed)
        return max(self.until - now, 0.0)

    def _doubled(self, times: int) -> float:
        return self.backoff * 2.0 ** min(times - 1, 60)

    def _pause(self, seconds: float, reason: str, now: float) -> None:
        self.until = max(self.until, now + seconds)
        if seconds > self.longest:
            times = f", {self.troubles} times in a row" if self.troubles > 1 else ""
            self.closed = (
                f"{reason}{times}: the host is left alone for {seconds:.0f} s; the rest waits for the next run"
            )


def retry_after(header: bytes | None, now: float) -> float | None:
    """Seconds to wait, from delay-seconds or an HTTP date; `now` is a Unix time. None where nothing usable is said.

    >>> retry_after(b"5", 0.0)
    5.0
    >>> retry_after(b"Thu, 01 Jan 1970 00:01:00 GMT", 0.0)
    60.0
    >>> retry_after(b"soon", 0.0) is None
    True
    """
    text = (header or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(parsedate_to_datetime(text).timestamp() - now, 0.0)
    except (ValueError, OverflowError):
        return None
