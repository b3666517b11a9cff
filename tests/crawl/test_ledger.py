"""What the ledger says of real crawls: what was found gone, what failed and where, what is missing and why."""

import pytest
from static_portal import STORIES, StaticPortal, served
from web import Answer

BROKEN, WITHDRAWN = STORIES[2], STORIES[7]


class Broken(StaticPortal):
    def __init__(self):
        super().__init__()
        self.fails_once = None

    def answer(self, path):
        if path == BROKEN.path:
            return Answer("broken", 500)
        return super().answer(path)


@pytest.fixture(scope="module")
def two_crawls(envnews_of_module):
    """The portal as it is, and again whole after it took a story away."""
    with served(Broken()) as site:
        options = (site.web.url, "-s", "FILES=0", "-s", "RETRY_TIMES=0")
        envnews_of_module("crawl", *options)
        site.stories.remove(WITHDRAWN)
        envnews_of_module("crawl", *options, "--full")
        yield envnews_of_module


def test_a_withdrawn_story_is_counted_by_the_run_that_found_it_gone(two_crawls):
    totals = [run["totals"] for run in two_crawls("runs", "--json").json]
    assert [(one["new"], one["gone"], one["failed"]) for one in totals] == [(0, 1, 1), (11, 0, 1)]
    assert all(one["requests"] and one["bytes"] for one in totals)


def test_a_run_names_the_address_that_failed_and_why(two_crawls):
    issue = two_crawls("runs", "show", "2", "--json").json["issues"][0]
    assert issue["url"].endswith(BROKEN.path)
    assert issue["reason"] == "HTTP 500 Internal Server Error"


def test_stats_name_the_story_that_is_missing(two_crawls):
    told = two_crawls("stats").out
    assert "Coverage: 11 of 12 stories that feeds, sitemaps and listings named; 1 missing: 1 failed" in told
    assert f"{BROKEN.date}  {BROKEN.title}  HTTP 500 Internal Server Error, tried 2 times" in told
    missing = two_crawls("stats", "--missing", "--json").json
    assert [one["url"].rpartition("/news")[2] for one in missing] == [BROKEN.path.removeprefix("/news")]
