"""The frontier: what is pending, in which order, and what survives being found again."""

from __future__ import annotations

import time

from archive.article import Article
from archive.store import NewAddress, State, Visit


def urls(addresses):
    return [address.url for address in addresses]


def test_order_is_priority_then_newest_then_order_of_sight(archive):
    archive.add_addresses(
        "m",
        [
            NewAddress(url="late", priority=20, date="2026-01-01"),
            NewAddress(url="undated 1", priority=10),
            NewAddress(url="undated 2", priority=10),
            NewAddress(url="old", priority=10, date="2024-05-01"),
            NewAddress(url="new", priority=10, date="2025-05-01T08:00:00+07:00"),
            NewAddress(url="source", priority=0),
        ],
    )
    assert urls(archive.pending("m", 10)) == ["source", "new", "old", "undated 1", "undated 2", "late"]


def test_what_is_on_its_way_is_left_out_and_the_limit_still_filled(archive):
    archive.add_addresses("m", [NewAddress(url=str(number)) for number in range(6)])
    assert urls(archive.pending("m", 2, skip={"0", "1", "4"})) == ["2", "3"]
    assert urls(archive.pending("m", 2, skip={str(number) for number in range(6)})) == []


def test_portals_do_not_mix(archive):
    archive.add_addresses("m", [NewAddress(url="u")])
    assert archive.add_addresses("n", [NewAddress(url="u")]) == 1
    assert len(archive.pending("n", 5)) == 1


def test_a_known_address_keeps_its_state_and_gains_what_it_lacked(archive):
    assert archive.add_addresses("m", [NewAddress(url="a", priority=30), NewAddress(url="b")]) == 2
    archive.save(Visit(portal="m", url="b", state=State.DONE))
    better = [
        NewAddress(url="a", kind="article", title="Tên", date="2025-01-01", priority=10),
        NewAddress(url="b", title="Khác"),
    ]
    assert archive.add_addresses("m", better) == 0
    first, second = archive.addresses("m")
    assert (first.kind, first.title, first.date, first.priority) == ("article", "Tên", "2025-01-01", 10)
    assert (second.state, second.title) == (State.DONE, "Khác")
    archive.add_addresses("m", [NewAddress(url="a", title="Later", date="2024-01-01", priority=50)])
    again = archive.addresses("m")[0]
    assert (again.title, again.date, again.priority) == ("Tên", "2025-01-01", 10)


def test_an_address_may_be_known_and_left_out_from_the_start(archive):
    put_off = NewAddress(url="a", state=State.SKIPPED, reason="before 2025")
    assert archive.add_addresses("m", [put_off, put_off]) == 1
    assert archive.pending("m", 5) == []
    assert archive.addresses("m")[0].reason == "before 2025"
    archive.make_pending("m", ["a", "never heard of"])
    assert urls(archive.pending("m", 5)) == ["a"]
    assert archive.pending("m", 5)[0].state is State.PENDING


def test_states_of_known_addresses(archive):
    archive.add_addresses("m", [NewAddress(url="a"), NewAddress(url="b")])
    archive.set_state("m", "b", State.SKIPPED, "its pattern yields no stories")
    assert archive.known("m", ["a", "b", "c"]) == {"a": State.PENDING, "b": State.SKIPPED}
    assert archive.counts("m") == {"pending": 1, "done": 0, "failed": 0, "gone": 0, "skipped": 1}


def test_failures_are_counted_until_a_visit_succeeds(archive, clock):
    for expected in (1, 2, 3):
        archive.save(Visit(portal="m", url="a", state=State.FAILED, status=500, reason="500"))
        assert archive.addresses("m")[0].attempts == expected
        archive.make_pending("m", ["a"])
    clock.tick(hours=1)
    archive.save(Visit(portal="m", url="a", state=State.DONE, kind="listing", status=200))
    address = archive.addresses("m")[0]
    assert (address.attempts, address.reason, address.kind) == (0, None, "listing")
    assert address.visited_at == "2026-01-01T01:00:00+00:00"


