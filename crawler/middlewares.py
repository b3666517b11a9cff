"""What stands between the spider and the wire: scope, robots.txt, patience, whole bodies."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request, signals
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from archive.robots import Robots
from crawler.failures import UNREACHABLE, reason_of
from crawler.hosts import host_at
from crawler.patience import HostClosedError
from crawler.ranking import FORBIDDEN
from crawler.rules import ROBOTS_BYTES, asked_delay, is_unreachable, rules_in, stand_in
from crawler.urls import identity, in_scope

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_log = logging.getLogger(__name__)

CRAWL_DELAY_MAX = 120.0  # seconds; a longer one is an error or a wish to be left alone, kept as this bound

ROBOTS_AGE = timedelta(hours=24)  # RFC 9309, 2.4: no longer than that from a cache
OFF_PORTAL = "leads off the portal"
ENDLESS = "redirects without end"
REFUSED = frozenset({403, 412})  # to one who holds no cookie
ANYWHERE = "anywhere"  # in a request's meta: it may lead to any host, as a story's picture may
KNOCKED = "knocked"  # in a request's meta: it is asked for a second time, with a cookie

RULES_BYTES = "rules_bytes"
RULES = "rules"  # in a request's meta: it is for a robots.txt, of which the first part will do

robots_read = object()  # signal: rules (Protego), url, answered (whether they were fetched in this run)


class UnreachableError(IgnoreRequest):
    """The host gave no robots.txt because it does not answer at all; `str()` says how."""


class KnownPageError(IgnoreRequest):
    """A story's address redirects to a page that is known: the home page, or a stored story. url: its address."""

    def __init__(self, url: str) -> None:
        super().__init__(f"leads to {url}")
        self.url = url


class RobotsStore(Protocol):
    """Where robots.txt is kept from run to run, by origin (`https://news.example`)."""

    def get(self, origin: str) -> Robots | None:
        """What was kept last, however old."""

    def put(self, origin: str, robots: Robots) -> None:
        """Keep it in place of what was."""


class ScopeMiddleware:
    """Nothing is asked of a host that is not the portal's, redirects included, but the files of stories."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise IgnoreRequest for an address off the portal."""
        hosts = getattr(self.crawler.spider, "hosts", None)
        if hosts is not None and not request.meta.get(ANYWHERE) and not in_scope(request.url, hosts):
            raise IgnoreRequest(f"{OFF_PORTAL}, to {urlsplit(request.url).hostname}")
        if request.meta.get("redirect_urls") and "address" in request.cb_kwargs:
            known = self.crawler.spider.plan.leads_to(request.cb_kwargs["address"], request.url)  # type: ignore[union-attr]
            if known is not None:
                raise KnownPageError(known)


