"""Fetched pages become visits, visits become rows: read, then archive."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from archive.errors import StorageError
from archive.frontier import Address, State
from archive.store import Visit
from archive.withdrawals import Evidence, Sign
from crawler.discovery.link import Kind
from crawler.discovery.refusal import TURNED_AWAY
from crawler.documents.reading import abandon
from crawler.extraction.rules import rules
from crawler.fetched import Fetched, FetchedFile, Unfetched
from crawler.looking_again import look_again, turns_away
from crawler.markup import UnreadablePageError
from crawler.media import NoMediaError, media_of
from crawler.middlewares import OFF_PORTAL
from crawler.patience import StoppedError
from crawler.ranking import PAGER, is_before, may_be_story, put_off
from crawler.reading import Listed, Reading, read, with_listing
from crawler.seeds import UNDATED
from crawler.stated_address import can_be_canonical
from crawler.stopping import stopping_of
from crawler.template_learner import sample_of
from crawler.urls import canonical, is_print_copy
from crawler.withdrawals import of_status

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.portal import PortalSpider


class _Stage:
    """A pipeline that knows its spider."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def spider(self) -> PortalSpider:
        spider = self.crawler.spider
        assert spider is not None
        return spider  # type: ignore[return-value]

    @contextmanager
    def storing(self) -> Iterator[None]:
        """End the crawl where the archive takes nothing any more (a full disk): no page's fault."""
        try:
            yield
        except StorageError as error:
            self.spider.give_up(error)
            raise DropItem(str(error), log_level="DEBUG") from error


class FilePipeline(_Stage):
    """FetchedFile -> Visit; what is none passes."""

    async def process_item(self, item: Fetched | FetchedFile | Unfetched) -> Fetched | Unfetched | Visit:
        """Look into a file, beside the crawl's own thread."""
        if not isinstance(item, FetchedFile):
            return item
        address = item.address
        stopping, given_up = stopping_of(self.crawler), threading.Event()
        try:
            media = await stopping.unless_stopped(asyncio.to_thread(media_of, item.body, address.kind, given_up.is_set))
        except StoppedError as error:  # a long document; its address stays as it was
            given_up.set()
            abandon()
            raise DropItem(str(error), log_level="DEBUG") from error
        except NoMediaError as error:
            return _visit(self.spider, address, State.FAILED, address.kind, status=item.status, reason=str(error))
        return _visit(
            self.spider,
            address,
            State.DONE,
            address.kind,
            status=item.status,
            media=media,
            etag=item.etag,
            last_modified=item.last_modified,
        )


