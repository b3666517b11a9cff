"""The workers of a run: each takes the next portal as soon as it is through with one, until all are done or it is told.

Lives in the loop of one process; runner.py starts and ends that.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from archive.errors import StorageError
from crawler.counts import Counts, counts_of
from crawler.loader import spider_of
from crawler.portal import Portal
from crawler.run_log import about

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess, Crawler

WORKERS = 16  # portals at once: each waits for its host nearly all the time
SHOWN = 0.2  # seconds after which the display hears of those at work again

logger = logging.getLogger(__name__)


class Display(Protocol):
    """Whoever shows a run while it goes on."""

    def update(self, counts: Counts) -> None:
        """Show the counts of one portal; `counts.finish` is set once it has ended."""


class Crew:
    """Crawls portals in this order, `workers` of them at once. stopped: why the run ended before its end, if it did."""

    def __init__(self, portals: Sequence[Portal], workers: int, display: Display) -> None:
        self.stopped: str | None = None
        self._waiting = deque(portals)
        self._workers = max(1, min(workers, len(portals)))
        self._display = display
        self._at_work: dict[str, Crawler] = {}
        self._portals = {portal.id: portal for portal in portals}
        self._done: dict[str, Counts] = {}

    @property
    def counts(self) -> tuple[Counts, ...]:
        """What came of the portals that were begun, in the order in which they were given."""
        return tuple(self._done[portal] for portal in self._portals if portal in self._done)

    @property
    def crawled(self) -> tuple[Portal, ...]:
        """The portals that were begun, and that no other run has at this moment."""
        return tuple(self._portals[one.portal] for one in self.counts if not one.elsewhere)

    @property
    def left(self) -> tuple[str, ...]:
        """The portals that were not begun."""
        return tuple(portal.id for portal in self._waiting)

    def stop(self, why: str) -> None:
        """Begin nothing new and let the portals at work end now. Called in the loop."""
        if self.stopped is None:
            self.stopped = why
            self._ending = asyncio.ensure_future(self._end())  # the loop holds tasks but weakly

    async def work(self, process: AsyncCrawlerProcess) -> None:
        """Crawl all of them, then end the process's loop."""
        showing = asyncio.ensure_future(self._show())
        try:
            await asyncio.gather(*(self._work(process) for _ in range(self._workers)))
        finally:
            showing.cancel()
            process._stop_reactor()  # noqa: SLF001 - what Scrapy does itself once all that it knows of is done

    async def _work(self, process: AsyncCrawlerProcess) -> None:
        while self._waiting and self.stopped is None:
            await self._crawl(process, self._waiting.popleft())

    async def _crawl(self, process: AsyncCrawlerProcess, portal: Portal) -> None:
        crawler = process.create_crawler(spider_of(portal))
        self._at_work[portal.id] = crawler
        trouble = None
        try:
            with about(portal.id):
                task = process.crawl(crawler)
            await task
        except StorageError as error:
            trouble = str(error)
        except Exception as error:  # whatever one portal's crawl dies of, the others go on
            logger.exception("the crawl broke off", extra={"crawler": crawler})
            trouble = f"internal error: {type(error).__name__}: {error}"
        finally:
            del self._at_work[portal.id]
        counts = Counts(portal=portal.id, finish="error", trouble=trouble)
        self._done[portal.id] = counts if trouble else counts_of(portal.id, crawler.stats)
        self._display.update(self._done[portal.id])

    async def _show(self) -> None:
        while True:
            for portal, crawler in self._at_work.items():
                if _runs(crawler):
                    self._display.update(counts_of(portal, crawler.stats))
            await asyncio.sleep(SHOWN)

    async def _end(self) -> None:
        """Stop those at work; one that is only being opened a moment later, when it can be."""
        while self._at_work:
            ready = [crawler for crawler in self._at_work.values() if crawler.crawling and _runs(crawler)]
            await asyncio.gather(*(crawler.stop_async() for crawler in ready))
            await asyncio.sleep(SHOWN / 4)


def _runs(crawler: Crawler) -> bool:
    return crawler._engine is not None and crawler._engine.running  # noqa: SLF001 - `engine` raises where there is none
