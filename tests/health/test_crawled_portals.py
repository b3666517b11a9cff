"""Portals on loopback, crawled on several days of another clock: what health makes of what the crawls saw."""

import os
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from living_portal import LivingPortal
from static_portal import served

from archive import Archive
from archive.verdicts import Health
from crawler.health.judging import judge_portal
from crawler.portal import Portal

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]
FATES = ("none", "blocked", "moved", "off", "layout", "listing", "frozen feed", "silent")
SPEAKS = {"none", "layout", "listing", "frozen feed"}
TWICE = ("blocked", "moved", "off", "listing")  # what a single crawl does not tell
START = datetime(2026, 3, 11, 10, tzinfo=UTC)  # a Wednesday, whatever day the tests run on


def crawl(folder, portals, ahead):
    from_now = (START + ahead - datetime.now(UTC)).total_seconds()
    command = [sys.executable, HERE / "at_another_time.py", str(from_now), "crawl"]
    options = ["--archive", folder, "-s", "FILES=0", "-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_TIMEOUT=5"]
    urls = [f"{portal.base}/" for portal in portals]
    subprocess.run(
        [*command, *urls, *options], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
        timeout=120, check=False,
    )  # fmt: skip


def judged(folder, portals, ahead):
    """Each portal's verdict, by its fate."""
    now = START + ahead
    with Archive(folder, now=lambda: now) as archive:
        ids = {fate: portal.base.removeprefix("http://") for fate, portal in portals.items()}
        return {
            fate: judge_portal(archive, Portal(id=name, home=f"http://{name}/"), None, now)
            for fate, name in ids.items()
        }


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    """The verdicts of each day: {day: {fate: verdict}}; all is well on day 0, and befallen after it."""
    folder = tmp_path_factory.mktemp("days") / "archive"
    found = {}
    with ExitStack() as stack, ExitStack() as off:
        portals = {}
        for fate in FATES:
            closing = off if fate == "off" else stack
            portals[fate] = closing.enter_context(served(LivingPortal(START.date())))
        for day in (0, 1, 24):
            ahead = timedelta(days=day)
            for fate in SPEAKS:
                portals[fate].go_on((START + ahead).date())
            asked = {fate: portals[fate] for fate in (TWICE if day == 1 else FATES)}
            crawl(folder, asked.values(), ahead)
            found[day] = judged(folder, asked, ahead)
            for fate in FATES if day == 0 else ():
                portals[fate].befall(fate)
            off.close()
    return found


def test_what_goes_on_publishing_stays_well(days):
    assert days[24]["none"].verdict is Health.OK


def test_all_are_well_before_anything_befalls_them(days):
    assert {one.verdict for one in days[0].values()} == {Health.OK}


def test_a_single_day_of_trouble_is_no_verdict_yet(days):
    assert {one.verdict for one in days[1].values()} <= {Health.OK, Health.QUIET}
    assert "that may pass" in days[1]["off"].reasons[-1]


@pytest.mark.parametrize(
    ("fate", "verdict"),
    [
        ("blocked", Health.BLOCKED),
        ("moved", Health.MOVED),
        ("off", Health.DOWN),
        ("layout", Health.LAYOUT_CHANGED),
        ("listing", Health.LISTING_BROKEN),
        ("frozen feed", Health.FEED_DEAD),
        ("silent", Health.STALE),
    ],
)
def test_what_befell_a_portal_is_told_with_its_reasons(days, fate, verdict):
    told = days[24][fate]
    assert told.verdict is verdict
    assert told.reasons


def test_a_portal_that_moved_is_told_with_where_to(days):
    assert days[24]["moved"].moved_to == "http://new-ministry.example/news"


def test_a_changed_layout_names_pages_that_show_it(days):
    assert all("-report-on-" in url for url in days[24]["layout"].examples)
    assert days[24]["layout"].examples
