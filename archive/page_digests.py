"""Prints a digest of each page of a file: the first 8 bytes of its SHA-256, one after another.

    python page_digests.py FILE PAGE_SIZE

A program of its own, since only SQLite may open a database in a process that has connections to it: a file that a
process closes loses all locks of that process.
"""

import hashlib
import sys

SIZE = 8  # bytes of a digest


def main(path: str, page_size: int) -> None:
    """Write the digests to standard output."""
    with open(path, "rb") as stream:  # noqa: PTH123 - started often: it imports as little as can be
        while page := stream.read(page_size):
            sys.stdout.buffer.write(hashlib.sha256(page).digest()[:SIZE])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
