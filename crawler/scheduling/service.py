"""`envnews schedule`: a process that lives for years and starts a run whenever portals are due.

It plans by the archive and the portal files, and looks at both no more than it has to: what it knows is when the next
portal is due, and planned anew it is only then, after a run, or where somebody changed one of the two.
"""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from types import FrameType

from archive import Archive
from archive.errors import ArchiveError
from crawler.portal_file import PortalFileError
from crawler.scheduling.child import Child
from crawler.scheduling.due import LEFT_OVER, NEVER_CRAWLED, Due
from crawler.scheduling.enabled import agenda_of, enabled_portals
from crawler.scheduling.watching import Files, Signature, archive_signature

TICK = 60.0  # seconds
_FIRST_PAUSE = timedelta(minutes=1)  # after a run that came to nothing; then doubled
_LONGEST_PAUSE = timedelta(hours=1)

Key = tuple[str, datetime | None]

logger = logging.getLogger("envnews.schedule")


class Service:
    """Looks at every tick whether portals are due, and has a run made of them."""

    def __init__(
        self,
        archive: Path,
        portals: Path | None,
        child: Child,
        *,
        every: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._archive, self._child, self._every, self._clock = archive, child, every, clock
        self._files = Files(portals)
        self._seen: Signature | None = None  # the archive, when it was planned
        self._agenda: list[Due] = []
        self._told: set[str] = set()
        self._stuck: set[Key] = set()  # the portals of a run that changed nothing
        self._in_vain = 0  # such runs in a row
        self._not_before = datetime.min.replace(tzinfo=UTC)

    def look(self) -> None:
        """One tick. Whatever goes wrong with a run or a file is logged, and the next tick comes."""
        try:
            if self._has_changed():
                self._plan()
            ready = self._ready()
            if ready and not self._is_to_wait(ready):
                self._run(ready)
        except (ArchiveError, PortalFileError, OSError) as error:
            self._say_once(str(error))

    def stop(self, number: int) -> None:
        """Hand a signal on to the run that goes on, wait for its end, and start none any more."""
        self._child.stop(number)

    def _has_changed(self) -> bool:
        return self._files.have_changed or self._seen != archive_signature(self._archive)

    def _ready(self) -> list[Due]:
        now = self._clock()
        return [one for one in self._agenda if one.due_at <= now]

    def _plan(self) -> None:
        registry = self._files.read()
        with Archive(self._archive) as archive:
            enabled = enabled_portals(archive, registry, every=self._every)
            self._agenda = agenda_of(archive, enabled, self._clock())
        self._seen = archive_signature(self._archive)
        self._told &= set(enabled.remarks)  # what was mended and breaks again is told again
        for remark in enabled.remarks:
            self._say_once(remark)

    def _run(self, ready: Sequence[Due]) -> None:
        started = time.monotonic()
        code = self._child.run()
        if code is None:
            return
        left = sum(one.why == LEFT_OVER for one in ready)
        logger.info(
            "run of %s%s: %s after %s",
            _number(len(ready), "portal"),
            f" ({left} left over)" if left else "",
            f"exit code {code}" if code >= 0 else f"ended by {signal.Signals(-code).name}",
            timedelta(seconds=round(time.monotonic() - started)),
        )
        self._plan()
        self._weigh(_keys(ready))

    def _weigh(self, before: set[Key]) -> None:
        """Wait a while after a run that changed nothing: the next one of the same portals would do the same."""
        self._stuck = before if before <= _keys(self._ready()) else set()
        self._in_vain = self._in_vain + 1 if self._stuck else 0
        if self._stuck:
            pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(self._in_vain - 1, 9))
            self._not_before = self._clock() + pause
            logger.warning("the run came to nothing; the next one of the same portals in %s", pause)

    def _is_to_wait(self, ready: Sequence[Due]) -> bool:
        return _keys(ready) <= self._stuck and self._clock() < self._not_before

    def _say_once(self, line: str) -> None:
        if line not in self._told:
            self._told.add(line)
            logger.warning("%s", line)


def _keys(ready: Sequence[Due]) -> set[Key]:
    """What is due, and since when: a portal's crawl changes that, whatever came of it."""
    return {(one.portal.id, None if one.why == NEVER_CRAWLED else one.due_at) for one in ready}


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def serve(service: Service, tick: float = TICK) -> None:
    """Tick until SIGTERM or Ctrl-C, then end with the run that goes on. Called in the main thread."""
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it would tell each tick that falls into a run
    end, numbers = Event(), [signal.SIGTERM]

    def told(number: int, _: FrameType | None) -> None:
        numbers[0] = signal.Signals(number)
        end.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)
    scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone=UTC)
    scheduler.add_job(
        service.look,
        "interval",
        seconds=tick,
        next_run_time=datetime.now(UTC),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    end.wait()
    logger.info("stopping: %s", numbers[0].name)
    service.stop(numbers[0])
    scheduler.shutdown()
