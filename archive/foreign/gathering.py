"""The answers of some files that somebody wants, the oldest first, each with its request and its payload.

Files are in the order in which a crawler came along, and what belongs together may lie far apart, or in two of them. So
each is read once from beginning to end, and what is wanted of it is put into a nameless temporary file.
"""

from __future__ import annotations

import ipaddress
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from archive.connection import border
from archive.foreign.captures import ForeignCapture, is_text, may_be_read, with_payload
from archive.foreign.containers import parts
from archive.foreign.records import Fault, ForeignRecord, Head, date_of, records
from archive.warc import describe, split_head

_HTTP = b"HTTP/"
_KINDS = frozenset({"response", "resource", "revisit", "request"})
_TOLD = 1000  # faults that are told one by one
_TRUNCATED = frozenset({"length", "time", "disconnect"})


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where in the temporary file a record's content lies."""

    at: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    head: Head
    date: datetime
    kept: _Kept
    media_type: str | None = None


@dataclass
class Gathered:
    """What the files hold.

    records: how many there are in all. faults: what could not be read, as it was met; more: the rest of them, counted.
    """

    store: IO[bytes]
    records: int = 0
    faults: list[Fault] = field(default_factory=list)
    more: int = 0
    answers: list[_Answer] = field(default_factory=list)
    requests: dict[str, _Kept] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.answers)

    def captures(self, group: Callable[[str], str]) -> Iterator[ForeignCapture]:
        """The answers that may be pages, or tell that a page is gone: group by group of addresses, the oldest first.

        A revisit whose payload is in none of the files is a fault more.
        """
        payloads = self._payloads()
        for answer in sorted(self.answers, key=lambda one: (group(one.head.url), one.date)):
            response = self._response(answer, payloads)
            if response is None:
                self._fault(answer.head, "the answer that it repeats is in none of the files")
            elif answer.media_type or may_be_read(*describe(split_head(response)[0])):
                yield self._capture(answer, response)

    def take(self, record: ForeignRecord) -> None:
        """Keep what is wanted of a record."""
        head, block = record.head, record.block
        if head.type == "request":
            kept = self._keep(block)
            for key in _own_keys(head):
                self.requests.setdefault(key, kept)
        elif head.date is None:
            self._fault(head, "a record without a date, or with one that cannot be")
        elif head.header("WARC-Segment-Number") is not None:
            self._fault(head, "a record in segments")
        elif head.type == "response" and not block.startswith(_HTTP):
            self._fault(head, "a response that is no HTTP")
        elif _is_answer(head, block):
            media_type = None if head.type == "revisit" or block.startswith(_HTTP) else _media_type(head)
            answer = _Answer(head=head, date=head.date, kept=self._keep(block), media_type=media_type)
            self.answers.append(answer)

    def tell(self, fault: Fault) -> None:
        """Note what could not be read; from so many on, only that there was more."""
        if len(self.faults) < _TOLD:
            self.faults.append(fault)
        else:
            self.more += 1

    def _response(self, answer: _Answer, payloads: dict[str, _Kept]) -> bytes | None:
        own = self._read(answer.kept)
        if answer.head.type != "revisit":
            return own
        kept = next((payloads[key] for key in _refers_to(answer.head) if key in payloads), None)
        return with_payload(own, self._read(kept)) if kept else None

    def _capture(self, answer: _Answer, response: bytes) -> ForeignCapture:
        head = answer.head
        request = next((self.requests[key] for key in _own_keys(head) if key in self.requests), None)
        return ForeignCapture(
            source=f"{head.file}:{head.offset}",
            url=head.url,
            captured_at=answer.date,
            response=response,
            request=self._read(request) if request else b"",
            ip=_ip(head),
            truncated=_truncated(head),
            media_type=answer.media_type,
        )

    def _payloads(self) -> dict[str, _Kept]:
        """Where the payloads are that revisits may speak of, by all that they may call them; the first of each name."""
        found: dict[str, _Kept] = {}
        for answer in self.answers:
            if answer.head.type == "response":
                for key in _names(answer.head):
                    found.setdefault(key, answer.kept)
        return found

    def _fault(self, head: Head, reason: str) -> None:
        self.tell(Fault(file=head.file, offset=head.offset, reason=f"{head.url}: {reason}"))

    def _keep(self, block: bytes) -> _Kept:
        at = self.store.seek(0, 2)
        self.store.write(block)
        return _Kept(at, len(block))

    def _read(self, kept: _Kept) -> bytes:
        self.store.seek(kept.at)
        return self.store.read(kept.length)


@contextmanager
def gather(
    paths: Sequence[Path], folder: Path, wanted: Callable[[str], bool], progress: Callable[[str, int], None]
) -> Iterator[Gathered]:
    """Read the files, for the addresses that are wanted. Raises StorageError where one cannot be opened.

    folder: where the temporary file lies; it is gone with the process. progress: told each file, and how many records
    were read, every now and then.
    """
    with border(folder), tempfile.TemporaryFile(dir=folder) as store:
        gathered = Gathered(store)
        for path in paths:
            _read_file(path, gathered, wanted, progress)
        yield gathered


def _read_file(
    path: Path, gathered: Gathered, wanted: Callable[[str], bool], progress: Callable[[str, int], None]
) -> None:
    def is_wanted(head: Head) -> bool:
        gathered.records += 1
        progress(head.file, gathered.records)
        return head.type in _KINDS and wanted(head.url)

    with parts(path) as found:
        for part in found:
            for record in [part] if isinstance(part, Fault) else records(part.stream, part.name, is_wanted):
                if isinstance(record, Fault):
                    gathered.tell(record)
                else:
                    gathered.take(record)


def _is_answer(head: Head, block: bytes) -> bool:
    """Whether a record may be a page. A revisit of a page that was not sent again (304) tells nothing new."""
    if head.type == "revisit":
        return describe(split_head(block)[0])[0] != 304 and "not-modified" not in (head.header("WARC-Profile") or "")
    if block.startswith(_HTTP):
        return may_be_read(*describe(split_head(block)[0]))
    return head.type == "resource" and is_text(_media_type(head))


def _media_type(head: Head) -> str:
    return (head.header("Content-Type") or "").strip()


def _own_keys(head: Head) -> list[str]:
    """What a request and its answer have in common: one names the other, or both the same third."""
    named = [head.header("WARC-Record-ID"), head.header("WARC-Concurrent-To")]
    named += [value for name, value in head.headers if name.lower() == "warc-concurrent-to"]
    return [key for key in dict.fromkeys(named) if key]


def _names(head: Head) -> Iterator[str]:
    """What revisits may call an answer."""
    yield from filter(None, [head.header("WARC-Record-ID"), head.header("WARC-Payload-Digest")])
    yield _when(head.url, head.date)


def _refers_to(head: Head) -> Iterator[str]:
    """What a revisit calls the answer that it repeats, the surest first."""
    yield from filter(None, [head.header("WARC-Refers-To")])
    date = head.header("WARC-Refers-To-Date")
    if date:
        yield _when(head.header("WARC-Refers-To-Target-URI") or head.url, date_of(date))
    yield from filter(None, [head.header("WARC-Payload-Digest")])


def _when(url: str, date: datetime | None) -> str:
    return f"{url.strip('<>')} {date}"


def _ip(head: Head) -> str | None:
    try:
        return str(ipaddress.ip_address((head.header("WARC-IP-Address") or "").strip()))
    except ValueError:
        return None


def _truncated(head: Head) -> str | None:
    named = head.header("WARC-Truncated")
    return named if named is None or named in _TRUNCATED else "unspecified"
