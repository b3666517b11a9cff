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

# Most specific first. IgnoreRequest is looked at last: HttpError is one of its kind.
REASONS: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "host not found"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadTimeoutError, "timed out"),
    (ResponseDataLossError, "connection lost in the middle of the page"),
    (DownloadCancelledError, "larger than the limit"),
    (DownloadFailedError, "connection failed"),
)
UNREACHABLE = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadTimeoutError, DownloadFailedError)


def reason_of(error: BaseException) -> str:
    """One line: `HTTP 404 Not Found`, `timed out`, `forbidden by robots.txt`."""
    if isinstance(error, HttpError):
        return status_line(error.response.status)
    for kind, reason in REASONS:
        if isinstance(error, kind):
            return f"{reason}{_detail(error)}" if kind is DownloadFailedError else reason
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


def _detail(error: BaseException) -> str:
    text = " ".join(str(error).split())[:120]
    return f" ({text})" if text else ""
