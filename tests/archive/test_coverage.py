"""Which known stories are held and which are missing: what counts as known, as held, and what is said of the others."""

from dataclasses import replace

import pytest

from archive import Article, QueryError
from archive.coverage import PUT_OFF
from archive.frontier import NewAddress, State
from archive.store import Visit
from crawler.ranking import put_off

LIST, FEED = "https://m.example/news", "https://m.example/feed.xml"


def story(n):
    return f"https://m.example/news/{n}"


def named(n, found_on=LIST, **rest):
    return NewAddress(url=story(n), kind="article", priority=10, title=f"Thông cáo {n}", found_on=found_on, **rest)


@pytest.fixture
def archive(archive):
    archive.remember_portal("m", name="M")
    sources = [NewAddress(url=LIST, kind="listing"), NewAddress(url=FEED, kind="feed")]
    archive.add_addresses("m", [*sources, *(named(n, date=f"2026-01-0{n + 1}") for n in range(4))])
    return archive


def see(archive, url, state, **rest):
    archive.save(Visit(portal="m", url=url, state=state, **({"kind": "article"} | rest)))


def hold(archive, n, **rest):
    article = Article(title=f"Thông cáo {n}", body=f"Bộ công bố số liệu quan trắc của trạm số {n} trong năm qua.")
    archive.save(Visit(portal="m", url=story(n), state=State.DONE, kind="article", status=200, article=article, **rest))


def counted(archive):
    covered = archive.stats().coverage
    return covered.held, covered.items


def whys(archive):
    return {one.url.rpartition("/")[2]: one.why for one in archive.missing()}


def test_what_sources_named_is_held_or_missing_with_why_and_what_failed_comes_first(archive):
    hold(archive, 0)
    for _ in range(2):
        see(archive, story(1), State.FAILED, status=500, reason="HTTP 500 Internal Server Error")
    see(archive, story(2), State.SKIPPED, reason="forbidden by robots.txt")
    assert counted(archive) == (1, 4)
    assert list(whys(archive).items()) == [
        ("1", "HTTP 500 Internal Server Error, tried 2 times"),
        ("2", "forbidden by robots.txt"),
        ("3", "still to be fetched"),
    ]
    first = archive.missing()[0]
    assert (first.title, first.date, first.found_on, first.attempts) == ("Thông cáo 1", "2026-01-02", LIST, 2)
    covered = archive.stats().coverage
    assert (covered.failed, covered.skipped, covered.pending, covered.missing) == (1, 1, 1, 3)


def test_what_a_page_showed_to_be_no_story_is_no_item(archive):
    see(archive, story(0), State.SKIPPED, kind="unknown", status=200, reason="no story: a form")
    see(archive, story(1), State.DONE, kind="listing", status=200)
    see(archive, story(2), State.DONE, kind="unknown", status=304)
    assert counted(archive) == (0, 1)


def test_what_was_put_off_is_missing_be_it_fetched_or_not(archive):
    assert put_off("2026-06").startswith(PUT_OFF)
    see(archive, story(0), State.SKIPPED, status=200, reason=put_off("2026-06"))
    archive.add_addresses("m", [named(8, date="2020-01-01", state=State.SKIPPED, reason=put_off("2026-06"))])
    assert counted(archive) == (0, 5)
    assert whys(archive)["0"] == whys(archive)["8"] == "before 2026-06"


def test_another_address_of_a_story_is_held(archive):
    hold(archive, 0, aliases=(story(1),))
    archive.add_alias("m", story(2), story(0))
    assert counted(archive) == (3, 4)


def test_what_only_a_story_recommends_is_no_item_until_a_source_names_it(archive):
    hold(archive, 0)
    archive.add_addresses("m", [named(7, found_on=story(0))])
    assert counted(archive) == (1, 4)
    see(archive, LIST, State.DONE, kind="listing", status=200, names=(story(7), story(0)))
    assert counted(archive) == (1, 5)
    assert whys(archive)["7"] == "still to be fetched"


def test_a_source_that_cannot_be_read_any_more_has_named_what_it_named(archive):
    see(archive, LIST, State.SKIPPED, kind="unknown", status=200, reason="names no stories")
    assert counted(archive) == (0, 4)


def test_what_was_doubtful_and_left_out_unasked_is_counted_apart_unless_its_source_gave_it_a_day(archive):
    archive.add_addresses("m", [named(5), named(6, date="2026-02-01")])
    for n in (5, 6):
        archive.set_state("m", story(n), State.SKIPPED, "given up after 8 pages without a new story")
    assert counted(archive) == (0, 5)
    assert archive.stats().coverage.doubted == 1
    assert whys(archive)["6"] == "given up after 8 pages without a new story"


def test_pictures_and_documents_and_sources_are_no_items(archive):
    files = [NewAddress(url="https://m.example/a.pdf", kind="attachment", priority=100, found_on=LIST)]
    archive.add_addresses("m", [*files, NewAddress(url=f"{LIST}?page=2", kind="pager", found_on=LIST)])
    assert counted(archive) == (0, 4)


def test_portals_are_counted_apart_and_together(archive):
    other = [replace(named(n), url=f"https://n.example/{n}", found_on="https://n.example/") for n in range(3)]
    archive.add_addresses("n", [NewAddress(url="https://n.example/", kind="listing"), *other])
    assert {one.id: one.coverage.items for one in archive.stats().portals} == {"m": 4, "n": 3}
    assert counted(archive) == (0, 7)
    assert [one.id for one in archive.stats(["n"]).portals] == ["n"]
    assert archive.stats(["n"]).coverage.items == len(archive.missing(["n"])) == 3
    with pytest.raises(QueryError, match="nothing of 'x' is in this archive"):
        archive.missing(["x"])
