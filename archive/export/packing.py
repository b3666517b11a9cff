"""What a file's name says of it: its format, and how it is packed."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from archive.errors import ExportError
from archive.export import ENDINGS, NAMES

PACKED = (".gz", ".zst")
_NOT_OURS = frozenset({".bz2", ".xz", ".lzma", ".zip", ".z", ".br", ".lz4", ".7z", ".rar", ".gzip", ".zstd"})


def packing(path: Path | None) -> str | None:
    """How a file is packed: `.gz`, `.zst`, or None. Raises ExportError for an ending that we cannot write."""
    suffix = path.suffix.lower() if path else ""
    if suffix in _NOT_OURS:
        raise ExportError(f"{path}: files are packed as .gz or .zst, not as {suffix}")
    return suffix if suffix in PACKED else None


def format_of(path: Path | None) -> str | None:
    """The format that a file's name tells; None where it tells none.

    >>> format_of(Path("news.jsonl.zst")), format_of(Path("news.gz")), format_of(Path("news.txt"))
    ('jsonl', None, None)
    """
    if path is None:
        return None
    bare = path.with_suffix("") if packing(path) else path
    suffix = bare.suffix.lower().removeprefix(".")
    name = ENDINGS.get(suffix, suffix)
    return name if name in NAMES else None


@contextmanager
def packed(stream: IO[bytes], how: str | None) -> Iterator[IO[bytes]]:
    """Pack what is written, as it comes; the same records make the same bytes."""
    if how == ".gz":
        with gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as packing_stream:
            yield cast("IO[bytes]", packing_stream)
    elif how == ".zst":
        import zstandard

        with zstandard.ZstdCompressor().stream_writer(stream, closefd=False) as writer:
            yield cast("IO[bytes]", writer)
    else:
        yield stream
