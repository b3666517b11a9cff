"""`python -m crawler.documents TYPE`: a document on standard input, its text on standard output, in pieces.

What is wrong with it is told in a line on standard error. Whoever starts this keeps what was written before an end
that came too early.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterable

from crawler.documents.bounds import CPU_SECONDS, LONGEST, MEMORY, UNREAD, Unread
from crawler.documents.kinds import pieces_of


def main(media_type: str) -> int:
    """Read one document. UNREAD where not all of it could be read."""
    body = sys.stdin.buffer.read()
    _bound(MEMORY + 2 * len(body))
    try:
        _write(pieces_of(body, media_type))
    except Unread as error:
        sys.stderr.write(f"{error}\n")
    except MemoryError:
        sys.stderr.write("needs too much memory\n")
    else:
        return 0
    return UNREAD


def _write(pieces: Iterable[str]) -> None:
    """Write as many characters as are kept. Raises Unread where there are more."""
    left = LONGEST
    for piece in pieces:
        sys.stdout.buffer.write(_encoded(piece[:left]))
        sys.stdout.buffer.flush()
        left -= len(piece)
        if left <= 0:
            raise Unread(f"only its first {LONGEST} characters are kept")


def _bound(memory: int) -> None:
    """Let this process take no more than its share, and write no files."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _encoded(text: str) -> bytes:
    """UTF-8, with the halves of characters that some PDFs name one by one put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
