"""What a foreign file holds of one answer, ready to be read and to be kept as a capture of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from archive.captures import LONGEST, RawPage
from archive.exchange import Exchange
from archive.http_message import decoded, parse_response
from archive.warc import split_head, warc_date

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_LISTS = frozenset({"application/rss+xml", "application/atom+xml", "application/xml", "text/xml"})
_FRAMING = frozenset({"transfer-encoding", "content-encoding"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCapture:
    """An answer, with its request where the file has it. source: `FILE:offset`.

    media_type: of an answer that came without HTTP (a `resource` record), None for one that is whole.
    """

    source: str
    url: str
    captured_at: datetime
    response: bytes
    request: bytes = b""
    ip: str | None = None
    truncated: str | None = None
    media_type: str | None = None

    @property
    def exchange(self) -> Exchange:
        """The same as our own captures have it."""
        return Exchange(
            url=self.url,
            request=self.request,
            response=self.response,
            started=self.captured_at,
            ip=self.ip,
            truncated=self.truncated,
            media_type=self.media_type,
        )

    def page(self) -> RawPage:
        """The answer, unpacked. Raises MessageError where that cannot be done."""
        at = warc_date(self.captured_at)
        if self.media_type is not None:
            headers = (("Content-Type", self.media_type),)
            return RawPage(url=self.url, status=200, headers=headers, body=self.response, captured_at=at)
        message = parse_response(self.response, longest=LONGEST)
        body = decoded(message, longest=LONGEST)
        return RawPage(url=self.url, status=message.status, headers=message.headers, body=body, captured_at=at)


def may_be_read(status: int | None, media_type: str | None) -> bool:
    """Whether an answer may be a page or a list of pages, or tells that a page is gone."""
    if status in {404, 410}:
        return True
    return status == 200 and (media_type is None or media_type in _HTML | _LISTS)


def is_text(content_type: str) -> bool:
    """Whether what came without HTTP is a page."""
    return content_type.partition(";")[0].strip().lower() in _HTML


def with_payload(head: bytes, kept: bytes) -> bytes:
    """The whole answer of a revisit: its own head, and the payload of the answer it refers to.

    Where the two heads disagree on how the payload is packed, or the revisit has none, it is the other as it was.
    """
    their_head, payload = split_head(kept)
    own_head, _ = split_head(head)
    is_whole = own_head.startswith(b"HTTP/") and own_head.endswith(b"\n")
    if not is_whole or _framing(own_head) != _framing(their_head):
        return kept
    return own_head + payload


def _framing(head: bytes) -> dict[bytes, bytes]:
    lines = (line.partition(b":") for line in head.lower().splitlines())
    return {name: value.strip() for name, _, value in lines if name.decode("latin-1") in _FRAMING}
