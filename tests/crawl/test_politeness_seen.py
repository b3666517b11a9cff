"""What portals of many kinds see of their visitor: the benchmark of politeness, of the quick kinds."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from polite_portals import KINDS
from politeness import measure

QUICK = (
    "200", "all forbidden", "404", "403", "redirected 5 times", "redirected in a circle", "redirected 20 times", "500",
    "503, then 200", "600 kB", "endless", "byte order mark", "latin-1", "groups", "wildcards", "letters",
    "Crawl-delay: 0.4", "slow, 2 connections", "two portals",
)  # fmt: skip


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """All of them, crawled by one run, and by a second one on which nothing is new."""
    return {row.name: row for row in measure(list(QUICK), tmp_path_factory.mktemp("polite"))}


@pytest.mark.parametrize("kind", QUICK)
def test_nothing_is_done_that_the_portal_does_not_want(rows, kind):
    assert rows[kind].faults == []


def test_a_file_that_allows_two_connections_gets_two(rows):
    assert rows["slow, 2 connections"].first.at_once == 2


def test_two_portals_on_one_host_come_as_one_visitor(rows):
    seen = rows["two portals"].first
    assert {"north", "south"} <= {path.split("/")[1] for path in seen.paths}
    assert seen.at_once == 1


def test_on_a_quiet_day_a_portal_is_asked_for_changes_alone(rows):
    second = rows["200"].second
    assert 1 <= len(second.paths) <= 2
    assert second.conditional == len(second.paths)


def test_every_kind_is_named_once():
    assert set(QUICK) <= set(KINDS)
