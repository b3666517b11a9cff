"""Which days a country works: its weekend, its public holidays, and the days between them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_BETWEEN = 6  # days to a holiday before and after, within which a working day is one between holidays
_NEAR = 4  # days to a long run of holidays
_RUN = 3  # holidays in a working week that make a long run
_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """What a day is to an office."""

    WORK = "work"
    FREE = "free"  # a weekend's
    HOLIDAY = "holiday"
    BRIDGE = "bridge"  # a working day between holidays, or close to a long run of them


class Calendar:
    """country: ISO 3166-1 alpha-2; of one that nobody has a calendar of, Saturday and Sunday are known alone."""

    def __init__(self, country: str | None) -> None:
        self.country = country
        self._kinds: dict[date, DayKind] = {}

    def kind(self, day: date) -> DayKind:
        """What a day is."""
        if day not in self._kinds:
            self._kinds[day] = self._kind(day)
        return self._kinds[day]

    def holiday(self, day: date) -> str | None:
        """What a public holiday is called."""
        return self._holidays.get(day) if self._holidays is not None else None

    def again(self, day: date, today: date) -> Iterator[date]:
        """The days about today (from 90 before to 30 after) that are the holiday that an earlier day was."""
        name = self.holiday(day)
        for n in range(-90, 30) if name else ():
            other = today + n * _DAY
            if other > day + 90 * _DAY and self.holiday(other) == name:
                yield other

    def is_free(self, day: date) -> bool:
        """Whether a day is a weekend's, and not one that is worked to make up for another."""
        if self._holidays is None:
            return day.weekday() >= 5
        return self._holidays.is_weekend(day) and not self._holidays.is_working_day(day)

    @cached_property
    def _holidays(self) -> HolidayBase | None:
        from holidays import country_holidays  # a third of a second

        try:
            return country_holidays(self.country) if self.country else None
        except NotImplementedError:
            return None

    def _kind(self, day: date) -> DayKind:
        if self.holiday(day):
            return DayKind.HOLIDAY
        if self.is_free(day):
            return DayKind.FREE
        return DayKind.BRIDGE if self._is_between(day) or self._is_near_a_run(day) else DayKind.WORK

    def _is_between(self, day: date) -> bool:
        before = any(self.holiday(day - n * _DAY) for n in range(1, _BETWEEN + 1))
        return before and any(self.holiday(day + n * _DAY) for n in range(1, _BETWEEN + 1))

    def _is_near_a_run(self, day: date) -> bool:
        for first in (day - (_NEAR + 4) * _DAY, day + _DAY):
            found = [bool(self.holiday(first + n * _DAY)) for n in range(_NEAR + 4)]
            if any(sum(found[n : n + 5]) >= _RUN for n in range(_NEAR)):
                return True
        return False


@cache
def calendar_of(country: str | None) -> Calendar:
    """The calendar of a country, made once."""
    return Calendar(country)