class ReadPipeline(_Stage):
    """Fetched -> Visit."""

    def process_item(self, item: Fetched | Unfetched | Visit) -> Visit:
        """Read the page and let the plan choose what follows from it. A file's visit is one already."""
        if isinstance(item, Visit):
            return item
        with self.storing():
            return self._visit(item)

    def _visit(self, item: Fetched | Unfetched) -> Visit:
        spider, address = self.spider, item.address
        if spider.plan.again.holds(address) and not (isinstance(item, Unfetched) and item.state is State.DONE):
            return self._lost(item) if isinstance(item, Unfetched) else self._known(item)
        if isinstance(item, Unfetched):
            return _visit(spider, address, item.state, address.kind, status=item.status, reason=item.reason)
        harvest = may_be_story(address.kind) and spider.plan.harvests(item.page.url, item.page.body)
        try:
            reading = read(
                item.page,
                spider.portal,
                role=_role(address),
                hosts=spider.hosts,
                named=spider.plan.lessons.names(address),
                seen=spider.plan.lessons.yields.seen_like(address.url),
                harvest=harvest,
                listed=Listed(title=address.title, date=address.date),
                template=spider.learner.template,
                day=datetime.now(UTC).date(),
            )
        except UnreadablePageError as error:
            state = State.SKIPPED if spider.is_probe(address) else State.FAILED
            return _visit(spider, address, state, address.kind, status=item.page.status, reason=str(error))
        return self._visit_of(item, reading)

    def _lost(self, item: Unfetched) -> Visit:
        """A known story's address gave no page."""
        sign = of_status(item.status)
        if sign is None and (item.reason or "").startswith(OFF_PORTAL):
            sign = Sign.AWAY
        if sign is None or (item.page is not None and turns_away(item.page)):
            return _visit(
                self.spider, item.address, State.FAILED, item.address.kind, status=item.status, reason=item.reason
            )
        return self._gone(item.address, Evidence(kind=sign, note=item.reason or str(sign)), status=item.status)

    def _known(self, item: Fetched) -> Visit:
        """A known story's address gave a page: the story, what speaks for its withdrawal, or neither."""
        spider, address, page = self.spider, item.address, item.page
        assert address.article_id is not None
        try:
            again = look_again(
                page,
                spider.portal,
                spider.archive.get(address.article_id),
                template=spider.learner.template,
                listed=Listed(title=address.title, date=address.date),
                day=datetime.now(UTC).date(),
            )
        except UnreadablePageError as error:
            return _visit(spider, address, State.FAILED, address.kind, status=page.status, reason=str(error))
        if again.finding.evidence is not None:
            return self._gone(address, again.finding.evidence, status=page.status, text=again.text)
        if not again.finding.is_story:
            return _visit(spider, address, State.FAILED, address.kind, status=page.status, reason=again.finding.reason)
        article = with_listing(again.extraction.article, Listed(title=address.title, date=address.date))
        reading = Reading(kind=Kind.ARTICLE, article=article, extraction=again.extraction)
        return self._visit_of(item, reading)

    def _gone(self, address: Address, seen: Evidence, *, status: int | None, text: str = "") -> Visit:
        seen = self.spider.plan.again.evidence(address, seen, text)
        return _visit(self.spider, address, State.GONE, address.kind, status=status, reason=seen.note, evidence=(seen,))

    def _visit_of(self, item: Fetched, reading: Reading) -> Visit:
        spider, address, page = self.spider, item.address, item.page
        article = reading.article
        since = spider.plan.wishes.since
        state, reason = State.DONE, reading.reason
        if article is None and not reading.links:
            state, reason = State.SKIPPED, reason or "names no stories"
        elif article is not None and is_before(article.date, since) and not spider.plan.again.holds(address):
            article, state, reason = None, State.SKIPPED, put_off(since)
        if article is not None and article.url and not can_be_canonical(spider.plan, article.url, page.url):
            article = replace(article, url=None)
        if _role(address) in {Kind.ARTICLE, Kind.UNKNOWN} and reading.kind == Kind.UNKNOWN:
            state, reason = State.SKIPPED, reason or "no story"
            if UNDATED in reason:
                spider.plan.undated.add(address.url)
            if reason in TURNED_AWAY:
                state = State.FAILED
                spider.plan.note_refused(address.url)
            if spider.plan.posting.is_worth_a_try(address):
                state = State.PENDING
        spider.plan.lessons.menus.see(reading.named)
        found = spider.plan.take(address, reading.kind, reading.links)
        if article is not None and article.translations:
            article = replace(article, translations=spider.plan.translations(article.translations))
        if spider.is_home(address):
            spider.observing.front(page)
            found += spider.plan.probes(page.body)
        return _visit(
            spider,
            address,
            state,
            _kind(address, reading),
            status=page.status,
            reason=reason if state is not State.DONE else None,
            article=article,
            sample=sample_of(reading.extraction) if article and reading.extraction else None,
            read_by=rules() if article else None,
            listed_title=address.title if article else None,
            listed_date=address.date if article else None,
            removed=reading.extraction.removed if reading.extraction else (),
            found=found + spider.files.of_story(article, address.url),
            names=spider.plan.newest(reading.kind, reading.links),
            leads_to=page.url if reading.kind == Kind.LISTING and page.url != address.url.partition("#")[0] else None,
            aliases=_aliases(spider, item, article.url if article else None),
            is_copy=is_print_copy(page.url),
            etag=page.headers.get("etag"),
            last_modified=page.headers.get("last-modified"),
        )


class ArchivePipeline(_Stage):
    """Visit -> rows, in one transaction."""

    async def process_item(self, item: Visit) -> Visit:
        """Store the visit with its captures, and count what came of it."""
        item = replace(item, exchanges=await self.spider.recorder.of_visit(item.url))
        beside = await self.spider.recorder.of_no_visit()
        with self.storing():
            self.spider.archive.capture(item.portal, beside, item.run_id)
            self.spider.store(item)
        return item


def _visit(spider: PortalSpider, address: Address, state: State, kind: str, **rest: object) -> Visit:
    return Visit(
        portal=spider.portal.id,
        url=address.url,
        state=state,
        kind=kind,
        country=spider.portal.country,
        run_id=spider.run_id,
        **rest,  # type: ignore[arg-type]
    )


def _role(address: Address) -> Kind:
    return Kind.LISTING if address.kind == PAGER else Kind(address.kind)


def _kind(address: Address, reading: Reading) -> str:
    """A further page of a listing stays one; everything else is what it turned out to be."""
    return PAGER if address.kind == PAGER else reading.kind


def _aliases(spider: PortalSpider, item: Fetched, stated: str | None) -> tuple[str, ...]:
    """Other addresses of the story: where redirects led, what the page calls its own address, a story of its number."""
    urls = [*item.redirects, item.page.url]
    if stated:
        urls.append(stated)
    if sibling := spider.plan.lessons.twins.sibling(item.address.url):
        urls.append(sibling)
    known = {item.address.url}
    aliases = [url for raw in urls if (url := canonical(raw)) is not None and url not in known]
    return tuple(dict.fromkeys(aliases))
