"""Reads the capture files as they are, without the index: what a killed run left, or all of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from archive import warc
from archive.captures import LONGEST, NewCapture
from archive.errors import CaptureError
from archive.warc import Record

_CHUNK = 256 * 1024  # bytes read at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Records that belong together, as they stand in a file. record: the last of them, unpacked."""

    start: int
    new: NewCapture
    record: Record

    @property
    def end(self) -> int:
        """First byte after them."""
        return self.start + len(self.new.data)


class TornError(CaptureError):
    """A file ends within a record. start: the first byte of what is not whole."""

    def __init__(self, path: Path, start: int) -> None:
        super().__init__(f"{path}: torn at {start}")
        self.start = start


def scan(path: Path, start: int = 0) -> Iterator[Found]:
    """What stands in a file from `start` on; a request with its answer is one.

    Raises TornError where the file ends within a record or goes on with what is none, CaptureError for a damaged one.
    """
    with path.open("rb") as stream:
        stream.seek(start)
        requests: list[bytes] = []
        begin = start
        try:
            for data, record in _members(stream, path, start):
                if record.type == "request" and not requests:
                    requests.append(data)
                    continue
                new = _capture(record, b"".join((*requests, data)), sum(map(len, requests)))
                yield Found(start=begin, new=new, record=record)
                begin += len(new.data)
                requests.clear()
        except TornError as error:
            raise TornError(path, begin) from error  # a request without its answer is nothing
        if requests:
            raise TornError(path, begin)


def _members(stream: BinaryIO, path: Path, start: int) -> Iterator[tuple[bytes, Record]]:
    """Each gzip member, packed and read."""
    place, kept = start, b""
    while True:
        packed, kept = _member(stream, kept, path, place)
        if not packed:
            return
        yield packed, warc.read_member(packed, LONGEST)
        place += len(packed)


def _member(stream: BinaryIO, kept: bytes, path: Path, place: int) -> tuple[bytes, bytes]:
    """The next member, packed, and what was read beyond it; nothing at the end of the file."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    packed: list[bytes] = []
    unpacked = 0
    chunk = kept or stream.read(_CHUNK)
    while chunk:
        packed.append(chunk)
        rest = chunk
        while rest and not unpacker.eof:
            try:
                unpacked += len(unpacker.decompress(rest, _CHUNK * 4))
            except zlib.error as error:
                raise TornError(path, place) from error
            rest = unpacker.unconsumed_tail
            if unpacked > LONGEST:
                raise CaptureError(f"{path}, {place}: a record of more than {LONGEST} bytes")
        if unpacker.eof:
            beyond = unpacker.unused_data
            whole = b"".join(packed)
            return whole[: len(whole) - len(beyond)], beyond
        chunk = stream.read(_CHUNK)
    if packed:
        raise TornError(path, place)
    return b"", b""


def _capture(record: Record, data: bytes, answer: int) -> NewCapture:
    new = NewCapture(
        type=record.type,
        data=data,
        answer=answer,
        captured_at=record.header("WARC-Date") or "",
        url=record.url,
        truncated=record.header("WARC-Truncated"),
    )
    if record.type not in {"response", "revisit", "resource"}:
        return new
    status, media_type = warc.described(record)
    return replace(new, status=status, media_type=media_type, payload_digest=record.header("WARC-Payload-Digest"))


def portal_of(path: Path) -> dict[str, str]:
    """What the record that a file begins with says of its portal, by the names of warcinfo fields; empty where none."""
    try:
        first = next(scan(path), None)
    except CaptureError:
        return {}
    if first is None or first.record.type != "warcinfo":
        return {}
    lines = first.record.block.decode("utf-8", "replace").split("\r\n")
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines) if value}
