"""What an archive remembers of portals' health, and what it is judged from: real tables, a clock of its own."""

from datetime import UTC, datetime, timedelta

import pytest
from polled import look

from archive import Archive
from archive.article import Article
from archive.frontier import NewAddress, State
from archive.polls import Cases, Look, Observed, decode, encode
from archive.store import Visit
from archive.verdicts import Health, Verdict
from crawler.health.judging import judge_portal, verdict_on
from crawler.portal import Portal

PORTAL = Portal(id="m.example", home="https://m.example/")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
WELL = Observed(looks=(look(),))


class Clock:
    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def wait(self, **much):
        self.now += timedelta(**much)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def archive(tmp_path, clock):
    with Archive(tmp_path / "archive", now=clock) as opened:
        yield opened


def crawl(archive, *dates, observed=WELL, portal="m.example", finish="finished", run=None):
    """A crawl that finds stories of these days; None is a story without a day."""
    run = run or archive.start_run([portal])
    archive.remember_portal(portal, name=portal)
    archive.begin_portal(run, portal)
    for day in dates:
        story(archive, day, portal)
    if finish:
        archive.end_portal(run, portal, {"finish": finish, "new": len(dates)}, observed)
    return run


def story(archive, day, portal):
    number = len(archive.addresses(portal)) + 1
    article = Article(title=f"Story {number}", body=f"What happened, for the {number}th time.", date=day)
    archive.save(
        Visit(portal=portal, url=f"https://{portal}/{number}", state=State.DONE, kind="article", article=article)
    )


def days_before(*ages):
    return [(START - timedelta(days=age)).date().isoformat() for age in ages]


def judged(archive, clock):
    return judge_portal(archive, PORTAL, None, clock())


def test_the_history_that_a_first_crawl_finds_is_the_habit_at_once(archive, clock):
    crawl(archive, *days_before(*range(0, 400, 7)))
    assert judged(archive, clock).verdict is Health.OK
    clock.wait(days=20)
    crawl(archive)
    told = judged(archive, clock)
    assert told.verdict is Health.STALE
    assert (
        told.reasons[0] == "no new story for 20 days, since 2026-03-02; in the last year the longest silence was 7 days"
    )


def test_what_nobody_watched_is_not_the_portals_silence(archive, clock):
    crawl(archive, *days_before(*range(0, 400, 7)))
    clock.wait(days=60)
    assert judged(archive, clock).verdict is Health.OK  # no crawl since: nobody knows


def test_of_stories_without_days_the_first_sights_tell_and_those_of_the_first_crawl_tell_nothing(archive, clock):
    crawl(archive, *[None] * 30)
    assert judged(archive, clock).verdict is Health.UNKNOWN
    for _ in range(12):
        clock.wait(days=3)
        crawl(archive, None)
    assert judged(archive, clock).verdict is Health.OK
    for _ in range(12):
        clock.wait(days=2)
        crawl(archive)
    assert judged(archive, clock).verdict is Health.STALE


def test_an_absence_of_ours_makes_no_habit_of_silence(archive, clock):
    crawl(archive, None)
    for n in range(14):
        clock.wait(days=60 if n == 7 else 2)
        crawl(archive, None)
    clock.wait(days=25)
    crawl(archive)
    assert judged(archive, clock).verdict is Health.STALE


def test_stories_that_are_known_from_the_listing_alone_are_signs_of_life(archive, clock):
    crawl(archive, *days_before(*range(10, 400, 7)), finish="finished")
    new = NewAddress(url="https://m.example/new", kind="article", date=START.date().isoformat())
    archive.add_addresses("m.example", [new])
    assert judged(archive, clock).reasons == ("the newest story is of today",)


def test_a_killed_crawl_says_nothing(archive, clock):
    crawl(archive, *days_before(*range(0, 400, 7)))
    clock.wait(days=30)
    crawl(archive, finish=None)
    assert judged(archive, clock).verdict is Health.OK


def test_when_no_portal_answers_it_is_our_own_network(archive, clock):
    mute = Observed(reachable=False, looks=(look(status=None, reason="host not found", stories=0),))
    crawl(archive, *days_before(*range(0, 400, 7)))
    for _ in range(12):
        clock.wait(hours=12)
        run = archive.start_run(["m.example", "x.example", "y.example"])
        for portal in ("m.example", "x.example", "y.example"):
            crawl(archive, observed=mute, portal=portal, run=run)
    assert judged(archive, clock).verdict is Health.OK
    for _ in range(12):
        clock.wait(hours=12)
        run = crawl(archive, portal="x.example")
        crawl(archive, observed=mute, run=run)
    assert judged(archive, clock).verdict is Health.DOWN


def test_a_portal_that_was_never_crawled_is_unknown(archive, clock):
    told = verdict_on(archive, PORTAL, None, clock())
    assert (told.verdict, told.reasons) == (Health.UNKNOWN, ("it was never crawled",))


# what is kept


def verdict(kind, **rest):
    return Verdict(portal="m.example", verdict=kind, since="2026-03-02", **rest)


def test_a_verdict_is_a_row_for_each_change_and_is_told_once(archive, clock):
    first = archive.save_verdict(verdict(Health.OK))
    clock.wait(days=1)
    again = archive.save_verdict(verdict(Health.OK, reasons=("the newest story is of today",)))
    assert (again.id, again.judged_at, again.confirmed_at) == (first.id, first.judged_at, clock().isoformat())
    down = archive.save_verdict(verdict(Health.DOWN, examples=("https://m.example/",)))
    assert (down.before, down.told_at) == (Health.OK, None)
    assert [one.verdict for one in archive.verdict_history("m.example")] == [Health.DOWN, Health.OK]
    assert archive.verdicts() == [down]
    assert [one.id for one in archive.untold_verdicts()] == [first.id, down.id]
    archive.verdict_told(first.id)
    assert [one.id for one in archive.untold_verdicts()] == [down.id]
    assert archive.verdict_history("m.example")[1].reasons == ("the newest story is of today",)


def test_a_portal_that_moves_on_has_changed(archive):
    archive.save_verdict(verdict(Health.MOVED, moved_to="https://a.example/"))
    archive.save_verdict(verdict(Health.MOVED, moved_to="https://b.example/"))
    assert [one.moved_to for one in archive.untold_verdicts()] == ["https://a.example/", "https://b.example/"]


def test_years_of_quiet_crawls_cost_little():
    quiet = Observed(
        looks=(
            Look(
                url="https://www.ministry-of-environment.example/rss/news.xml", kind="feed", status=304, unchanged=True
            ),
            Look(url="https://www.ministry-of-environment.example/en/news", kind="listing", status=200, stories=10),
        )
    )
    assert len(encode(quiet).encode()) < 400
    assert decode(encode(quiet)) == quiet


def test_what_a_crawl_saw_is_kept_as_it_was():
    seen = Observed(
        reachable=False, looks=(look(),), stories=3, missing={"date": Cases(count=2, examples=("a", "b"))},
        unread=Cases(count=1, examples=("c",)), failures={"timed out": Cases(count=1)}, moved_to="https://x.example/",
    )  # fmt: skip
    assert decode(encode(seen)) == seen
