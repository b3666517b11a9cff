"""The one spider: it fetches what the plan says and hands the pages on. Each registry file becomes one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self

import scrapy
from protego import Protego
from scrapy import Request, signals
from scrapy.exceptions import CloseSpider, UsageError
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from archive import Archive
from archive.errors import StorageError
from archive.exchange import Exchange
from archive.frontier import FILES, Address, State
from archive.revisions import Verdict
from archive.robots import RobotsStore
from archive.store import Outcome, Visit
from crawler.config import ConfigError, load
from crawler.discovery.link import Kind
from crawler.discovery.robots import sitemaps_of
from crawler.failures import UNREACHABLE, reason_of, status_of
from crawler.fetched import Fetched, FetchedFile, Unfetched
from crawler.files import FilePlan
from crawler.middlewares import KnownPageError, UnreachableError, robots_read
from crawler.observing import Observing
from crawler.page import Page
from crawler.patience import HostClosedError, StoppedError
from crawler.plan import Plan
from crawler.portal import Portal
from crawler.portal_facts import facts_of
from crawler.posting import post_of
from crawler.ranking import FORBIDDEN, Priority, may_be_story
from crawler.reading import Listed
from crawler.recorder import Recorder
from crawler.replay import replay
from crawler.spiders.files import FileFetcher
from crawler.tally import Tally
from crawler.template_learner import TemplateLearner
from crawler.toml_file import PortalFileError
from crawler.unchanged import Unchanged
from crawler.urls import identity, in_scope
from crawler.wishes import Wishes

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

CRAWLED = "is being crawled"
WINDOW = 3  # requests that wait beside those on the wire: enough to keep these busy, few to repeat after a kill


class PortalSpider(scrapy.Spider):
    """Crawls one portal. Settings: ARCHIVE, RUN_ID, SINCE, LIMIT, FULL, FILES (see crawler/settings.py)."""

    name = "portal"
    portal: ClassVar[Portal]
    handle_httpstatus_list: ClassVar[list[int]] = [304]

    archive: Archive
    robots_store: RobotsStore
    plan: Plan
    learner: TemplateLearner
    files: FilePlan
    fetcher: FileFetcher
    recorder: Recorder
    observing: Observing
    unchanged: Unchanged
    tally: Tally
    run_id: int
    hosts: frozenset[str]
    crawled_by: str | None  # who else crawls the portal at this moment

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.hosts = frozenset(cls.portal.every_host)
        spider.archive = Archive(Path(settings["ARCHIVE"]))
        spider.robots_store = spider.archive.robots
        spider.run_id = settings.getint("RUN_ID") or spider.archive.start_run([cls.portal.id])
        spider.crawled_by = spider.archive.lock_portal(cls.portal.id, spider.run_id)
        wishes = Wishes(
            since=settings.get("SINCE"), limit=settings.getint("LIMIT") or None, full=settings.getbool("FULL")
        )
        spider.learner = TemplateLearner(spider.archive, cls.portal)
        spider.plan = Plan(archive=spider.archive, portal=cls.portal, wishes=wishes)
        spider.files = FilePlan.of(spider.archive, cls.portal, wishes, enabled=settings.getbool("FILES"))
        spider.fetcher = FileFetcher(spider)
        spider.recorder = Recorder()
        spider.observing = Observing(cls.portal)
        spider.unchanged = Unchanged(spider.archive, cls.portal)
        spider.tally = Tally(crawler, spider.plan, spider.files, spider.run_id)
        spider.moved = asyncio.Event()
        spider.reachable = False
        spider.left_alone = False
        spider.pages = 0
        spider.first_failure = None
        spider.storage_fault = None
        crawler.signals.connect(spider.on_robots, robots_read)
        crawler.signals.connect(spider.on_item, signals.item_scraped)
        crawler.signals.connect(spider.on_item_error, signals.item_error)
        crawler.signals.connect(spider.on_page_error, signals.spider_error)
        return spider

    moved: asyncio.Event  # an address was dealt with: the plan may have something new
    reachable: bool  # some server answered
    left_alone: bool  # the crawl ends because a host asked for that, or does not answer any more
    pages: int  # how many addresses gave a page
    storage_fault: str | None  # why the archive takes nothing any more
    first_failure: str | None  # why the first address that gave none did not

    @classmethod
    def update_settings(cls, settings: scrapy.settings.BaseSettings) -> None:
        """An honest name, and what the portal's file says of pauses and connections."""
        super().update_settings(settings)
        contact = settings.get("CONTACT") or _contact() or "no contact given"
        settings.set("USER_AGENT", f"{settings['USER_AGENT']} (archive of public news; {contact})", priority="spider")
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", cls.portal.connections, priority="spider")
        if cls.portal.delay is not None:
            settings.set("DOWNLOAD_DELAY", cls.portal.delay, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """Yield a request whenever there is room in the window, until the plan is through."""
        if self.crawled_by is not None:
            raise CloseSpider(f"{CRAWLED} by {self.crawled_by}")
        try:
            async for request in self._requests():
                yield request
        except StorageError as error:
            self.give_up(error)
        except Exception as error:  # whatever it is: Scrapy would take it for the end of what there is to ask for
            self.logger.exception("the crawl broke off")
            self.give_up(error)

    async def _requests(self) -> AsyncIterator[Request]:
        self.archive.remember_portal(
            self.portal.id,
            name=self.portal.name,
            country=self.portal.country,
            home=self.portal.home,
            facts=facts_of(self.portal),
        )
        self.take_up()
        self.unchanged.open()
        self.plan.open()
        self.files.open()
        while self.storage_fault is None:
            request = self._next()
            if request is not None:
                yield request
            elif self.plan.in_flight or self.files.in_flight:
                self.moved.clear()
                await self.moved.wait()
            else:
                return

    def _next(self) -> Request | None:
        """What is asked for next: a page, or beside the pages on their way a file of a story."""
        address = self.plan.next() if len(self.plan.in_flight) < WINDOW + self.portal.connections else None
        if address is not None:
            return self.request(address)
        file = self.files.next()
        return self.fetcher.request(file) if file is not None else None

    def take_up(self) -> None:
        """Bring the database up to what a killed run captured."""
        replayed = replay(self.archive, self.portal)
        for line in (*replayed.cut, *replayed.faults):
            self.logger.warning("%s", line)
        if replayed.visits:
            self.logger.warning("%d visits of a run that was killed are taken up", replayed.visits)
            self.learner = TemplateLearner(self.archive, self.portal)

    def request(self, address: Address) -> Request:
        """Ask for an address, for a change only where it was read before."""
        headers = {}
        whole = self.plan.is_asked_whole(address)
        if address.etag and not whole:
            headers["If-None-Match"] = address.etag
        if address.last_modified and not whole:
            headers["If-Modified-Since"] = address.last_modified
        post = post_of(address) if self.plan.posting.wants(address) else None
        if post:
            self.plan.posting.sent.add(address.url)
            headers = {"Content-Type": post.media_type}
        return Request(
            self.plan.asked_at(address).partition("#")[0],
            method="POST" if post else "GET",
            body=post.body if post else "",
            callback=self.parse,
            errback=self.failed,
            headers=headers,
            dont_filter=True,  # the frontier has the say
            cb_kwargs={"address": address},
            meta={"dont_retry": True} if self.is_probe(address) else {},
        )

    def parse(self, response: Response, address: Address) -> Iterator[Fetched | Unfetched]:
        """Hand the page on to the pipelines."""
        self.reachable = True
        self.pages += 1
        if response.status == 304 or self._is_as_it_was(response, address):
            yield Unfetched(address=address, state=State.DONE, reason=None, status=304)
            return
        page = _page_of(response, address)
        yield Fetched(address=address, page=page, redirects=tuple(response.meta.get("redirect_urls", ())))

    def _is_as_it_was(self, response: Response, address: Address) -> bool:
        """Whether a source's server should have said 304."""
        if may_be_story(address.kind) or response.request is None or response.request.method != "GET":
            return False
        return self.unchanged.see(address.url, response.body) and not self.plan.is_asked_whole(address)

    def failed(self, failure: Failure) -> Iterator[Unfetched]:
        """Hand on why there is no page. An address that was not answered before the run was stopped stays pending."""
        if isinstance(failure.value, StoppedError):
            self.settle(failure.request.cb_kwargs["address"].url)  # type: ignore[attr-defined]
            return
        try:
            yield self._unfetched(failure)
        except StorageError as error:
            self.give_up(error)

    def _unfetched(self, failure: Failure) -> Unfetched:
        address: Address = failure.request.cb_kwargs["address"]  # type: ignore[attr-defined]
        error = _error_of(failure)
        if isinstance(error, HostClosedError):  # the address was not asked for and stays pending
            self.leave_alone(str(error))
        status, reason = status_of(error), reason_of(error)
        self.observing.led_off(address, reason, failure.request.url)  # type: ignore[attr-defined]
        self.first_failure = self.first_failure or reason
        if not isinstance(error, (UnreachableError, *UNREACHABLE)):
            self.reachable = True
        state = State.FAILED
        if status is not None and self.plan.posting.is_worth_a_try(address):
            state = State.PENDING
        elif self.is_probe(address) or reason == FORBIDDEN:
            state = State.SKIPPED
        if isinstance(error, KnownPageError):
            is_alias = self.archive.add_alias(self.portal.id, address.url, error.url)
            state = State.DONE if is_alias else State.SKIPPED
        self.plan.failed |= state is State.FAILED and not may_be_story(address.kind)
        page = _page_of(error.response, address) if isinstance(error, HttpError) else None
        return Unfetched(address=address, state=state, reason=reason, status=status, page=page)

    def give_up(self, error: Exception) -> None:
        """End the crawl: the archive takes nothing any more. What it has is whole; the next crawl goes on there."""
        if self.storage_fault is None:
            is_full = isinstance(error, StorageError)
            self.storage_fault = str(error) if is_full else f"internal error: {reason_of(error)}"
            self.moved.set()
            if self.crawler.engine is not None:
                reason = "the archive cannot be written" if is_full else "internal error"
                closing = self.crawler.engine.close_spider_async(reason=reason)
                self._closing = asyncio.ensure_future(closing)

    def leave_alone(self, reason: str) -> NoReturn:
        """End this run's crawl of the portal: its host is to be left alone. Scrapy closes a spider but once."""
        if not self.left_alone:
            self.archive.add_issue(self.run_id, self.portal.id, self.portal.home, reason)
            self.observing.failed(self.portal.home, reason)
        self.left_alone = True
        self.first_failure = self.first_failure or reason
        raise CloseSpider(reason)

    def record(self, request: Request, exchange: Exchange) -> None:
        """Keep what went over the wire."""
        self.recorder.record(request, exchange)

    def store(self, visit: Visit) -> Outcome:
        """Write one visit and count it."""
        outcome = self._store(visit)
        self.tally.note()
        return outcome

    def _store(self, visit: Visit) -> Outcome:
        if visit.kind in FILES:
            self.crawler.stats.inc_value(f"envnews/files{'' if visit.state is State.DONE else '_failed'}")
            return self.archive.save(visit)
        address = self.plan.in_flight.get(visit.url)
        self.observing.visit(visit, address, self.plan)
        listed = Listed(title=visit.listed_title, date=visit.listed_date)
        outcome = self.archive.save(visit, lambda capture_id: self.learner.read(capture_id, listed))
        self.learner.learn(visit, outcome)
        is_known = address is not None and self.plan.again.holds(address)
        self.plan.again.learn(visit)
        if (
            address is not None
            and not is_known
            and may_be_story(address.kind)
            and visit.state in {State.DONE, State.SKIPPED}
        ):
            new = outcome.verdict in {Verdict.NEW, Verdict.CHANGED} or address.article_id is not None
            is_dated = visit.article is not None and visit.article.date is not None
            self.plan.lessons.learn(address, story=visit.kind == Kind.ARTICLE, new=new, dated=is_dated)
        count = self.crawler.stats.inc_value
        if outcome.verdict is not None:
            count(f"envnews/{outcome.verdict}")
        if outcome.verdict == "new":
            self.plan.stories += 1
        if visit.state is State.FAILED:
            count("envnews/failed")
            self.archive.add_issue(self.run_id, self.portal.id, visit.url, visit.reason or "failed")
        elif visit.state is State.SKIPPED:
            count("envnews/skipped")
        self.crawler.stats.set_value("envnews/found", self.plan.found)
        self.crawler.stats.set_value("envnews/gone", outcome.gone)
        return outcome

    def trouble(self) -> str | None:
        """Say why the portal as a whole gave nothing, or could not be kept; None where it gave something."""
        if self.storage_fault or self.crawled_by:
            return self.storage_fault or f"{CRAWLED} by {self.crawled_by}"
        if self.is_silent:
            return f"does not answer: {self.first_failure}"
        if not self.pages:
            return self.first_failure
        if not self.plan.found and not self.plan.has_stories:
            return "no stories found"
        value = self.crawler.stats.get_value
        if value("envnews/failed") and not any(value(f"envnews/{verdict}") for verdict in Verdict):
            return None if self.plan.has_stories else f"no story could be read: {self.first_failure}"
        return None

    @property
    def is_silent(self) -> bool:
        """Whether no server answered. Where nothing was asked, as by a run that was stopped, nobody knows."""
        return not self.reachable and self.first_failure is not None

    def is_home(self, address: Address) -> bool:
        """Whether this is the portal's front page."""
        return identity(address.url) == identity(self.portal.home)

    def is_probe(self, address: Address) -> bool:
        """Whether the address is only a guess at a usual place."""
        return address.priority == Priority.PROBE

    def on_robots(self, rules: Protego, url: str, answered: bool) -> None:
        """robots.txt was read, off the wire or from the archive: it may name sitemaps."""
        self.reachable |= answered and in_scope(url, self.hosts)
        try:
            self.plan.sources_of_robots(named for named in sitemaps_of(rules, url) if in_scope(named, self.hosts))
        except StorageError as error:
            self.give_up(error)
        self.moved.set()

    def on_item(self, item: Visit) -> None:
        """The visit is stored; there is room for another."""
        if item.state is State.DONE:
            self.unchanged.store(item.url)
        self.settle(item.url)

    def on_item_error(self, item: Fetched | FetchedFile | Unfetched | Visit, failure: Failure) -> None:
        """Reading or storing a page failed."""
        self._note_fault(item.url if isinstance(item, Visit) else item.address.url, _error_of(failure))

    def on_page_error(self, failure: Failure, response: Response | Failure) -> None:
        """Taking an answer, or the want of one, failed."""
        self._note_fault(response.request.cb_kwargs["address"].url, _error_of(failure))  # type: ignore[union-attr]

    def _note_fault(self, url: str, error: BaseException) -> None:
        """Something failed by our own fault: say so, keep the address for the next run, go on."""
        reason = f"internal error: {reason_of(error)}"
        self.first_failure = self.first_failure or reason
        self.crawler.stats.inc_value("envnews/failed")
        try:
            self.archive.set_state(self.portal.id, url, State.FAILED, reason)
            self.archive.add_issue(self.run_id, self.portal.id, url, reason)
        except (StorageError, MemoryError) as fault:
            self.give_up(fault)
        finally:
            self.settle(url)

    def settle(self, url: str) -> None:
        """Note that an address was dealt with: there is room for another."""
        if not self.files.done(url):
            self.plan.done(url)
        self.moved.set()


def _page_of(response: Response, address: Address) -> Page:
    headers = {
        name.decode("latin-1").lower(): values[-1].decode("latin-1")
        for name, values in response.headers.items()
        if values
    }
    return Page(url=response.url, body=response.body, status=response.status, headers=headers, requested=address.url)


def _error_of(failure: Failure) -> BaseException:
    return failure.value or RuntimeError("no reason given")


def _contact() -> str | None:
    """The operator's, of the configuration. Raises UsageError, which Scrapy's commands print as one line."""
    try:
        return load().contact
    except (PortalFileError, ConfigError) as error:
        raise UsageError(str(error), print_help=False) from error
