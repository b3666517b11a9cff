"""Half a year of portals of different habits on a fake clock: how often they are crawled, how long their stories wait.

    python benchmarks/polling.py

One line a portal. The crawls are planned by what crawler/scheduling plans them by; nothing is fetched.
"""
# ruff: noqa: INP001, T201 - a script, no package; it prints

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from crawler.portal import Portal
from crawler.scheduling.due import due_at
from crawler.scheduling.history import WINDOW, End, History, Past, Publication

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 1, 5, tzinfo=ZONE)  # a Monday
DAYS = 182
PORTAL = Portal(id="x", home="https://x.example/", timezone=ZONE.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """Stories a working day and a day of the weekend, and between which hours. timed: whether the hour is published."""

    name: str
    working: float
    weekend: float = 0.1
    opens: float = 8
    closes: float = 17
    timed: bool = True


HABITS = (
    Habit(name="1 a week", working=0.2, weekend=0),
    Habit(name="1 a day", working=1),
    Habit(name="3 a day", working=3),
    Habit(name="8 a day", working=8),
    Habit(name="20 a day", working=20),
    Habit(name="3 a day, hours not told", working=3, timed=False),
    Habit(name="8 a day, hours not told", working=8, timed=False),
    Habit(name="8 a day, day and night", working=8, weekend=8, opens=0, closes=24),
)


def stories_of(habit: Habit, chance: random.Random) -> list[datetime]:
    """When its stories come out, the oldest first."""
    return sorted(_stories(habit, chance))


def _stories(habit: Habit, chance: random.Random) -> Iterator[datetime]:
    for day in (START + timedelta(days=n) for n in range(DAYS)):
        mean = habit.weekend if day.weekday() > 4 else habit.working
        for _ in range(sum(chance.random() < mean / 100 for _ in range(100))):
            yield day + timedelta(hours=chance.uniform(habit.opens, habit.closes))


def crawls_of(habit: Habit, stories: list[datetime]) -> Iterator[tuple[datetime, list[datetime]]]:
    """Each crawl with the stories that it finds."""
    now, seen, past = START + timedelta(hours=5), 0, []
    while now < START + timedelta(days=DAYS):
        known = bisect_right(stories, now)
        yield now, stories[seen:known]
        past.insert(0, Past(now.astimezone(UTC), End.DONE, known - seen))
        seen = known
        told = [_told(habit, story) for story in reversed(stories[:known]) if story > now - WINDOW]
        history = History(crawls=tuple(past[:100]), stories=tuple(told[:200]))
        now = due_at(PORTAL, history, now.astimezone(UTC)).astimezone(ZONE)


def _told(habit: Habit, story: datetime) -> Publication:
    day = datetime.combine(story.date(), time())
    return Publication(story.replace(tzinfo=None) if habit.timed else day, timed=habit.timed)


def row(habit: Habit) -> str:
    """What came of a portal, as a line."""
    crawls = list(crawls_of(habit, stories_of(habit, random.Random(1))))
    waits = sorted((at - story) / timedelta(hours=1) for at, found in crawls for story in found)
    weekend = sum(at.weekday() > 4 for at, _ in crawls) / (DAYS * 2 / 7)
    working = sum(at.weekday() <= 4 for at, _ in crawls) / (DAYS * 5 / 7)
    return (
        f"{habit.name:<26}{working:>12.1f}{weekend:>10.1f}{median(waits):>14.1f} h{waits[len(waits) * 9 // 10]:>8.1f} h"
    )


if __name__ == "__main__":
    print(f"{'a portal that publishes':<26}{'crawls: a':>12}{'a weekend':>10}{'a story waits':>16}{'of ten':>10}")
    print(f"{'':<26}{'working day':>12}{'day':>10}{'on the median':>16}{'nine':>10}")
    for habit in HABITS:
        print(row(habit))
