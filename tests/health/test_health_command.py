"""`envnews health`: the worst first, and whether somebody has to look."""

from datetime import UTC, datetime, timedelta

import pytest
from test_portals_in_an_archive import crawl

from archive import Archive
from archive.verdicts import Health, Verdict


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "archive") as opened:
        yield opened


def keep(archive, portal, kind, *reasons):
    archive.save_verdict(Verdict(portal=portal, verdict=kind, since="2026-03-02", reasons=reasons))


def test_the_worst_is_told_first_with_its_reasons(archive, envnews):
    keep(archive, "a.example", Health.OK, "the newest story is of today")
    keep(archive, "b.example", Health.STALE, "no new story for 23 days")
    keep(archive, "c.example", Health.DOWN, "'timed out' in all 9 crawls\x1b[2J")
    done = envnews("health")
    assert done.code == 1
    assert [line.split()[0] for line in done.out.splitlines() if line[:1].strip()] == ["down", "stale", "ok"]
    assert "\x1b" not in done.out
    assert [one["portal"] for one in envnews("health", "--json").json] == ["c.example", "b.example", "a.example"]
    assert envnews("health", "a.example").code == 0


def test_a_portal_that_was_not_judged_yet_is_judged_now(archive, envnews):
    days = [(datetime.now(UTC) - timedelta(days=age)).date().isoformat() for age in range(0, 300, 5)]
    crawl(archive, *days)
    done = envnews("health")
    assert (done.code, done.out.split()[0]) == (0, "ok")
    assert archive.verdicts() == []


def test_a_portal_that_nobody_knows_is_one_line(archive, envnews):
    done = envnews("health", "vn-nowhere")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("envnews: unknown portal 'vn-nowhere'")


def test_a_portal_that_was_never_crawled_needs_nobody(archive, envnews):
    done = envnews("health", "vn-mae", "--json")
    assert (done.code, done.json[0]["verdict"], done.json[0]["needs_person"]) == (0, "unknown", False)
