"""The run's ledger: what each portal's crawl came to, written down when it ends."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import NotConfigured

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector

    from crawler.spiders.portal import PortalSpider


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What one portal's crawl came to. seconds: wall clock. finish: Scrapy's finish reason, None while it runs.

    found: story addresses not known before; same and alias: stories fetched again or under another address;
    skipped: pages that are no story, forbidden or put off; failed: addresses that gave no readable page.
    reachable: some server answered; trouble: why the portal as a whole gave nothing, None where it gave something.
    """

    portal: str
    requests: int = 0
    bytes: int = 0
    found: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    alias: int = 0
    skipped: int = 0
    failed: int = 0
    seconds: float = 0.0
    finish: str | None = None
    reachable: bool = True
    trouble: str | None = None


def counts_of(portal: str, stats: StatsCollector) -> Counts:
    """Read a crawl's counts out of Scrapy's stats."""

    def number(name: str) -> int:
        return int(stats.get_value(name) or 0)

    started: datetime | None = stats.get_value("start_time")
    finished = stats.get_value("finish_time") or datetime.now(UTC)
    return Counts(
        portal=portal,
        requests=number("downloader/request_count"),
        bytes=number("downloader/response_bytes"),
        found=number("envnews/found"),
        new=number("envnews/new"),
        changed=number("envnews/changed"),
        same=number("envnews/same"),
        alias=number("envnews/alias"),
        skipped=number("envnews/skipped"),
        failed=number("envnews/failed"),
        seconds=round((finished - started).total_seconds(), 1) if started else 0.0,
        finish=stats.get_value("finish_reason"),
        reachable=bool(stats.get_value("envnews/reachable", default=True)),
        trouble=stats.get_value("envnews/trouble"),
    )


class Ledger:
    """Writes the counts of a portal into the archive when its spider closes, and closes the archive after it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        crawler.signals.connect(self.spider_closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.get("ARCHIVE"):
            raise NotConfigured("ARCHIVE names no folder")
        return cls(crawler)

    def spider_closed(self, spider: PortalSpider, reason: str) -> None:
        """Save what came of it. A spider that was started without a run has one of its own, which ends here."""
        self.crawler.stats.set_value("envnews/reachable", spider.reachable)
        self.crawler.stats.set_value("envnews/trouble", spider.trouble())
        counts = counts_of(spider.portal.id, self.crawler.stats)
        spider.archive.index_pending()
        spider.archive.save_portal_counts(spider.run_id, spider.portal.id, ledger_row(counts, reason))
        if not self.crawler.settings.getint("RUN_ID"):
            spider.archive.finish_run(spider.run_id, "finished" if reason == "finished" else "stopped")
        spider.archive.close()


def ledger_row(counts: Counts, reason: str) -> dict[str, Any]:
    """The counts as the archive's `run_portals` has them."""
    return {**asdict(counts), "finish": reason}
