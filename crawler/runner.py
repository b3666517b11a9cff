"""One process a run: several portals side by side, each by one worker.

Twisted's reactor cannot be started twice, so `crawl` may be called once in a process.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from archive import Archive
from archive.errors import StorageError
from archive.file_seal import seal_file
from crawler.counts import Counts, Result, counts_of
from crawler.loader import spider_of
from crawler.portal import Portal
from crawler.wishes import Wishes

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.settings import Settings


class Display(Protocol):
    """Whoever shows a run while it goes on."""

    def update(self, counts: Counts) -> None:
        """Show the counts of one portal; `counts.finish` is set once it has ended."""


def crawl(
    portals: Sequence[Portal], folder: Path, wishes: Wishes, overrides: Mapping[str, str], display: Display
) -> Result:
    """Crawl the portals into the archive in `folder`. Raises StorageError where that cannot be opened."""
    with Archive(folder) as archive:
        run_id = archive.start_run([portal.id for portal in portals])
    crawlers = _run(portals, _settings(folder, run_id, wishes, overrides), display)
    counts = tuple(_counts(crawler) for crawler in crawlers)
    try:
        with Archive(folder) as archive:
            result = _finish(archive, run_id, counts)
        seal_file(folder)
    except StorageError:
        if all(count.trouble is None for count in counts):
            raise
        return Result(run_id=run_id, counts=counts)  # the counts say that nothing can be written any more
    return result


def _finish(archive: Archive, run_id: int, counts: tuple[Counts, ...]) -> Result:
    complete = all(count.finish == "finished" for count in counts)
    archive.finish_run(run_id, "finished" if complete else "stopped")
    issues = tuple((issue["portal"], issue["url"], issue["reason"]) for issue in archive.issues(run_id))
    notes = tuple((note["portal"], note["pattern"], note["note"]) for note in archive.notes(run_id))
    return Result(run_id=run_id, counts=counts, issues=issues, notes=notes)


def _run(portals: Sequence[Portal], settings: Settings, display: Display) -> list[Crawler]:
    from scrapy.crawler import AsyncCrawlerProcess

    set_up_logging(settings)
    process = AsyncCrawlerProcess(settings, install_root_handler=False)
    crawlers = [process.create_crawler(spider_of(portal)) for portal in portals]
    for crawler in crawlers:
        process.crawl(crawler)
    asyncio.get_event_loop().create_task(_watch(crawlers, display))
    process.start()
    for crawler in crawlers:
        display.update(_counts(crawler))
    return crawlers


async def _watch(crawlers: Sequence[Crawler], display: Display) -> None:
    ended: set[int] = set()
    while len(ended) < len(crawlers):
        for place, crawler in enumerate(crawlers):
            if place not in ended:
                counts = _counts(crawler)
                display.update(counts)
                if counts.finish:
                    ended.add(place)
        await asyncio.sleep(0.2)


def _counts(crawler: Crawler) -> Counts:
    portal: Portal = crawler.spidercls.portal  # type: ignore[attr-defined]
    return counts_of(portal.id, crawler.stats)


def _settings(folder: Path, run_id: int, wishes: Wishes, overrides: Mapping[str, str]) -> Settings:
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("LOG_LEVEL", "WARNING", priority="project")
    settings.setdict(overrides, priority="cmdline")
    ours = {"ARCHIVE": str(folder), "RUN_ID": run_id, "SINCE": wishes.since, "LIMIT": wishes.limit, "FULL": wishes.full}
    settings.setdict(ours, priority="cmdline")
    return settings


def set_up_logging(settings: Settings) -> None:
    """Send the log to standard error (or LOG_FILE) at LOG_LEVEL; warnings of libraries are not the user's business."""
    warnings.simplefilter("ignore")
    target = settings.get("LOG_FILE")
    handler = logging.FileHandler(target, encoding="utf-8") if target else logging.StreamHandler()
    handler.setLevel(settings.get("LOG_LEVEL"))
    handler.setFormatter(logging.Formatter(settings.get("LOG_FORMAT")))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(settings.get("LOG_LEVEL"))
