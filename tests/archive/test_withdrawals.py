"""When what was seen suffices for a withdrawal, and when it does not."""

from datetime import UTC, datetime, timedelta

import pytest

from archive import Archive
from archive.article import Article
from archive.frontier import State
from archive.store import Visit
from archive.withdrawals import Evidence, Sign

TEXT = "The ministry has counted the cranes of marsh {} and found more of them than in any year before it."


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 20, 8, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def archive(tmp_path, clock):
    with Archive(tmp_path, now=clock) as opened:
        run = opened.start_run(["m"])
        for n in range(8):
            there(opened, n, run)
        clock.now += timedelta(days=1)
        yield opened


def url(n):
    return f"https://m.example/news/{n}"


def there(archive, n, run):
    article = Article(title=f"Cranes of marsh {n}", body=TEXT.format(n))
    return archive.save(Visit(portal="m", url=url(n), state=State.DONE, kind="article", run_id=run, article=article))


def vanish(archive, n, run, kind=Sign.MISSING, *, hinted=False):
    seen = Evidence(kind=kind, note=str(kind), hinted=hinted)
    return archive.save(Visit(portal="m", url=url(n), state=State.GONE, kind="article", run_id=run, evidence=(seen,)))


def gone(archive):
    return {record.url for record in archive.articles() if record.gone_at}


def test_404_suffices_at_once_where_the_portal_answers_otherwise(archive):
    run = archive.start_run(["m"])
    vanish(archive, 0, run)
    assert gone(archive) == set()
    there(archive, 1, run)
    assert gone(archive) == {url(0)}


def test_a_login_page_alone_does_not_suffice_and_on_another_day_it_does(archive, clock):
    for expected in (set(), {url(0)}):
        run = archive.start_run(["m"])
        vanish(archive, 0, run, Sign.LOGIN)
        there(archive, 1, run)
        assert gone(archive) == expected
        clock.now += timedelta(days=2)


def test_a_story_that_is_only_named_no_more_is_never_gone(archive, clock):
    for _ in range(9):
        clock.now += timedelta(days=1)
        archive.add_evidence("m", url(0), Evidence(kind=Sign.UNLISTED, note="named no more"))
    run = archive.start_run(["m"])
    there(archive, 1, run)
    assert gone(archive) == set()
    assert len(archive.evidence(1)) == 1


def test_where_most_vanish_alike_nothing_is_gone_and_what_was_seen_is_kept(archive):
    run = archive.start_run(["m"])
    there(archive, 0, run)
    for n in range(1, 6):
        vanish(archive, n, run, Sign.HOME)
    assert gone(archive) == set()
    assert all(archive.evidence(n + 1)[0].mass for n in range(1, 6))
    assert "5 of 6" in str(archive.masses("m", run)[0])


def test_many_that_their_listing_does_not_name_any_more_are_gone_where_others_answer(archive):
    run = archive.start_run(["m"])
    for n in range(5):
        vanish(archive, n, run, hinted=True)
    there(archive, 6, run)
    assert gone(archive) == {url(n) for n in range(5)}


def test_a_story_that_answers_again_is_restored_and_the_time_it_was_gone_can_be_read(archive, clock):
    run = archive.start_run(["m"])
    there(archive, 1, run)
    vanish(archive, 0, run)
    since = clock.now.isoformat()
    clock.now += timedelta(days=3)
    there(archive, 0, archive.start_run(["m"]))
    assert gone(archive) == set()
    last = archive.evidence(1)[-1]
    assert last.kind is Sign.RESTORED
    assert since in last.note
    assert [one.what for one in archive.withdrawals("2026-11-24")] == ["restored"]


def test_a_story_that_was_met_elsewhere_in_the_same_run_has_moved(archive):
    run = archive.start_run(["m"])
    article = Article(title="Cranes of marsh 0", body=TEXT.format(0))
    new = "https://m.example/archive/0"
    archive.save(Visit(portal="m", url=new, state=State.DONE, kind="article", run_id=run, article=article))
    there(archive, 1, run)
    vanish(archive, 0, run)
    assert gone(archive) == set()
    assert archive.story_source(1).url == new


def test_a_visit_tells_how_many_stories_its_run_has_found_gone(archive):
    run = archive.start_run(["m"])
    assert [vanish(archive, 0, run).gone, there(archive, 1, run).gone, vanish(archive, 2, run).gone] == [0, 1, 2]
    again = archive.start_run(["m"])
    assert [there(archive, 1, again).gone, vanish(archive, 2, again).gone, vanish(archive, 3, again).gone] == [0, 0, 1]


def test_what_a_relaunch_took_back_is_not_counted(archive):
    run = archive.start_run(["m"])
    counts = [there(archive, 0, run).gone, *(vanish(archive, n, run, Sign.HOME).gone for n in range(1, 6))]
    assert max(counts) > 0
    assert counts[-1] == 0
