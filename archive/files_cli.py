"""`envnews show ID --files DIR`: a story's pictures and documents as files, and a line for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.printing import console, print_json
from archive.text import printable
from archive.writing_files import Written, write_files

if TYPE_CHECKING:
    from archive.store import Archive


def write_out(opened: Archive, article: int, folder: Path, *, as_json: bool) -> int:
    """Write the files of an article into a folder and tell of each. 1 where one that is kept could not be written."""
    written = write_files(opened.files(article), folder, opened.file)
    if as_json:
        print_json([_as_dict(each) for each in written])
    else:
        _print(written)
    return 1 if any(each.failed for each in written) else 0


def _as_dict(each: Written) -> dict[str, Any]:
    file = each.file
    told = ("kind", "url", "name", "media_type", "size", "sha256", "width", "height", "note")
    path = str(each.path) if each.path else None
    return {"path": path, **{name: getattr(file, name) for name in told}, "missing": each.missing}


def _print(written: Sequence[Written]) -> None:
    out = console()
    for each in written:
        out.print(printable(_line(each)), soft_wrap=True)
    if not written:
        out.print("The article has no pictures and no documents.")


def _line(each: Written) -> str:
    """A file's line: where it is, how large, what, its digest; or why it is missing."""
    file = each.file
    if each.path is None:
        return f"missing: {file.url}  {each.missing}"
    extent = f"  {file.width}×{file.height}" if file.width and file.height else ""
    note = f"  ({file.note})" if file.note else ""
    return f"{each.path}  {_size(file.size or 0)}  {file.media_type}{extent}  sha256:{file.sha256}{note}"


def _size(size: int) -> str:
    """A number of bytes as people say it.

    >>> _size(812), _size(20_400), _size(3_500_000)
    ('812 B', '20 kB', '3.5 MB')
    """
    if size < 1000:
        return f"{size} B"
    return f"{size / 1e3:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
