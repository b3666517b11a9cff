"""Which silence is usual for a portal: weekends, holidays, yearly pauses, portals that seldom publish."""

import random
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from archive.verdicts import Health
from crawler.health.calendars import DayKind, calendar_of
from crawler.health.habits import habit_of
from crawler.health.silence import Silence, silence_of
from crawler.portal import Expectations

DAY = timedelta(days=1)
LAST = date(2025, 11, 14)  # a Friday
NOTHING = Expectations()


def every(days, since=LAST - 700 * DAY, until=LAST):
    return [since + n * DAY for n in range((until - since).days + 1) if days(since + n * DAY)]


def verdict(days, silent, country=None, expected=NOTHING):
    """After so many days without a story."""
    silence = Silence(habit=habit(tuple(days), country), last=days[-1], today=days[-1] + silent * DAY)
    return silence_of(silence, expected, dict.fromkeys(days, 1)).verdict


@cache
def habit(days, country):
    return habit_of(days, calendar_of(country))


def first(verdict_wanted, days, **rest):
    """The first day of silence with this verdict."""
    return next(n for n in range(1, 800) if verdict(days, n, **rest) is verdict_wanted)


def on_weekdays(day):
    return day.weekday() < 5


def test_a_weekend_is_no_silence_for_an_office_and_three_working_days_are():
    days = every(on_weekdays)
    assert verdict(days, 3) is Health.OK  # Monday
    assert 4 <= first(Health.STALE, days) <= 6


def test_where_friday_and_saturday_are_free_these_are_the_weekend():
    days = every(lambda day: day.weekday() not in {4, 5}, until=date(2025, 11, 13))  # a Thursday
    assert verdict(days, 3, country="EG") is Health.OK
    assert calendar_of("EG").kind(date(2025, 11, 14)) is DayKind.FREE
    assert calendar_of("EG").kind(date(2025, 11, 16)) is DayKind.WORK


def test_a_long_run_of_holidays_is_no_silence():
    def is_open(day):
        return calendar_of("VN").kind(day) in {DayKind.WORK, DayKind.BRIDGE}

    friday = date(2026, 2, 13)  # before Tet, which ends on 20 February
    assert verdict(every(is_open, until=friday, since=friday - 200 * DAY), 10, country="VN") is not Health.STALE
    assert verdict(every(is_open, until=friday - 28 * DAY, since=friday - 200 * DAY), 10, country="VN") is Health.STALE


def test_a_pause_that_comes_every_year_is_no_silence_in_its_season_alone():
    def is_open(day):
        return on_weekdays(day) and not (day.month == 8 and day.day < 29)

    summer = every(is_open, until=date(2025, 7, 31))
    assert verdict(summer, 28) is not Health.STALE
    assert verdict(every(is_open, until=date(2025, 11, 14)), 28) is Health.STALE


def test_a_portal_that_publishes_once_a_month_may_be_silent_for_a_month_and_more():
    days = every(lambda day: day.day == 14)
    assert verdict(days, 33) is not Health.STALE
    assert 31 < first(Health.STALE, days) <= 2 * 31


def test_a_portal_that_publishes_on_thursdays_is_silent_by_thursdays():
    days = every(lambda day: day.weekday() == 3, until=date(2025, 11, 13))
    assert verdict(days, 7) is Health.OK
    assert 8 < first(Health.STALE, days) <= 2 * 7 + 1


@pytest.mark.parametrize("seed", range(6))
def test_bursts_are_judged_by_the_silence_between_them(seed):
    chance, day, days = random.Random(seed), LAST - 700 * DAY, []
    while day < LAST:
        days += [day, day + DAY, day + 2 * DAY]
        day += chance.randint(12, 30) * DAY
    longest = max((later - earlier).days for earlier, later in pairwise(days))
    assert longest < first(Health.STALE, days) <= 2 * longest


def test_too_little_is_known_of_a_portal_with_four_days_of_stories():
    assert verdict([LAST - n * 10 * DAY for n in range(3, -1, -1)], 20) is Health.UNKNOWN


def test_even_of_such_a_portal_silence_without_end_is_told():
    assert verdict([LAST - n * 10 * DAY for n in range(3, -1, -1)], 101) is Health.STALE


def test_a_few_weeks_of_history_are_trusted_less_than_a_year():
    assert first(Health.STALE, every(on_weekdays, since=LAST - 40 * DAY)) > first(Health.STALE, every(on_weekdays))


def test_reasons_are_sentences_with_numbers():
    days = every(lambda day: day.weekday() == 3, until=date(2025, 11, 13))
    told = silence_of(Silence(habit=habit(tuple(days), None), last=days[-1], today=days[-1] + 23 * DAY), NOTHING, {})
    assert told.reasons == (
        "no new story for 23 days, since 2025-11-13; in the last year the longest silence was 7 days",
    )


# what the portal's file expects


def test_the_longest_silence_of_the_file_is_what_counts():
    days, expected = every(on_weekdays), Expectations(longest_silence=30 * DAY)
    assert verdict(days, 30, expected=expected) is not Health.STALE
    assert verdict(days, 31, expected=expected) is Health.STALE


def test_fewer_stories_a_month_than_the_file_expects_is_stale():
    days = every(lambda day: day.weekday() == 4)
    assert verdict(days, 1, expected=Expectations(stories_a_month=4)) is Health.OK
    assert verdict(days, 1, expected=Expectations(stories_a_month=10)) is Health.STALE


def test_half_a_story_a_month_is_one_in_two():
    days = every(lambda day: day.day == 14 and day.month % 2)
    assert verdict(days, 5, expected=Expectations(stories_a_month=0.5)) is Health.OK
