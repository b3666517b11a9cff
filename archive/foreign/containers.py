"""The WARC files in what a user names: the file itself, or those in a WACZ."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from archive.connection import border
from archive.foreign.records import Fault
from archive.foreign.unpacking import RATIO

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ENDINGS = (".warc", ".warc.gz", ".arc", ".arc.gz")
_MOST = 10_000  # WARC files in one WACZ
_SMALL = 64 * 1024 * 1024  # bytes; up to so many an entry may be packed as well as it likes
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@dataclass(frozen=True, slots=True)
class Part:
    """A WARC file to be read from its beginning. name: what it is called to the user."""

    name: str
    stream: BinaryIO


@contextmanager
def parts(path: Path) -> Iterator[Iterator[Part | Fault]]:
    """The WARC files in a file, and why others are left out. Raises StorageError where it cannot be read at all."""
    with border(path), path.open("rb") as stream:
        first = stream.read(4)
        stream.seek(0)
        yield _entries(path.name, stream) if first in _ZIP else iter([Part(path.name, stream)])


def _entries(name: str, stream: BinaryIO) -> Iterator[Part | Fault]:
    try:
        wacz = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        yield Fault(file=name, offset=0, reason=f"no WACZ: {error}")
        return
    with wacz:
        found = [entry for entry in wacz.infolist() if entry.filename.lower().endswith(_ENDINGS)]
        if not found:
            yield Fault(file=name, offset=0, reason="no WACZ: it holds no WARC file")
        total = sum(entry.file_size for entry in found)
        size = stream.seek(0, io.SEEK_END)
        if len(found) > _MOST or total > max(_SMALL, RATIO * size):
            yield Fault(file=name, offset=0, reason=f"refused: {len(found)} WARC files of {total} bytes in {size}")
            return
        for entry in found:
            yield from _entry(name, wacz, entry)


def _entry(name: str, wacz: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[Part | Fault]:
    """One entry. It is never unpacked to a file; still, a name that leads elsewhere is no honest WACZ's."""
    within = f"{name}/{entry.filename}"
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    reason = None
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        reason = "refused: its name leads out of the WACZ"
    elif entry.flag_bits & 1:
        reason = "refused: it is encrypted"
    elif entry.compress_type not in _PACKINGS:
        reason = f"refused: packed in a way that is not read ({entry.compress_type})"
    elif entry.file_size > max(_SMALL, RATIO * entry.compress_size):
        reason = f"refused: {entry.file_size} bytes packed in {entry.compress_size}"
    if reason is None:
        try:
            with wacz.open(entry) as stream:
                yield Part(within, cast("BinaryIO", stream))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            reason = f"cannot be read ({error})"
    if reason is not None:
        yield Fault(file=within, offset=entry.header_offset, reason=reason)
