"""A simulated year of portals, polled every six hours and judged after each poll; no network, a clock of its own.

    python benchmarks/year.py [--portals N] [--seed N] [--adaptive] [--show]

--adaptive: polled when crawler/scheduling/ says so, by a run that begins every hour.

For each fate: how often it was told, after how many days, and how that compares with the portal's longest silence of
the year before; then the false alarms, a portal and year. "late": later than twice the longest silence, and than four
days.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

# ruff: noqa: T201 - its output is its purpose

from __future__ import annotations

import argparse
import math
import random
from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import islice, pairwise
from statistics import median
from zoneinfo import ZoneInfo

from year_portals import END, FATES, FIRST_CRAWL, HABITS, LAST, Story, World, world

from archive.polls import Cases, Look, Observed, Poll
from archive.publications import Named, Published
from archive.verdicts import Health
from crawler.health.calendars import calendar_of
from crawler.health.evidence import Evidence, History, history_of
from crawler.health.finding import Finding
from crawler.health.habits import Habit, habit_of
from crawler.health.judging import judge
from crawler.health.layout import suspicions
from crawler.portal import Portal
from crawler.scheduling.due import due_at
from crawler.scheduling.history import WINDOW, End, Past, Publication
from crawler.scheduling.history import History as Crawls

EVERY, HOUR = timedelta(hours=6), timedelta(hours=1)
HOME, FEED = "https://news.example/", "https://news.example/feed"
RIGHT = {
    "server off": {Health.DOWN},
    "blocked": {Health.BLOCKED},
    "moved": {Health.MOVED},
    "no news": {Health.STALE},
    "feed frozen": {Health.FEED_DEAD},
    "listing broken": {Health.LISTING_BROKEN},
    "layout changed": {Health.LAYOUT_CHANGED},
}
LEAST_LATE = 4  # days: nobody waits shorter, however busy the portal


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one portal's year.

    days: from its fate until it was told, None where it never was; longest: days of its longest silence of the year
    before. alarms: verdicts that needed a person, and nobody did. years: that it was watched without a fate.
    """

    world: World
    days: float | None
    longest: int
    alarms: tuple[Finding, ...]
    years: float

    @property
    def ratio(self) -> float | None:
        """Days until told, in longest silences."""
        return None if self.days is None else self.days / max(self.longest, 1)

    @property
    def is_late(self) -> bool:
        """Whether it was told too late, or never."""
        return self.days is None or self.days > max(2 * self.longest, LEAST_LATE)


