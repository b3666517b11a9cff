"""Which portals a run takes by itself, and what it is planned by."""

import random
import sqlite3
import time
from datetime import UTC, datetime, timedelta

import pytest

from archive import Archive
from archive.polls import Observed
from crawler import registry
from crawler.scheduling import due_portals, enabled_portals

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path):
    clock = [NOW]
    with Archive(tmp_path / "kept", now=lambda: clock[0]) as archive:
        archive.clock = clock
        yield archive


def crawl(archive: Archive, portal: str, *, at: datetime = NOW, finish: str | None = "finished", **told) -> int:
    """What a crawl of a portal leaves in the archive."""
    archive.clock[0] = at
    run = archive.start_run([portal])
    archive.remember_portal(portal, name=portal, home=told.pop("home", f"https://{portal}/"))
    archive.begin_portal(run, portal)
    if finish is not None:
        archive.end_portal(run, portal, {"finish": finish, **told}, Observed())
        archive.finish_run(run, "finished")
    return run


def ids(archive: Archive, folder=None, **given) -> list[str]:
    return sorted(portal.id for portal in enabled_portals(archive, registry.load(folder), **given).portals)


def test_no_portal_is_crawled_that_nobody_named(kept):
    assert ids(kept) == []
    assert not due_portals(kept, registry.load(), NOW)


def test_all_active_ones_are_where_that_is_asked_for(kept):
    active = [portal.id for portal in registry.load() if portal.state == "active"]
    assert ids(kept, every=True) == sorted(active)
    assert {one.why for one in due_portals(kept, registry.load(), NOW, every=True)} == {"never crawled"}


def test_a_portal_that_was_crawled_into_this_archive_is(kept):
    crawl(kept, "vn-mae")
    kept.describe_portal("th-mnre", name="only described, by an import")
    assert ids(kept) == ["vn-mae"]


def test_the_users_own_portals_are_if_they_are_active(kept, own, write):
    write("vn-own")
    write("vn-off", 'state = "disabled"')
    write("vn-mae")  # in the place of the shipped one
    assert ids(kept, own) == ["vn-mae", "vn-own"]


def test_a_portal_crawled_by_its_address_is_crawled_on_from_its_home(kept):
    crawl(kept, "ministry.example", home="https://ministry.example/news/")
    crawl(kept, "127.0.0.1:8001", home="http://127.0.0.1:8001/")
    found = enabled_portals(kept, registry.load()).portals
    assert [(portal.id, portal.home, portal.every) for portal in found] == [
        ("127.0.0.1:8001", "http://127.0.0.1:8001/", None),
        ("ministry.example", "https://ministry.example/news/", None),
    ]


def test_a_portal_whose_file_the_user_took_away_is_not(kept):
    crawl(kept, "vn-taken-away", home="https://ministry.example/")
    assert ids(kept) == []


def test_an_address_that_a_file_has_come_to_describe_goes_on_until_that_portal_is_crawled(kept, own, write):
    crawl(kept, "mae.gov.vn", home="https://mae.gov.vn/")
    assert ids(kept) == ["mae.gov.vn"]
    crawl(kept, "vn-mae")
    assert ids(kept) == ["vn-mae"]


def test_an_archived_portal_is_not_due_and_its_successor_is_told(kept, own, write):
    write("vn-new")
    write("vn-old", 'state = "archived"\nsuccessor = "vn-new"')
    crawl(kept, "vn-old")
    enabled = enabled_portals(kept, registry.load(own))
    assert [portal.id for portal in enabled.portals] == ["vn-new"]
    assert enabled.remarks == ("vn-old is archived and not crawled; 'vn-new' took over",)


def test_a_disabled_portal_is_not_and_the_user_is_told_unless_it_was_he_who_did_it(kept, own, write):
    write("vn-off", 'state = "disabled"')
    crawl(kept, "vn-off")
    shipped = next(portal.id for portal in registry.load() if portal.state == "disabled")
    crawl(kept, shipped)
    enabled = enabled_portals(kept, registry.load(own))
    assert not enabled.portals
    assert enabled.remarks == (f"{shipped} is disabled and not crawled; with a file of your own it would be",)


def test_a_wrong_file_of_the_users_is_told_and_takes_no_other_portal_away(kept, own, write):
    write("vn-own")
    path = write("vn-wrong", 'every = "often"')
    enabled = enabled_portals(kept, registry.load(own))
    assert [portal.id for portal in enabled.portals] == ["vn-own"]
    assert enabled.remarks == (f'{path}: every: \'often\' is no length of time such as "90m", "6h", "2d" or "1w"',)


@pytest.mark.parametrize(
    ("finish", "told", "why"),
    [
        ("finished", {}, None),
        ("shutdown", {}, "left over"),
        ("closespider_timeout", {}, "left over"),
        (None, {}, "left over"),
        ("the archive cannot be written", {"trouble": "no room"}, "left over"),
        ("finished", {"trouble": "does not answer: timeout"}, None),
        ("a.example asked to be left alone for 3600 seconds", {}, None),
    ],
)
def test_a_crawl_that_did_not_come_to_its_end_is_left_over(tmp_path, finish, told, why):
    """Each in an archive that is closed and opened again, as after the end of its process."""
    with Archive(tmp_path / "one", now=lambda: NOW) as archive:
        archive.clock = [NOW]
        crawl(archive, "a.example", finish=finish, **told)
    with Archive(tmp_path / "one") as archive:
        found = due_portals(archive, registry.load(), NOW + timedelta(minutes=1))
    assert [one.why for one in found] == ([why] if why else [])


def test_two_hundred_portals_are_planned_in_no_time(tmp_path):
    """The goal is 0.3 s, also with 500 stories each; the bound leaves room for a busy machine."""
    Archive(tmp_path / "big").close()
    _fill(tmp_path / "big" / "archive.db", portals=200, stories=100)
    with Archive(tmp_path / "big") as archive:
        started = time.process_time()
        found = due_portals(archive, registry.load(), NOW)
        assert time.process_time() - started < 2
    assert len(found) == 200


def _fill(database, portals: int, stories: int) -> None:
    def before(hours: float) -> str:
        return (NOW - timedelta(hours=hours)).isoformat(timespec="seconds")

    names = [f"p{n}.example" for n in range(portals)]
    connection = sqlite3.connect(database)
    runs = [(n, before(24 * n)) for n in range(1, 31)]
    connection.executemany("INSERT INTO run_rows (id, started, state, targets) VALUES (?, ?, 'finished', '[]')", runs)
    connection.executemany(
        "INSERT INTO portal_rows (id, name, home, first_crawled, last_crawled) VALUES (?, '', ?, '2026', '2026')",
        [(name, f"https://{name}/") for name in names],
    )
    connection.executemany(
        "INSERT INTO run_portals (run_id, portal, started, finish, new) VALUES (?, ?, ?, 'finished', 3)",
        [(run, name, started) for run, started in runs for name in names],
    )
    dates = [before(random.Random(n).random() * 24 * 50) for n in range(stories)]
    texts = (
        "title, authors, tags, body, body_html, first_seen, last_seen, changed_at, content_hash, read_from, title_key"
    )
    connection.executemany(
        f"INSERT INTO article_rows (portal, url, date, revision, {texts}) VALUES (?, ?, ?, 1{', 0' * 11})",  # noqa: S608
        [(name, str(n), date) for name in names for n, date in enumerate(dates)],
    )
    connection.commit()
    connection.close()
