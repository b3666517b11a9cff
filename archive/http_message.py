"""An HTTP answer as it came over the wire, taken apart again. Pure, lenient, bounded.

Of a page that was crawled it gives the very headers and body that the crawler read.
"""

from __future__ import annotations

import gzip
import importlib
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from types import ModuleType

HEAD_MAX = 1024 * 1024  # bytes of a head, those of interim answers before it included
_STATUS = re.compile(rb"\s*([A-Za-z]+/\d+(?:\.\d+)?)[ \t]+(\d{3})(?:[ \t](.*))?", re.DOTALL)
_INTERIM = re.compile(rb"HTTP/\d\.\d[ \t]+1\d\d\b")
_NAME = re.compile(rb"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,16})[ \t]*(?:;|$)")
_LONGEST_SIZE = 4096  # bytes of the line before a chunk, extensions included
_STEP = 65536  # bytes unpacked at a time
_MOST_INTERIM = 8
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,1000}<[!?a-zA-Z]")  # no packing begins so
_MOST_CODINGS = 4  # packings one over the other; more than two was never met


class MessageError(ValueError):
    """Bytes that are no HTTP answer, or one over a bound; `str()` says which."""


class PackedBodyError(MessageError):
    """A body that cannot be unpacked: damaged, larger than allowed, or packed in a way that is not installed here."""


@dataclass(frozen=True, slots=True)
class HttpMessage:
    """An answer. headers: (name, value) in order, as they were spelled, read as latin-1. body: chunks joined.

    version: `HTTP/1.1`; reason may be empty.
    """

    version: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def values(self, name: str) -> list[str]:
        """All values of a header, in order; its case makes no difference."""
        return [value for known, value in self.headers if known.lower() == name.lower()]


def parse_response(raw: bytes, *, longest: int) -> HttpMessage:
    """The answer in these bytes. Raises MessageError where there is none, or its body is over `longest` bytes.

    Interim answers (1xx) are skipped, and header lines without a colon or a name; folded ones are joined. A chunked
    body that was cut gives what came of it. Content-Length is not asked: a capture ends where its message ended, and
    tools that store bodies unpacked leave it as it was.
    """
    (version, status, reason), headers, end = _head(raw)
    message = HttpMessage(version, status, reason, headers, b"")
    if status in {204, 304}:
        return message
    codings = ",".join(message.values("Transfer-Encoding")).lower().split(",")
    body = _dechunked(raw, end) if codings[-1].strip() == "chunked" else raw[end:]
    if len(body) > longest:
        raise MessageError(f"its body has more than {longest} bytes")
    return HttpMessage(version, status, reason, headers, body)


def apart(raw: bytes) -> list[bytes]:
    """The answers to one request: interim ones (1xx), each a head alone, and the last one, whatever it is.

    After a few the rest is left together: nobody means more of them.
    """
    answers: list[bytes] = []
    while len(answers) < _MOST_INTERIM and _INTERIM.match(raw):
        try:
            _, end = _lines(raw, 0)
        except MessageError:
            break
        if end == len(raw):
            break
        answers.append(raw[:end])
        raw = raw[end:]
    return [*answers, raw]


def decoded(message: HttpMessage, longest: int) -> bytes:
    """The body with Content-Encoding undone: gzip, deflate (with zlib's header or without), br, zstd.

    A packing that has no meaning here is left on, and so is one that the body plainly does not have: some tools store
    it unpacked and keep the header. A stream that stops early gives what came of it. Raises PackedBodyError where
    nothing can be unpacked, or it would be more than `longest` bytes.
    """
    body = message.body
    for coding in _codings(message):
        try:
            body = _joined(_UNPACK[coding](body), longest)
        except (PackedBodyError, OSError, EOFError, struct.error, zlib.error) as error:
            if _MARKUP.match(body):
                return body
            if isinstance(error, PackedBodyError):
                raise
            raise _damaged(coding, error) from error
    return body


def _head(raw: bytes) -> tuple[tuple[str, int, str], tuple[tuple[str, str], ...], int]:
    """Status line, headers and where the body begins, of the first answer that is not interim."""
    end = 0
    while True:
        lines, end = _lines(raw, end)
        found = _STATUS.fullmatch(lines[0]) if lines else None
        if found is None:
            raise MessageError("no HTTP: it begins with no status line")
        if found[2][:1] != b"1":
            status = (found[1].decode(), int(found[2]), (found[3] or b"").decode("latin-1"))
            return status, tuple(_headers(lines[1:])), end


