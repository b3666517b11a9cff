"""Why a request gave no page, in a few words that a person can act on."""

from __future__ import annotations

from http import HTTPStatus

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web._newclient import ParseError, ResponseNeverReceived

from crawler.tls import fault_of


class HandshakeError(DownloadFailedError):
    """No TLS connection came about; `str()` says why."""


class PrivateAddressError(IgnoreRequest):
    """A host stands at an address that not everybody can reach, where the portal may not lead: nothing was asked."""

    def __init__(self, address: str) -> None:
        super().__init__(f"leads to a private address ({address})")


# Most specific first. IgnoreRequest is looked at last: HttpError is one of its kind.
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "host not found"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadTimeoutError, "timed out"),
    (ResponseDataLossError, "connection lost in the middle of the page"),
    (DownloadCancelledError, "larger than the limit"),
)
UNREACHABLE = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    DownloadFailedError,
    ConnectError,
)


def reason_of(error: BaseException) -> str:
    """One line: `HTTP 404 Not Found`, `timed out`, `forbidden by robots.txt`."""
    if isinstance(error, HttpError):
        return status_line(error.response.status)
    if isinstance(error, HandshakeError):
        return str(error)
    for kind, reason in REASONS:
        if isinstance(error, kind):
            return f"{reason}{_detail(error)}" if kind is ResponseDataLossError else reason
    if isinstance(error, (DownloadFailedError, ConnectError)):
        return _connection_failure(error)
    if isinstance(error, IgnoreRequest):
        return str(error) or "ignored"
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


def status_line(status: int) -> str:
    """`HTTP 404 Not Found`; a number that no standard names stands alone."""
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"


def status_of(error: BaseException) -> int | None:
    """HTTP status of the answer, None where there was no answer."""
    return error.response.status if isinstance(error, HttpError) else None


def handshake_fault(error: DownloadFailedError) -> str | None:
    """What went wrong in the TLS handshake, None where the failure was another."""
    return next((fault for reason in _causes(error) if (fault := fault_of(reason))), None)


def hung_up(error: DownloadFailedError) -> bool:
    """Whether the connection was closed before a byte of an answer came."""
    never = isinstance(error.__cause__, ResponseNeverReceived)
    return never and any(isinstance(cause, ConnectionClosed) for cause in _causes(error))


def _causes(error: BaseException) -> list[BaseException]:
    """What Twisted says of a request that failed: it wraps all reasons into one exception."""
    return [failure.value for failure in getattr(error.__cause__, "reasons", ())]


def _connection_failure(error: DownloadFailedError | ConnectError) -> str:
    causes = _causes(error)
    if isinstance(error, DownloadFailedError) and hung_up(error):
        return "the server hung up without an answer"
    if any(isinstance(cause, ParseError) for cause in causes):
        return "the server's answer is no HTTP"
    if any(isinstance(cause, ConnectionClosed) for cause in causes):
        return "connection lost in the middle of the answer's head"
    return f"connection failed{_detail(causes[0] if causes else error)}"


def _detail(error: BaseException) -> str:
    text = " ".join(str(error).split())[:120]
    return f" ({text})" if text else ""
