"""An HTTP answer taken apart (provisional)."""

from __future__ import annotations

import gzip
import re
import zlib
from dataclasses import dataclass


class MessageError(ValueError):
    """The bytes are no HTTP answer, or cannot be unpacked within the bound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpMessage:
    """An answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def parse_response(raw: bytes, *, longest: int) -> HttpMessage:
    """Take an answer apart."""
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    found = re.match(r"HTTP/[\d.]+ +(\d{3})", lines[0])
    if not found:
        raise MessageError("no HTTP")
    headers = tuple((n.strip(), v.strip()) for n, _, v in (line.partition(":") for line in lines[1:]))
    if any(n.lower() == "transfer-encoding" and "chunked" in v.lower() for n, v in headers):
        out = b""
        while body:
            size, _, body = body.partition(b"\r\n")
            n = int(size.split(b";")[0] or b"0", 16)
            out += body[:n]
            body = body[n + 2 :]
            if not n:
                break
        body = out
    return HttpMessage(status=int(found[1]), headers=headers, body=body[:longest])


def decoded(message: HttpMessage, *, longest: int) -> bytes:
    """Its body, content encoding undone."""
    enc = dict((n.lower(), v.lower()) for n, v in message.headers).get("content-encoding", "")
    if "gzip" in enc:
        return gzip.decompress(message.body)[:longest]
    if "deflate" in enc:
        return zlib.decompress(message.body)[:longest]
    return message.body
