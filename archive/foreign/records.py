"""Records of a WARC or ARC file one by one, whatever stands between them. Each that is none costs one fault.

warcio reads the heads of records. What it does not do is done here: it stops at the first bad record, takes what a torn
file ends with for whole, and reads lines of any length.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

from archive.captures import LONGEST
from archive.foreign.unpacking import DamagedError, LongLineError, Unpacked
from archive.text import printable
from archive.warc import LONGEST_HEAD

_BEGINS = re.compile(rb"WARC/[01]\.\d{1,3}[ \t]{0,8}\r?\n")
_ARC = b"filedesc://"
_BLANK = 64  # empty lines between two records at most
_ABSURD = 1 << 36  # bytes; no record has so many
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # there was no web before
_SHOWN = 200  # characters of a reason
_ARC_DATE = 14  # digits
_AGAIN = 16 * LONGEST  # bytes of a file that are looked through once more, because a length was wrong

logging.getLogger("warcio").addHandler(logging.NullHandler())  # its warnings are told as faults, or do not matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What could not be read, and why. offset: of the record, or of the gzip member it is in."""

    file: str
    offset: int
    reason: str

    def __str__(self) -> str:
        return printable(f"{self.file}:{self.offset}: {self.reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a record says of itself. type: WARC-Type, of an ARC record `response`. date: UTC, None where it has none.

    headers: of the record, in order.
    """

    file: str
    offset: int
    type: str
    url: str
    date: datetime | None
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        return next((value for each, value in self.headers if each.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignRecord:
    """A record that was wanted. block: its content."""

    head: Head
    block: bytes


def records(stream: BinaryIO, file: str, wanted: Callable[[Head], bool]) -> Iterator[ForeignRecord | Fault]:
    """The records whose heads are wanted, in order, and what could not be read. file: what faults call the stream."""
    try:
        unpacked = Unpacked(stream, _BEGINS)
    except DamagedError as error:
        yield Fault(file=file, offset=0, reason=str(error))
        return
    yield from _Reader(unpacked, file, wanted).run()


class _NoRecordError(Exception):
    """What stands here is no sound record; `str()` says why."""


class _Reader:
    def __init__(self, unpacked: Unpacked, file: str, wanted: Callable[[Head], bool]) -> None:
        self.unpacked = unpacked
        self.file = file
        self.wanted = wanted
        self.loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
        self.is_arc = False
        self.place = 0
        self.again = _AGAIN

    def run(self) -> Iterator[ForeignRecord | Fault]:
        """Go from member to member, past what is damaged."""
        while True:
            try:
                if not self.unpacked.begin():
                    return
                yield from self._member()
            except DamagedError as error:
                yield self._fault(str(error))
                if not self._recovered():
                    return

    def _recovered(self) -> bool:
        try:
            return self.unpacked.recover()
        except DamagedError:
            return False

    def _member(self) -> Iterator[ForeignRecord | Fault]:
        while True:
            try:
                line = self._first_line()
                record = self._record(line) if line else None
            except (_NoRecordError, LongLineError) as error:
                yield self._fault(str(error))
                if not self.unpacked.find_record():
                    return
                continue
            if not line:
                return
            if record is not None:
                yield record

    def _first_line(self) -> bytes:
        """The first line that is not empty; nothing at the end of the member."""
        for _ in range(_BLANK):
            self.place = self.unpacked.place
            line = self.unpacked.line(LONGEST_HEAD)
            if not line or line.strip():
                return line
        return line

    def _record(self, line: bytes) -> ForeignRecord | None:
        """The record that begins with this line; None where it is not wanted. Raises _NoRecordError."""
        record = self._loaded(line)
        length = _length(record)
        head = self._head(record)
        if length > LONGEST:
            self._pass_over(head, length)
            return None
        is_wanted = not _is_arc_header(record) and self.wanted(head)
        block = self.unpacked.read(length)
        if len(block) < length:
            self._look_through(block)
            raise _NoRecordError(f"its length is {length}, and only {len(block)} bytes follow")
        if not self._is_followed():
            self._look_through(block)
            raise _NoRecordError(f"its length is {length}, and no record begins after that")
        return ForeignRecord(head=head, block=block) if is_wanted else None

    def _loaded(self, line: bytes) -> ArcWarcRecord:
        self.is_arc = self.is_arc or line.startswith(_ARC)
        if not self.is_arc and not _BEGINS.match(line):
            raise _NoRecordError("no WARC record begins here")
        lines = _Lines(self.unpacked)
        try:
            loaded = self.loader.parse_record_stream(
                lines, line, "arc" if self.is_arc else "warc", no_record_parse=True
            )
        except (ArchiveLoadFailed, EOFError) as error:
            raise _NoRecordError("its head cannot be read") from error
        if not lines.ended and not self.is_arc:
            raise _NoRecordError("torn: the file ends within its head")
        return loaded

    def _head(self, record: ArcWarcRecord) -> Head:
        headers = tuple((str(name), str(value)) for name, value in record.rec_headers.headers)
        if self.is_arc:
            ip = record.rec_headers.get_header("ip-address") or ""
            media_type = record.rec_headers.get_header("content-type") or ""
            headers = (("WARC-IP-Address", ip), ("Content-Type", media_type))
        named = "archive-date" if self.is_arc else "WARC-Date"
        return Head(
            file=self.file,
            offset=self.place,
            type=(record.rec_type or "").strip().lower(),
            url=record.rec_headers.get_header("uri" if self.is_arc else "WARC-Target-URI") or "",
            date=date_of(record.rec_headers.get_header(named) or ""),
            headers=headers,
        )

    def _pass_over(self, head: Head, length: int) -> None:
        """Leave out a record that is too large. Raises _NoRecordError, which says so where it was wanted."""
        if length > _ABSURD:
            raise _NoRecordError(f"its length is {length}")
        passed = self.unpacked.skip(length)
        if passed < length:
            raise _NoRecordError(f"its length is {length}, and only {passed} bytes follow")
        if self.wanted(head):
            raise _NoRecordError(f"{head.url}: a record of {length} bytes; the most is {LONGEST}")

    def _is_followed(self) -> bool:
        """Whether a record ends here: an empty line follows, another record, or nothing."""
        line = self.unpacked.line(LONGEST_HEAD)
        self.unpacked.put_back(line)
        return not line.strip() or self.is_arc or _BEGINS.match(line) is not None

    def _look_through(self, block: bytes) -> None:
        """Let the next record be sought in what was taken for this one; not without end."""
        if len(block) <= self.again:
            self.again -= len(block)
            self.unpacked.put_back(block)

    def _fault(self, reason: str) -> Fault:
        text = " ".join(printable(reason).split())
        return Fault(file=self.file, offset=self.place, reason=text[:_SHOWN])


class _Lines:
    """What warcio reads a head from: lines, so many bytes of them. ended: whether the empty line came."""

    def __init__(self, unpacked: Unpacked) -> None:
        self.unpacked = unpacked
        self.left = LONGEST_HEAD
        self.ended = False

    def readline(self, _: int | None = None) -> bytes:
        line = self.unpacked.line(self.left)
        self.left -= len(line)
        self.ended |= bool(line) and not line.strip()
        return line

    def read(self, _: int | None = None) -> bytes:  # warcio puts its own reader over this one; nobody reads from it
        return b""


def date_of(text: str) -> datetime | None:
    """A record's date, in UTC; None where it is none, or one on which nothing can have been captured.

    >>> date_of("2019-03-01T10:00:00.123456789Z"), date_of("20190301100000")
    (datetime.datetime(2019, 3, 1, 10, 0, 0, 123456, tzinfo=datetime.timezone.utc), \
datetime.datetime(2019, 3, 1, 10, 0, tzinfo=datetime.timezone.utc))
    """
    text = text.strip()
    if len(text) == _ARC_DATE and text.isascii() and text.isdigit():
        text = f"{text[:8]}T{text[8:]}"
    try:
        found = datetime.fromisoformat(text)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if _EARLIEST <= found <= datetime.now(UTC) + timedelta(days=1) else None


def _length(record: ArcWarcRecord) -> int:
    named = "length" if record.format == "arc" else "Content-Length"
    text = (record.rec_headers.get_header(named) or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        raise _NoRecordError(f"no length (Content-Length: {text[:40]})")
    return int(text) - (record.rec_headers.total_len if record.format == "arc" else 0)


def _is_arc_header(record: ArcWarcRecord) -> bool:
    return bool(record.rec_type == "arc_header")
