"""Exchanges as WARC 1.1 records (ISO 28500:2017), each a gzip member of its own, and back.

A record holds the bytes as they went over the wire. Only a payload that is kept already becomes a `revisit`: the head
of the answer, and where the same payload is.
"""

from __future__ import annotations

import hashlib
import re
import uuid
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from archive.errors import CaptureError
from archive.exchange import Exchange
from archive.text import clean

VERSION = "WARC/1.1"
LONGEST_HEAD = 64 * 1024  # bytes of a record's own header, or of an answer's head
LEVEL = 6  # of gzip: more costs twice the time and saves a hundredth

REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
HTTP_RESPONSE = "application/http; msgtype=response"
HTTP_REQUEST = "application/http; msgtype=request"
UNKNOWN_TYPE = "application/octet-stream"

_STATUS = re.compile(rb"HTTP/[\d.]+[ \t]+(\d{3})")
_MEDIA_TYPE = re.compile(rb"^content-type[ \t]*:[ \t]*([^;\s]{1,100})", re.IGNORECASE | re.MULTILINE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """An exchange ready to be written: gzip members of its request and its answer, and what the index says of them.

    type: response, or resource where the answer is no HTTP. payload_digest: `sha256:` and 64 hexadecimal digits, of
    what follows the head; None where nothing does. head: the answer up to its payload.
    """

    url: str
    started: datetime
    type: str
    request: bytes
    answer: bytes
    head: bytes
    payload_digest: str | None
    status: int | None
    media_type: str | None
    truncated: str | None
    ip: str | None
    request_id: str
    sha256: str = ""  # of request and answer as they are written


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as it was read back. headers: of the record, in order; block: its content."""

    headers: tuple[tuple[str, str], ...]
    block: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case; None where there is none."""
        return next((value for each, value in self.headers if each.lower() == name.lower()), None)

    @property
    def type(self) -> str:
        """WARC-Type: response, request, revisit, resource, metadata, warcinfo."""
        return self.header("WARC-Type") or ""

    @property
    def url(self) -> str | None:
        """WARC-Target-URI."""
        return self.header("WARC-Target-URI")


def pack(exchange: Exchange) -> Packed:
    """Make an exchange's records. Costs time by the size of the answer: to be called beside the crawl's own thread."""
    is_http = exchange.response.startswith(b"HTTP/")
    is_document = exchange.media_type is not None
    head, payload = (b"", exchange.response) if is_document else split_head(exchange.response)
    status, media_type = (None, exchange.media_type) if is_document else describe(head)
    digest = digest_of(payload) if payload else None
    packed = Packed(
        url=exchange.url,
        started=exchange.started,
        type="response" if is_http and not is_document else "resource",
        request=b"",
        answer=b"",
        head=head,
        payload_digest=digest if is_http or is_document else None,
        status=status,
        media_type=media_type,
        truncated=exchange.truncated,
        ip=exchange.ip,
        request_id=new_id() if exchange.request else "",
    )
    request = member(_request_headers(packed), exchange.request) if exchange.request else b""
    content_type = HTTP_RESPONSE if packed.type == "response" else media_type or UNKNOWN_TYPE
    headers = [*_headers(packed, packed.type), *_concurrent(packed), ("Content-Type", content_type)]
    answer = member(headers, exchange.response)
    return replace(packed, request=request, answer=answer, sha256=hashlib.sha256(request + answer).hexdigest())


def revisit(packed: Packed, url: str, captured_at: str) -> bytes:
    """The record of an answer whose payload is kept already, as the capture of `url` at that time (ISO 8601)."""
    headers = [
        *_headers(packed, "revisit"),
        *_concurrent(packed),
        ("WARC-Profile", REVISIT),
        ("WARC-Refers-To-Target-URI", _one_line(url)),
        ("WARC-Refers-To-Date", captured_at),
        ("Content-Type", HTTP_RESPONSE),
    ]
    return member(headers, packed.head)


def metadata(url: str, at: datetime, content: bytes) -> bytes:
    """A record of what we make of an address: JSON in UTF-8."""
    headers = [("WARC-Type", "metadata"), *_identity(url, at), ("Content-Type", "application/json")]
    return member(headers, content)


def warcinfo(name: str, at: datetime, fields: Iterable[tuple[str, str]]) -> bytes:
    """The record that a file begins with. name: the file's."""
    block = "".join(f"{key}: {_one_line(value)}\r\n" for key, value in fields).encode()
    headers = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", new_id()),
        ("WARC-Date", warc_date(at)),
        ("WARC-Filename", name),
        ("Content-Type", "application/warc-fields"),
    ]
    return member(headers, block)


