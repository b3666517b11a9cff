"""What a crawl has before it, and what it came to so far: counted, and written down, now and then.

The frontier changes with every page in more ways than one can add up, so it is asked; but never for more than a
fiftieth of the time. A run that is killed leaves counts that are a few seconds old.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from crawler.counts import counts_of
from crawler.files import FilePlan
from crawler.plan import Plan

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

COUNTED = 1.0  # seconds between two looks at the frontier
SAVED = 10.0  # seconds between two notes in the archive
_REST = 50  # times as long as a look took


class Tally:
    """Keeps the stat `envnews/pending` and the portal's row of its run up to date while the portal is crawled."""

    def __init__(
        self,
        crawler: Crawler,
        plan: Plan,
        files: FilePlan,
        run_id: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._crawler, self._plan, self._files = crawler, plan, files  # its stats are made after its spider
        self._run_id = run_id
        self._clock = clock
        self._count_at = clock()
        self._save_at = clock() + SAVED

    def note(self) -> None:
        """Count and write down where it is time to. Called after each visit."""
        now = self._clock()
        if now >= self._count_at:
            self._crawler.stats.set_value("envnews/pending", pending(self._plan, self._files))
            took = self._clock() - now
            self._count_at = now + max(COUNTED, _REST * took)
        if now >= self._save_at:
            self._save_at = now + SAVED
            counts = counts_of(self._plan.portal.id, self._crawler.stats)
            self._plan.archive.save_portal_counts(self._run_id, counts.portal, asdict(counts))


def pending(plan: Plan, files: FilePlan) -> int:
    """How many requests a crawl has before it, as far as it knows: listings that are still to be read may add some."""
    pages, waiting = plan.archive.waiting(plan.portal.id)
    if plan.wishes.limit is not None:
        pages = min(pages, max(plan.wishes.limit - plan.stories, 0))
    wanted = waiting if files.wanted is None else min(waiting, len(files.wanted))
    return pages + (wanted if files.kinds else 0) + plan.again.coming
