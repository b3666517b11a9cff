"""What a run stores is found at once; whatever befalls the index, the run goes on and ends."""

import threading
import time
from pathlib import Path

import pytest
from static_portal import StaticPortal, served

from archive import Archive
from crawler.indexing import Indexing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Archive(tmp_path / "archive").close()
    return tmp_path / "archive"


def test_a_run_ends_well_though_nothing_can_be_indexed(envnews, tmp_path):
    (tmp_path / "archive").mkdir()
    in_the_way = tmp_path / "archive" / "search"
    in_the_way.write_bytes(b"no folder")
    with served(StaticPortal()) as site:
        done = envnews("crawl", site.web.url, "--limit", "2", "--json")
    assert (done.code, done.json["counts"][0]["new"]) == (0, 2)
    assert "search is not up to date" in done.err
    assert "Traceback" not in done.err
    in_the_way.unlink()
    assert len(envnews("search", "a OR the", "--json").json) == 2


@pytest.mark.parametrize("fault", [MemoryError(), ImportError("failed to map segment from shared object")])
def test_want_of_memory_costs_the_index_not_the_run(folder, monkeypatch, caplog, fault):
    def fail(*_):
        raise fault

    monkeypatch.setattr(Archive, "index_pending", fail)
    with Indexing(folder) as indexing:
        indexing.finish()
    assert caplog.messages == [
        f"search is not up to date: {fault}" if str(fault) else "search is not up to date: MemoryError"
    ]


def test_an_index_that_takes_long_does_not_hold_the_end_of_a_run(folder, monkeypatch):
    begun, stopped = threading.Event(), threading.Event()

    def index(_, is_stopped):
        begun.set()
        while not is_stopped():
            time.sleep(0.01)
        stopped.set()

    monkeypatch.setattr(Archive, "index_pending", index)
    with Indexing(folder, last_pass=0.1) as indexing:
        indexing.finish()
        assert begun.is_set()
        assert not stopped.is_set()
    assert stopped.wait(5)


def test_while_a_run_goes_on_it_is_indexed_now_and_then(folder, monkeypatch):
    done = []
    monkeypatch.setattr(Archive, "index_pending", lambda *_: done.append(1))
    with Indexing(folder, every=0.01):
        for _ in range(500):
            if len(done) > 2:
                break
            time.sleep(0.01)
    assert len(done) > 2
