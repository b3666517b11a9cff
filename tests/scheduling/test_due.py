"""When a portal is due, and in what order portals are taken."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from crawler.portal import Portal
from crawler.scheduling.due import DUE, LEFT_OVER, NEVER_CRAWLED, due, due_at
from crawler.scheduling.history import End, History, Past

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday


def portal(name: str = "xx-one", **given) -> Portal:
    return Portal(id=name, home=f"https://{name}.example/", **given)


def past(*ends: End, hours: float = 1, last_run: datetime | None = None) -> History:
    """Crawls that ended so, the newest first, the last of them `hours` ago and the others as far apart."""
    crawls = tuple(Past(NOW - timedelta(hours=hours) * (n + 1), end) for n, end in enumerate(ends))
    return History(crawls=crawls, last_run=last_run)


def after(last: str, zone: str | None, every: str, ends=(End.DONE,)) -> str:
    """When a portal is due by the clock of its zone, that was crawled at `last` of this clock."""
    at = datetime.fromisoformat(last).replace(tzinfo=ZoneInfo(zone or "UTC"))
    crawls = tuple(Past(at.astimezone(UTC) - timedelta(minutes=n), end) for n, end in enumerate(ends))
    found = due_at(portal(every=every, timezone=zone), History(crawls=crawls), at.astimezone(UTC))
    assert found.tzinfo is UTC
    return f"{found.astimezone(at.tzinfo):%a %Y-%m-%d %H:%M}"


def test_a_portal_that_was_never_crawled_is_due():
    assert due_at(portal(), History(), NOW) == NOW
    assert [one.why for one in due([(portal(), History())], NOW)] == [NEVER_CRAWLED]


def test_a_portal_with_a_length_of_time_is_due_that_long_after_its_last_crawl():
    assert due_at(portal(every="6h"), past(End.DONE, hours=2), NOW) == NOW + timedelta(hours=4)
    assert not due([(portal(every="6h"), past(End.DONE, hours=2))], NOW)


@pytest.mark.parametrize(
    ("last", "zone", "every", "expected"),
    [
        ("2026-11-18 12:00", None, "0 6,18 * * mon-fri", "Wed 2026-11-18 18:00"),
        ("2026-11-20 19:00", None, "0 6,18 * * mon-fri", "Mon 2026-11-23 06:00"),
        ("2026-11-18 12:00", "Asia/Ho_Chi_Minh", "0 6 * * *", "Thu 2026-11-19 06:00"),
        ("2026-11-18 12:00", None, "0 9 * * 0", "Sun 2026-11-22 09:00"),
        ("2026-11-18 12:00", None, "0 9 * * 7", "Sun 2026-11-22 09:00"),
        ("2026-11-18 12:00", None, "0 9 * * SUN", "Sun 2026-11-22 09:00"),
        ("2026-11-18 12:00", None, "0 9 * * 1", "Mon 2026-11-23 09:00"),
        ("2026-11-18 12:00", None, "0 9 13 * fri", "Fri 2026-11-20 09:00"),  # either of the two, as in cron(8)
        ("2026-11-18 09:00", None, "0 9 * * *", "Thu 2026-11-19 09:00"),  # not twice at the same moment
        # The clocks go forward from 2 to 3 on 2026-03-29, and back from 3 to 2 on 2026-10-25.
        ("2026-03-28 12:00", "Europe/Berlin", "30 2 * * *", "Sun 2026-03-29 03:00"),
        ("2026-03-29 03:00", "Europe/Berlin", "30 2 * * *", "Mon 2026-03-30 02:30"),
        ("2026-10-24 12:00", "Europe/Berlin", "30 2 * * *", "Sun 2026-10-25 02:30"),
        ("2026-10-25 02:30", "Europe/Berlin", "30 2 * * *", "Mon 2026-10-26 02:30"),
        ("2026-03-29 01:30", "Europe/Berlin", "0 */2 * * *", "Sun 2026-03-29 04:00"),
    ],
)
def test_a_cron_line_means_the_clock_of_the_portal(last, zone, every, expected):
    assert after(last, zone, every) == expected


def test_in_the_hour_that_comes_twice_a_time_of_day_fires_once():
    berlin = ZoneInfo("Europe/Berlin")
    second = datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=berlin).astimezone(UTC)  # 02:30 has been, an hour ago
    found = due_at(portal(every="30 2 * * *", timezone="Europe/Berlin"), History(crawls=(Past(second, End.DONE),)), NOW)
    assert found > second
    assert found.astimezone(berlin).isoformat() == "2026-10-26T02:30:00+01:00"


@pytest.mark.parametrize(("failures", "hours"), [(0, 6), (1, 6), (2, 12), (3, 24), (4, 24), (99, 24)])
def test_a_portal_that_is_down_is_asked_half_as_often_with_each_failure(failures, hours):
    failed = past(*[End.FAILED] * failures, End.DONE, hours=1)
    assert due_at(portal(every="6h"), failed, NOW) - failed.crawls[0].at == timedelta(hours=hours)


def test_one_that_is_asked_more_rarely_anyway_is_not():
    failed = past(*[End.FAILED] * 9, hours=1)
    assert due_at(portal(every="2d"), failed, NOW) - failed.crawls[0].at == timedelta(days=2)


@pytest.mark.parametrize(
    ("failures", "expected"),
    [
        (1, "Wed 2026-11-18 18:00"),
        (2, "Wed 2026-11-18 20:00"),
        (3, "Thu 2026-11-19 00:00"),
        (9, "Thu 2026-11-19 16:00"),
    ],
)
def test_firings_of_a_cron_line_are_left_out_while_a_portal_is_down(failures, expected):
    assert after("2026-11-18 17:30", None, "0 */2 * * *", [End.FAILED] * failures) == expected


# order


def test_a_portal_that_was_interrupted_is_due_at_once_and_comes_first():
    overdue = (portal("xx-late", every="5m"), past(End.DONE, hours=50))
    stopped = (portal("xx-stopped", every="6h"), past(End.STOPPED, End.DONE, hours=1))
    killed = (portal("xx-killed", every="6h"), past(End.BROKEN, End.DONE, hours=2))
    found = due([overdue, stopped, killed], NOW)
    assert [one.portal.id for one in found] == ["xx-killed", "xx-stopped", "xx-late"]
    assert [one.why for one in found] == [LEFT_OVER, LEFT_OVER, DUE]


def test_a_portal_that_breaks_each_crawl_is_not_tried_for_ever():
    """One that is too much for the machine's memory kills the others' crawls too."""
    pauses = [due_at(portal(), crawls := past(*[End.BROKEN] * n), NOW) - crawls.crawls[0].at for n in range(1, 5)]
    assert pauses == [timedelta(minutes=minutes) for minutes in (0, 10, 20, 40)]


def test_a_portal_that_is_being_crawled_is_not_due():
    assert not due([(portal(), past(End.AT_WORK, hours=99))], NOW)


def test_each_portal_gets_its_turn_however_short_the_runs_are():
    """Three that need ten runs each, and three that need one; each run has time for two."""
    wanted = dict.fromkeys(["xx-a", "xx-b", "xx-c"], 10) | dict.fromkeys(["xx-d", "xx-e", "xx-f"], 1)
    histories = {name: past(End.DONE, hours=30) for name in wanted}
    taken = []
    now, last_run = NOW, None
    for _ in range(6):
        ready = due([(portal(name), replace(histories[name], last_run=last_run)) for name in wanted], now)
        for one in ready[:2]:
            name = one.portal.id
            taken.append(name)
            wanted[name] -= 1
            ended = Past(now, End.STOPPED if wanted[name] else End.DONE)
            histories[name] = replace(histories[name], crawls=(ended, *histories[name].crawls))
        now, last_run = now + timedelta(minutes=30), now
    assert set(taken[:6]) == set(wanted)
    assert taken.count("xx-d") == 1
    assert all(taken.count(name) > 1 for name in ("xx-a", "xx-b", "xx-c"))


def test_a_clock_that_was_ahead_once_keeps_no_portal_from_being_crawled():
    assert due_at(portal(every="6h"), past(End.DONE, hours=-9000), NOW) == NOW
