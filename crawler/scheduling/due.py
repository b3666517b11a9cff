"""When a portal is due, and which of those that are come first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from crawler.polling import USUAL_POLLING, duration_of, firings, is_cron
from crawler.portal import Portal
from crawler.scheduling.history import End, History, Past
from crawler.scheduling.rhythm import expected_at, rhythm_of

AGAIN = timedelta(minutes=10)  # before a portal whose crawl broke off twice is tried for the third time; then doubled
_DOUBLINGS = 12  # far beyond the longest pause

NEVER_CRAWLED = "never crawled"
LEFT_OVER = "left over"
DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A portal that is to be crawled. due_at: UTC. why: `never crawled`, `left over` by an earlier run, or `due`."""

    portal: Portal
    due_at: datetime
    why: str


def due(portals: Iterable[tuple[Portal, History]], now: datetime) -> list[Due]:
    """Which portals are due, in the order in which they are to be taken."""
    return [one for one in agenda(portals, now) if one.due_at <= now]


def agenda(portals: Iterable[tuple[Portal, History]], now: datetime) -> list[Due]:
    """When each portal is due that nobody crawls just now, in the order in which they are to be taken.

    First what an earlier run left over, begun or not, the longest waiting first: so each gets its turn however short
    the runs are. Then the most overdue.
    """
    free = (_due(portal, history, now) for portal, history in portals if not _is_at_work(history))
    return sorted(free, key=lambda one: (one.why != LEFT_OVER, one.due_at, one.portal.id))


def due_at(portal: Portal, history: History, now: datetime) -> datetime:
    """When a portal is due, in UTC; a moment that is past where it has been due since then."""
    if not history.crawls or history.crawls[0].at > now:  # this machine's clock was ahead once
        return now
    last = history.crawls[0]
    if last.end is End.STOPPED:
        return last.at
    if last.end is End.BROKEN:
        return last.at + _after_breaking(_streak(history.crawls, End.BROKEN))
    return _regularly(portal, history, now)


def zone_of(portal: Portal) -> tzinfo:
    """The portal's clock."""
    return ZoneInfo(portal.timezone) if portal.timezone else UTC


def _due(portal: Portal, history: History, now: datetime) -> Due:
    at = due_at(portal, history, now)
    return Due(portal=portal, due_at=at, why=_why(history, at))


def _why(history: History, at: datetime) -> str:
    if history.crawls and history.crawls[0].end in {End.STOPPED, End.BROKEN}:
        return LEFT_OVER
    if history.last_run is not None and at < history.last_run:
        return LEFT_OVER
    return DUE if history.crawls else NEVER_CRAWLED


def _is_at_work(history: History) -> bool:
    return bool(history.crawls) and history.crawls[0].end is End.AT_WORK


# as it should be


def _regularly(portal: Portal, history: History, now: datetime) -> datetime:
    last, failures = history.crawls[0], _streak(history.crawls, End.FAILED)
    if portal.every is None:
        return _adaptively(portal, history, now, failures)
    if is_cron(portal.every):
        return _by_cron(portal.every, portal.timezone, last.at, failures)
    every = duration_of(portal.every)
    return last.at + _pause(every, failures, max(every, duration_of(USUAL_POLLING.longest)))


def _by_cron(line: str, zone: str | None, last: datetime, failures: int) -> datetime:
    """The next firing, or a later one where the portal has failed more than once."""
    first, second = islice(firings(line, zone, last), 2)
    if failures < 2:
        return first
    pause = _pause(second - first, failures, max(second - first, duration_of(USUAL_POLLING.longest)))
    return next(firings(line, zone, first + pause - (second - first) - timedelta(seconds=1)))


def _adaptively(portal: Portal, history: History, now: datetime, failures: int) -> datetime:
    """When one story that nobody has seen is to be expected, within the portal's bounds."""
    shortest, longest = duration_of(portal.polling.shortest), duration_of(portal.polling.longest)
    last, zone = history.crawls[0].at, zone_of(portal)
    middle = timedelta(seconds=(shortest.total_seconds() * longest.total_seconds()) ** 0.5)
    rhythm = rhythm_of(history, zone, now, middle)
    looked = next((past.at for past in history.crawls if past.end is End.DONE), last)
    story = expected_at(rhythm, zone, looked, last + longest)
    return max(story, last + _pause(shortest, failures, longest))


def _streak(crawls: Sequence[Past], end: End) -> int:
    """How many of the last crawls ended so."""
    return sum(1 for _ in takewhile(lambda past: past.end is end, crawls))


def _after_breaking(times: int) -> timedelta:
    """Nothing at first: a power cut says nothing of the portal. One that kills each run is not to kill them all."""
    return timedelta(0) if times < 2 else _pause(AGAIN, times - 1, duration_of(USUAL_POLLING.longest))


def _pause(once: timedelta, failures: int, longest: timedelta) -> timedelta:
    """Doubled with each failure after the first."""
    doubled: timedelta = once * 2 ** min(max(failures - 1, 0), _DOUBLINGS)
    return min(longest, doubled)
