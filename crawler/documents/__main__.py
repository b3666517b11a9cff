"""`python -m crawler.documents`: reads one document after the other, each in a process forked for it.

On standard input: a line with the type, the number of bytes and the seconds that the reading may take, then the bytes.
On standard output: a line with the exit status of the process and a number of bytes, then its text in UTF-8, and behind
a NUL what is wrong with it. What was written before an end that came too early counts.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Iterable
from typing import BinaryIO, NoReturn

from crawler.documents import pdf
from crawler.documents.bounds import CPU_SECONDS, LONGEST, MEMORY, UNREAD, Unread
from crawler.documents.kinds import pieces_of

__all__ = ["pdf"]  # loaded before the forks, which then need not


def main() -> None:
    """Answer until there is no more to read."""
    gc.freeze()
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    while head := asked.readline().split():
        media_type, length, seconds = head[0].decode(), int(head[1]), float(head[2])
        status, text = _answer(asked.read(length), media_type, seconds)
        answered.write(b"%d %d\n" % (status, len(text)) + text)
        answered.flush()


def _answer(body: bytes, media_type: str, seconds: float) -> tuple[int, bytes]:
    receive, send = os.pipe()
    child = os.fork()
    if not child:
        os.close(receive)
        with open(send, "wb") as out:  # noqa: PTH123 - a pipe has no path
            _read(body, media_type, out)
    os.close(send)
    with open(receive, "rb", buffering=0) as written:  # noqa: PTH123 - a pipe has no path
        text = _collected(written, child, time.monotonic() + seconds)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), text


def _collected(written: BinaryIO, child: int, end: float) -> bytes:
    """All that a process writes until it ends, or has to."""
    parts: list[bytes] = []
    while True:
        ready, _, _ = select.select([written], [], [], max(end - time.monotonic(), 0))
        if not ready:
            os.kill(child, signal.SIGKILL)
        data = written.read(1 << 16)
        if not data:
            return b"".join(parts)
        parts.append(data)


def _read(body: bytes, media_type: str, out: BinaryIO) -> NoReturn:
    """Read one document in this process, and end it, whatever happens."""
    status = 1
    try:
        _bound(MEMORY + 2 * len(body))
        status = _written(pieces_of(body, media_type), out)
    finally:
        if (error := sys.exc_info()[1]) is not None:
            out.write(f"\0{type(error).__name__}".encode())
        out.flush()
        os._exit(status)


def _bound(memory: int) -> None:
    """Let this process take no more than its share, and write no files."""
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)  # nobody may raise his own bounds
        resource.setrlimit(kind, (least, hard))


def _written(pieces: Iterable[str], out: BinaryIO) -> int:
    """Write as many characters as are kept. UNREAD where that is not all, with the reason behind a NUL."""
    left = LONGEST
    try:
        for piece in pieces:
            out.write(_encoded(piece[:left]))
            out.flush()
            left -= len(piece)
            if left <= 0:
                out.write(f"\0only its first {LONGEST} characters are kept".encode())
                return UNREAD
    except Unread as error:
        out.write(f"\0{error}".encode("utf-8", "replace"))
        return UNREAD
    return 0


def _encoded(text: str) -> bytes:
    """UTF-8 without NUL, with the halves of characters that some PDFs name one by one put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "").encode()


if __name__ == "__main__":
    main()
