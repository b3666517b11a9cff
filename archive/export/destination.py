"""Where an export goes: a file or folder that appears whole or not at all, or standard output."""

from __future__ import annotations

import io
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, cast

import click

from archive.errors import StorageError
from archive.export.packing import packed, packing
from archive.sync import sync_folder
from archive.text import printable

_LONGEST = 100  # characters of a name within another


@contextmanager
def destination(path: Path | None) -> Iterator[IO[str]]:
    """Open a stream of UTF-8 text, packed as the file's name ends; standard output for None and `-`.

    As binary_destination. Raises ExportError for an ending that is packed in a way which we do not write.
    """
    how = packing(path)
    with binary_destination(path) as stream, packed(stream, how) as file:
        text = io.TextIOWrapper(cast("io.BufferedWriter", file), "utf-8", newline="")
        try:
            yield cast("IO[str]", _Shown(text)) if _is_terminal(path) else text
        finally:
            text.detach()


@contextmanager
def binary_destination(path: Path | None) -> Iterator[IO[bytes]]:
    """Open a stream of bytes; standard output for None and `-`.

    The file is written beside its place, synced and renamed when all went well; otherwise what was there before stays.
    Raises StorageError where it cannot be written.
    """
    try:
        with _opened(path) as stream:
            yield stream
    except BrokenPipeError:  # the reader has seen enough
        raise
    except OSError as error:
        place = Path("standard output") if path is None else path
        raise StorageError(place, f"cannot be written: {error.strerror or error}") from error


class _Shown:
    """A stream that keeps from a terminal what would command it."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(printable(text))
        return len(text)


def _is_terminal(path: Path | None) -> bool:
    return (path is None or str(path) == "-") and sys.stdout.isatty()


def _opened(path: Path | None) -> AbstractContextManager[IO[bytes]]:
    if path is None or str(path) == "-":
        return click.open_file("-", "wb")
    return _whole(path.resolve()) if path.is_file() or not path.exists() else _direct(path)


@contextmanager
def _direct(path: Path) -> Iterator[IO[bytes]]:
    """A device or a pipe, which cannot be replaced."""
    with path.open("wb") as stream:
        yield stream


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    unfinished = path.with_name(f".{path.name[:_LONGEST]}.{secrets.token_hex(6)}")
    try:
        with _nameless(path.parent) or unfinished.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            if not unfinished.exists():
                # src_dir_fd, any, makes Python ask that the link is followed; the address is absolute.
                os.link(f"/proc/self/fd/{stream.fileno()}", unfinished, src_dir_fd=stream.fileno())
        unfinished.chmod(_mode(path))
        unfinished.replace(path)
        sync_folder(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _nameless(folder: Path) -> IO[bytes] | None:
    """A file that is gone with its process, whatever ends that; None where the system knows none."""
    if not hasattr(os, "O_TMPFILE") or not Path("/proc/self/fd").exists():
        return None
    try:
        return os.fdopen(os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600), "wb")
    except OSError:
        return None  # a file system that has none; what else is wrong shows when a named one is opened


def _mode(path: Path) -> int:
    """Permissions as the file had, or as any new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0o022)
    os.umask(umask)
    return 0o666 & ~umask
