"""Fetches pictures and documents for the spider: one request each, and what came of it as a visit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.frontier import Address, State
from archive.media import Media
from archive.store import Visit
from crawler.failures import UNREACHABLE, reason_of, status_of
from crawler.files import origin_of
from crawler.media import NoMediaError, media_of
from crawler.middlewares import ANYWHERE, UnreachableError
from crawler.patience import HostClosedError
from crawler.ranking import FORBIDDEN

if TYPE_CHECKING:
    from crawler.spiders.portal import PortalSpider


class FileFetcher:
    """Asks for the files of one portal's stories, on whatever host the portal has them."""

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

    async def parse(self, response: Response, address: Address) -> AsyncIterator[Visit]:
        """Read a file beside the crawl's own thread."""
        self.plan.answered(address)
        if response.status == 304:
            yield self._visit(address, State.DONE, status=304)
            return
        try:
            media = await asyncio.to_thread(media_of, response.body, address.kind)
        except NoMediaError as error:
            yield self._visit(address, State.FAILED, status=response.status, reason=str(error))
            return
        validators = (_header(response, name) for name in ("ETag", "Last-Modified"))
        yield self._visit(address, State.DONE, status=response.status, media=media, validators=tuple(validators))

    def failed(self, failure: Failure) -> Iterator[Visit]:
        """Tell why there is no file. One that was not asked for, to spare its host, stays pending."""
        address: Address = failure.request.cb_kwargs["address"]  # type: ignore[attr-defined]
        error = failure.value or RuntimeError("no reason given")
        is_own = origin_of(failure.request.url) == origin_of(address.url)  # type: ignore[attr-defined]
        if isinstance(error, HostClosedError) and is_own:
            self.plan.close(address)
            self.spider.settle(address.url)
            return
        reason = reason_of(error)
        if isinstance(error, (UnreachableError, *UNREACHABLE)):
            self.plan.unanswered(address, reason)
        left_out = reason == FORBIDDEN or isinstance(error, DownloadCancelledError)
        state = State.SKIPPED if left_out else State.FAILED
        yield self._visit(address, state, status=status_of(error), reason=reason)

    def _visit(
        self,
        address: Address,
        state: State,
        *,
        status: int | None,
        reason: str | None = None,
        media: Media | None = None,
        validators: tuple[str | None, ...] = (None, None),
    ) -> Visit:
        return Visit(
            portal=self.spider.portal.id,
            url=address.url,
            state=state,
            kind=address.kind,
            status=status,
            reason=reason,
            media=media,
            etag=validators[0],
            last_modified=validators[1],
            run_id=self.spider.run_id,
        )


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _referer(page: str, url: str) -> str:
    """What a browser tells of the page that shows a file: to another host, only where that page lies."""
    if origin_of(page) == origin_of(url):
        return page.partition("#")[0]
    return origin_of(page)
