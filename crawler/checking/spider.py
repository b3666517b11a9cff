"""Asks for a visit's addresses through the same settings and middlewares as a crawl; several portals side by side.

One process a run, as in crawler/runner.py: Twisted's reactor cannot be started twice.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

from scrapy import Request, Spider, signals
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.exchange import Exchange
from crawler.checking.itinerary import visit
from crawler.checking.visit import Answer, Robots, Visit
from crawler.discovery.link import Link
from crawler.failures import HandshakeError, reason_of, status_line
from crawler.handlers import guard_of
from crawler.page import Page
from crawler.portal import Portal
from crawler.run_log import set_up_logging
from crawler.spiders.portal import PortalSpider
from crawler.urls import host_of, in_scope

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import Settings

MAX_HOPS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Display(Protocol):
    """Whoever shows the visits while they go on."""

    def step(self, portal: str, told: str) -> None:
        """Show what a portal is being asked for."""

    def end(self, portal: str) -> None:
        """Show that a portal's visit is over."""


class CheckSpider(PortalSpider):
    """Visits one portal; an `Asker`. Keeps no archive: what it saw is `visited`."""

    display: ClassVar[Display]
    budget: ClassVar[int]

    visited: Visit | None
    left: int

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super(PortalSpider, cls).from_crawler(crawler, *args, **kwargs)
        spider.hosts = frozenset(cls.portal.every_host)
        spider.left = cls.budget
        spider.visited = None
        spider.began = time.monotonic()
        spider.robots_seen = {}
        crawler.signals.connect(spider.on_request, signals.request_reached_downloader)
        crawler.signals.connect(spider.on_response, signals.response_received)
        return spider

    began: float
    robots_seen: dict[str, Robots]  # by host

    async def start(self) -> AsyncIterator[Any]:
        """Visit the portal; the requests go to the engine themselves."""
        self.visited = await visit(self.portal, self)
        self.display.end(self.portal.id)
        nothing: tuple[Request, ...] = ()
        for request in nothing:
            yield request

    @property
    def requests(self) -> int:
        """How many requests were sent, robots.txt and repeated ones with them."""
        return int(self.crawler.stats.get_value("downloader/request_count") or 0)

    @property
    def seconds(self) -> float:
        """How long the visit has lasted."""
        return time.monotonic() - self.began

    def robots(self) -> Robots | None:
        """The robots.txt of the last host that was asked for one at home's address."""
        return self.robots_seen.get(self.home_host)

    home_host: str = ""

    def admits(self, peer: str, url: str) -> bool:
        """Whether what stands at an IP address may be spoken to: the answer that a request would get."""
        return guard_of(self.crawler).admits(peer, url, is_own=in_scope(url, self.hosts))

    async def get(self, link: Link, told: str, *, roam: bool = False) -> Answer:
        """Ask for an address and follow its redirects, off the portal only where `roam` says so."""
        self.display.step(self.portal.id, told)
        url = link.url
        hops: list[str] = []
        while True:
            result = await self._ask(link if not hops else Link(url=url))
            target = _target(result)
            if target is None or len(hops) >= MAX_HOPS:
                break
            hops.append(target)
            url = target
            if not in_scope(url, self.hosts):
                if not roam:
                    return Answer(url=link.url, hops=tuple(hops), moved_to=url, trouble=f"moved to {host_of(url)}")
                self.hosts |= {host_of(url)}
        if roam:
            self.home_host = host_of(url)
        return _answer(link.url, tuple(hops), result)

    async def _ask(self, link: Link) -> Response | Failure:
        answered: asyncio.Future[Response | Failure] = asyncio.get_running_loop().create_future()
        assert self.crawler.engine is not None  # noqa: S101 - for mypy: Scrapy has set it by now
        self.crawler.engine.crawl(self._request_for(link, answered))
        return await answered

    def _request_for(self, link: Link, answered: asyncio.Future[Response | Failure]) -> Request:
        post = link.post if "#" in link.url else None
        return Request(
            link.url.partition("#")[0],
            method="POST" if post else "GET",
            body=post.body if post else "",
            headers={"Content-Type": post.media_type} if post else {},
            callback=self.answered,
            errback=self.answered,
            dont_filter=True,
            cb_kwargs={"answered": answered},
            meta={"handle_httpstatus_all": True, "answered": answered},
        )

    def answered(self, result: Response | Failure, answered: asyncio.Future[Response | Failure] | None = None) -> None:
        """Hand an answer, or why there is none, to whoever waits for it."""
        waiting = answered or result.request.meta["answered"]  # type: ignore[union-attr]  # a Failure of Scrapy's has it
        if not waiting.done():
            waiting.set_result(result)

    def record(self, request: Request, exchange: Exchange) -> None:
        """Keep nothing: a visit leaves no archive."""

    def on_request(self) -> None:
        """Count down; a request that is repeated counts too."""
        self.left -= 1

    def on_response(self, response: Response, request: Request) -> None:
        """Note a robots.txt, which the middlewares ask for."""
        if request.meta.get("dont_obey_robotstxt") and response.url.endswith("/robots.txt"):
            text = response.body[: 512 * 1024].decode("utf-8-sig", "replace") if response.status < 300 else ""
            host = host_of(request.url)
            self.robots_seen.setdefault(host, Robots(url=response.url, status=response.status, text=text))


