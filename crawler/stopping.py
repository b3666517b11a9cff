"""How a crawl ends early, within seconds: nothing new is asked for, what is on its way gets a moment, the rest waits.

A run is stopped by SIGTERM, by Ctrl-C or by its budget; the spider then ends by Scrapy's own graceful way, which would
wait for every answer and every pause. An address whose answer did not come stays as it was, for the next run.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, Self, TypeVar
from weakref import WeakKeyDictionary

from scrapy import signals

from crawler.patience import StoppedError

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

GRACE = 1.5  # seconds in which what was asked for may still be answered
LOOK = 0.1  # seconds after which a crawl looks whether it is to end

Result = TypeVar("Result")


class Stopping:
    """Whether one portal's crawl is to end now, and what it does over the wire until then."""

    def __init__(self) -> None:
        self.asked = False
        self._working: set[asyncio.Task[Any]] = set()

    async def unless_stopped(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do it, or what can be done of it within the grace. Raises StoppedError where that is not all."""
        if self.asked:
            work.close()
            raise StoppedError
        task = asyncio.ensure_future(work)
        self._working.add(task)
        try:
            return await task
        except asyncio.CancelledError:
            if self.asked:
                raise StoppedError from None
            raise
        finally:
            self._working.discard(task)

    def ask(self) -> None:
        """Let the crawl end."""
        if not self.asked:
            self.asked = True
            asyncio.get_running_loop().call_later(GRACE, self._cancel)

    def _cancel(self) -> None:
        for task in self._working:
            task.cancel()


_OF: WeakKeyDictionary[Crawler, Stopping] = WeakKeyDictionary()


def stopping_of(crawler: Crawler) -> Stopping:
    """The one of a crawl, which its handlers, its spider and its pipelines share."""
    return _OF.setdefault(crawler, Stopping())


class QuickEnd:
    """Extension: as soon as Scrapy's engine is to stop, the requests that wait for their pause are let go of."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.watching: asyncio.Task[None] | None = None
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def spider_opened(self) -> None:
        """Begin to look."""
        self.watching = asyncio.ensure_future(self._watch())

    def spider_closed(self) -> None:
        """Look no more."""
        if self.watching is not None:
            self.watching.cancel()

    async def _watch(self) -> None:
        while self.crawler.crawling:  # noqa: ASYNC110 - Scrapy tells of the end, not of its beginning
            await asyncio.sleep(LOOK)
        stopping_of(self.crawler).ask()
        self._let_go()

    def _let_go(self) -> None:
        """Have the requests that wait in Scrapy's slots reach the handler at once, which refuses them."""
        if self.crawler.engine is None:
            return
        downloader = self.crawler.engine.downloader
        for slot in downloader.slots.values():
            slot.delay = 0.0
            if slot.latercall:
                slot.latercall.cancel()
                slot.latercall = None
            downloader._process_queue(slot)  # noqa: SLF001 - as the timer would have done
