"""What the crawl of one portal came to, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.statscollectors import StatsCollector


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A finished run: its id in the archive, counts by portal, and (portal, address, reason) of what failed."""

    run_id: int
    counts: tuple[Counts, ...]
    issues: tuple[tuple[str, str, str], ...] = ()


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
