"""Writes the pictures and documents of a story into a folder, under names that are safe on any system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from archive.connection import border
from archive.errors import CaptureError
from archive.frontier import ATTACHMENT
from archive.media import StoryFile
from archive.media_type import ENDINGS, ending

_UNSAFE = re.compile(r"[^\w.-]+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_LONGEST = 120  # bytes of a name, beside its number and ending: file systems take 255
_SCRIPTS = re.compile(  # ends of names that are a program's, not the file's
    r"\.(?:aspx?|ashx|axd|php\d?|do|jspx?|action|cgi|cfm|html?)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of one file. path: where it is; None where it is missing, `missing` says why then.

    failed: it was fetched, and yet could not be written.
    """

    file: StoryFile
    path: Path | None = None
    missing: str | None = None
    failed: bool = False


def write_files(files: Sequence[StoryFile], folder: Path, content: Callable[[str], bytes]) -> list[Written]:
    """Write a story's files into a folder, which is made where it is not there.

    content: gives a file's bytes by its SHA-256, or raises CaptureError. No other file is overwritten. Raises
    StorageError where the folder cannot be used.
    """
    with border(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return [_written(file, folder, content) for file in files]


def _written(file: StoryFile, folder: Path, content: Callable[[str], bytes]) -> Written:
    if file.sha256 is None:
        return Written(file=file, missing=file.missing)
    try:
        body = content(file.sha256)
    except CaptureError as error:
        return Written(file=file, missing=str(error), failed=True)
    for name in names_of(file):
        path = folder / name
        with border(path):
            if _put(path, body):
                return Written(file=file, path=path)
    return Written(file=file, missing=f"another file is named {name}", failed=True)


def _put(path: Path, body: bytes) -> bool:
    """Write a file where there is none; return whether the file is there now with these bytes."""
    try:
        with path.open("xb") as stream:
            stream.write(body)
    except FileExistsError:
        return path.is_file() and not path.is_symlink() and path.read_bytes() == body
    return True


def names_of(file: StoryFile) -> tuple[str, str]:
    """The name a file is written under, and another for where a different file has that.

    It begins with the file's kind and place in the story, and ends as its content does, whatever its address says.
    """
    kind = "document" if file.kind == ATTACHMENT else "image"
    words = _words(file.url) if _names_a_file(file.url) else _words(file.name or "") or _words(file.url)
    start = f"{kind}-{file.position:02d}" + (f"-{words}" if words else "")
    its = ending(file.media_type)
    return f"{start}.{its}", f"{start}-{(file.sha256 or '')[:12]}.{its}"


def _names_a_file(url: str) -> bool:
    """Whether an address ends as files do; what does not may be a program's."""
    return _last(url).rpartition(".")[2].lower() in _KNOWN - {"html", "htm"}


def _last(text: str) -> str:
    """The last part of an address's path, or of a text."""
    try:
        return unquote(urlsplit(text).path if "://" in text else text).rstrip("/").rpartition("/")[2]
    except ValueError:
        return ""


def _words(text: str) -> str:
    """What an address calls its file, or a title, as a part of a name: letters of any script, digits, hyphens."""
    last = _last(text)
    if _SCRIPTS.search(last):
        return ""
    bare = _ENDING.sub("", last) if last.rpartition(".")[2].lower() in _KNOWN else last
    plain = _UNSAFE.sub("-", unicodedata.normalize("NFC", bare)).strip("-._")
    return plain.encode()[:_LONGEST].decode("utf-8", "ignore").strip("-._")


_KNOWN = frozenset(ENDINGS.values()) | {"jpeg", "tiff", "htm"}
