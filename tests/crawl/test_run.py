"""`envnews run`: what is due, by one run at a time, within its budget; what was left comes first."""

import json
import os
import time
from contextlib import ExitStack
from pathlib import Path

import preloaded
import pytest
from static_portal import StaticPortal, served

PORTAL = """
id = "{id}"
name = "Ministry of Rivers"
country = "GB"
home = "{home}"
{more}
[evidence]
confidence = "checked"
"""


class Slow(StaticPortal):
    def answer(self, path):
        time.sleep(0.12)
        return super().answer(path)


@pytest.fixture
def own(tmp_path):
    """The user's own folder of portals."""
    folder = tmp_path / "portals"
    (folder / "gb").mkdir(parents=True)
    return folder


@pytest.fixture
def run(envnews, own):
    return lambda *arguments: envnews("run", "--portals", str(own), *arguments)


@pytest.fixture
def portals(own):
    """Writes portal files, and serves their portals."""
    with ExitStack() as stack:

        def serve(portal_id, kind=StaticPortal, more=""):
            site = stack.enter_context(served(kind()))
            text = PORTAL.format(id=portal_id, home=f"{site.web.url}/", more=more)
            (own / "gb" / f"{portal_id}.toml").write_text(text)
            return site

        yield serve


def test_own_portals_are_crawled_when_they_are_due_and_not_before(envnews, run, portals):
    sites = [portals("gb-one", more='every = "6h"'), portals("gb-two", more='every = "6h"')]
    first = run("--json")
    assert {count["portal"]: count["new"] for count in first.json["counts"]} == {"gb-one": 12, "gb-two": 12}
    asked = [len(site.web.asked) for site in sites]
    again = run("--json")
    assert again.code == 0
    assert again.json["counts"] == []
    assert again.json["next"]["portal"] in {"gb-one", "gb-two"}
    assert [len(site.web.asked) for site in sites] == asked
    assert envnews("runs", "--json").json[0]["why"] == "due"


def test_now_crawls_what_is_not_due(run, portals):
    portals("gb-one", more='every = "6h"')
    run()
    now = run("--now", "--json")
    assert [(count["portal"], count["new"]) for count in now.json["counts"]] == [("gb-one", 0)]


def test_a_portal_is_enabled_once_it_was_crawled_by_hand(envnews, run):
    with served(StaticPortal()) as site:
        nothing = run()
        assert "No portal is enabled" in nothing.out
        envnews("crawl", site.web.url)
        assert [count["new"] for count in run("--now", "--json").json["counts"]] == [0]


def test_a_budget_ends_the_run_and_what_is_left_comes_first(envnews, run, portals):
    for name in ("gb-one", "gb-two"):
        portals(name, Slow)
    first = run("--budget", "2s", "--workers", "1", "--json")
    assert first.json["stopped"] == "stopped by its budget"
    assert first.json["left"] == ["gb-two"]
    assert first.json["counts"][0]["finish"] == "shutdown"
    second = run("--json", "--workers", "1")
    assert [count["portal"] for count in second.json["counts"]] == ["gb-one", "gb-two"]
    assert sorted({record["portal"] for record in envnews("export").json}) == ["gb-one", "gb-two"]
    assert len(envnews("export").json) == 24


def test_two_runs_never_crawl_one_portal_at_once(envnews, run, portals, own, tmp_path):
    site = portals("gb-one", Slow)
    command = ("run", "--portals", str(own), "--archive", str(tmp_path / "archive"))
    with Path(os.devnull).open("wb") as nowhere:
        other = preloaded.start(command, tmp_path, os.environ, nowhere.fileno(), nowhere.fileno())
    while len(site.web.asked) < 2:
        time.sleep(0.02)
    assert run("--now", "--json").json["counts"] == []
    by_hand = envnews("crawl", "--portals", str(own), "gb-one")
    assert by_hand.code == 1
    assert "gb-one: is being crawled by run 1" in by_hand.err
    assert other.wait(60) in {0, 1}
    assert len(envnews("export").json) == 12
    assert len([path for path in site.web.asked if path == "/robots.txt"]) == 1


def test_a_portal_that_needs_a_person_makes_the_exit_code_1_and_is_told(envnews, run, portals):
    portals("gb-one", Broken)
    done = run()
    assert done.code == 1
    assert "gb-one:" in done.err
    assert json.loads(envnews("health", "--json").out)[0]["portal"] == "gb-one"


class Broken(StaticPortal):
    def answer(self, path):
        return None if path != "/robots.txt" else super().answer(path)


@pytest.mark.parametrize("budget", ["soon", "-1m", "0"])
def test_a_wrong_budget_is_one_line(run, budget):
    done = run("--budget", budget)
    assert done.code == 2
    assert "--budget" in done.err
    assert len(done.err.splitlines()) == 1