def test_validators_stay_while_nothing_new_was_said(archive):
    archive.save(Visit(portal="m", url="f", state=State.DONE, kind="feed", status=200, etag='"1"', last_modified="x"))
    archive.save(Visit(portal="m", url="f", state=State.DONE, kind="feed", status=304))
    archive.save(Visit(portal="m", url="f", state=State.FAILED, kind="feed", status=503))
    assert (archive.addresses("m")[0].etag, archive.addresses("m")[0].last_modified) == ('"1"', "x")
    archive.save(Visit(portal="m", url="f", state=State.DONE, kind="feed", status=200))
    assert archive.addresses("m")[0].etag is None


def test_a_visit_brings_its_links(archive):
    found = tuple(NewAddress(url=f"a/{number}", kind="article", found_on="list") for number in range(3))
    assert archive.save(Visit(portal="m", url="list", state=State.DONE, kind="listing", found=found)).new_links == 3
    assert archive.save(Visit(portal="m", url="list", state=State.DONE, kind="listing", found=found)).new_links == 0
    assert urls(archive.pending("m", 9)) == ["a/0", "a/1", "a/2"]


def test_a_hundred_thousand_pending_addresses_are_no_burden(archive):
    many = [
        NewAddress(url=f"https://m.example/{n}", priority=n % 3, date=f"2025-01-{n % 28 + 1:02}")
        for n in range(100_000)
    ]
    archive.add_addresses("m", many)
    plan = archive._connection.rows(
        "EXPLAIN QUERY PLAN SELECT url FROM addresses WHERE portal = 'm' AND state = 'pending' "
        "ORDER BY priority, date DESC, id LIMIT 10"
    )
    assert "addresses_pending" in plan[0]["detail"]
    assert len(plan) == 1  # and nothing is sorted
    started = time.process_time()
    for _ in range(100):
        assert len(archive.pending("m", 10, skip={"x"})) == 10
    assert time.process_time() - started < 4


def test_what_is_to_be_posted_is_the_newest(archive):
    archive.add_addresses("m", [NewAddress(url="u", post='{"body": "a=1"}')])
    archive.add_addresses("m", [NewAddress(url="u", post='{"body": "a=2"}')])
    archive.add_addresses("m", [NewAddress(url="u")])
    assert archive.pending("m", 1)[0].post == '{"body": "a=2"}'


def test_a_source_remembers_what_it_named_last(archive):
    archive.save(Visit(portal="m", url="feed", state=State.DONE, kind="feed", names=("a", "b")))
    archive.save(Visit(portal="m", url="feed", state=State.DONE, kind="feed", status=304))
    assert archive.addresses("m")[0].names == ("a", "b")


def test_a_pending_address_may_be_moved_and_no_other(archive):
    archive.add_addresses("m", [NewAddress(url="a", priority=10), NewAddress(url="b", priority=20)])
    archive.set_priority("m", "a", 50)
    assert urls(archive.pending("m", 2)) == ["b", "a"]
    archive.set_state("m", "a", State.DONE)
    archive.set_priority("m", "a", 0)
    assert next(one.priority for one in archive.addresses("m") if one.url == "a") == 50


def test_an_alias_is_one_of_a_story_that_is_there(archive):
    story = Article(title="River days", body="The river.")
    archive.save(Visit(portal="m", url="story", state=State.DONE, kind="article", article=story))
    archive.add_addresses("m", [NewAddress(url="other"), NewAddress(url="third")])
    assert archive.add_alias("m", "other", "story")
    assert not archive.add_alias("m", "third", "nowhere")
    assert archive.get(1).aliases == ("other",)


def test_a_run_tells_what_it_left_alone(archive):
    run = archive.start_run(["m"])
    archive.add_note(run, "m", "m.example/tags/*", "given up after 8 pages without a new story")
    (note,) = archive.run(run).notes
    assert (note["pattern"], note["note"]) == ("m.example/tags/*", "given up after 8 pages without a new story")
    assert archive.run(run).issue_count == 0