def member(headers: Headers, block: bytes) -> bytes:
    """A record as one gzip member."""
    lines = [VERSION, *(f"{name}: {value}" for name, value in headers)]
    lines += [f"WARC-Block-Digest: {digest_of(block)}", f"Content-Length: {len(block)}"]
    head = ("\r\n".join(lines) + "\r\n\r\n").encode()
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join((packer.compress(head), packer.compress(block), packer.compress(b"\r\n\r\n"), packer.flush()))


def read_member(data: bytes, longest: int) -> Record:
    """Read the record that is the one gzip member of `data`. Raises CaptureError."""
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = stream.decompress(data, longest)
    except zlib.error as error:
        raise CaptureError(f"a damaged record ({error})") from error
    if not stream.eof:
        raise CaptureError(f"a record of more than {longest} bytes" if stream.unconsumed_tail else "a torn record")
    return parse(plain)


def parse(plain: bytes) -> Record:
    """Read an unpacked record. Raises CaptureError where it is none."""
    head, found, rest = plain.partition(b"\r\n\r\n")
    lines = head.decode("utf-8", "replace").split("\r\n")
    if not found or not lines[0].startswith("WARC/"):
        raise CaptureError("no WARC record")
    pairs = (line.partition(":") for line in lines[1:])
    headers = tuple((name.strip(), value.strip()) for name, _, value in pairs)
    record = Record(headers=headers, block=rest)
    length = record.header("Content-Length") or ""
    if not length.isascii() or not length.isdigit() or int(length) > len(rest):
        raise CaptureError("a record without its length")
    return replace(record, block=rest[: int(length)])


def split_head(answer: bytes) -> tuple[bytes, bytes]:
    """An answer's head, its empty line included, and its payload; without such a line, all of it is head."""
    end = _HEAD_END.search(answer, 0, LONGEST_HEAD)
    place = end.end() if end else len(answer)
    return answer[:place], answer[place:]


def describe(head: bytes) -> tuple[int | None, str | None]:
    r"""Status and media type of an answer, by its head; None where it does not say.

    >>> describe(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")
    (200, 'text/html')
    """
    status = _STATUS.match(head)
    media_type = _MEDIA_TYPE.search(head)
    return int(status[1]) if status else None, media_type[1].decode("latin-1").lower() if media_type else None


def described(record: Record) -> tuple[int | None, str | None]:
    """Status and media type of what a record holds, as the index has them; of a document without HTTP, its own type."""
    if record.type == "resource":
        media_type = record.header("Content-Type")
        return None, None if media_type == UNKNOWN_TYPE else media_type
    return describe(split_head(record.block)[0]) if record.type in {"response", "revisit"} else (None, None)


def digest_of(data: bytes) -> str:
    """`sha256:` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def warc_date(at: datetime) -> str:
    """WARC-Date: UTC with microseconds.

    >>> warc_date(datetime(2026, 11, 22, 8, 30, tzinfo=UTC))
    '2026-11-22T08:30:00.000000Z'
    """
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def new_id() -> str:
    """A WARC-Record-ID that no other record has."""
    return f"<urn:uuid:{uuid.uuid4()}>"


def is_member(data: bytes) -> bool:
    """Whether the bytes begin as a gzip member does."""
    return data.startswith(b"\x1f\x8b\x08")


def _request_headers(packed: Packed) -> Headers:
    identity = _identity(packed.url, packed.started, packed.request_id)
    return [("WARC-Type", "request"), *identity, *_address(packed), ("Content-Type", HTTP_REQUEST)]


def _headers(packed: Packed, kind: str) -> Headers:
    headers = [("WARC-Type", kind), *_identity(packed.url, packed.started), *_address(packed)]
    if packed.payload_digest:
        headers.append(("WARC-Payload-Digest", packed.payload_digest))
    if packed.truncated:
        headers.append(("WARC-Truncated", packed.truncated))
    return headers


def _identity(url: str, at: datetime, record_id: str | None = None) -> Headers:
    return [
        ("WARC-Record-ID", record_id or new_id()),
        ("WARC-Target-URI", _one_line(url)),
        ("WARC-Date", warc_date(at)),
    ]


def _concurrent(packed: Packed) -> Headers:
    """What an answer calls its request; imported ones may have none."""
    return [("WARC-Concurrent-To", packed.request_id)] if packed.request_id else []


def _address(packed: Packed) -> Headers:
    return [("WARC-IP-Address", packed.ip)] if packed.ip else []


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
