"""What the ledger says of real crawls: what was found gone, what failed and where, what is missing and why."""

import pytest
from static_portal import STORIES, StaticPortal, served
from web import Answer

from archive import Archive

BROKEN, WITHDRAWN = STORIES[8], STORIES[10]


class Broken(StaticPortal):
    def __init__(self):
        super().__init__()
        self.fails_once = None
        self.stories = self.stories[:5]

    def answer(self, path):
        if path == BROKEN.path:
            return Answer("broken", 500)
        return super().answer(path)


@pytest.fixture(scope="module")
def archive(envnews_of_module, tmp_path_factory):
    """Of the portal as it was, and again whole after it took a story away."""
    folder = tmp_path_factory.mktemp("ledger")
    with served(Broken()) as site:
        options = (site.web.url, "--archive", folder, "-s", "FILES=0", "-s", "RETRY_TIMES=0")
        envnews_of_module("crawl", *options)
        site.stories.remove(WITHDRAWN)
        envnews_of_module("crawl", *options, "--full")
    with Archive(folder, readonly=True) as opened:
        yield opened


def test_a_withdrawn_story_is_counted_by_the_run_that_found_it_gone(archive):
    totals = [run.totals for run in archive.runs()]
    assert [(one["new"], one["gone"], one["failed"]) for one in totals] == [(0, 1, 1), (4, 0, 1)]
    assert all(one["requests"] and one["bytes"] for one in totals)


def test_a_run_names_the_address_that_failed_and_why(archive):
    (issue,) = archive.run(2).issues
    assert issue["url"].endswith(BROKEN.path)
    assert issue["reason"] == "HTTP 500 Internal Server Error"


def test_coverage_names_the_story_that_is_missing(archive):
    covered = archive.stats().coverage
    assert (covered.held, covered.items, covered.failed, covered.skipped) == (4, 6, 1, 1)
    missing, forbidden = archive.missing()
    assert forbidden.why == "forbidden by robots.txt"
    assert missing.url.endswith(BROKEN.path)
    assert (missing.title, missing.date) == (BROKEN.title, BROKEN.date)
    assert missing.why == "HTTP 500 Internal Server Error, tried 2 times"