def _target(result: Response | Failure) -> str | None:
    """Where an answer redirects to; a spelling of the same address that differs in nothing is nowhere."""
    if isinstance(result, Failure) or result.status not in _REDIRECTS:
        return None
    location = (result.headers.get("Location") or b"").decode("utf-8", "replace").strip()
    target = result.urljoin(location) if location else ""
    return target if target.startswith(("http://", "https://")) else None


def _answer(url: str, hops: tuple[str, ...], result: Response | Failure) -> Answer:
    if isinstance(result, Failure):
        error = result.value or RuntimeError("no reason given")
        return Answer(url=url, hops=hops, trouble=reason_of(error), tls_failed=_is_of_tls(error))
    seconds = float(result.meta.get("download_latency") or 0.0)
    if _target(result):
        return Answer(url=url, hops=hops, trouble="redirects without end", seconds=seconds)
    if not 200 <= result.status < 300:
        return Answer(url=url, hops=hops, trouble=status_line(result.status), seconds=seconds)
    headers = {
        name.decode("latin-1").lower(): values[-1].decode("latin-1")
        for name, values in result.headers.items()
        if values
    }
    page = Page(url=result.url, body=result.body, status=result.status, headers=headers, requested=url)
    return Answer(url=url, hops=hops, page=page, seconds=seconds)


def _is_of_tls(error: BaseException) -> bool:
    """Whether no connection came about because of TLS; robots.txt, which is asked for first, may have met it."""
    return isinstance(error, HandshakeError) or isinstance(error.__cause__, HandshakeError)


# the process


def visit_all(
    portals: Sequence[Portal], overrides: Mapping[str, str], display: Display, budget: int
) -> dict[str, Visit | None]:
    """Visit the portals, by id; None where a visit was stopped or failed by our own fault. Once in a process."""
    from scrapy.crawler import AsyncCrawlerProcess

    settings = _settings(overrides)
    set_up_logging(settings)
    process = AsyncCrawlerProcess(settings, install_root_handler=False)
    crawlers = [process.create_crawler(_spider_of(portal, display, budget)) for portal in portals]
    for crawler in crawlers:
        process.crawl(crawler)
    process.start()
    return {portal.id: _visited(crawler) for portal, crawler in zip(portals, crawlers, strict=True)}


def _spider_of(portal: Portal, display: Display, budget: int) -> type[Spider]:
    members = {"name": portal.id, "portal": portal, "display": display, "budget": budget, "__module__": __name__}
    return type("Check", (CheckSpider,), members)


def _visited(crawler: Crawler) -> Visit | None:
    return getattr(crawler.spider, "visited", None)


def _settings(overrides: Mapping[str, str]) -> Settings:
    """A crawl's settings, without what stores stories."""
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    ours = {"LOG_LEVEL": "WARNING", "ITEM_PIPELINES": {}, "EXTENSIONS": {}, "RETRY_TIMES": 1, "DOWNLOAD_TIMEOUT": 30}
    settings.setdict(ours, priority="project")
    settings.setdict(overrides, priority="cmdline")
    return settings