class RobotsMiddleware:
    """robots.txt (RFC 9309): every request waits for the rules; rules that were never read forbid everything.

    Scrapy's own lets the second and later of several simultaneous requests pass unasked, takes a server error for
    permission and does not apply Crawl-delay.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        self.rules: dict[str, asyncio.Task[Protego]] = {}
        crawler.signals.connect(self.bytes_received, signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def store(self) -> RobotsStore | None:
        """Where the spider keeps what was fetched, if it does."""
        return getattr(self.crawler.spider, "robots_store", None)

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
            self.rules[origin] = asyncio.ensure_future(self._fetch(origin))
        return await asyncio.shield(self.rules[origin])  # others wait for it, too

    async def _fetch(self, origin: str) -> Protego:
        url = f"{origin}/robots.txt"
        kept = self._kept(origin)
        robots = kept or await self._ask(url)
        if is_unreachable(robots):
            robots = self._instead_of(robots, origin)
        elif kept is None and self.store is not None:
            self.store.put(origin, robots)
        rules = Protego.parse(rules_in(robots))
        self._apply_delay(url, rules)
        self.crawler.signals.send_catch_log(robots_read, rules=rules, url=url, answered=kept is None)
        return rules

    def _kept(self, origin: str) -> Robots | None:
        if self.store is None or self.crawler.settings.getbool("FULL"):
            return None
        robots = self.store.get(origin)
        if robots is None or is_unreachable(robots):
            return None
        fresh = timedelta() <= datetime.now(UTC) - robots.fetched_at < ROBOTS_AGE
        return robots if fresh else None

    def _instead_of(self, answer: Robots, origin: str) -> Robots:
        """What to go by in the place of an error. Raises IgnoreRequest where nothing may be fetched."""
        before = self.store.get(origin) if self.store is not None else None
        if before is None and self.store is not None:
            self.store.put(origin, answer)
        chosen = stand_in(answer, before or answer)
        if before is None or chosen is None:
            raise IgnoreRequest(f"robots.txt answers HTTP {answer.status}: nothing may be fetched")
        held = "the rules of %s hold on" if chosen is before else "it has done so since %s: nothing is forbidden"
        _log.warning(f"%s/robots.txt answers HTTP %s: {held}", origin, answer.status, f"{before.fetched_at:%Y-%m-%d}")
        return chosen

    async def _ask(self, url: str) -> Robots:
        """Ask for the rules, wherever that leads (RFC 9309, 2.3.1.2). No part of a packed file could be read."""
        meta = {"dont_obey_robotstxt": True, ANYWHERE: True, RULES: True}
        headers = {"Accept-Encoding": "identity"}
        request = Request(url, callback=NO_CALLBACK, headers=headers, meta=meta, priority=1000)
        assert self.crawler.engine is not None
        try:
            response = await self.crawler.engine.download_async(request)
        except HostClosedError:  # StoppedError, too
            raise
        except IgnoreRequest:  # redirects without end, or to where nobody may go: as good as none
            return Robots(status=404, body=b"", fetched_at=datetime.now(UTC))
        except Exception as error:
            raise UnreachableError(reason_of(error)) from error
        return Robots(status=response.status, body=response.body[: ROBOTS_BYTES + 1], fetched_at=datetime.now(UTC))

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Hang up on a robots.txt once enough of it has come: it may be endless."""
        if request.meta.get(RULES):
            request.meta[RULES_BYTES] = request.meta.get(RULES_BYTES, 0) + len(data)
            if request.meta[RULES_BYTES] > ROBOTS_BYTES:
                raise StopDownload(fail=False)

    def _apply_delay(self, url: str, rules: Protego) -> None:
        """Stretch the pause of the host to what its rules ask for, in the eyes of all crawls of this run."""
        pace = host_at(url, self.crawler.settings).pace
        pace.crawl_delay = max(pace.crawl_delay, min(asked_delay(rules, self.agent), CRAWL_DELAY_MAX))


class CircleMiddleware(RedirectMiddleware):
    """Scrapy's redirects, but a circle ends where it closes, unless something was set on the way that may open it."""

    def process_response(  # type: ignore[override]  # Scrapy's spider argument is deprecated
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the response, or the request for where it leads. Raises IgnoreRequest for redirects without end."""
        try:
            answer = super().process_response(request, response)
        except IgnoreRequest:
            raise IgnoreRequest(ENDLESS) from None
        if not isinstance(answer, Request):
            return answer
        if "Set-Cookie" in response.headers:
            answer.meta["cookie_on_the_way"] = True
        rounds = answer.meta["redirect_urls"].count(answer.url)
        may_differ = answer.meta.get("cookie_on_the_way") or answer.method != request.method
        if rounds > may_differ:
            raise IgnoreRequest(ENDLESS)
        return answer


class CookieGateMiddleware:
    """Some portals answer only a visitor who holds their cookie: who comes without one is refused, and given one.

    A page that was refused is asked for once more with the cookie, as a browser would; where the refusal brought none,
    the home page may, which is asked for once in a crawl.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.home: str = crawler.spidercls.portal.home  # type: ignore[attr-defined]
        self.visit: asyncio.Task[bool] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the response, or the request again where it may be answered now."""
        if response.status not in REFUSED or "Cookie" in request.headers or request.meta.get(KNOCKED):
            return response
        if "Set-Cookie" not in response.headers and not await self._home_sets_cookie(request):
            return response
        return request.replace(meta={**request.meta, KNOCKED: True}, dont_filter=True)

    async def _home_sets_cookie(self, request: Request) -> bool:
        has_no_gate = request.meta.get("dont_obey_robotstxt") or request.meta.get(ANYWHERE)
        if has_no_gate or identity(request.url) == identity(self.home):
            return False
        if self.visit is None:
            self.visit = asyncio.ensure_future(self._visit_home())
        return await self.visit

    async def _visit_home(self) -> bool:
        assert self.crawler.engine is not None
        meta = {KNOCKED: True, "dont_retry": True}
        try:
            response = await self.crawler.engine.download_async(Request(self.home, callback=NO_CALLBACK, meta=meta))
        except (IgnoreRequest, HostClosedError, *UNREACHABLE):
            return False
        assert response.request is not None
        return "Set-Cookie" in response.headers or "Cookie" in response.request.headers
