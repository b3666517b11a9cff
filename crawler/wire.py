"""What goes over the wire, byte for byte, below Scrapy's HTTP client: connections that note what they carry.

Above them headers are already regrouped, chunks joined and the status line is gone. A handler sets `RECORDING` before
it asks; the connection pool takes it, and whichever connection carries the request writes into it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.exceptions import DownloadCancelledError
from twisted.internet.error import ConnectionDone
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import HTTP11ClientProtocol
from twisted.web._newclient import Request as TxRequest
from twisted.web.client import HTTPConnectionPool
from twisted.web.http import _ChunkedTransferDecoder
from twisted.web.http_headers import InvalidHeaderName

from archive.exchange import Exchange
from archive.http_message import HEAD_MAX, apart
from crawler.failures import PrivateAddressError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twisted.internet.defer import Deferred
    from twisted.internet.interfaces import IAddress
    from twisted.web.iweb import IResponse


_PROXY_SECRET = re.compile(rb"(?<=\n)proxy-authorization:[^\r\n]*\r\n", re.IGNORECASE)


class Recording:
    """What one try of a request sends and gets back, while it is on its way.

    longest: bytes of a body that may come (0: any number); head and chunk marks may add HEAD_MAX to them. Once the
    answer is longer, the connection is aborted. admits: whether an IP address may be asked. refusal: why we ended it
    ourselves, None where we did not.
    """

    def __init__(
        self, url: str, *, longest: int = 0, admits: Callable[[str], bool] | None = None, by_proxy: bool = False
    ) -> None:
        self.url = url
        self._most = longest + HEAD_MAX if longest else None
        self._admits = admits
        self._by_proxy = by_proxy
        self._begin(None)

    def _begin(self, ip: str | None) -> None:
        self.refusal: Exception | None = None
        self._ip = None if self._by_proxy else ip
        self._started = datetime.now(UTC)
        self._request: list[bytes] = []
        self._response = BytesIO()  # its getvalue() copies nothing
        self._truncated: str | None = "unspecified"
        self._open = True

    def meets(self, peer: str) -> None:
        """Look at the address that a connection came about with. Raises PrivateAddressError before a byte is sent."""
        if self._admits is not None and not self._admits(peer):
            self.refusal = PrivateAddressError(peer)
            raise self.refusal

    def begin(self, ip: str) -> None:
        """Start over: a connection to this address is about to carry the request."""
        self._begin(ip)

    def sent(self, data: Iterable[bytes]) -> None:
        """Note what was written."""
        self._request.extend(data)

    def received(self, data: bytes) -> None:
        """Note what came. Raises DownloadCancelledError where it is more than may come; what fits is kept."""
        if not self._open:
            return
        if self._most is None or self._response.tell() + len(data) <= self._most:
            self._response.write(data)
            return
        self._response.write(data[: self._most - self._response.tell()])
        self.close("length")
        self.refusal = DownloadCancelledError(f"more than {self._most} bytes")
        raise self.refusal

    def whole(self, rest: int) -> None:
        """Note that the answer has ended; the last `rest` bytes that came are no part of it."""
        if self._open:
            self._response.truncate(self._response.tell() - rest)
            self.close(None)

    def close(self, truncated: str | None) -> None:
        """Note why nothing more comes, as WARC-Truncated has it, None where all came. What is said first holds."""
        if self._open:
            self._truncated = truncated
        self._open = False

    def give_up(self, truncated: str) -> None:
        """Note that we ended it ourselves, whatever the connection said of that, unless all had come."""
        if self._truncated is not None:
            self._truncated = truncated
        self._open = False

    def exchanges(self) -> list[Exchange]:
        """What was noted, given away: nothing is held any more. Empty where not a byte came back.

        The last one is the answer; those before it are what a server said meanwhile (100 Continue, 103 Early Hints):
        no answers, and who reads captures expects one answer in each. What a proxy is told of its user is left out.
        """
        self.close("unspecified")
        request, response = b"".join(self._request), self._response.getvalue()
        if self._by_proxy:
            request = _PROXY_SECRET.sub(b"", request, count=1)
        self._request, self._response = [], BytesIO()
        if not response:
            return []
        answers = apart(response)
        cuts = [None] * (len(answers) - 1) + [self._truncated]
        return [self._exchange(request, answer, cut) for answer, cut in zip(answers, cuts, strict=True)]

    def _exchange(self, request: bytes, response: bytes, truncated: str | None) -> Exchange:
        return Exchange(
            url=self.url,
            request=request,
            response=response,
            started=self._started,
            ip=self._ip,
            truncated=truncated,
        )


RECORDING: ContextVar[Recording] = ContextVar("RECORDING")  # of the request that is being sent in this context


class RecordingPool(HTTPConnectionPool):
    """Twisted's pool, whose connections write into the recording that is current when they are asked for."""

    @classmethod
    def like(cls, pool: HTTPConnectionPool) -> RecordingPool:
        """The same kind of pool, empty."""
        made = cls(pool._reactor, persistent=pool.persistent)  # noqa: SLF001
        made.maxPersistentPerHost = pool.maxPersistentPerHost
        made._factory = _RecordingFactory
        return made

    def getConnection(self, key: Hashable, endpoint: Any) -> Any:  # noqa: N802 - Twisted's; its interfaces are not typed
        """Something with a method `request`, for one request."""
        recording = RECORDING.get()
        found = super().getConnection(key, _WatchedEndpoint(endpoint, recording))  # type: ignore[arg-type]
        return found.addCallback(lambda connection: _Carrier(connection, recording))