@dataclass
class Watch:
    """One portal, polled and judged."""

    world: World
    polls: deque[Poll] = field(default_factory=lambda: deque(maxlen=200))
    seen: int = 0  # stories that were found
    missed: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)  # first sights, and what lacked
    published: dict[tuple[str | None, str], int] = field(default_factory=Counter)  # by day, and day of first sight
    first: str | None = None
    _kept: tuple[int, History, Habit] | None = None

    def __post_init__(self) -> None:
        self.chance = random.Random(self.world.number)
        self.portal = Portal(id="news.example", home=HOME, country=self.world.country)

    @cached_property
    def times(self) -> list[datetime]:
        """When its stories came."""
        return [story.published for story in self.world.stories]

    def poll(self, now: datetime) -> Poll:
        """Crawl it."""
        observed = self._observed(now)
        poll = Poll(
            run_id=len(self.polls), portal="news.example", started=_text(now), finished=_text(now), finish="finished",
            trouble=None, requests=1, new=observed.stories, changed=0, gone=0, failed=0, observed=observed,
        )  # fmt: skip
        self.polls.appendleft(poll)
        if self.first is None and observed.stories:
            self.first = poll.finished
        return poll

    def _observed(self, now: datetime) -> Observed:
        fate = self.world.fate if now >= self.world.fated else None
        if fate == "server off" or _within(self.world.outages, now):
            return _in_vain(reachable=False, status=None, reason=self.chance.choice(["timed out", "host not found"]))
        if fate == "blocked" or _within(self.world.refusals, now):
            return _in_vain(reachable=True, status=403, reason="HTTP 403 Forbidden")
        if fate == "moved":
            seen = _in_vain(reachable=True, status=None, reason="leads off the portal, to other.example")
            return Observed(looks=seen.looks, moved_to="https://other.example/")
        if self.chance.random() < self.world.slow:
            return _in_vain(reachable=False, status=None, reason="timed out")
        return self._read(now, fate)

    def _read(self, now: datetime, fate: str | None) -> Observed:
        until = now
        if fate == "listing broken" and not self.world.has_feed:
            until = self.world.fated
        fresh = self.world.stories[self.seen : bisect_right(self.times, until)]
        self.seen += len(fresh)
        self._store(fresh, now)
        listed = 0 if fate == "listing broken" else 10
        looks = [Look(url=HOME, kind="listing", status=200, stories=listed, fresh=len(fresh) if listed else 0)]
        if self.world.has_feed:
            looks.insert(0, self._feed(fate, len(fresh)))
        missing: dict[str, Cases] = {}
        for story in fresh:
            for name in story.lacks:
                missing[name] = missing.get(name, Cases()).and_at(f"{HOME}{len(missing)}")
        return Observed(looks=tuple(looks), stories=len(fresh), missing=missing)

    def _feed(self, fate: str | None, fresh: int) -> Look:
        is_frozen = fate == "feed frozen"
        return Look(url=FEED, kind="feed", status=200, stories=10, fresh=0 if is_frozen else fresh)

    def _store(self, fresh: Sequence[Story], now: datetime) -> None:
        at = _text(now)
        for one in fresh:
            self.published[one.dated.isoformat() if one.dated else None, at] += 1
        self.missed += [(at, one.lacks) for one in fresh]

    def judge(self, now: datetime) -> Finding:
        """Judge it by all that was seen."""
        polls = tuple(islice(self.polls, 200))
        history, habit = self._habit(now)
        before = {since: self._before(since) for since in suspicions([one for one in polls if one.observed.stories])}
        evidence = Evidence(
            portal=self.portal, now=now, polls=polls, history=history, habit=habit, sources=self._feeds(now),
            first=self.first, before=before,
        )  # fmt: skip
        return judge(evidence)

    def _habit(self, now: datetime) -> tuple[History, Habit]:
        if self._kept is None or self._kept[0] != self.seen:
            stories = [Published(day, at, number) for (day, at), number in self.published.items()]
            history = history_of(stories, tuple(self.polls), self.first, ZoneInfo("UTC"), now)
            self._kept = self.seen, history, habit_of(tuple(history.counts), calendar_of(self.portal.country))
        return self._kept[1:]

    def _before(self, since: str) -> dict[str, int]:
        earlier = [lacks for at, lacks in self.missed if at < since]
        return {"stories": len(earlier), **Counter(name for lacks in earlier for name in lacks)}

    def _feeds(self, now: datetime) -> tuple[Named, ...]:
        if not self.world.has_feed or not self.published:
            return ()
        is_frozen = self.world.fate == "feed frozen" and now >= self.world.fated
        until = bisect_left(self.times, self.world.fated) if is_frozen else self.seen
        places = range(max(until - 10, 0), until)[::-1]
        days = tuple(one.dated.isoformat() if (one := self.world.stories[n]).dated else "" for n in places)
        seen = tuple(self.missed[n][0] for n in places)
        return (Named(url=FEED, kind="feed", read=_text(now), days=days, first_seen=seen),)


def live(world: World, *, adaptive: bool = False) -> Told:
    """Let a portal live its year: until its fate is told, or to the end."""
    watch, alarms, last = Watch(world), [], None
    told: datetime | None = None
    judged: date | None = None
    for now in _polls(watch, adaptive=adaptive):
        poll = watch.poll(now)
        if judged == now.date() and _is_plain(poll):
            continue  # nothing that an earlier poll of the day did not show
        judged = now.date()
        found = watch.judge(now)
        fated = world.fate is not None and now >= world.fated
        if fated and world.fate is not None and found.verdict in RIGHT[world.fate]:
            told = now
            break
        if found.verdict.needs_person and found.verdict is not last and not fated:
            alarms.append(found)
        last = found.verdict
    watched = (world.fated if world.fate else _morning_of(END)) - _morning_of(FIRST_CRAWL)
    start = _last_story(world) if world.fate == "no news" else world.fated
    return Told(
        world=world,
        days=None if told is None else (told - start).total_seconds() / 86_400,
        longest=_longest(world),
        alarms=tuple(alarms),
        years=watched.days / 365,
    )


