"""What stands between the spider and the wire: scope, robots.txt, patience, whole bodies."""

from __future__ import annotations

import asyncio
import time
import zlib
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware, get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.failures import reason_of
from crawler.ranking import FORBIDDEN
from crawler.urls import in_scope

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

ROBOTS_BYTES = 512 * 1024  # RFC 9309 asks for at least 500 KiB
CRAWL_DELAY_MAX = 120.0  # seconds; a longer one is an error or a wish to be left alone, kept as this bound

robots_read = object()  # signal: rules (Protego), url


class UnreachableError(IgnoreRequest):
    """The host gave no robots.txt because it does not answer at all; `str()` says how."""


class ScopeMiddleware:
    """Nothing is asked of a host that is not the portal's, redirects included."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for an address off the portal."""
        hosts = getattr(self.crawler.spider, "hosts", None)
        if hosts is not None and not in_scope(request.url, hosts):
            raise IgnoreRequest(f"leads off the portal, to {urlsplit(request.url).hostname}")


class RobotsMiddleware:
    """robots.txt (RFC 9309): every request waits for the rules; rules that cannot be read forbid everything.

    Scrapy's own lets the second and later of several simultaneous requests pass unasked, takes a server error for
    permission and does not apply Crawl-delay.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        self.rules: dict[str, asyncio.Task[Protego]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest where the portal forbids the address."""
        if request.meta.get("dont_obey_robotstxt") or not self.crawler.settings.getbool("ROBOTSTXT_OBEY"):
            return
        rules = await self._rules_for(request)
        if not rules.can_fetch(request.url, self.agent):
            raise IgnoreRequest(FORBIDDEN)

    async def _rules_for(self, request: Request) -> Protego:
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.rules:
            self.rules[origin] = asyncio.ensure_future(self._fetch(f"{origin}/robots.txt"))
        return await self.rules[origin]

    async def _fetch(self, url: str) -> Protego:
        request = Request(url, callback=NO_CALLBACK, meta={"dont_obey_robotstxt": True}, priority=1000)
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(request)
        except IgnoreRequest:  # redirects without end or off the portal: as good as none (RFC 9309, 2.3.1.2)
            return self._announce(url, Protego.parse(""))
        except Exception as error:
            raise UnreachableError(reason_of(error)) from error
        if response.status >= 500 or response.status == 429:
            raise IgnoreRequest(f"robots.txt answers HTTP {response.status}: nothing may be fetched")
        text = response.body[:ROBOTS_BYTES] if response.status < 300 else b""
        rules = Protego.parse(text.decode("utf-8-sig", "replace"))
        self._apply_delay(request, rules)
        return self._announce(url, rules)

    def _announce(self, url: str, rules: Protego) -> Protego:
        self.crawler.signals.send_catch_log(robots_read, rules=rules, url=url)
        return rules

    def _apply_delay(self, request: Request, rules: Protego) -> None:
        """Stretch the pause of the host's slot to its Crawl-delay, without jitter, which would halve some gaps."""
        delay = rules.crawl_delay(self.agent)
        assert self.crawler.engine is not None
        slot = self.crawler.engine.downloader.slots.get(self.crawler.engine.downloader.get_slot_key(request))
        if delay is None or slot is None or delay <= slot.delay:
            return
        slot.delay = min(float(delay), CRAWL_DELAY_MAX)
        slot.randomize_delay = False


class PatientRetryMiddleware:
    """Scrapy's retries, but not before the server's Retry-After, or a pause that doubles."""

    def __init__(self, crawler: Crawler) -> None:
        self.stock = RetryMiddleware.from_crawler(crawler)
        self.backoff = crawler.settings.getfloat("RETRY_BACKOFF")
        self.longest = crawler.settings.getfloat("RETRY_WAIT_MAX")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the response, or the request again once its time has come."""
        again = self.stock.process_response(request, response)
        if isinstance(again, Request):
            wait = self._wait(again, retry_after(response.headers.get("Retry-After"), time.time()))
            if wait > self.longest:
                return response  # not within this run; the frontier tries again in the next
            await asyncio.sleep(wait)
        return again

    async def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:
        """Return the request again after a pause, None where another try would not help."""
        again = self.stock.process_exception(request, exception)
        if isinstance(again, Request):
            await asyncio.sleep(self._wait(again, None))
        return again

    def _wait(self, again: Request, asked: float | None) -> float:
        doubling = self.backoff * 2 ** (again.meta.get("retry_times", 1) - 1)
        return doubling if asked is None else max(asked, 0.0)


def retry_after(header: bytes | None, now: float) -> float | None:
    """Seconds to wait, from delay-seconds or an HTTP date; `now` is a Unix time. None where nothing usable is said.

    >>> retry_after(b"5", 0.0)
    5.0
    >>> retry_after(b"Thu, 01 Jan 1970 00:01:00 GMT", 0.0)
    60.0
    >>> retry_after(b"soon", 0.0) is None
    True
    """
    text = (header or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(parsedate_to_datetime(text).timestamp() - now, 0.0)
    except (ValueError, OverflowError):
        return None


class WholeBodyMiddleware:
    """A gzip that ends too soon is a page cut off, not a short page: it is asked for again."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the response if its gzip is whole. Raises IgnoreRequest when the tries are used up."""
        encoding = (response.headers.get("Content-Encoding") or b"").strip().lower()
        if encoding not in {b"gzip", b"x-gzip"} or not response.body or gzip_is_whole(response.body):
            return response
        assert self.crawler.spider is not None
        again = get_retry_request(request, spider=self.crawler.spider, reason="truncated gzip")
        if again is None:
            raise IgnoreRequest("page cut off in the middle of its gzip")
        return again


def gzip_is_whole(data: bytes) -> bool:
    """Whether the first member of a gzip stream reaches its end. Reads at most 64 MB of content."""
    stream = zlib.decompressobj(wbits=31)
    budget = 64 * 1024 * 1024
    try:
        while data and not stream.eof and budget > 0:
            budget -= len(stream.decompress(data, 1024 * 1024))
            data = stream.unconsumed_tail
    except zlib.error:
        return False
    return stream.eof or budget <= 0
