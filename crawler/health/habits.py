"""What silence is usual for a portal: read from the days on which it published. Pure.

Silence is measured in days that count: a day weighs as much as the portal's weekday, its country's holidays and the
days around them bring stories. A working day of most portals weighs a little more than one, a Sunday next to nothing.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise

from crawler.health.calendars import Calendar, DayKind

YEAR = timedelta(days=365)
FEW = 5  # days with stories, under which nothing is known of a portal's habits
BRIEF = timedelta(days=21)  # from the first to the last of them, likewise
_WINDOW = timedelta(days=730)
_LONGER = timedelta(days=1461)  # of portals with few stories
_SPARSE = 30  # days with stories in the window that make it long enough
_SOME = 8  # silences of the last year that make it long enough
_ALARMS = 0.1  # silences a year that may be taken for an end, and are none
_LEAST, _MOST = 1.5, 1.9  # bounds of the limit, in longest silences
_MORE, _LONGER_FLOOR = 2.0, 8.0  # what is added to these and to the floor, where not all seasons were seen
_FLOOR = 2.5  # days that count: nothing shorter is silence
_OUTLIER = 2.2  # times the next longest, from which a silence is a pause of its own
_ONCE_MORE = 1.4  # of a pause that came once
_SAME_TIME = 30  # days
_FREE_PRIOR, _HOLIDAY_PRIOR, _BRIDGE_PRIOR = 0.25, 0.25, 0.6  # of a working day
_WEEKS, _EVENTS = 4.0, 2.0  # how much the priors weigh
_LIGHTEST = 0.03
_A_MONDAY = date(2025, 3, 10)  # of a week without holidays nearly everywhere


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence between two days with stories. weight: its days that count, and one."""

    start: date
    end: date
    weight: float

    @property
    def days(self) -> int:
        """From day to day: 1 where the portal published on the next day."""
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Days that count. rates: by weekday, 1 on the mean; factors: by what a day is else."""

    calendar: Calendar
    rates: tuple[float, ...]
    factors: dict[DayKind, float]

    def weight(self, day: date) -> float:
        """How much a day counts; 1 on the mean of a week without holidays."""
        return max(self.rates[day.weekday()] * self.factors.get(self.calendar.kind(day), 1.0), _LIGHTEST)

    def between(self, start: date, end: date) -> float:
        """The days that count between two days, and one for the day on which the story came."""
        return 1 + sum(self.weight(start + timedelta(days=n)) for n in range(1, (end - start).days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a portal publishes. days: on which it did, in order. is_known: they are enough to speak of a habit.

    gaps: the silences of the last year, without those beyond all others. limit: what no silence exceeds but once in
    years, in days that count; usual: what nine in ten do not exceed. pauses: silences beyond all others; one that
    came once may come at any time, those of one time of the year in several years are beyond the limit. longest: days
    of the longest silence of the last year but for these. since: when that year began.
    """

    days: tuple[date, ...]
    clock: Clock
    is_known: bool = False
    gaps: tuple[Gap, ...] = ()
    pauses: tuple[Gap, ...] = ()
    limit: float = math.inf
    usual: float = 1.0
    longest: int = 0
    since: date = date.min


def habit_of(days: Sequence[date], calendar: Calendar) -> Habit:
    """Read a habit from the days on which a portal published, in order, each once."""
    recent = _window(days)
    clock = _clock(recent, calendar)
    if len(recent) < FEW or recent[-1] - recent[0] < BRIEF:
        return Habit(days=tuple(days), clock=clock)
    gaps = _gaps(recent, clock)
    latest = [gap for gap in gaps if gap.end > recent[-1] - YEAR]
    latest = latest if len(latest) >= _SOME else gaps
    outliers = _outliers(gaps, years=(recent[-1] - recent[0]).days / 365)
    odd = [gap for gap in outliers if not any(_is_yearly(gap, other) for other in outliers)]
    plain = [gap for gap in latest if gap not in outliers] or latest
    span = (plain[-1].end - plain[0].start).days / 365
    return Habit(
        days=tuple(days),
        clock=clock,
        is_known=True,
        gaps=tuple(plain),
        pauses=tuple(outliers),
        limit=max(_limit([gap.weight for gap in plain], span), *(gap.weight * _ONCE_MORE for gap in odd), 0.0),
        usual=sorted(gap.weight for gap in plain)[int(0.9 * len(plain))],
        longest=max(gap.days for gap in (*plain, *odd)),
        since=max(recent[0], latest[0].start),
    )


def _window(days: Sequence[date]) -> Sequence[date]:
    if not days:
        return days
    recent = days[bisect_left(days, days[-1] - _WINDOW) :]
    return recent if len(recent) >= _SPARSE else days[bisect_left(days, days[-1] - _LONGER) :]


# days that count


