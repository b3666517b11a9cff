"""Portals that do not answer, turn us away or lead elsewhere, by the crawls of some days."""

import pytest
from polled import NEWS, NOW, in_vain, look, poll

from archive.polls import Cases
from archive.verdicts import Health
from crawler.health.answers import Sort, passing, sort_of, streak_of, trouble_of
from crawler.health.calendars import calendar_of
from crawler.health.outage import own_outage

WELL = poll(9)
FORBIDDEN = "forbidden by robots.txt"


def verdict(*polls, country=None):
    found = trouble_of(streak_of(polls), calendar_of(country))
    return found and found.verdict


def refused(days, reason="HTTP 403 Forbidden", status=403):
    return in_vain(days, reason, status, reachable=True)


def test_an_outage_of_hours_is_no_death_however_often_it_is_asked():
    polls = [in_vain(0.3 * n / 50) for n in range(50)]
    assert verdict(*polls, WELL) is None
    assert passing(streak_of([*polls, WELL])).endswith("; that may pass")


def test_two_days_without_an_answer_are_down():
    assert verdict(in_vain(0), in_vain(0.7), in_vain(1.4), in_vain(2.1), WELL) is Health.DOWN
    assert verdict(in_vain(0), in_vain(1), in_vain(2.1), WELL) is None  # a slow server, polled once a day


def test_a_server_that_fails_on_friday_night_may_be_mended_on_monday():
    monday_morning = [in_vain(days) for days in (3.2, 4, 5, 5.6)]  # back to Friday night
    assert verdict(*monday_morning, WELL) is None
    assert verdict(in_vain(1.8), *monday_morning, WELL) is Health.DOWN


def test_one_answer_ends_it():
    assert verdict(in_vain(0), poll(1), in_vain(3), in_vain(9)) is None


@pytest.mark.parametrize(
    "reason",
    ["HTTP 403 Forbidden", "HTTP 412 Precondition Failed", "HTTP 429 Too Many Requests", "block page", FORBIDDEN],
)
def test_who_turns_us_away_for_a_day_blocks_us(reason):
    assert verdict(refused(0, reason), refused(0.5, reason), refused(1.1, reason), WELL) is Health.BLOCKED
    assert verdict(refused(0, reason), refused(0.5, reason), WELL) is None


def test_a_portal_whose_very_first_crawl_is_refused_is_blocked_at_once():
    assert verdict(refused(0)) is Health.BLOCKED
    assert verdict(in_vain(0)) is None


def test_server_errors_are_no_answer_and_no_refusal():
    polls = [in_vain(n, "HTTP 500 Internal Server Error", 500, reachable=True) for n in (0, 1, 2, 3)]
    assert verdict(*polls, WELL) is Health.DOWN


def test_stories_that_are_all_refused_block_a_portal_whose_listing_answers():
    polls = [poll(n, failures={"HTTP 403 Forbidden": Cases(count=5)}) for n in (0, 0.5, 1.1)]
    assert verdict(*polls, WELL) is Health.BLOCKED


def test_a_few_failed_stories_beside_others_that_were_read_are_nothing():
    assert sort_of(poll(0, failures={"HTTP 403 Forbidden": Cases(count=5)}, stories=2)) is Sort.ANSWERED


def test_a_portal_that_leads_elsewhere_has_moved():
    off = [in_vain(n, "leads off the portal", reachable=True, moved_to="https://new.example/") for n in (0, 1, 2)]
    found = trouble_of(streak_of([*off, WELL]), calendar_of(None))
    assert (found.verdict, found.moved_to) == (Health.MOVED, "https://new.example/")
    assert "new.example" in found.reasons[0]


def test_a_front_page_that_leads_elsewhere_while_the_news_stay_is_no_move():
    assert sort_of(poll(0, look(NEWS), moved_to="https://new.example/")) is Sort.ANSWERED


def test_a_crawl_that_was_killed_says_nothing():
    assert sort_of(poll(0, finished=False)) is Sort.NOTHING
    assert verdict(in_vain(0), poll(1, finished=False), in_vain(1), in_vain(2), in_vain(3), WELL) is Health.DOWN


def test_all_portals_silent_in_one_run_are_our_own_network():
    assert own_outage([in_vain(0), in_vain(0), in_vain(0)])
    assert own_outage([in_vain(0), in_vain(0), poll(0)]) is None
    assert own_outage([in_vain(0), refused(0), in_vain(0)]) is None
    assert own_outage([in_vain(0)]) is None


def test_since_is_the_first_crawl_in_vain():
    polls = [in_vain(0), in_vain(1), in_vain(2), in_vain(3)]
    assert trouble_of(streak_of([*polls, WELL]), calendar_of(None)).since == polls[-1].started
    assert NOW.isoformat() >= polls[0].started
