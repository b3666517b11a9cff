"""One process a run: several portals side by side, each by one worker.

Twisted's reactor cannot be started twice, so `crawl` may be called once in a process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archive import Archive
from archive.errors import StorageError
from archive.file_seal import seal_file
from archive.verdicts import Verdict
from crawler.counts import Counts, Result
from crawler.crew import WORKERS, Crew, Display
from crawler.health.judging import judge_portal
from crawler.health.outage import own_outage
from crawler.indexing import Indexing
from crawler.interruption import Interruption
from crawler.portal import Portal
from crawler.run_log import set_up_logging
from crawler.wishes import Wishes

if TYPE_CHECKING:
    from scrapy.settings import Settings


def crawl(
    portals: Sequence[Portal],
    folder: Path,
    wishes: Wishes,
    overrides: Mapping[str, str],
    display: Display,
    *,
    why: str = "asked for",
    workers: int = WORKERS,
    budget: float | None = None,
) -> Result:
    """Crawl the portals into the archive in `folder`, in this order. Raises StorageError where that cannot be opened.

    workers: portals that are crawled side by side. budget: seconds after which the run ends, with what it has.
    """
    counts: tuple[Counts, ...] = ()
    try:
        with Archive(folder) as archive:
            archive.note_killed_runs()
            run_id = archive.start_run([portal.id for portal in portals], why)
            crew = Crew(portals, workers, display)
            with Indexing(folder) as indexing:
                _run(crew, _settings(folder, run_id, wishes, overrides), budget)
                counts = crew.counts
                result = _finish(archive, run_id, crew)
                if crew.stopped is None:  # else the next run or search does it
                    indexing.finish()
        if crew.stopped is None:
            seal_file(folder)
    except StorageError:
        if all(count.trouble is None for count in counts):
            raise
        return Result(run_id=run_id, counts=counts)  # the counts say that nothing can be written any more
    return result


def _finish(archive: Archive, run_id: int, crew: Crew) -> Result:
    verdicts = _judge(archive, run_id, crew)
    complete = crew.stopped is None and all(count.finish == "finished" for count in crew.counts if not count.elsewhere)
    archive.finish_run(run_id, crew.stopped or ("finished" if complete else "stopped"))
    issues = tuple((issue["portal"], issue["url"], issue["reason"]) for issue in archive.issues(run_id))
    notes = tuple((note["portal"], note["pattern"], note["note"]) for note in archive.notes(run_id))
    return Result(
        run_id=run_id,
        counts=crew.counts,
        issues=issues,
        notes=notes,
        stopped=crew.stopped,
        left=crew.left,
        verdicts=verdicts,
        own_outage=own_outage(archive.polls_of_run(run_id)),
    )


def _judge(archive: Archive, run_id: int, crew: Crew) -> tuple[Verdict, ...]:
    """Say of each portal that was crawled how it does, once all are through: what befell them all is not theirs."""
    now = datetime.now(UTC)
    return tuple(judge_portal(archive, portal, run_id, now) for portal in crew.crawled)


def _run(crew: Crew, settings: Settings, budget: float | None) -> None:
    from scrapy.crawler import AsyncCrawlerProcess

    set_up_logging(settings)
    process = AsyncCrawlerProcess(settings, install_root_handler=False)
    loop = asyncio.get_event_loop()
    with Interruption(loop, crew.stop) as interruption:
        if budget is not None:
            interruption.after(budget)
        work = loop.create_task(crew.work(process))
        process.start(stop_after_crawl=False, install_signal_handlers=False)
    if work.done():
        work.result()  # raises what ended it


def _settings(folder: Path, run_id: int, wishes: Wishes, overrides: Mapping[str, str]) -> Settings:
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("LOG_LEVEL", "WARNING", priority="project")
    settings.setdict(overrides, priority="cmdline")
    ours = {"ARCHIVE": str(folder), "RUN_ID": run_id, "SINCE": wishes.since, "LIMIT": wishes.limit, "FULL": wishes.full}
    settings.setdict(ours, priority="cmdline")
    return settings
