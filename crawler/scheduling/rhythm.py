"""How often a portal publishes, by weekday and hour of its clock, and when its next story is to be expected. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

from crawler.scheduling.history import WINDOW, End, History, Past, Publication, tell_hours

_HOUR = timedelta(hours=1)
_PRIOR = timedelta(days=1)  # how long a time of middling habits every portal is given to begin with
_FLAT = 4.0  # stories spread evenly over the week, and over the day, that soften what few stories tell
_MATTERS = 6  # hours that a mean story must wait less at one hour than at another, for the hour to be chosen
_NEAR = timedelta(hours=16)  # a story found after no longer a gap tells something of its hour


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Stories to be expected. a_day: on the mean; weekdays, hours: shares of that, 1 on the mean, Monday first."""

    a_day: float
    weekdays: tuple[float, ...]
    hours: tuple[float, ...]

    def an_hour(self, local: datetime) -> float:
        """How many are to be expected in this hour of the portal's clock."""
        return self.a_day / 24 * self.weekdays[local.weekday()] * self.hours[local.hour]


def rhythm_of(history: History, zone: tzinfo, now: datetime, middle: timedelta) -> Rhythm:
    """Learn a portal's habits. middle: between two stories, where nothing is known of them."""
    gaps = _gaps(history.crawls)
    looked = [past.at for past in history.crawls if past.end is End.DONE]
    if history.stories:
        known, since = len(history.stories), history.stories[-1].at.replace(tzinfo=zone)
    else:
        known, since = sum(gap.new for gap in gaps), min(looked, default=now)
    seen = max(looked, default=now) - max(since, now - WINDOW)
    a_day = (known + _PRIOR / middle) / ((max(seen, timedelta(0)) + _PRIOR) / timedelta(days=1))
    return Rhythm(a_day, _weekdays(history.stories, gaps, zone), _hours(history.stories, gaps, zone))


def expected_at(rhythm: Rhythm, zone: tzinfo, since: datetime, latest: datetime) -> datetime:
    """When one story is to be expected that came out after `since`; where that is after `latest`, see _at_best_hour."""
    at, stories = since, 0.0
    while at < latest:
        step = min(_HOUR - timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond), latest - at)
        coming = rhythm.an_hour(at.astimezone(zone)) * (step / _HOUR)
        if stories + coming >= 1:
            return at + step * ((1 - stories) / coming)
        at, stories = at + step, stories + coming
    return _at_best_hour(rhythm, zone, latest)


def _at_best_hour(rhythm: Rhythm, zone: tzinfo, latest: datetime) -> datetime:
    """Until `latest`, the last moment at the hour at which a daily look comes soonest after the day's stories.

    Without it a portal that is looked at once a day would be so for ever at the hour of its first crawl.
    """
    waits = [sum(share * ((hour - told - 1) % 24) for told, share in enumerate(rhythm.hours)) for hour in range(24)]
    local = latest.astimezone(zone)
    if min(waits) > max(waits) - _MATTERS * 24:
        return latest
    past = timedelta(hours=(local.hour - waits.index(min(waits))) % 24, minutes=local.minute, seconds=local.second)
    return latest - past


@dataclass(frozen=True, slots=True)
class _Gap:
    """What a crawl found new, and so came out between two crawls."""

    start: datetime
    end: datetime
    new: int

    def spread(self, zone: tzinfo) -> Iterator[tuple[datetime, float]]:
        """Each hour of it by the portal's clock, with its part of the stories."""
        hours = max(1, round((self.end - self.start) / _HOUR))
        return (((self.start + n * _HOUR).astimezone(zone), self.new / hours) for n in range(hours))


def _gaps(crawls: Sequence[Past]) -> list[_Gap]:
    """Of the crawls after the first whole one, which also found what was old."""
    done = [past for past in crawls if past.end is End.DONE]
    return [_Gap(before.at, past.at, past.new) for past, before in pairwise(done)]


def _weekdays(stories: Sequence[Publication], gaps: Sequence[_Gap], zone: tzinfo) -> tuple[float, ...]:
    counts = [_FLAT / 7] * 7
    for story in stories:
        counts[story.at.weekday()] += 1
    if not stories:
        for local, part in _spread(gaps, zone):
            counts[local.weekday()] += part
    return _shares(counts)


def _hours(stories: Sequence[Publication], gaps: Sequence[_Gap], zone: tzinfo) -> tuple[float, ...]:
    """By the hours that the stories tell; where they tell but days, by those between two crawls."""
    counts = [_FLAT / 24] * 24
    for story in stories:
        counts[story.at.hour] += story.timed
    if not tell_hours(stories):
        for local, part in _spread(gaps, zone):
            counts[local.hour] += part
    return _shares(counts)


def _spread(gaps: Sequence[_Gap], zone: tzinfo) -> Iterator[tuple[datetime, float]]:
    return (hour for gap in gaps if gap.new and gap.end - gap.start <= _NEAR for hour in gap.spread(zone))


def _shares(counts: Sequence[float]) -> tuple[float, ...]:
    mean = sum(counts) / len(counts)
    return tuple(count / mean for count in counts)
