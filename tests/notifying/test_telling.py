"""Who is told what after a run, and how often."""

import threading
import time
from dataclasses import replace
from datetime import time as clock
from datetime import timedelta
from shutil import copytree
from types import SimpleNamespace

import pytest
from judged import NOW, JudgedArchive, verdict
from receivers import free_port, hook

from archive import locks
from archive.arrivals import Arrivals
from archive.article import Article
from archive.opened import seconds
from archive.store import State, Visit
from crawler.config import Config
from crawler.config_values import DigestTime
from crawler.notifying import telling
from crawler.notifying.changes import changes_of, message_of
from crawler.notifying.digest import News
from crawler.notifying.digest import message_of as digest_message
from crawler.notifying.sender import Answer
from crawler.notifying.telling import notify_changes, notify_digest


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An empty archive: to copy it is cheaper than to make one."""
    folder = tmp_path_factory.mktemp("made") / "archive"
    JudgedArchive(folder).close()
    return folder


@pytest.fixture
def archive(made, tmp_path):
    with JudgedArchive(copytree(made, tmp_path / "archive")) as opened:
        yield opened


@pytest.fixture
def config(tmp_path):
    return Config(
        file=tmp_path / "config.toml",
        notify=("json://a/", "json://b/"),
        digest=DigestTime(at=clock(8), zone="Asia/Ho_Chi_Minh"),
    )


@pytest.fixture
def post(monkeypatch):
    """The notifiers: `takes` says which of them take a message; `sent` are the messages."""

    class Post:
        takes = (True, True)
        sent = ()

        def send(self, urls, message, wait):
            self.sent = (*self.sent, message)
            return [
                Answer(n, url, took=self.takes[n], why="" if self.takes[n] else "dead") for n, url in enumerate(urls)
            ]

    office = Post()
    monkeypatch.setattr(telling, "send", office.send)
    return office


def text(message):
    return f"{message.subject}\n{message.within()}"


def test_a_change_is_told_once(archive, config, post):
    archive.judge("vn-mae", "ok", "stale")
    assert notify_changes(archive, config, NOW) == []
    assert notify_changes(archive, config, NOW) == []
    (message,) = post.sent
    assert message.subject == "envnews: vn-mae: stale"
    assert message.within() == "- vn-mae: stale (was ok) since 2026-11-20: silent for 9 days, where 3 is its longest"


def test_many_changes_are_one_message_the_worst_first(archive, config, post):
    for portal, before, kind in (
        ("a", "ok", "feed dead"),
        ("b", "blocked", "ok"),
        ("c", "ok", "down"),
        ("d", "ok", "stale"),
    ):
        archive.judge(portal, before, kind)
    notify_changes(archive, config, NOW)
    (message,) = post.sent
    assert message.subject == "envnews: 3 portals need you, 1 well again"
    assert [line.split(":")[0] for line in message.within().splitlines()] == ["- c", "- d", "- a", "- b"]


def judge_one(archive, before, kind):
    archive.judge("vn-mae", *filter(None, (before, kind)), told=1 if before else 0)


@pytest.mark.parametrize(
    ("before", "kind"), [("ok", "quiet"), ("quiet", "ok"), (None, "ok"), (None, "unknown"), ("unknown", "quiet")]
)
def test_what_needs_no_person_is_no_message_and_is_not_looked_at_again(archive, config, post, before, kind):
    judge_one(archive, before, kind)
    assert notify_changes(archive, config, NOW) == []
    assert (post.sent, archive.untold) == ((), [])


@pytest.mark.parametrize(("before", "kind"), [("stale", "ok"), ("down", "quiet"), ("stale", "down"), (None, "down")])
def test_recoveries_and_first_and_further_troubles_are_told(archive, config, post, before, kind):
    judge_one(archive, before, kind)
    notify_changes(archive, config, NOW)
    assert len(post.sent) == 1


def test_several_changes_of_a_portal_are_told_as_the_last_of_them(archive, config, post):
    archive.judge("vn-mae", "ok", "stale", "down", "ok")
    notify_changes(archive, config, NOW)
    (message,) = post.sent
    assert message.within().startswith("- vn-mae: ok again (was down)")
    assert archive.untold == []


def test_what_one_notifier_took_is_told_and_the_others_failure_is_said(archive, config, post):
    archive.judge("vn-mae", "ok", "stale")
    post.takes = (False, True)
    assert notify_changes(archive, config, NOW) == ["json://a/: dead"]
    assert archive.untold == []


def test_what_nobody_took_is_tried_again_after_the_next_run(archive, config, post):
    archive.judge("vn-mae", "ok", "stale")
    post.takes = (False, False)
    problems = notify_changes(archive, config, NOW)
    assert problems[:2] == ["json://a/: dead", "json://b/: dead"]
    assert "tried again" in problems[2]
    post.takes = (True, True)
    assert notify_changes(archive, config, NOW) == []
    assert len(post.sent) == 2
    assert archive.untold == []


def test_what_nobody_took_for_a_week_is_given_up_and_said_so(archive, config, post):
    archive.judge("th-pcd", "ok", "down", age=timedelta(days=8))
    archive.judge("vn-mae", "ok", "stale")
    post.takes = (False, False)
    *_, kept, lost = notify_changes(archive, config, NOW)
    assert "1 portal;" in kept
    assert "th-pcd down" in lost
    assert "given up" in lost
    assert archive.untold == ["vn-mae"]


def test_an_operator_who_names_a_notifier_later_hears_of_what_is_wrong_now_and_of_no_old_recovery(
    archive, config, post
):
    archive.judge("a", "down", "ok", age=timedelta(days=300))
    archive.judge("b", "ok", "down", age=timedelta(days=300))
    assert notify_changes(archive, replace(config, notify=()), NOW) == []
    assert len(archive.untold) == 2
    notify_changes(archive, config, NOW)
    assert [line.split(":")[0] for line in post.sent[0].within().splitlines()] == ["- b"]
    assert archive.untold == []


def test_what_pages_and_servers_say_is_defused_in_a_message():
    evil = verdict(
        "ministry.example",
        "moved",
        reasons=("leads to [here](https://evil.example/) <!channel>\n- vn-mae: down",),
        examples=("https://evil.example/a?x=<b>",),
        moved_to="https://evil.example/",
    )
    told = text(message_of(changes_of([evil])))
    assert not [mark for mark in ("://", "](", "<", "evil.", "ministry.example") if mark in told]
    assert len(told.splitlines()) == 3


def test_a_hundred_changes_fit_a_telegram():
    verdicts = [verdict(f"portal-{n}", "down", reasons=("x" * 900,)) for n in range(100)]
    told = text(message_of(changes_of(verdicts)))
    assert len(told.encode()) < 4096
    assert told.endswith("more: envnews health")


def test_two_runs_at_once_tell_a_change_once(archive, config, post, tmp_path):
    archive.judge("vn-mae", "ok", "stale")
    lock = locks.take(archive.path, "notify", "")
    problems = notify_changes(archive, config, NOW, 0.1)
    assert "another run" in problems[0]
    threading.Timer(0.2, lock.release).start()
    assert notify_changes(archive, config, NOW, 5) == []
    assert len(post.sent) == 1


def test_a_dead_notifier_stops_no_run_and_a_living_one_is_told_over_the_wire(archive, config):
    archive.judge("vn-mae", "ok", "stale")
    with hook() as living:
        urls = (f"json://ada:hunter2@127.0.0.1:{free_port()}/", living.json)
        (problem,) = notify_changes(archive, replace(config, notify=urls), NOW, 10)
    assert "onnection" in problem
    assert "hunter2" not in problem
    assert living.got[0]["title"] == "envnews: vn-mae: stale"


# the digest


def add_story(archive, number, title):
    url = f"https://ministry.example/{number}"
    archive.remember_portal("vn-mae", name="MAE")
    archive.save(
        Visit(
            portal="vn-mae",
            url=url,
            state=State.DONE,
            status=200,
            article=Article(url=url, title=title, body="Long enough."),
        ),
    )


def test_the_digest_is_sent_by_the_first_run_after_its_hour_and_once_a_day(archive, config, post):
    for hours in (-7, -6.1):  # the evening before
        assert notify_digest(archive, config, NOW + timedelta(hours=hours)) == []
    assert len(post.sent) == 0
    for hours in (0, 1, 5, 17, 18, 19, 30):
        assert notify_digest(archive, config, NOW + timedelta(hours=hours)) == []
    assert len(post.sent) == 2


def test_a_digest_tells_what_came_since_the_last(archive, config, post):
    add_story(archive, 1, "A forest <b>is</b> planted, see evil.example")
    add_story(archive, 2, "A river")
    archive.judge("th-pcd", "ok", "down")
    archive.judge("la-x", "quiet")
    notify_digest(archive, config, NOW)
    archive.judge("th-pcd", "ok")
    notify_digest(archive, config, NOW + timedelta(days=1))
    first, second = post.sent
    assert first.subject == "envnews since 2026-11-22 07:00 UTC: 2 new; 1 portal needs you"
    lines = first.within().splitlines()
    assert lines[0].startswith("- th-pcd: down")
    assert lines[1] == "- vn-mae: 2 new"
    assert "    A forest ‹b›is‹/b› planted, see evil[.]example" in lines
    assert text(second) == "envnews since 2026-11-23 07:00 UTC: 0 new\n- nothing new"


def test_edits_and_withdrawals_stand_in_the_digest(archive, config, post):
    add_story(archive, 1, "Limits are 50")
    url = "https://ministry.example/1"
    changed = Article(url=url, title="Limits are 80", body="Long enough, and now another text.")
    archive.save(Visit(portal="vn-mae", url=url, state=State.DONE, status=200, article=changed))
    notify_digest(archive, config, NOW)
    assert "1 edited" in post.sent[0].subject
    assert "Limits are 80 (article 1)" in post.sent[0].within()


def test_a_digest_that_nobody_took_is_sent_by_the_next_run(archive, config, post):
    add_story(archive, 1, "A river")
    post.takes = (False, False)
    assert notify_digest(archive, config, NOW) == ["json://a/: dead", "json://b/: dead"]
    post.takes = (True, True)
    notify_digest(archive, config, NOW + timedelta(hours=1))
    notify_digest(archive, config, NOW + timedelta(hours=2))
    assert [message.subject for message in post.sent] == [
        "envnews since 2026-11-22 07:00 UTC: 1 new",
        "envnews since 2026-11-22 08:00 UTC: 1 new",
    ]


def test_a_run_that_is_killed_while_it_sends_the_digest_never_has_it_sent_twice_and_its_news_come_with_the_next(
    archive, config, post, monkeypatch
):
    def killed(*_):
        raise KeyboardInterrupt

    add_story(archive, 1, "A river")
    monkeypatch.setattr(telling, "send", killed)
    with pytest.raises(KeyboardInterrupt):
        notify_digest(archive, config, NOW)
    monkeypatch.setattr(telling, "send", post.send)
    assert notify_digest(archive, config, NOW + timedelta(hours=1)) == []
    assert post.sent == ()
    notify_digest(archive, config, NOW + timedelta(hours=22))
    assert "1 new" in post.sent[0].subject


def test_a_clock_that_was_wrong_once_stops_no_digest(archive, config, post):
    notify_digest(archive, config, NOW + timedelta(days=4_000))
    notify_digest(archive, config, NOW)
    assert len(post.sent) == 2


def test_no_kind_of_news_takes_the_others_room():
    change = SimpleNamespace(event="edited", portal="vn-mae", sentence="edited: x", title="A river " * 9, article_id=1)
    arrived = [Arrivals(portal=f"p{n}", count=3, titles=("A forest " * 9,) * 3) for n in range(60)]
    news = News(since=NOW, until=NOW, verdicts=[verdict("x", "down")], arrivals=arrived, changes=[change] * 5_000)
    message = digest_message(news)
    lines = message.within().splitlines()
    assert lines[0].startswith("- x: down")
    assert "- and 4990 more changes of stories" in lines
    assert lines[-1] == "- and 40 more portals with new stories"
    assert any(line.startswith("    A forest") for line in lines)
    assert "180 new, 5000 edited" in message.subject
    assert len(text(message).encode()) < 4096


def test_after_a_long_pause_a_digest_tells_of_a_week(archive, config, post):
    notify_digest(archive, config, NOW - timedelta(days=60))
    notify_digest(archive, config, NOW)
    assert post.sent[1].subject.startswith("envnews since 2026-11-16 07:00 UTC")


def test_without_an_hour_or_anyone_to_tell_there_is_no_digest(archive, config, post):
    notify_digest(archive, replace(config, digest=None), NOW)
    notify_digest(archive, replace(config, notify=()), NOW)
    assert post.sent == ()


def test_two_thousand_changes_are_cut_in_no_time(archive):
    verdicts = [verdict(f"portal-{n}", "down") for n in range(2_000)]
    began = time.process_time()
    assert "and 19" in message_of(changes_of(verdicts)).within()
    assert time.process_time() - began < 1


def test_arrivals_are_counted_within_their_time(archive):
    add_story(archive, 1, "A river")
    seen = NOW - timedelta(hours=2)
    assert archive.arrivals(seconds(seen), seconds(NOW))[0].count == 1
    assert archive.arrivals(seconds(seen + timedelta(seconds=1)), seconds(NOW)) == []
    assert archive.arrivals("2026", seconds(seen)) == []
