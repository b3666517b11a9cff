"""One request and what came back for it, byte for byte as it went over the wire. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its answer.

    url: what was asked for. request: its bytes as they were sent, from the request line to the end of the body.
    response: the bytes that came back, from the status line to the last one, chunks and packing as they were; after TLS
    was taken off. started: when the request was sent, UTC. ip: of the server, IPv4 or IPv6. truncated: why the response
    is not whole (`length`, `time`, `disconnect` or `unspecified`, as WARC-Truncated has it), None where it is.
    media_type: of a response that is a document without HTTP around it, as imported files have them; else None.
    """

    url: str
    request: bytes
    response: bytes
    started: datetime
    ip: str | None = None
    truncated: str | None = None
    media_type: str | None = None
