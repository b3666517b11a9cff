"""A document's text, read in a process of its own."""

from __future__ import annotations

import atexit
import os
import re
import signal
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive.media_type import ending
from archive.text import clean
from crawler.documents.bounds import LONGEST, SECONDS, UNREAD
from crawler.documents.kinds import is_readable

_ROOT = Path(__file__).parents[2]
_NOTE = 200  # characters
_GRACE = 20  # seconds after which the process itself has to end
_TOO_LONG = {-signal.SIGXCPU, -signal.SIGKILL}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_LINE_ENDS = re.compile(r"[ \t\r\xa0]*(?:\r\n|[\n\r\f])")
_GAPS = re.compile(r"\n{3,}")
_FORMS = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]+")  # letters as they are drawn: ﬁ, and Arabic ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a document says. text: None where there is none, or none that can be read; note: why, or what is missing."""

    text: str | None = None
    note: str | None = None


class AbandonedError(Exception):
    """Nobody waits for the document any more."""


def read(body: bytes, media_type: str, is_given_up: Callable[[], bool] = lambda: False) -> Content:
    """Read a document in another process, for at most SECONDS. Nothing that a document does is raised here.

    is_given_up: whether nobody waits for it any more (see `abandon`); raises AbandonedError then.
    """
    if not is_readable(media_type):
        return Content(note=f"the text of {ending(media_type)} files is not read")
    status, written = _READER.ask(body, media_type, is_given_up)
    said, _, told = written.partition(b"\0")
    note = _note(status, told.decode("utf-8", "replace"))
    text = tidy(said.decode("utf-8", "ignore")[:LONGEST])
    return Content(text=text or None, note=note or (None if text else "no text in it (scanned?)"))


def abandon() -> None:
    """Let go of the document that is being read, if it is given up; another one that is wanted is read on."""
    _READER.abandon()


class _Reader:
    """The process that reads documents: started with the first one, and anew where it has ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_given_up: Callable[[], bool] = lambda: False  # the document at hand

    def abandon(self) -> None:
        """End the process under the hands of whoever waits for it, if nobody does."""
        if self._process is not None and self._is_given_up():
            self._process.kill()

    def ask(self, body: bytes, media_type: str, is_given_up: Callable[[], bool]) -> tuple[int, bytes]:
        """Give it a document, one at a time; return its exit status and what it wrote. Raises AbandonedError."""
        with self._lock:
            self._is_given_up = is_given_up
            try:
                return self._asked(body, media_type)
            except (OSError, EOFError):
                self._end()  # it may have been gone before we asked
            try:
                return self._asked(body, media_type)
            except (OSError, EOFError) as error:
                self._end()
                return 1, f"\0{error}".encode()

    def _asked(self, body: bytes, media_type: str) -> tuple[int, bytes]:
        if self._is_given_up():
            raise AbandonedError
        process = self._process or self._start()
        guard = threading.Timer(SECONDS + _GRACE, process.kill)
        guard.start()
        try:
            return _talk(process, body, media_type)
        finally:
            guard.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        searched = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        # A session of its own: what is typed to stop the crawl is not for this process. It ends with its input.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "crawler.documents"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "PYTHONPATH": searched},
        )  # fmt: skip
        atexit.register(self._end)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            with suppress(BrokenPipeError), process:  # it may be gone with our question unread
                process.wait()


_READER = _Reader()


def _talk(process: subprocess.Popen[bytes], body: bytes, media_type: str) -> tuple[int, bytes]:
    """Raises OSError and EOFError where the other side is gone."""
    asked, answered = process.stdin, process.stdout
    assert asked is not None  # noqa: S101 - both are pipes
    assert answered is not None  # noqa: S101
    asked.write(f"{media_type} {len(body)} {SECONDS}\n".encode())
    asked.write(body)
    asked.flush()
    head = answered.readline().split()
    if len(head) != 2:
        raise EOFError("it ended early")
    return int(head[0]), answered.read(int(head[1]))


def tidy(text: str) -> str:
    r"""Text in NFC, without control characters and gaps; letters that a font drew as one or in one form are letters.

    >>> tidy("Mo\u0302i  tru\u031bo\u031b\u0300ng\x00 \r\n\n\n\n\ufb01n")
    'Môi  trường\n\nfin'
    """
    plain = _FORMS.sub(lambda drawn: unicodedata.normalize("NFKC", drawn[0]), text)
    lines = _CONTROLS.sub("", _LINE_ENDS.sub("\n", plain))
    return clean(unicodedata.normalize("NFC", _GAPS.sub("\n\n", lines))).strip()


def _note(status: int, told: str) -> str | None:
    """Why a document was not read to its end; None where it was."""
    if status == 0:
        return None
    if status in _TOO_LONG:
        return "takes too long to read"
    if told == "MemoryError":
        return "needs too much memory to be read"
    return (told if status == UNREAD else f"its reader broke off: {told or status}")[:_NOTE]
