"""Polling follows how often a portal publishes, by weekday and hour of its own clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.polling import Polling
from crawler.portal import Portal
from crawler.scheduling.due import due_at
from crawler.scheduling.history import End, History, Past, Publication

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 11, 16, tzinfo=HANOI)


def portal(**given) -> Portal:
    return Portal(id="vn-a", home="https://vn-a.example/", timezone="Asia/Ho_Chi_Minh", **given)


def office_hours(a_day: int, *, timed: bool = True, weeks: int = 8) -> tuple[Publication, ...]:
    """Stories of the working days before MONDAY, `a_day` between 8 and 17 o'clock, the newest first."""
    days = (MONDAY.replace(tzinfo=None) - timedelta(days=n) for n in range(1, weeks * 7))
    hours = [8 + 9 * n / a_day for n in range(a_day)]
    stories = (day + timedelta(hours=hour if timed else 0) for day in days if day.weekday() < 5 for hour in hours)
    return tuple(Publication(at, timed=timed) for at in sorted(stories, reverse=True))


def crawled(at: datetime, stories=(), ends=(End.DONE,)) -> History:
    """A portal that was crawled then, and as often as `ends` says each three hours before."""
    crawls = tuple(Past((at - timedelta(hours=3 * n)).astimezone(UTC), end) for n, end in enumerate(ends))
    return History(crawls=crawls, stories=stories)


def next_crawl(history: History, **given) -> datetime:
    last = history.crawls[0].at
    return due_at(portal(**given), history, last).astimezone(HANOI)


def test_without_a_history_it_is_crawled_again_in_the_middle_of_its_bounds():
    at = MONDAY + timedelta(hours=8)
    assert timedelta(hours=8) < next_crawl(crawled(at)) - at < timedelta(hours=9)
    within = Polling(shortest="1h", longest="4h")
    assert next_crawl(crawled(at), polling=within) - at == timedelta(hours=2)


def test_while_a_portal_publishes_much_it_is_crawled_as_often_as_it_allows():
    at = MONDAY + timedelta(hours=9)
    assert next_crawl(crawled(at, office_hours(10))) - at == timedelta(hours=3)


def test_the_night_of_a_portal_is_not_spent_crawling_it():
    at = MONDAY + timedelta(hours=18)
    assert (
        MONDAY + timedelta(days=1, hours=8)
        < next_crawl(crawled(at, office_hours(4)))
        < MONDAY + timedelta(days=1, hours=12)
    )


def test_on_a_quiet_day_a_portal_is_crawled_once():
    saturday = MONDAY + timedelta(days=5, hours=16)
    assert next_crawl(crawled(saturday, office_hours(8))) - saturday > timedelta(hours=20)


def test_a_portal_that_publishes_rarely_is_crawled_at_its_longest_after_its_working_day():
    at, rarely = MONDAY + timedelta(hours=9), tuple(story for n in range(8) for story in office_hours(8)[n::80])
    rarely = tuple(sorted(rarely, key=lambda story: story.at, reverse=True))[::8]
    evening = next_crawl(crawled(at, rarely))
    assert MONDAY + timedelta(hours=15) < evening <= MONDAY + timedelta(hours=18)
    assert next_crawl(crawled(evening, rarely)) - evening == timedelta(hours=24)
    assert next_crawl(crawled(evening, rarely), polling=Polling(longest="3d")) - evening > timedelta(days=1)


def test_where_no_hour_is_better_than_another_a_rare_portal_is_crawled_at_its_longest():
    at = MONDAY + timedelta(hours=9)
    around_the_clock = tuple(
        Publication((MONDAY - timedelta(hours=49 * n)).replace(tzinfo=None), timed=True) for n in range(1, 25)
    )
    assert next_crawl(crawled(at, around_the_clock)) - at == timedelta(hours=24)


@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("a_day", [1, 3, 40])
def test_no_crawl_is_sooner_than_the_shortest_nor_later_than_the_longest(hour, a_day):
    at = MONDAY + timedelta(hours=hour)
    pause = next_crawl(crawled(at, office_hours(a_day, weeks=2))) - at
    assert timedelta(hours=3) <= pause <= timedelta(hours=24)


def test_days_without_an_hour_tell_of_the_weekday_and_crawls_tell_of_the_hour():
    """The stories of each day are found by the crawls at 9, 13 and 17 o'clock, none by those of the night."""
    hours = [(17, 3), (13, 3), (9, 2), (5, 0), (1, 0), (21, 0)]
    days = [MONDAY - timedelta(days=n) for n in range(1, 15)]
    crawls = [Past(day.replace(hour=hour).astimezone(UTC), End.DONE, new) for day in days for hour, new in hours]
    crawls.sort(key=lambda past: past.at, reverse=True)
    history = History(crawls=tuple(crawls), stories=office_hours(8, timed=False))
    evening, morning = MONDAY + timedelta(hours=17), MONDAY + timedelta(hours=6)
    for at, least, most in ((evening, 11, 18), (morning, 3, 5)):
        now = History(crawls=(Past(at.astimezone(UTC), End.DONE), *crawls), stories=history.stories)
        assert timedelta(hours=least) <= next_crawl(now) - at <= timedelta(hours=most)


def test_a_portal_without_dates_is_known_by_what_its_crawls_found():
    at = MONDAY + timedelta(hours=9)
    starts = [(at - timedelta(hours=3 * n)).astimezone(UTC) for n in range(100)]
    busy = History(crawls=tuple(Past(start, End.DONE, 2) for start in starts))
    dead = History(
        crawls=(*(Past(start, End.DONE, 0) for start in starts), Past(starts[-1] - timedelta(days=9), End.DONE, 900))
    )
    assert next_crawl(busy) - at == timedelta(hours=3)
    assert next_crawl(dead) - at == timedelta(hours=24)


def test_while_a_portal_is_down_it_is_asked_less_and_less_often():
    at = MONDAY + timedelta(hours=9)
    stories = office_hours(20)
    pauses = [next_crawl(crawled(at, stories, (*[End.FAILED] * n, End.DONE))) - at for n in range(7)]
    assert pauses == [timedelta(hours=hours) for hours in (3, 3, 6, 12, 24, 24, 24)]


def test_what_a_failed_crawl_did_not_see_is_still_to_be_expected():
    """A portal that could wait for hours is asked again sooner when it did not answer."""
    at, stories = MONDAY + timedelta(hours=9), office_hours(2)
    failed = crawled(at, stories, (End.FAILED, *[End.DONE]))
    missed = History(
        crawls=(failed.crawls[0], Past((at - timedelta(days=3)).astimezone(UTC), End.DONE)), stories=stories
    )
    assert next_crawl(missed) - at == timedelta(hours=3)
    assert next_crawl(crawled(at, stories)) - at > timedelta(hours=4)
