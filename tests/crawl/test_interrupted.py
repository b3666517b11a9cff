"""A crawl that is stopped at any point goes on where it was: nothing lost, nothing twice, nothing asked for again."""

import os
import signal
import time
from pathlib import Path
from threading import Event

import preloaded
import pytest
from preloaded import ROOT
from static_portal import STORIES, StaticPortal, served

from archive import Archive


class Slow(StaticPortal):
    def answer(self, path):
        time.sleep(0.01)
        return super().answer(path)


def start(folder, url):
    environment = {**os.environ, "ENVNEWS_ARCHIVE": str(folder / "archive")}
    with Path(os.devnull).open("wb") as nowhere:
        arguments = ("crawl", url, "-s", "RETRY_BACKOFF=0.02")
        return preloaded.start(arguments, folder, environment, nowhere.fileno(), nowhere.fileno())


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def stories_in(folder):
    if not (folder / "archive" / "archive.db").exists():
        return {}
    with Archive(folder / "archive") as archive:
        return {record.url: record.id for record in archive.articles()}


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGTERM])
def test_a_crawl_that_is_stopped_again_and_again_loses_and_repeats_nothing(envnews, tmp_path, signal_):
    stored = {}
    with served(Slow()) as site:
        site.fails_once = None
        for answered in (0, 4, 9):
            process, before = start(tmp_path, site.web.url), len(site.web.asked)
            wait_for(lambda least=before + answered: len(site.web.asked) >= least)
            process.send_signal(signal_)
            assert process.wait(timeout=20) != 0
            again = [path for path in site.web.asked[before:] if site.web.url + path in stored]
            found = stories_in(tmp_path)
            assert (again, {url: found[url] for url in stored}) == ([], stored)
            stored = found
        site.web.asked.clear()
        assert envnews("crawl", site.web.url).code == 0
        found = stories_in(tmp_path)
    assert {url.removeprefix(site.web.url) for url in found} == {story.path for story in STORIES}
    assert {url: found[url] for url in stored} == stored
    assert not [path for path in site.web.asked if site.web.url + path in stored]
    assert 0 < len(stored) < len(STORIES)
    assert envnews("verify").code == 0


def test_the_ledger_tells_of_the_runs_that_were_killed_or_stopped(envnews, tmp_path):
    with served(Slow()) as site:
        for number in (signal.SIGKILL, signal.SIGTERM):
            process, before = start(tmp_path, site.web.url), len(site.web.asked)
            wait_for(lambda least=before + 4: len(site.web.asked) >= least)
            process.send_signal(number)
            process.wait(timeout=20)
        assert envnews("crawl", site.web.url).code == 0
    states = [run["state"] for run in envnews("runs", "--json").json]
    assert states == ["finished", "stopped by SIGTERM", "killed"]


def test_a_portal_is_crawled_by_one_run_at_a_time(envnews, tmp_path):
    with served(StaticPortal()) as site:
        answer, site.answer, over = site.answer, lambda path: over.wait(60) and answer(path), Event()
        first = start(tmp_path, site.web.url)
        wait_for(lambda: site.web.asked)
        second = envnews("crawl", site.web.url)
        asked = len(site.web.asked)
        first.kill()
        first.wait(timeout=20)
        over.set()
    assert (second.code, asked) == (1, 1)
    assert f"envnews: {site.web.url[7:]}: is being crawled by run 1" in second.err.splitlines()


def test_another_process_reads_while_a_crawl_writes(envnews, tmp_path):
    with served(Slow()) as site:
        process = start(tmp_path, site.web.url)
        wait_for(lambda: len(site.web.asked) >= 8)
        found = envnews("search", "ministry", "--json")
        assert found.code == 0
        process.wait(timeout=30)
    assert process.returncode == 0


BROKEN = """
import sys
from crawler.cli import main
from crawler.plan import Plan
from crawler.spiders.portal import PortalSpider

whole = {"parse": PortalSpider.parse, "next": Plan.next}

def parse(self, response, address):
    if address.url.endswith(sys.argv[1].removeprefix("memory:")):
        raise MemoryError if sys.argv[1].startswith("memory:") else ValueError("a fault in the spider")
    return whole["parse"](self, response, address)

def next(self):
    if self.archive.counts(self.portal.id)["done"] > 8:
        raise ValueError("a fault in the plan")
    return whole["next"](self)

if sys.argv[1] == "plan":
    Plan.next = next
else:
    PortalSpider.parse = parse
main(sys.argv[2:])
"""


def broken(where, url, folder):
    arguments = (where, "crawl", url, "--archive", str(folder))
    return preloaded.run_text(arguments, ROOT, os.environ, 60, BROKEN)


def test_a_fault_of_our_own_at_one_page_costs_that_page_and_does_not_hang_the_crawl(envnews, portal, tmp_path):
    done = broken(STORIES[6].path, portal.web.url, tmp_path / "archive")
    assert "internal error: ValueError: a fault in the spider" in done.stdout
    assert len(stories_in(tmp_path)) == len(STORIES) - 1
    assert envnews("crawl", portal.web.url).code == 0
    assert len(stories_in(tmp_path)) == len(STORIES)


def test_want_of_memory_ends_the_run_and_the_next_one_goes_on(envnews, portal, tmp_path):
    done = broken(f"memory:{STORIES[6].path}", portal.web.url, tmp_path / "archive")
    assert done.returncode == 1
    assert "stopped for want of memory" in envnews("runs").out
    assert 0 < len(stories_in(tmp_path)) < len(STORIES)
    assert envnews("crawl", portal.web.url).code == 0
    assert len(stories_in(tmp_path)) == len(STORIES)


def test_a_fault_of_our_own_that_ends_a_crawl_is_told_and_not_taken_for_its_end(envnews, portal, tmp_path):
    done = broken("plan", portal.web.url, tmp_path / "archive")
    assert done.returncode == 1
    assert f"envnews: {portal.web.url[7:]}: internal error: ValueError: a fault in the plan" in done.stderr.splitlines()
    assert envnews("crawl", portal.web.url).code == 0
    assert len(stories_in(tmp_path)) == len(STORIES)
