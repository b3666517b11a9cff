"""How one request goes over the wire: not before the host's time has come, and an answer counts only if it is whole."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from urllib.parse import urldefrag, urlsplit
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
from crawler.address_guard import Guard, named_address
from crawler.bodies import ends_open, is_cut
from crawler.failures import UNREACHABLE, HandshakeError, PrivateAddressError, handshake_fault, hung_up, reason_of
from crawler.hosts import Host, host_at
from crawler.manners import Manners, manners_for
from crawler.patience import Patience, StoppedError, retry_after
from crawler.portal import Portal
from crawler.stopping import stopping_of
from crawler.tls import policy_for
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


class PatientHandler(HTTP11DownloadHandler):
    """Scrapy's own, with a pause for hosts in trouble, TLS as the portal's file has it, and no page that was cut off.

    It waits with the host's one place taken, so no other request overtakes. What each try sends and gets, failed or
    not, goes to the spider if it is a Witness. Where it may connect to says the crawl's Guard.
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
            raise NotConfigured("certificates are always verified; what one portal needs goes into its file, [tls]")
        super().__init__(crawler)
        self._pool = RecordingPool.like(self._pool)
        portal: Portal = crawler.spidercls.portal  # type: ignore[attr-defined]
        try:
            self._contextFactory = policy_for(portal.tls)  # type: ignore[assignment]  # zope's interfaces are not typed
        except ValueError as error:
            raise NotConfigured(f"the portal's file, [tls]: {error}") from error
        self._handshakes = max(HANDSHAKES, 1 + portal.tls.retry_handshake)
        self._fail_on_dataloss_warned = True  # the summary names what failed

    async def download_request(self, request: Request) -> Response:
        """Ask once, or never.

        Raises HostClosedError where the host is to be left alone for the rest of the run, StoppedError where that ends.
        """
        host = host_at(request.url, self._crawler.settings)
        return await stopping_of(self._crawler).unless_stopped(self._in_turn(request, host))

    async def _in_turn(self, request: Request, host: Host) -> Response:
        manners = self._manners_for(request)
        async with host.places.taken(manners.connections):
            await self._wait(host, manners.delay)
            host.pace.begin(time.monotonic())
            try:
                response = await self._ask(request, host.patience)
            finally:
                host.pace.end(time.monotonic())
            latency = request.meta.get("download_latency")
            if manners.throttled and latency is not None:
                well = response.status == 200
                host.pace.answered(latency, well=well, share=manners.share, longest=manners.longest_rest)
            return response

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

    def _manners_for(self, request: Request) -> Manners:
        return manners_for(request.url, self._crawler.settings, is_own=self._is_own(request))

    def _is_own(self, request: Request) -> bool:
        return in_scope(request.url, getattr(self._crawler.spider, "hosts", ()))

    async def _wait(self, host: Host, delay: float) -> None:
        stopping = stopping_of(self._crawler)
        while seconds := max(host.patience.wait(now := time.monotonic()), host.pace.wait(delay, now)):
            if stopping.asked:
                raise StoppedError
            await asyncio.sleep(min(seconds, STEP))

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
        self._refuse_behind_proxy(request)
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
        return Recording(
            urldefrag(request.url).url,
            longest=request.meta.get("download_maxsize", self._default_maxsize),
            admits=None if proxy else lambda peer: self._admits(peer, request),
            by_proxy=proxy,
        )

    def _admits(self, peer: str, request: Request) -> bool:
        return guard_of(self._crawler).admits(peer, request.url, is_own=self._is_own(request))

    def _refuse_behind_proxy(self, request: Request) -> None:
        """A proxy resolves names by itself, so there only an address that is written as one can be judged."""
        peer = named_address(urlsplit(request.url).hostname or "") if request.meta.get("proxy") else None
        if peer is not None and not self._admits(peer, request):
            raise PrivateAddressError(peer)

    def _hand_on(self, request: Request, recording: Recording) -> None:
        spider = self._crawler.spider
        if isinstance(spider, Witness):
            for exchange in recording.exchanges():
                spider.record(request, exchange)


_GUARDS: WeakKeyDictionary[Crawler, Guard] = WeakKeyDictionary()


def guard_of(crawler: Crawler) -> Guard:
    """The one of a crawl; the handlers of http and https meet the same hosts."""
    return _GUARDS.setdefault(crawler, Guard(crawler.spidercls.portal.home))  # type: ignore[attr-defined]


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
