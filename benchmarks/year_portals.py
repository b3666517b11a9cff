"""Portals that live through simulated years: when they publish, when their servers fail, what becomes of them.

Nothing here knows the judge: rates, pauses, calendars and troubles are drawn at random, from wide ranges.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from crawler.health.calendars import Calendar, DayKind, calendar_of

DAY = timedelta(days=1)
FIRST_CRAWL = date(2025, 3, 3)
END = FIRST_CRAWL + 395 * DAY
LAST = END + 250 * DAY  # what befell a portal late may take its time to be told
COUNTRIES = (
    *("VN", "VN", "VN", "CN", "JP", "KR", "TH", "ID", "PH", "MY", "IN", "BD", "NP", "SA", "AE", "JO", "DZ", "EG", "IL"),
    *("TR", "RU", "UA", "DE", "FR", "IT", "ES", "PT", "GB", "SE", "BR", "MX", "AR", "CO", "US", "CA", "AU", "ZA", "KE"),
)
HABITS = ("daily", "weekdays", "weekly", "monthly", "bursts", "decline", "erratic")
FATES = ("server off", "blocked", "moved", "no news", "feed frozen", "listing broken", "layout changed")


@dataclass(frozen=True, slots=True)
class Story:
    """published: UTC. dated: the day its page bears, None where it bears none. lacks: fields that its page has not."""

    published: datetime
    dated: date | None
    lacks: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class World:
    """One portal. fate: what becomes of it, and when (`fated`, UTC); None where nothing does.

    outages: times at which its server does not answer; refusals: at which it answers 403; absences: at which nobody
    crawls. slow: the share of looks that time out.
    """

    number: int
    habit: str
    country: str | None
    stories: list[Story]
    fate: str | None
    fated: datetime
    outages: list[tuple[datetime, datetime]]
    refusals: list[tuple[datetime, datetime]]
    absences: list[tuple[datetime, datetime]]
    slow: float
    has_feed: bool
    redesigns: list[datetime] = field(default_factory=list)


def world(number: int, seed: int) -> World:
    """Draw a portal by lot."""
    chance = random.Random(f"{seed}/{number}")
    country = chance.choice(COUNTRIES)
    habit = chance.choice(HABITS)
    fate = chance.choice(FATES) if chance.random() < 0.6 else None
    fated = _at(chance, FIRST_CRAWL + chance.randint(45, 330) * DAY)
    last = fated if fate == "no news" else None
    depth = chance.choice([90, 200, 400, 700, 1000])
    days = list(_days(chance, habit, calendar_of(country), depth))
    return World(
        number=number,
        habit=habit,
        country=country if chance.random() < 0.85 else None,
        stories=_stories(chance, days, last, fated if fate == "layout changed" else None),
        fate=fate,
        fated=fated,
        outages=[*_spans(chance, 6, 1, 12), *_spans(chance, 1, 10, 40)],
        refusals=_spans(chance, 2, 1, 20),
        absences=_spans(chance, 1, 100, 500) if chance.random() < 0.4 else [],
        slow=chance.choice([0.0, 0.01, 0.1]),
        has_feed=fate == "feed frozen" or chance.random() < 0.5,
        redesigns=[_at(chance, FIRST_CRAWL + chance.randint(20, 380) * DAY)] if chance.random() < 0.5 else [],
    )


def _days(chance: random.Random, habit: str, calendar: Calendar, depth: int) -> Iterator[tuple[date, int]]:
    """How many stories come on each day on which some do."""
    first = FIRST_CRAWL - depth * DAY
    mean = _means(chance, habit, calendar, first)
    pauses = _pauses(chance, habit, calendar)
    weather = 1.0
    for n in range((LAST - first).days):
        day = first + n * DAY
        if n % 7 == 0:  # some weeks bring much, others little
            weather = chance.gammavariate(4, 0.25)
        stories = _poisson(chance, mean(day) * (weather if habit not in {"weekly", "monthly"} else 1.0))
        if stories and not any(start <= day < end for start, end in pauses):
            yield day, stories


def _means(chance: random.Random, habit: str, calendar: Calendar, first: date) -> Callable[[date], float]:
    """The stories that are to be expected on a day."""
    rate = math.exp(chance.uniform(math.log(0.5), math.log(5)))
    free = chance.uniform(0, 0.15) if habit == "weekdays" else chance.uniform(0.02, 0.9)
    holiday, bridge = chance.uniform(0, 0.6), chance.uniform(0.3, 1)
    factors = {DayKind.WORK: 1.0, DayKind.FREE: free, DayKind.HOLIDAY: holiday, DayKind.BRIDGE: bridge}
    drift = chance.uniform(-0.4, 0.4)
    if habit == "decline":
        drift = chance.uniform(-1.6, -0.7)
    chosen = _chosen_days(chance, habit, first)

    def mean(day: date) -> float:
        factor = factors[calendar.kind(day)]
        if chosen is not None:
            return chosen.get(day, 0.0) * (0.3 + 0.7 * factor)
        return rate * factor * math.exp(drift * (day - first).days / 365)

    return mean if habit != "erratic" else lambda day: mean(day) * 0.12


def _chosen_days(chance: random.Random, habit: str, first: date) -> dict[date, float] | None:
    """The days of those that publish now and then; None for those that do at any time."""
    every = {"weekly": 7, "monthly": 30, "bursts": chance.uniform(10, 30)}.get(habit)
    if every is None:
        return None
    shift = {"weekly": 1, "monthly": chance.randint(1, 8), "bursts": every / 2}[habit]
    found: dict[date, float] = {}
    place = chance.uniform(0, every)
    while first + place * DAY < LAST:
        begin = first + round(place + chance.gauss(0, shift / 2)) * DAY
        for n in range(chance.randint(2, 6) if habit == "bursts" else 1):
            found[begin + n * DAY] = 2.5
        place += every if habit != "bursts" else chance.expovariate(1 / every) + 5
    return found


def _pauses(chance: random.Random, habit: str, calendar: Calendar) -> list[tuple[date, date]]:
    """Summers, long holidays, and what comes but once."""
    found = []
    years = range(FIRST_CRAWL.year - 3, LAST.year + 1)
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        begin, length = chance.randint(1, 360), chance.randint(6, 35)
        for year in years:
            start = date(year, 1, 1) + (begin + chance.randint(-5, 5)) * DAY
            found.append((start, start + (length + chance.randint(-3, 3)) * DAY))
    if chance.random() < 0.3:  # about the first long run of holidays of the year
        before, after = chance.randint(0, 5), chance.randint(0, 8)
        for year in years:
            days = [date(year, 1, 1) + n * DAY for n in range(365)]
            run = next((day for day in days if all(calendar.holiday(day + n * DAY) for n in range(3))), None)
            if run is not None:
                found.append((run - before * DAY, run + (3 + after) * DAY))
    if habit in {"daily", "weekdays"}:
        for _ in range(_poisson(chance, 1.2)):
            start = FIRST_CRAWL + chance.randint(-900, 390) * DAY
            found.append((start, start + chance.randint(3, 12) * DAY))
    return found


def _stories(
    chance: random.Random, days: list[tuple[date, int]], last: datetime | None, changed: datetime | None
) -> list[Story]:
    undated = chance.random() < 0.1
    late = chance.choice([0, 0, 0, 1, 4])
    rare = {"images": chance.random() * 0.6, "date": chance.choice([0.0, 0.02]), "summary": chance.random()}
    lost = chance.choice(["date", "body", "title"])
    found = []
    for day, number in days:
        for _ in range(number):
            at = _at(chance, day)
            if last is not None and at > last:
                continue
            lacks = [name for name, share in rare.items() if chance.random() < share]
            if changed is not None and at > changed and chance.random() < 0.95:
                lacks.append(lost)
            has_date = not undated and "date" not in lacks
            dated = day - chance.randint(0, late) * DAY if has_date else None
            found.append(Story(at, dated, tuple(dict.fromkeys([*lacks, *([] if has_date else ["date"])]))))
    return sorted(found, key=lambda one: one.published)


def _spans(chance: random.Random, often: float, least: float, most: float) -> list[tuple[datetime, datetime]]:
    """Spans of so many hours, so often a year."""
    found = []
    for _ in range(_poisson(chance, often)):
        start = _at(chance, FIRST_CRAWL + chance.randint(5, 394) * DAY)
        hours = math.exp(chance.uniform(math.log(least), math.log(most)))
        found.append((start, start + timedelta(hours=hours)))
    return found


def _at(chance: random.Random, day: date) -> datetime:
    return datetime.combine(day, time(6), UTC) + timedelta(minutes=chance.randint(0, 600))


def _poisson(chance: random.Random, mean: float) -> int:
    """How often what comes so often came."""
    bound, product, number = math.exp(-mean), chance.random(), 0
    while product > bound:
        product *= chance.random()
        number += 1
    return number
