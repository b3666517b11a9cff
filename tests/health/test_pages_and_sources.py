"""Layouts that changed, listings that broke, feeds that died."""

from datetime import date, timedelta

import pytest
from polled import FEED, HOME, NEWS, NOW, at, cases, look, poll

from archive.publications import Named
from archive.verdicts import Health
from crawler.health.layout import layout_of, suspicions
from crawler.health.sources import Known, feeds_of, listings_of

MANY = {"stories": 200, "date": 4, "summary": 200, "images": 60}
TODAY = NOW.date()


def layout(*polls, before=MANY, expected=()):
    return layout_of(polls, dict.fromkeys(suspicions(polls), before), expected)


def test_stories_that_lose_their_dates_tell_a_changed_layout_since_when_and_where():
    polls = [poll(n, stories=2, missing={"date": cases(2), "summary": cases(2)}) for n in (0, 1)]
    found = layout(*polls, poll(2, stories=3, missing={"summary": cases(3)}))
    assert (found.verdict, found.since) == (Health.LAYOUT_CHANGED, polls[1].started)
    assert found.reasons == (f"4 of the last 4 stories have no date, since {at(1)}; of the 200 before, 4 had none",)
    assert found.examples


def test_two_stories_tell_nothing():
    assert layout(poll(0, stories=2, missing={"date": cases(2)}), poll(1, stories=5)) is None


def test_what_was_never_there_is_not_lost():
    assert layout(*[poll(n, stories=4, missing={"summary": cases(4)}) for n in range(9)]) is None


def test_some_stories_without_pictures_are_chance():
    assert layout(poll(0, stories=4, missing={"images": cases(4)}), poll(1, stories=9)) is None


def test_a_first_crawl_has_nothing_to_be_held_against():
    assert layout(poll(0, stories=40, missing={"date": cases(40)}), before={"stories": 0}) is None


def test_a_field_that_the_file_expects_must_be_there_from_the_first():
    polls = [poll(0, stories=40, missing={"images": cases(40)})]
    assert layout(*polls, before={"stories": 0}, expected=("images",)).verdict is Health.LAYOUT_CHANGED


def test_pages_that_should_be_stories_and_are_none_tell_a_changed_layout():
    found = layout(poll(0, unread=cases(6)), poll(1, stories=9))
    assert "6 of the last 6 pages" in found.reasons[0]


def test_one_page_in_ten_that_gives_no_story_is_nothing():
    assert layout(*[poll(n, stories=9, unread=cases(1)) for n in range(9)]) is None


# listings


def listings(*polls, sources=(), named=()):
    found = listings_of(polls, Known(sources=sources), HOME, named)
    return found and found.verdict


def test_a_listing_that_answers_and_names_nothing_any_more_is_broken():
    empty = [poll(n, look(stories=0)) for n in (0, 1.1)]
    assert listings(*empty, poll(2)) is Health.LISTING_BROKEN
    assert listings(empty[0], poll(2)) is None


def test_one_that_never_named_any_is_not():
    assert listings(*[poll(n, look(stories=0)) for n in range(5)]) is None


def test_a_front_page_without_news_is_nothing_where_the_news_have_a_page():
    empty = [poll(n, look(stories=0), look(NEWS)) for n in (0, 1, 2)]
    assert listings(*empty, poll(3, look(), look(NEWS))) is None


def test_a_listing_of_the_file_is_missed_beside_others():
    empty = [poll(n, look(), look(NEWS, stories=0)) for n in (0, 1, 2)]
    assert listings(*empty, poll(3, look(), look(NEWS)), named=(NEWS,)) is Health.LISTING_BROKEN


def test_it_is_broken_still_when_all_the_crawls_that_are_remembered_saw_it_so():
    empty = [poll(n, look(stories=0)) for n in range(9)]
    assert listings(*empty, sources=[named(HOME, range(40, 50))]) is Health.LISTING_BROKEN


def test_not_modified_is_no_emptiness():
    assert listings(*[poll(n, look(stories=0, status=304, unchanged=True)) for n in (0, 1, 2)], poll(3)) is None


# feeds


def named(url, ages):
    days = tuple((TODAY - timedelta(days=age)).isoformat() for age in ages)
    kind = "feed" if "feed" in url else "listing"
    return Named(url=url, kind=kind, read=at(0), days=days, first_seen=tuple(f"{day}T00:00:00+00:00" for day in days))


def feeds(*polls, sources=(), files=(), first=None, published=range(120)):
    counts = {TODAY - timedelta(days=age): 1 for age in published}
    found = feeds_of(polls, Known(sources=sources, counts=counts, first=first), files)
    return found and found.verdict


@pytest.mark.parametrize(("newest", "dead"), [(0, False), (4, False), (9, True), (60, True)])
def test_a_feed_that_names_nothing_new_while_the_portal_publishes_is_dead(newest, dead):
    found = feeds(poll(0, look(FEED)), sources=[named(FEED, range(newest, newest + 10))])
    assert (found is Health.FEED_DEAD) is dead


def test_a_feed_of_a_rare_topic_may_be_silent():
    assert feeds(poll(0, look(FEED)), sources=[named(FEED, range(12, 110, 12))]) is None


def test_a_feed_of_a_topic_that_ends_is_missed_only_by_the_file():
    topic = [named(FEED, range(60, 110, 5))]
    assert feeds(poll(0, look(FEED)), sources=topic) is None
    assert feeds(poll(0, look(FEED)), sources=topic, files=(FEED,)) is Health.FEED_DEAD


def test_a_feed_is_not_dead_where_the_whole_portal_is_silent():
    assert feeds(poll(0, look(FEED)), sources=[named(FEED, range(60, 70))], published=range(60, 120)) is None


def test_a_feed_that_was_dead_before_the_first_crawl_is_missed_only_by_the_file():
    old = [named(FEED, range(80, 90))]
    assert feeds(poll(0, look(FEED)), sources=old, first=at(10)) is None
    assert feeds(poll(0, look(FEED)), sources=old, first=at(10), files=(FEED,)) is Health.FEED_DEAD


def test_an_empty_feed_is_dead_after_three_days():
    empty = [poll(n, look(), look(FEED, stories=0)) for n in (0, 1, 2, 3.1)]
    assert feeds(*empty, sources=[named(FEED, range(4, 10))], published=range(3, 120)) is Health.FEED_DEAD
    assert feeds(*empty[:3], sources=[named(FEED, range(3, 10))], published=range(3, 120)) is None


def test_a_feed_that_is_gone_is_dead():
    gone = [poll(n, look(), look(FEED, stories=0, status=404, reason="HTTP 404 Not Found")) for n in (0, 1, 2, 3.1)]
    known = Known(sources=[named(FEED, range(4, 10))], counts={date(2026, 1, 1): 1})
    assert "HTTP 404 Not Found" in feeds_of(gone, known, ()).reasons[0]