def _clock(days: Sequence[date], calendar: Calendar) -> Clock:
    """Read how much each kind of day brings; where little is known, offices' days count."""
    told = set(days)
    every = _each(days[0], days[-1]) if days else []
    kinds: dict[DayKind, list[date]] = {kind: [] for kind in DayKind}
    for day in every:
        kinds[calendar.kind(day)].append(day)
    by_weekday: list[list[date]] = [[] for _ in range(7)]
    for day in (*kinds[DayKind.WORK], *kinds[DayKind.FREE]):
        by_weekday[day.weekday()].append(day)
    free = [calendar.is_free(_A_MONDAY + timedelta(days=weekday)) for weekday in range(7)]
    whole = (len(days) + 1) / (len(every) + 2)
    working = whole * 7 / sum(_FREE_PRIOR if one else 1.0 for one in free)
    rates = []
    for weekday in range(7):
        mine = by_weekday[weekday]
        prior = min(working, 1.0) * (_FREE_PRIOR if free[weekday] else 1.0)
        rates.append((sum(day in told for day in mine) + _WEEKS * prior) / (len(mine) + _WEEKS))
    factors = {
        kind: _factor(kinds[kind], told, rates, prior)
        for kind, prior in ((DayKind.HOLIDAY, _HOLIDAY_PRIOR), (DayKind.BRIDGE, _BRIDGE_PRIOR))
    }
    mean = sum(rates) / 7
    return Clock(calendar=calendar, rates=tuple(rate / mean for rate in rates), factors=factors)


def _each(first: date, last: date) -> list[date]:
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]


def _factor(mine: Sequence[date], told: set[date], rates: Sequence[float], prior: float) -> float:
    """What days of a kind bring, of what their weekdays would."""
    expected = sum(rates[day.weekday()] for day in mine)
    return min((sum(day in told for day in mine) + _EVENTS * prior) / (expected + _EVENTS), 1.0)


def _gaps(days: Sequence[date], clock: Clock) -> list[Gap]:
    weights = map(clock.weight, _each(days[0], days[-1]))
    passed = [0.0, *accumulate(weights)]

    def weight(start: date, end: date) -> float:
        return 1 + passed[(end - days[0]).days] - passed[(start - days[0]).days + 1]

    return [Gap(start, end, weight(start, end)) for start, end in pairwise(days)]


# what is usual


def _is_yearly(gap: Gap, other: Gap) -> bool:
    """Whether two silences began at one time of different years, give or take what holidays move."""
    days = abs((other.start - gap.start).days)
    return days > _SAME_TIME and min(days % 365, -days % 365) <= _SAME_TIME


def _outliers(gaps: Sequence[Gap], years: float) -> list[Gap]:
    """The few silences that are far longer than all others."""
    longest = sorted(gaps, key=lambda gap: gap.weight, reverse=True)
    if len(gaps) < _SOME * 2:
        return []
    for number in range(max(round(2 * years), 1), 0, -1):
        if longest[number - 1].weight > _OUTLIER * max(longest[number].weight, _FLOOR):
            return longest[:number]
    return []


def _limit(weights: Sequence[float], years: float) -> float:
    """The silence that comes but once in years, from the tail of those that came; weights: in order of time.

    The tail is taken to be exponential beyond half of the longest; few that reach there tell little, which makes the
    limit longer (the predictive distribution of the next excess). So does less than a year, since a season that was not
    seen may bring a pause, and a portal that publishes less and less.
    """
    longest = max(weights)
    bound = longest / 2
    excesses = [weight - bound for weight in weights if weight >= bound]
    often = max(len(excesses) / max(years, 0.25) / _ALARMS, 1.0)
    beyond: float = sum(excesses) * (often ** (1 / len(excesses)) - 1)
    brief, very_brief = max(1 - years, 0.0), max(1 - 2 * years, 0.0)
    most = longest * (_MOST + _MORE * very_brief)
    least = longest * (_LEAST * max(_trend(weights), 1.0) + _MORE * brief)
    return max(min(max(bound + beyond, least), most), _FLOOR + _LONGER_FLOOR * brief)


def _trend(weights: Sequence[float]) -> float:
    """How much longer the silences of the last quarter are than all."""
    latest = weights[-max(len(weights) // 4, 1) :]
    return (sum(latest) / len(latest)) / (sum(weights) / len(weights))


def anniversaries(pause: Gap, today: date, calendar: Calendar) -> Iterator[tuple[date, date]]:
    """When a pause may come again about today: at its time of year, and by the holidays that lie in it."""
    for years in range(1, 5):
        shift = timedelta(days=round(365.25 * years))
        yield pause.start + shift, pause.end + shift
    for n in range(pause.days + 1):
        day = pause.start + timedelta(days=n)
        for other in calendar.again(day, today):
            yield pause.start + (other - day), pause.end + (other - day)
