"""The simulated year: drawn by lot, the same for one seed, and measured as it says."""

from datetime import UTC, datetime, time, timedelta

import pytest
from year import Told, live, report
from year_portals import FIRST_CRAWL, Story, World, world

from archive.verdicts import Health

BEGIN = datetime.combine(FIRST_CRAWL, time(9), UTC)


def weekly(fate, **rest):
    """A portal of one story a week, that meets its fate after three weeks."""
    stories = [
        Story(at, at.date(), ())
        for at in (BEGIN + timedelta(days=days) for days in range(-364, 360, 7))
        if fate != "no news" or at < BEGIN + timedelta(days=21)
    ]
    return World(
        number=1, habit="weekly", country="DE", stories=stories, fate=fate, fated=BEGIN + timedelta(days=21),
        outages=[], refusals=[], absences=[], slow=0.0, has_feed=False, **rest,
    )  # fmt: skip


@pytest.mark.parametrize(("fate", "least", "most"), [("server off", 2, 5), ("no news", 8, 21), ("moved", 0.9, 3)])
def test_a_fate_is_told_in_time_and_nothing_before(fate, least, most):
    told = live(weekly(fate))
    assert least <= told.days <= most
    assert (told.alarms, told.longest, told.is_late) == ((), 7, False)


def test_one_seed_draws_the_same_portals():
    assert world(3, 5) == world(3, 5)
    assert world(3, 5) != world(3, 6)


def test_the_report_counts_alarms_by_portal_and_year():
    alarm = live(weekly("moved"))
    told = [Told(world=alarm.world, days=None, longest=7, alarms=(), years=1.0), alarm]
    lines = list(report(told))
    assert any(line.startswith("moved") and line.split()[1:3] == ["2", "1"] for line in lines)
    assert lines[-1] == "false alarms by verdict: none"
    assert Health.MOVED.needs_person
