"""What the crawl of one portal came to, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archive.runs import PortalCounts
from archive.verdicts import Verdict

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts(PortalCounts):
    """What one portal's crawl came to, and whether any server answered. finish: None while the crawl runs.

    pending: requests that are still to be made, as far as is known by now; None before that is counted. elsewhere: the
    portal was left alone, for another run crawls it.
    """

    reachable: bool = True
    elsewhere: bool = False
    pending: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A finished run: its id in the archive, counts by portal.

    issues: (portal, address, reason) of what failed; notes: (portal, pattern of addresses, why) of what was left alone.
    stopped: why the run ended before its end, None where it did not; left: the portals that were not begun then.
    verdicts: how the portals that were crawled do. own_outage: why that says nothing of them.
    """

    run_id: int
    counts: tuple[Counts, ...]
    issues: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[tuple[str, str, str], ...] = ()
    stopped: str | None = None
    left: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    own_outage: str | None = None


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
        gone=number("envnews/gone"),
        same=number("envnews/same"),
        alias=number("envnews/alias"),
        skipped=number("envnews/skipped"),
        failed=number("envnews/failed"),
        files=number("envnews/files"),
        files_failed=number("envnews/files_failed"),
        started=started.isoformat(timespec="seconds") if started else None,
        seconds=round((finished - started).total_seconds(), 1) if started else 0.0,
        finish=stats.get_value("finish_reason"),
        pending=stats.get_value("envnews/pending"),
        reachable=bool(stats.get_value("envnews/reachable", default=True)),
        elsewhere=bool(stats.get_value("envnews/elsewhere")),
        trouble=stats.get_value("envnews/trouble"),
    )
