"""The run's ledger: what each portal's crawl came to, written down when it ends."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured

from archive.errors import StorageError
from crawler.counts import Counts, counts_of
from crawler.stopping import stopping_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from crawler.spiders.portal import PortalSpider


class Ledger:
    """Writes the counts of a portal into the archive when its spider closes, and closes the archive after it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.get("ARCHIVE"):
            raise NotConfigured("ARCHIVE names no folder")
        return cls(crawler)

    def spider_opened(self, spider: PortalSpider) -> None:
        """Note that the portal is being crawled: a run that is killed leaves this row as it is."""
        if spider.crawled_by is not None:
            return
        try:
            spider.archive.begin_portal(spider.run_id, spider.portal.id)
        except StorageError as error:
            spider.give_up(error)

    async def spider_closed(self, spider: PortalSpider, reason: str) -> None:
        """Save what came of it. A spider that was started without a run has one of its own, which ends here."""
        try:
            if spider.crawled_by is None:
                await self._write_down(spider, reason)
        except StorageError as error:
            spider.storage_fault = spider.storage_fault or str(error)
        finally:
            self.crawler.stats.set_value("envnews/elsewhere", spider.crawled_by is not None)
            self.crawler.stats.set_value("envnews/reachable", not spider.is_silent)
            self.crawler.stats.set_value("envnews/trouble", spider.trouble())
            spider.archive.close()

    async def _write_down(self, spider: PortalSpider, reason: str) -> None:
        self.crawler.stats.set_value("envnews/reachable", not spider.is_silent)
        self.crawler.stats.set_value("envnews/trouble", spider.trouble())
        counts = counts_of(spider.portal.id, self.crawler.stats)
        spider.archive.capture(spider.portal.id, await spider.recorder.rest(), spider.run_id)
        spider.learner.close()
        spider.plan.again.flush()
        spider.unchanged.save()
        for mass in spider.archive.masses(spider.portal.id, spider.run_id):
            spider.archive.add_issue(spider.run_id, spider.portal.id, spider.portal.home, str(mass))
        for pattern, why in spider.plan.lessons.yields.given_up.items():
            spider.archive.add_note(spider.run_id, spider.portal.id, pattern, why)
        observed = spider.observing.observed(reachable=not spider.is_silent)
        spider.archive.end_portal(spider.run_id, spider.portal.id, ledger_row(counts, reason), observed)
        if not self.crawler.settings.getint("RUN_ID"):
            spider.archive.finish_run(spider.run_id, "finished" if reason == "finished" else "stopped")
            if not stopping_of(self.crawler).asked:  # the next run or search does it
                spider.archive.index_pending()


def ledger_row(counts: Counts, reason: str) -> dict[str, Any]:
    """The counts as the archive's `run_portals` has them."""
    return {**asdict(counts), "finish": reason}
