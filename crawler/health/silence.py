"""Whether a portal's silence is within its habits. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from archive.verdicts import Health
from crawler.health.finding import Finding
from crawler.health.habits import Gap, Habit, anniversaries
from crawler.portal import Expectations

_SLACK = timedelta(days=14)  # by which a yearly pause may shift
_BEYOND = 1.3  # of the longest silence, in days of the calendar
_AGAIN = 1.3  # of its length, that a yearly pause may take
_EDGES = 4  # days that count, before and after it
_ROUNDED = 1.01
_FEW_FACTOR, _FEW_LEAST = 3, 100  # of portals with very few stories: times the longest silence, days at least


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A portal's silence as its last crawl saw it. last: the day of the newest story; today: of the crawl."""

    habit: Habit
    last: date
    today: date

    @property
    def days(self) -> int:
        """From the newest story on."""
        return max((self.today - self.last).days, 0)

    @property
    def weight(self) -> float:
        """In days that count."""
        return self.habit.clock.between(self.last, self.today) if self.days else 0.0


def silence_of(silence: Silence, expected: Expectations, counts: Mapping[date, int]) -> Finding:
    """Judge a silence. counts: of all stories, by day."""
    told = _told(silence)
    if expected.longest_silence is not None:
        limit = expected.longest_silence.days
        if silence.days > limit:
            return _stale(silence, f"{told}; its file expects none longer than {limit} days")
    elif silence.habit.is_known and _is_unusual(silence):
        return _stale(silence, f"{told}; {_usual(silence.habit)}", *_pauses(silence.habit))
    elif not silence.habit.is_known and _is_long(silence):
        return _stale(silence, f"{told}; {_usual(silence.habit)}")
    if (short := _too_few(silence, expected, counts)) is not None:
        return _stale(silence, short, told)
    return _alive(silence, told)


def _is_unusual(silence: Silence) -> bool:
    """Whether neither the days that count nor the calendar's explain a silence: one week left out is no end."""
    longest = max(gap.days for gap in silence.habit.gaps)
    return silence.days > _BEYOND * longest and silence.weight > limit_of(silence)


def limit_of(silence: Silence) -> float:
    """The longest silence, in days that count, that habits and yearly pauses explain."""
    habit = silence.habit
    again = [_extended(silence, pause) for pause in habit.pauses]
    return max(habit.limit, *again, 0.0)


def _extended(silence: Silence, pause: Gap) -> float:
    """The limit where a yearly pause is due; 0 where it is not."""
    clock = silence.habit.clock
    for start, end in anniversaries(pause, silence.today, clock.calendar):
        if silence.last <= end + _SLACK and silence.today >= start - _SLACK and silence.last >= start - 2 * _SLACK:
            return pause.weight * _AGAIN + _EDGES
    return 0.0


def _is_long(silence: Silence) -> bool:
    """Whether even a portal of very few stories has been silent for too long."""
    days = silence.habit.days
    if len(days) < 2:
        return False
    longest = max((later - earlier).days for earlier, later in pairwise(days))
    return silence.days > max(_FEW_FACTOR * longest, _FEW_LEAST)


def _too_few(silence: Silence, expected: Expectations, counts: Mapping[date, int]) -> str | None:
    wanted = expected.stories_a_month
    if not wanted:
        return None
    span = max(30, math.ceil(30 / wanted))
    first = silence.today - timedelta(days=span)
    if not counts or min(counts) > first:
        return None
    found = sum(number for day, number in counts.items() if first < day <= silence.today)
    if found >= math.floor(wanted * span / 30):
        return None
    return f"{_number(found, 'story', 'stories')} in the last {span} days; its file expects {wanted:g} a month"


def _alive(silence: Silence, told: str) -> Finding:
    habit = silence.habit
    since = silence.last.isoformat()
    if not habit.is_known:
        known = _number(len(habit.days), "day with stories is known", "days with stories are known")
        return Finding(Health.UNKNOWN, since, (f"only {known}: too few to speak of its habits", told))
    if silence.days > 1 and silence.weight > habit.usual * _ROUNDED:
        return Finding(Health.QUIET, since, (f"{told}; {_usual(habit)}", *_free_days(silence)))
    return Finding(Health.OK, since, (told,))


def _stale(silence: Silence, *reasons: str) -> Finding:
    return Finding(Health.STALE, silence.last.isoformat(), reasons)


def _told(silence: Silence) -> str:
    if silence.days == 0:
        return "the newest story is of today"
    return f"no new story for {_number(silence.days, 'day', 'days')}, since {silence.last}"


def _usual(habit: Habit) -> str:
    if not habit.is_known:
        return f"{_number(len(habit.days), 'day', 'days')} with stories are known"
    span = (habit.days[-1] - habit.since).days
    when = "in the last year" if 330 <= span <= 400 else f"in the {span} days before"
    return f"{when} the longest silence was {_number(habit.longest, 'day', 'days')}"


def _pauses(habit: Habit) -> list[str]:
    return [
        f"a pause of {pause.days} days from {pause.start} is not counted: it belongs to another time of the year"
        for pause in [pause for pause in habit.pauses if pause.weight > habit.limit][:2]
    ]


def _free_days(silence: Silence) -> list[str]:
    clock = silence.habit.clock
    days = [silence.last + timedelta(days=n) for n in range(1, silence.days)]
    named = list(dict.fromkeys(name for day in days[:60] if (name := clock.calendar.holiday(day))))
    return [f"holidays lie in it: {', '.join(named[:3])}"] if named else []


def _number(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"
