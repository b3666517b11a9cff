"""What a power cut may leave of an archive whose process was killed, given what it had synced.

- A file of captures is synced before the transaction that tells of its bytes is committed: what the database knows of
  it is there. Whatever was written behind that may be missing, be cut anywhere, or be noughts or old bytes.
- A commit is not synced; SQLite syncs its log at each checkpoint, before it copies from it, and the database after
  that (`synchronous = NORMAL`). The frames of the log that no checkpoint has begun to copy may be missing from any
  point on, and a piece of one may stand there. How far checkpoints came stands in the log's index, in shared memory.
- Names: a new file of captures has its name synced before anything is written to it.

Not simulated: a disk that lies about what it has synced, or that writes a block only in part.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import os
import random
import struct
from pathlib import Path

from struck_archive import LOG, capture_sizes

from archive.captures import FOLDER
from archive.database import FILE

INDEX = f"{FILE}-shm"
HEAD, FRAME_HEAD = 32, 24  # bytes of the log's header, and of a frame's
_MX_FRAME, _ATTEMPTED = 16, 128  # where the log's index has them: SQLite's wal.c, WalIndexHdr and WalCkptInfo
_PAGE_SIZE = 14
_TAIL = 20_000  # bytes at most that are left behind what was synced
_PIECE = 200  # bytes at most of a record; each is longer


class Disk:
    """The disk below one archive, from power cut to power cut."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._there: dict[str, int] = {}  # bytes of each file of captures that outlived the last power cut

    def lose_power(self, chance: random.Random) -> None:
        """Leave what a power cut may leave."""
        sizes = capture_sizes(self.folder)
        _cut_log(self.folder, chance)
        files = sorted((self.folder / FOLDER).glob("*.warc.gz"))
        if files and files[-1].name in sizes:
            _cut_tail(files[-1], max(sizes[files[-1].name], self._there.get(files[-1].name, 0)), chance)
        self._there = {path.name: path.stat().st_size for path in files}


def _cut_log(folder: Path, chance: random.Random) -> None:
    log, index = folder / LOG, folder / INDEX
    if not log.exists() or log.stat().st_size <= HEAD or not index.exists():
        return
    shared = index.read_bytes()
    index.unlink()  # it was in memory alone
    frames, copied = _number(shared, _MX_FRAME), _number(shared, _ATTEMPTED)
    frame = FRAME_HEAD + _page_size(shared)
    kept = chance.randint(min(copied, frames), frames)
    left = HEAD + kept * frame
    if kept < frames:
        left += chance.choice((0, chance.randrange(frame)))
    os.truncate(log, min(left, log.stat().st_size))


def _cut_tail(path: Path, synced: int, chance: random.Random) -> None:
    """Cut what is not synced anywhere, and let something stand there that was about to be written, or never was."""
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.truncate(chance.randint(min(synced, size), size))
        file.seek(0, os.SEEK_END)
        file.write(_debris(path, chance))


def _debris(path: Path, chance: random.Random) -> bytes:
    kind = chance.choice(("nothing", "noughts", "noise", "a record"))
    if kind == "noughts":
        return bytes(chance.randint(1, _TAIL))
    if kind == "noise":
        return chance.randbytes(chance.randint(1, _TAIL))
    if kind == "a record":
        return path.read_bytes()[: chance.randint(1, _PIECE)]  # the beginning of one, as good as any
    return b""


def _number(shared: bytes, at: int) -> int:
    return int(struct.unpack_from("=I", shared, at)[0])


def _page_size(shared: bytes) -> int:
    size = int(struct.unpack_from("=H", shared, _PAGE_SIZE)[0])
    return (size & 0xFE00) + ((size & 0x0001) << 16)  # as wal.c has it
