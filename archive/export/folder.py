"""A folder of files that appears whole or not at all: written beside its place, and put there when all is well."""

from __future__ import annotations

import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import ExportError, StorageError
from archive.sync import sync_folder

MARK = ".envnews-export"  # tells a folder that we made, and may replace, from any other

_AT_CWD, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


@contextmanager
def folder_destination(path: Path) -> Iterator[Path]:
    """Give an empty folder to write files into; it becomes `path` when all went well.

    What is at `path` may be nothing, an empty folder, or an earlier export, which is replaced as a whole. Raises
    ExportError for any other folder or file, which is left as it is; StorageError where it cannot be written.
    """
    place = path.resolve()
    _refuse_others(path, place)
    try:
        with _beside(place) as unfinished:
            yield unfinished
            (unfinished / MARK).touch()
            _sync(unfinished)
            _put(unfinished, place)
    except OSError as error:
        raise StorageError(path, f"cannot be written: {error.strerror or error}") from error


def _refuse_others(path: Path, place: Path) -> None:
    if not place.exists():
        return
    if not place.is_dir():
        raise ExportError(f"{path}: a file, where a folder is to be written")
    if not (place / MARK).exists() and any(place.iterdir()):
        raise ExportError(f"{path}: a folder with other files in it; name a new one, or an earlier export")


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    unfinished = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}."))
    try:
        umask = os.umask(0o022)
        os.umask(umask)
        unfinished.chmod(0o777 & ~umask)
        yield unfinished
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Let all that was written be on the disk before the folder is where it is looked for."""
    for at, _, names in os.walk(folder):
        for name in names:
            with Path(at, name).open("rb") as stream:
                os.fsync(stream.fileno())
        sync_folder(Path(at))


def _put(unfinished: Path, place: Path) -> None:
    """Rename the new folder; where there is an old one, the two change places, and the old one goes."""
    if not place.exists():
        unfinished.rename(place)
    elif not _exchange(unfinished, place):  # a system or file system that cannot: there is a moment with neither
        aside = unfinished.with_name(f"{unfinished.name}.old")
        place.rename(aside)
        unfinished.rename(place)
        shutil.rmtree(aside)
    sync_folder(place.parent)


def _exchange(one: Path, other: Path) -> bool:
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0
