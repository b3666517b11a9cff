"""The pictures of stories as files beside an export, each content once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import CaptureError
from archive.media_type import ending
from archive.record import Record

if TYPE_CHECKING:
    from archive.store import Archive

FOLDER = "file"
_SHOWN = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp"})


def put_pictures(record: Record, archive: Archive, folder: Path) -> dict[str, str]:
    """Write a story's pictures that were captured; return by their addresses where they are, from the folder on.

    Only what can do nothing but be seen: an SVG is a program.
    """
    found = {}
    for image in record.images:
        if image.sha256 is None or image.media_type not in _SHOWN:
            continue
        name = f"{FOLDER}/{image.sha256}.{ending(image.media_type)}"
        if _put(folder / name, image.sha256, archive):
            found[image.url] = name
    return found


def _put(path: Path, sha256: str, archive: Archive) -> bool:
    if path.exists():
        return True
    try:
        content = archive.file(sha256)
    except CaptureError:  # verify tells of it; the story is exported without
        return False
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return True