class _WatchedEndpoint:
    """An endpoint whose connections are shown to the recording before a byte is sent, that of TLS included."""

    def __init__(self, endpoint: Any, recording: Recording) -> None:
        self._endpoint = endpoint
        self._meets = recording.meets

    def connect(self, factory: _RecordingFactory) -> Any:
        factory.meets = self._meets
        return self._endpoint.connect(factory)


class _Carrier:
    """A connection of the pool, or Twisted's stand-in that tries a second one where the first has grown stale."""

    def __init__(self, connection: HTTP11ClientProtocol, recording: Recording) -> None:
        self._connection = connection
        self._recording = recording

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        return self._connection.request(_RecordedRequest.of(request, self._recording))


class _RecordedRequest(TxRequest):
    """A request that notes what it writes. It may be written more than once."""

    recording: Recording

    @classmethod
    def of(cls, request: TxRequest, recording: Recording) -> _RecordedRequest:
        made: _RecordedRequest = cls._construct(  # type: ignore[no-untyped-call]
            request.method,
            request.uri,
            request.headers,
            request.bodyProducer,
            request.persistent,
            request._parsedURI,  # noqa: SLF001 - Twisted's agent sets it the same way
        )
        made.recording = recording
        return made

    def writeTo(self, transport: Any) -> Any:  # noqa: N802 - Twisted's
        return super().writeTo(_Tee(transport, self.recording.sent))  # type: ignore[no-untyped-call]


class _Tee:
    """A transport as far as a request needs one; what is written to it is shown to `see` as well."""

    def __init__(self, transport: Any, see: Callable[[Iterable[bytes]], None]) -> None:
        self._transport = transport
        self._see = see
        self.registerProducer = transport.registerProducer
        self.unregisterProducer = transport.unregisterProducer
        self.loseConnection = transport.loseConnection

    def write(self, data: bytes) -> None:
        self._see((data,))
        self._transport.write(data)

    def writeSequence(self, parts: list[bytes]) -> None:  # noqa: N802 - Twisted's
        self._see(parts)
        self._transport.writeSequence(parts)


class _PaddedChunks(_ChunkedTransferDecoder):
    """Twisted's, but a chunk's size may have blanks around it, as Apache 1.3 and what was made of it pad theirs."""

    def _dataReceived_CHUNK_LENGTH(self) -> bool:  # noqa: N802 - Twisted's
        end = self._buffer.find(b"\r\n", self._start)
        if end >= 0 and (b" " in self._buffer[:end] or b"\t" in self._buffer[:end]):
            size, mark, extension = self._buffer[:end].partition(b";")
            self._buffer[:end] = size.strip() + mark + extension
            self._start = 0
        return super()._dataReceived_CHUNK_LENGTH()


class _ForgivingParser(_LenientHTTPClientParser):
    """Scrapy's, which skips header lines without a colon, and here those whose name is none, as browsers do."""

    MAX_LENGTH = 128 * 1024  # bytes of a header line; the usual bound is less than some policies and cookies take
    _transferDecoders = {b"chunked": _PaddedChunks}  # noqa: N815, RUF012 - Twisted's

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 - Twisted's
        with suppress(InvalidHeaderName):
            super().headerReceived(name.rstrip(), value)  # type: ignore[no-untyped-call]


class _RecordingProtocol(_LenientHTTP11ClientProtocol):
    """One connection. Between two requests it has no recording, so no byte gets into another one's."""

    _recording: Recording | None = None

    def request(self, request: TxRequest) -> Deferred[IResponse]:
        if isinstance(request, _RecordedRequest) and self.state == "QUIESCENT":
            self._recording = request.recording
            transport: Any = self.transport
            self._recording.begin(transport.getPeer().host)
        answered = super().request(request)
        if self._parser is not None:
            self._parser.__class__ = _ForgivingParser  # Scrapy puts its own parser in by the same way
        return answered

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's
        try:
            if self._recording is not None:
                self._recording.received(data)
        except DownloadCancelledError:
            self.transport.abortConnection()  # type: ignore[union-attr]
            self._disconnectParser(Failure())  # type: ignore[no-untyped-call]
            return
        super().dataReceived(data)  # type: ignore[no-untyped-call]

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802 - Twisted's
        """An answer without a length ends here too; then it is whole only if the other side ended it properly."""
        if self._recording is not None and not (
            self._ends_with_the_connection() and isinstance(reason.value, ConnectionDone)
        ):
            self._recording.close("disconnect")
        super().connectionLost(reason)  # type: ignore[no-untyped-call]
        self._recording = None

    def _ends_with_the_connection(self) -> bool:
        decoder = self._parser and self._parser.bodyDecoder
        return getattr(decoder, "contentLength", 0) is None

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802 - Twisted's
        if self._recording is not None:
            self._recording.whole(len(rest))
        self._recording = None
        super()._finishResponse(rest)


class _RecordingFactory(_LenientHTTP11ClientFactory):
    """meets: is shown the address of each connection, and raises where there is to be none."""

    meets: Callable[[str], None]

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: N802 - Twisted's
        self.meets(getattr(addr, "host", ""))
        return _RecordingProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
