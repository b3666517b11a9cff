"""Where an export goes: a file that appears whole or not at all, or standard output."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

import click

from archive.errors import StorageError


@contextmanager
def destination(path: Path | None) -> Iterator[IO[str]]:
    """Open a stream of UTF-8 text; standard output for None and `-`.

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


def _opened(path: Path | None) -> AbstractContextManager[IO[str]]:
    if path is None or str(path) == "-":
        return click.open_file("-", "w", encoding="utf-8")
    return _whole(path.resolve()) if path.is_file() or not path.exists() else _direct(path)


@contextmanager
def _direct(path: Path) -> Iterator[IO[str]]:
    """A device or a pipe, which cannot be replaced."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        yield stream


@contextmanager
def _whole(path: Path) -> Iterator[IO[str]]:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.chmod(_mode(path))
        unfinished.replace(path)
        _sync_folder(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """Permissions as the file had, or as any new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0o022)
    os.umask(umask)
    return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
