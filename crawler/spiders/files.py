"""Asks for pictures and documents on the spider's behalf: one request each, whatever becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.errors import StorageError
from archive.frontier import Address, State
from crawler.failures import UNREACHABLE, reason_of, status_of
from crawler.fetched import FetchedFile, Unfetched
from crawler.files import origin_of
from crawler.middlewares import ANYWHERE, UnreachableError
from crawler.patience import HostClosedError, StoppedError
from crawler.ranking import FORBIDDEN
from crawler.urls import in_scope

if TYPE_CHECKING:
    from crawler.spiders.portal import PortalSpider


class FileFetcher:
    """The files of one portal's stories, on whatever host the portal has them."""

    def __init__(self, spider: PortalSpider) -> None:
        self.spider = spider
        self.plan = spider.files

    def request(self, file: Address) -> Request:
        """Ask for a file as a browser does that shows its story; for a change only where it was fetched before."""
        headers = {"Accept": "*/*"}
        if file.found_on:
            headers["Referer"] = _referer(file.found_on, file.url)
        if file.etag:
            headers["If-None-Match"] = file.etag
        if file.last_modified:
            headers["If-Modified-Since"] = file.last_modified
        return Request(
            file.url,
            callback=self.parse,
            errback=self.failed,
            headers=headers,
            dont_filter=True,
            cb_kwargs={"address": file},
            meta={ANYWHERE: True, "download_maxsize": self.spider.portal.files.largest},
        )

    def parse(self, response: Response, address: Address) -> Iterator[FetchedFile | Unfetched]:
        """Hand the file on to the pipelines."""
        self.plan.answered(address)
        if response.status == 304:
            yield Unfetched(address=address, state=State.DONE, reason=None, status=304)
            return
        yield FetchedFile(
            address=address,
            status=response.status,
            body=response.body,
            etag=_header(response, "ETag"),
            last_modified=_header(response, "Last-Modified"),
        )

    def failed(self, failure: Failure) -> Iterator[Unfetched]:
        """Hand on why there is no file. One that was not asked for, to spare its host, stays pending."""
        request: Request = failure.request  # type: ignore[attr-defined]
        address: Address = request.cb_kwargs["address"]
        error = failure.value or RuntimeError("no reason given")
        if isinstance(error, StoppedError):
            self.spider.settle(address.url)
            return
        is_closed = isinstance(error, HostClosedError) and origin_of(request.url) == origin_of(address.url)
        reason = reason_of(error)
        try:
            self._judge_host(address, error, reason, is_closed=is_closed)
        except StorageError as fault:
            self.spider.give_up(fault)
            return
        if is_closed:
            self.spider.settle(address.url)
            return
        left_out = reason == FORBIDDEN or isinstance(error, DownloadCancelledError)
        state = State.SKIPPED if left_out else State.FAILED
        yield Unfetched(address=address, state=state, reason=reason, status=status_of(error))

    def _judge_host(self, file: Address, error: BaseException, reason: str, *, is_closed: bool) -> None:
        """Learn whether a file's host is worth asking for more; what ends there is told."""
        told = None
        if is_closed:
            told = self.plan.close(file, str(error))
        elif isinstance(error, (UnreachableError, *UNREACHABLE)):
            told = self.plan.unanswered(file, reason)
        elif status_of(error) is not None:
            self.plan.answered(file)
        is_told_by_pages = self.spider.left_alone or self.spider.plan.in_flight
        if told and not (is_told_by_pages and in_scope(file.url, self.spider.hosts)):
            self.spider.archive.add_issue(self.spider.run_id, self.spider.portal.id, origin_of(file.url), told)


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _referer(page: str, url: str) -> str:
    """What a browser tells of the page that shows a file: to another host, only where that page lies."""
    return page.partition("#")[0] if origin_of(page) == origin_of(url) else origin_of(page)