def _lines(raw: bytes, start: int) -> tuple[list[bytes], int]:
    """The lines up to the next empty one, and where the bytes after it begin."""
    lines: list[bytes] = []
    while (stop := raw.find(b"\n", start, HEAD_MAX)) >= 0:
        line, start = raw[start:stop].removesuffix(b"\r"), stop + 1
        if line:
            lines.append(line)
        elif lines:
            return lines, start
    raise MessageError("no HTTP: its head has no end" if len(raw) < HEAD_MAX else f"its head is over {HEAD_MAX} bytes")


def _headers(lines: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    folded: list[bytes] = []
    for line in lines:
        if line[:1] in {b" ", b"\t"}:
            folded.append(line)
            continue
        yield from _header(b"".join(folded))
        folded = [line]
    yield from _header(b"".join(folded))


def _header(line: bytes) -> Iterator[tuple[str, str]]:
    name, colon, value = line.partition(b":")
    if colon and _NAME.fullmatch(name.rstrip()):
        yield name.rstrip().decode("ascii"), b" ".join(value.strip().splitlines()).decode("latin-1")


def _dechunked(raw: bytes, start: int) -> bytes:
    """The chunks that came. Where there are none, the bytes as they are: some tools keep the header of chunks alone."""
    if start < len(raw) and not _SIZE.match(raw[start : start + _LONGEST_SIZE].partition(b"\n")[0].rstrip(b"\r")):
        return raw[start:]
    chunks: list[bytes] = []
    while (stop := raw.find(b"\n", start, start + _LONGEST_SIZE)) >= 0:
        size = _SIZE.match(raw[start:stop].removesuffix(b"\r"))
        if size is None or not int(size[1], 16):
            break
        start = stop + 1 + int(size[1], 16)
        chunks.append(raw[stop + 1 : start])
        start += 2 if raw[start : start + 2] == b"\r\n" else 1
    return b"".join(chunks)


def _codings(message: HttpMessage) -> list[str]:
    """The packings to undo, the outermost first, up to one that is not known."""
    named = [part.strip().lower() for part in ",".join(message.values("Content-Encoding")).split(",")]
    known: list[str] = []
    for coding in reversed(named):
        if coding not in _UNPACK:
            break
        known.append(coding)
    if len(known) > _MOST_CODINGS:
        raise PackedBodyError(f"its body is packed {len(known)} times over")
    return known


def _joined(parts: Iterable[bytes], longest: int) -> bytes:
    joined = BytesIO()
    for part in parts:
        if joined.tell() + len(part) > longest:
            raise PackedBodyError(f"its body unpacks to more than {longest} bytes")
        joined.write(part)
    return joined.getvalue()


def _gunzipped(body: bytes) -> Iterator[bytes]:
    """Damage after the first bytes, a wrong checksum too, ends the body there."""
    stream = gzip.GzipFile(fileobj=BytesIO(body))
    came = False
    while True:
        try:
            part = stream.read1(_STEP)
        except (OSError, EOFError, struct.error):
            if came:
                return
            raise
        if not part:
            return
        came = True
        yield part


def _inflated(body: bytes) -> Iterator[bytes]:
    stream = zlib.decompressobj()
    try:
        part = stream.decompress(body, _STEP)
    except zlib.error:  # without zlib's header, as many servers send it
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        part = stream.decompress(body, _STEP)
    yield part
    while stream.unconsumed_tail and not stream.eof:
        yield stream.decompress(stream.unconsumed_tail, _STEP)


def _unbrotlied(body: bytes) -> Iterator[bytes]:
    library = _library("br", "brotli", "brotlicffi")
    stream = library.Decompressor()
    try:
        part = stream.process(body, output_buffer_limit=_STEP)
        while part:
            yield part
            part = b"" if stream.is_finished() else stream.process(b"", output_buffer_limit=_STEP)
    except library.error as error:
        raise _damaged("br", error) from error


def _unzstd(body: bytes) -> Iterator[bytes]:
    library = _library("zstd", "compression.zstd", "backports.zstd")
    stream = library.ZstdFile(BytesIO(body))
    try:
        while part := stream.read(_STEP):
            yield part
    except EOFError:
        return
    except library.ZstdError as error:
        raise _damaged("zstd", error) from error


_UNPACK: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _inflated,
    "br": _unbrotlied,
    "zstd": _unzstd,
}


def _damaged(coding: str, error: Exception) -> PackedBodyError:
    return PackedBodyError(f"its body is damaged ({coding}: {error})")


def _library(coding: str, *names: str) -> ModuleType:
    """The first of these modules that is installed. Raises PackedBodyError."""
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise PackedBodyError(f"its body is packed with {coding}, which needs the package {names[-1]}")
