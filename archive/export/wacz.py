"""WACZ 1.1.1: stories as they were captured, in one file that ReplayWeb.page and pywb show.

The records are copied as they stand in the archive's own files: request, answer, and what a revisit refers to. An index
says where each is; the pages are the stories' revisions, each at the moment of its capture.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from typing import IO, TYPE_CHECKING, Any

from archive.surt import surt
from archive.warc import warcinfo

if TYPE_CHECKING:
    from archive.captures import Capture
    from archive.record import Record
    from archive.store import Archive

_VERSION = "1.1.1"
_WARC = "data.warc.gz"
_INDEX = "index.cdx.gz"
_BLOCK = 3000  # lines of the index that are packed together
_REVISIT = "warc/revisit"  # the media type by which indexes tell a revisit
_HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "Stories"}


def write(archive: Archive, stories: Iterable[Record], stream: IO[bytes]) -> int:
    """Write those of the stories that have captures; return how many there were. Raises CaptureError."""
    with zipfile.ZipFile(stream, "w") as made, tempfile.TemporaryFile() as pages:
        package = _Package(made)
        index, count = _write_records(_Records(archive, stories, pages), package)
        pages.seek(0)
        package.add("pages/pages.jsonl", iter(lambda: pages.read(1 << 20), b""), compress=True)
        _write_index(package, sorted(index))
        package.finish()
    return count


class _Package:
    """The files of a WACZ, and what its package says of them."""

    def __init__(self, made: zipfile.ZipFile) -> None:
        self.made = made
        self.at = datetime.now(UTC)
        self.resources: list[dict[str, Any]] = []

    def add(self, path: str, parts: Iterator[bytes], *, compress: bool = False) -> None:
        """Write a file and note its size and digest."""
        digest, size = hashlib.sha256(), 0
        with self.made.open(self._entry(path, compress=compress), "w", force_zip64=True) as entry:
            for part in parts:
                entry.write(part)
                digest.update(part)
                size += len(part)
        name = path.rpartition("/")[2]
        self.resources.append({"name": name, "path": path, "hash": f"sha256:{digest.hexdigest()}", "bytes": size})

    def finish(self) -> None:
        """Write what the package holds, and the digest of that."""
        about = {
            "profile": "data-package",
            "wacz_version": _VERSION,
            "software": f"envnews {version('envnews')}",
            "created": f"{self.at:%Y-%m-%dT%H:%M:%SZ}",
            "title": "Stories of an envnews archive",
            "resources": self.resources,
        }
        package = json.dumps(about, indent=2).encode()
        digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
        self.made.writestr(self._entry("datapackage.json", compress=True), package)
        self.made.writestr(self._entry("datapackage-digest.json", compress=True), json.dumps(digest, indent=2))

    def _entry(self, path: str, *, compress: bool) -> zipfile.ZipInfo:
        """Records and their index are packed already, and must lie in the file as they are, to be read in pieces."""
        entry = zipfile.ZipInfo(path, self.at.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        return entry


def _write_records(records: _Records, package: _Package) -> tuple[list[str], int]:
    """Write the WARC file, and the pages beside it; return the lines of the index and the number of stories."""
    package.add(f"archive/{_WARC}", records.parts(package.at))
    return records.index, records.count


class _Records:
    """The records of the chosen stories, each once. index: a line each. count: stories that have any."""

    def __init__(self, archive: Archive, stories: Iterable[Record], pages: IO[bytes]) -> None:
        self.archive = archive
        self.stories = stories
        self.pages = pages
        self.index: list[str] = []
        self.count = 0
        self._written: set[int] = set()
        self._offset = 0

    def parts(self, at: datetime) -> Iterator[bytes]:
        """The WARC file piece by piece."""
        self._say(_HEADER)
        fields = [("software", f"envnews/{version('envnews')}"), ("format", "WARC File Format 1.1")]
        yield self._placed(warcinfo(_WARC, at, fields))
        for record in self.stories:
            found = self.archive.story_captures(record.id)
            self.count += bool(found.pages)
            for capture in found.captures:
                if capture.id not in self._written:
                    yield self._copied(capture)
            for number, capture in found.pages.items():
                self._page(self.archive.get(record.id, number), number, capture)

    def _copied(self, capture: Capture) -> bytes:
        data = self.archive.capture_data(capture)
        place = self._offset + capture.offset - capture.start
        self._written.add(capture.id)
        self.index.append(_line(capture, place, capture.end - capture.offset))
        return self._placed(data)

    def _placed(self, data: bytes) -> bytes:
        self._offset += len(data)
        return data

    def _page(self, record: Record, number: int, capture: Capture) -> None:
        page = {
            "id": f"{record.id}-{number}",
            "url": capture.url,
            "ts": f"{_seconds(capture.captured_at)}Z",
            "title": record.title,
            "text": record.body,
        }
        self._say(page)

    def _say(self, page: dict[str, Any]) -> None:
        self.pages.write(json.dumps(page, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _line(capture: Capture, offset: int, length: int) -> str:
    """A line of the index (CDXJ): by which the record is found, and where it is. Numbers are texts, as others do it."""
    url = capture.url or ""
    told = {
        "url": url,
        "mime": _REVISIT if capture.type == "revisit" else capture.media_type or "unk",
        "status": str(capture.status or 200),
        "digest": capture.payload_digest,
        "length": str(length),
        "offset": str(offset),
        "filename": _WARC,
    }
    known = {name: value for name, value in told.items() if value is not None}
    return f"{_key(url, capture.captured_at)} {json.dumps(known)}\n"


def _key(url: str, captured_at: str) -> str:
    moment = "".join(char for char in _seconds(captured_at) if char.isdigit())
    return f"{surt(url)} {moment}"


def _seconds(captured_at: str) -> str:
    """WARC-Date without its fraction and its Z."""
    return captured_at[:19]


def _write_index(package: _Package, lines: list[str]) -> None:
    """The index in packed blocks, and an index of the blocks by their first lines."""
    blocks = [f'!meta 0 {{"format": "cdxj-gzip-1.0", "filename": "{_INDEX}"}}\n']
    package.add(f"indexes/{_INDEX}", _blocks(lines, blocks))
    package.add("indexes/index.idx", iter(["".join(blocks).encode()]))


def _blocks(lines: list[str], blocks: list[str]) -> Iterator[bytes]:
    offset = 0
    for start in range(0, len(lines), _BLOCK):
        some = lines[start : start + _BLOCK]
        packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
        data = packer.compress("".join(some).encode()) + packer.flush()
        first = " ".join(some[0].split(" ", 2)[:2])
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        place = {"offset": offset, "length": len(data), "digest": digest, "filename": _INDEX}
        blocks.append(f"{first} {json.dumps(place)}\n")
        offset += len(data)
        yield data
