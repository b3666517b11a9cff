"""A crawl that is stopped at any point goes on where it was: nothing lost, nothing twice."""

import os
import signal
import time
from pathlib import Path

import preloaded
import pytest
from static_portal import STORIES, StaticPortal, served


class Slow(StaticPortal):
    def answer(self, path):
        time.sleep(0.05)
        return super().answer(path)


def start(folder, url):
    environment = {**os.environ, "ENVNEWS_ARCHIVE": str(folder / "archive")}
    with Path(os.devnull).open("wb") as nowhere:
        return preloaded.start(("crawl", url), folder, environment, nowhere.fileno(), nowhere.fileno())


def wait_for(condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.parametrize("answered", [3, 8, 14])
@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGTERM])
def test_the_next_crawl_goes_on_where_the_last_was_stopped(envnews, tmp_path, answered, signal_):
    with served(Slow()) as site:
        process = start(tmp_path, site.web.url)
        wait_for(lambda: len(site.web.asked) >= answered)
        process.send_signal(signal_)
        assert process.wait(timeout=10) != 0
        stored = envnews("export").json
        site.web.asked.clear()
        envnews("crawl", site.web.url)
        records = envnews("export").json
    assert sorted(record["title"] for record in records) == sorted(story.title for story in STORIES)
    again = {path.partition("?")[0] for path in site.web.asked}
    assert not [record["url"] for record in stored if record["url"].removeprefix(site.web.url) in again]
    assert len({record["id"] for record in records} & {record["id"] for record in stored}) == len(stored)


def test_another_process_reads_while_a_crawl_writes(envnews, tmp_path):
    with served(Slow()) as site:
        process = start(tmp_path, site.web.url)
        wait_for(lambda: len(site.web.asked) >= 8)
        found = envnews("search", "ministry", "--json")
        assert found.code == 0
        process.wait(timeout=30)
    assert process.returncode == 0