def _polls(watch: Watch, *, adaptive: bool) -> Iterator[datetime]:
    """When it is crawled: for a year, and until its fate must have been told."""
    now, end = _morning_of(FIRST_CRAWL), _morning_of(LAST if watch.world.fate else END)
    while now < end:
        if not _within(watch.world.absences, now):
            yield now
        now = max(_due(watch, now), now + HOUR) if adaptive else now + EVERY


def _due(watch: Watch, now: datetime) -> datetime:
    """When the schedule has it crawled next, by runs on the hour."""
    crawls = (
        Past(
            at=datetime.fromisoformat(one.started), end=End.DONE if one.observed.reachable else End.FAILED, new=one.new
        )
        for one in islice(watch.polls, 12)
    )
    latest = reversed(watch.world.stories[max(watch.seen - 200, 0) : watch.seen])
    stories = (
        Publication(at=one.published.replace(tzinfo=None), timed=True)
        for one in latest
        if one.dated and now - one.published < WINDOW
    )
    at = due_at(watch.portal, Crawls(crawls=tuple(crawls), stories=tuple(stories)), now)
    return now + HOUR * math.ceil((at - now) / HOUR)


def _last_story(world: World) -> datetime:
    return max((one.published for one in world.stories if one.published <= world.fated), default=world.fated)


def _longest(world: World) -> int:
    """Days of the longest silence in the year before the portal's fate."""
    until = world.fated.date()
    days = sorted({one.published.date() for one in world.stories if one.published.date() <= until})
    days = days[max(bisect_left(days, until - timedelta(days=365)) - 1, 0) :]
    return max(((later - earlier).days for earlier, later in pairwise(days)), default=0)


def _in_vain(*, reachable: bool, status: int | None, reason: str) -> Observed:
    look = Look(url=HOME, kind="listing", status=status, reason=reason)
    return Observed(reachable=reachable, looks=(look,), failures={reason: Cases().and_at(HOME)})


def _is_plain(poll: Poll) -> bool:
    return all(look.reason is None and look.stories for look in poll.observed.looks) and not poll.observed.missing


def _within(spans: Iterable[tuple[datetime, datetime]], now: datetime) -> bool:
    return any(start <= now < end for start, end in spans)


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _morning_of(day: date) -> datetime:
    return datetime.combine(day, time(1), UTC)


# the tables


def report(told: Sequence[Told]) -> Iterator[str]:
    """The lines that are printed."""
    yield f"{'fate':<16} portals  told  days median  worst  in longest silences: median  worst  late"
    for fate in FATES:
        mine = [one for one in told if one.world.fate == fate]
        if mine:
            yield _line(fate, mine)
    yield ""
    yield f"{'habit':<16} portals  years  false alarms  a portal and year"
    for habit in (*HABITS, "all"):
        mine = [one for one in told if habit in {one.world.habit, "all"}]
        alarms, years = sum(len(one.alarms) for one in mine), sum(one.years for one in mine)
        if mine:
            yield f"{habit:<16} {len(mine):7} {years:6.1f} {alarms:13} {alarms / max(years, 0.01):18.2f}"
    kinds = Counter(alarm.verdict for one in told for alarm in one.alarms)
    yield ""
    yield "false alarms by verdict: " + (", ".join(f"{kind} {n}" for kind, n in kinds.most_common()) or "none")


def _line(fate: str, mine: Sequence[Told]) -> str:
    days = [one.days for one in mine if one.days is not None]
    ratios = [one.ratio for one in mine if one.ratio is not None]
    late = sum(one.is_late for one in mine)
    if not days:
        return f"{fate:<16} {len(mine):7} {0:5}"
    return (
        f"{fate:<16} {len(mine):7} {len(days):5} {median(days):12.1f} {max(days):6.1f} "
        f"{median(ratios):29.2f} {max(ratios):6.2f} {late:5}"
    )


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--portals", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--adaptive", action="store_true", help="polled as the schedule has it")
    parser.add_argument("--show", action="store_true", help="each false alarm and each late verdict, a line each")
    options = parser.parse_args()
    numbers = range(options.first, options.first + options.portals)
    told = [live(world(number, options.seed), adaptive=options.adaptive) for number in numbers]
    if options.show:
        for one in told:
            for alarm in one.alarms:
                print(one.world.number, one.world.habit, alarm.verdict, *alarm.reasons)
            if one.world.fate and one.is_late:
                print(one.world.number, one.world.habit, one.world.fate, one.world.fated, one.days, one.longest)
    print(*report(told), sep="\n")


if __name__ == "__main__":
    main()
