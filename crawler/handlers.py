"""How one request goes over the wire: not before the host's time has come, and an answer counts only if it is whole."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from urllib.parse import urldefrag
from weakref import WeakKeyDictionary

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotConfigured,
    ResponseDataLossError,
)

from archive.exchange import Exchange
from crawler.bodies import ends_open, is_cut
from crawler.failures import UNREACHABLE, HandshakeError, handshake_fault, hung_up, reason_of
from crawler.patience import Patience, retry_after
from crawler.portal import Portal
from crawler.stopping import stopping_of
from crawler.tls import PortalTls
from crawler.urls import in_scope
from crawler.wire import RECORDING, Recording, RecordingPool

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

HANDSHAKES = 3  # tries of one connection; some hosts fail every other one
SLOWER = 2.0  # a page that timed out gets this many times the time at its next try
STEP = 0.2  # seconds after which a long pause looks whether the run was stopped


@runtime_checkable
class Witness(Protocol):
    """A spider that keeps what went over the wire."""

    def record(self, request: Request, exchange: Exchange) -> None:
        """Take an answer to one try of a request. Called before response or failure are known to anybody else."""


@dataclass(frozen=True, slots=True)
class Host:
    """A host's trouble, and its places: Scrapy's slots give out too many at once where there is no delay."""

    patience: Patience
    places: asyncio.Semaphore


class PatientHandler(HTTP11DownloadHandler):
    """Scrapy's own, with a pause for hosts in trouble, TLS as the portal's file has it, and no page that was cut off.

    It waits with the host's one place taken, so no other request overtakes. What each try sends and gets, failed or
    not, goes to the spider if it is a Witness. Hosts that are not the portal's are asked at public addresses alone.
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
            raise NotConfigured("certificates are always verified; what one portal needs goes into its file, [tls]")
        super().__init__(crawler)
        self._pool = RecordingPool.like(self._pool)
        portal: Portal = crawler.spidercls.portal  # type: ignore[attr-defined]
        try:
            self._contextFactory = PortalTls(portal.tls)  # type: ignore[assignment]  # zope's interfaces are not typed
        except ValueError as error:
            raise NotConfigured(f"the portal's file, [tls]: {error}") from error
        self._handshakes = max(HANDSHAKES, 1 + portal.tls.retry_handshake)
        self._fail_on_dataloss_warned = True  # the summary names what failed
        self.hosts = _hosts_of(crawler)

    async def download_request(self, request: Request) -> Response:
        """Ask once, or never.

        Raises HostClosedError where the host is to be left alone for the rest of the run, StoppedError where that ends.
        """
        host = self._host(request)
        async with host.places:
            await self._wait(request, host.patience)
            return await stopping_of(self._crawler).unless_stopped(self._ask(request, host.patience))

    async def _ask(self, request: Request, host: Patience) -> Response:
        tries = request.meta.get("retry_times", 0)
        try:
            response = await self._connect(request)
            _refuse_cut(request, response)
        except ResponseDataLossError:
            host.cut(tries, time.monotonic())
            raise
        except UNREACHABLE as error:
            if isinstance(error, DownloadTimeoutError):
                request.meta["download_timeout"] = SLOWER * self._crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
            host.silent(reason_of(error), time.monotonic())
            raise
        asked = retry_after(response.headers.get("Retry-After"), time.time())
        host.answered(response.status, asked, tries, time.monotonic())
        return response

    def _host(self, request: Request) -> Host:
        key = request.meta["download_slot"]
        if key not in self.hosts:
            settings = self._crawler.settings
            patience = Patience(backoff=settings.getfloat("RETRY_BACKOFF"), longest=settings.getfloat("RETRY_WAIT_MAX"))
            places = asyncio.Semaphore(settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))
            self.hosts[key] = Host(patience, places)
        return self.hosts[key]

    async def _wait(self, request: Request, host: Patience) -> None:
        engine = self._crawler.engine
        if engine is None or not host.wait(time.monotonic()):
            return
        stopping = stopping_of(self._crawler)
        while (seconds := host.wait(time.monotonic())) and not stopping.asked:  # noqa: ASYNC110 - no event by design
            await asyncio.sleep(min(seconds, STEP))
        engine.downloader.slots[request.meta["download_slot"]].lastseen = time.monotonic()

    async def _connect(self, request: Request) -> Response:
        for left in range(self._handshakes - 1, -1, -1):
            try:
                return await self._try(request)
            except DownloadFailedError as error:
                fault = handshake_fault(error)
                if fault is None and not (request.url.startswith("https:") and hung_up(error)):
                    raise
                if not left or (fault or "").startswith("certificate"):
                    raise HandshakeError(fault or "TLS: hung up in the handshake") from error
        raise AssertionError  # the loop ends by an answer or an error

    async def _try(self, request: Request) -> Response:
        recording = self._recording_of(request)
        RECORDING.set(recording)
        try:
            response = await super().download_request(request)
        except DownloadTimeoutError:
            recording.give_up("time")
            raise
        except DownloadCancelledError:
            recording.give_up("length")
            raise
        except (ResponseDataLossError, *UNREACHABLE) as error:
            if recording.refusal is not None:
                raise recording.refusal from error
            raise
        except asyncio.CancelledError:
            recording.exchanges()  # what came until we hung up is no answer, and nobody's
            raise
        else:
            if recording.refusal is not None:  # a body without a length seems to end where we ended it
                raise recording.refusal
            return response
        finally:
            self._hand_on(request, recording)

    def _recording_of(self, request: Request) -> Recording:
        proxy = bool(request.meta.get("proxy"))
        hosts = getattr(self._crawler.spider, "hosts", ())
        return Recording(
            urldefrag(request.url).url,
            longest=request.meta.get("download_maxsize", self._default_maxsize),
            public_only=not proxy and not in_scope(request.url, hosts),
            by_proxy=proxy,
        )

    def _hand_on(self, request: Request, recording: Recording) -> None:
        spider = self._crawler.spider
        if isinstance(spider, Witness):
            for exchange in recording.exchanges():
                spider.record(request, exchange)


_PATIENCE: WeakKeyDictionary[Crawler, dict[str, Host]] = WeakKeyDictionary()


def _hosts_of(crawler: Crawler) -> dict[str, Host]:
    """The hosts of one crawl by their slots' names; the handlers of http and https speak of the same hosts."""
    return _PATIENCE.setdefault(crawler, {})


def _refuse_cut(request: Request, response: Response) -> None:
    """Raise ResponseDataLossError for a body that is not whole, as far as one can tell.

    Where nobody told its length, only the page itself can: one that ends open twice at the same place is so.
    """
    if is_cut(response.body, response.headers.get("Content-Encoding") or b""):
        raise ResponseDataLossError("cut off in the middle of its packed body")
    if "partial" not in response.flags or response.headers.get("Content-Encoding"):
        return
    if ends_open(response.body, response.headers.get("Content-Type") or b"") and len(response.body) != request.meta.get(
        "ended_open_at"
    ):
        request.meta["ended_open_at"] = len(response.body)
        raise ResponseDataLossError("cut off before its end")
