"""How often a portal is looked at, as its file says it: `every`, or the bounds of [polling]. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

from cronsim import CronSim, CronSimError

SOONEST = timedelta(minutes=5)  # nobody's portal is asked more often
LATEST = timedelta(days=90)

_DURATION = re.compile(r"(\d{1,6})\s?(m|h|d|w)", re.ASCII)
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_FIELDS = 5
_LOOKED_AT = timedelta(days=2)  # of a line's firings: two that are near each other are so within a day, or at midnight
_FROM = datetime(2000, 1, 1, tzinfo=UTC)  # a line is judged from one day on, so that it is right for ever or never


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """The bounds of two visits to a portal that is looked at as often as it publishes, as its file writes them.

    shortest: a story of the morning is held in the same half of the day, at no more than eight visits on a busy day.
    longest: on a quiet day a portal sees one visit, one or two requests, and its death is seen on the next.
    """

    shortest: str = "3h"
    longest: str = "24h"


USUAL_POLLING = Polling()


def duration_of(text: str) -> timedelta:
    """Read `90m`, `6h`, `2d` or `1w`. Raises ValueError with the reason.

    >>> duration_of("90m")
    datetime.timedelta(seconds=5400)
    """
    found = _DURATION.fullmatch(text.strip().lower())
    if found is None:
        raise ValueError(f'\'{text}\' is no length of time such as "90m", "6h", "2d" or "1w"')
    length = int(found[1]) * _UNITS[found[2]]
    if not SOONEST <= length <= LATEST:
        raise ValueError(f"'{text}' is not between 5 minutes and 90 days")
    return length


def is_cron(text: str) -> bool:
    """Whether it is meant to be a cron line."""
    return len(text.split()) > 2 or text.strip().startswith("@")


def check_cron(line: str) -> None:
    """Raise ValueError with the reason where a cron line is wrong, never fires, or fires too often."""
    if len(line.split()) != _FIELDS:
        raise ValueError(f"'{line}' is no cron line of five fields: minute, hour, day of the month, month, weekday")
    try:
        first = next(firings(line, None, _FROM), None)
    except CronSimError as error:
        raise ValueError(_of_cron(line, str(error))) from None
    if first is None:
        raise ValueError(f"'{line}' never fires")
    near = takewhile(lambda fired: fired < first + _LOOKED_AT, firings(line, None, first - timedelta(seconds=1)))
    if any(later - sooner < SOONEST for sooner, later in pairwise(near)):
        raise ValueError(f"'{line}' fires more often than every 5 minutes")


def _of_cron(line: str, error: str) -> str:
    """What cronsim says, in our words; a day that none of the months has is told as a bad day."""
    if "day-of-month" in error and _is_day(line.split()[2]):
        return f"'{line}' never fires: none of its months has such a day"
    return f"'{line}' is no cron line: {error[:1].lower()}{error[1:]}"


def _is_day(field: str) -> bool:
    try:
        CronSim(f"0 0 {field} * *", _FROM)
    except CronSimError:
        return False
    return True


def firings(line: str, zone: str | None, after: datetime) -> Iterator[datetime]:
    """The moments after `after` at which a cron line fires, in UTC. zone: whose clock it means, UTC without one.

    A time of day that a change of the clocks leaves out comes right after the gap; one that comes twice, once.
    """
    for moment in CronSim(line, after.astimezone(ZoneInfo(zone) if zone else UTC)):
        if (fired := moment.astimezone(UTC)) > after:  # in the second of two equal hours CronSim tells the first again
            yield fired
