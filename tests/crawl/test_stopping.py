"""A run ends within five seconds of being told to, whatever it waits for, with all it has fetched stored."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import preloaded
import pytest
from static_portal import STORIES, StaticPortal
from web import Answer, serve

from archive import Archive
from archive.runs import Run
from crawler.stopping import GRACE

GOAL = 5.0  # seconds
LONG = 60  # seconds that each of them would wait
LATE = STORIES[3].path  # of a page that comes when some stories are stored

# A document's reader is a process of its own, which begins by this where it is found.
SLOW_READER = f"import sys, time\n'crawler.documents' in sys.orig_argv and time.sleep({LONG})\n"

# The loop does not turn, and nothing is computed: as a thread that could not be started leaves it.
HANGING = """
import asyncio, threading
from crawler import interruption

interruption.TICK, interruption.HUNG = 0.02, 10
loop = asyncio.new_event_loop()
loop.call_later(0.5, threading.Event().wait)
with interruption.Interruption(loop, print):
    loop.run_forever()
"""


@dataclass
class Portal(StaticPortal):
    """One that takes long at one address. told: it has been asked for that."""

    at: str = ""
    how: str = "hangs"
    told: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self):
        super().__init__()
        self.fails_once = None

    def answer(self, path):
        if path == self.at:
            self.told.set()
            if self.how == "hangs":
                self.over.wait(LONG)
            if self.how == "is busy":
                return Answer("busy", 503, headers={"Retry-After": str(LONG)})
        if path == "/robots.txt" and self.how == "asks for a pause":
            return Answer(f"User-agent: *\nCrawl-delay: {LONG}\n", type="text/plain")
        return Answer(b"%PDF-1.4\n", type="application/pdf") if path.endswith(".pdf") else super().answer(path)


SCENES = {
    "a page": {"at": LATE},
    "robots.txt": {"at": "/robots.txt"},
    "a Crawl-delay": {"at": "/robots.txt", "how": "asks for a pause"},
    "a Retry-After": {"at": LATE, "how": "is busy"},
    "a document": {"at": "/files/report-12.pdf", "how": "has it"},
    "the database": {"at": LATE, "how": "has it"},
}


@dataclass(frozen=True)
class Started:
    portal: Portal
    folder: Path
    process: preloaded.Process


@dataclass(frozen=True)
class Ended:
    code: int
    seconds: float
    said: str
    run: Run
    stories: int


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    """What came of a crawl that was told to stop in the middle of each; they wait side by side."""
    with ExitStack() as stack:
        scenes = {
            name: stack.enter_context(crawling(tmp_path_factory.mktemp("scene"), Portal(**scene)))
            for name, scene in SCENES.items()
        }
        for scene in scenes.values():
            assert scene.portal.told.wait(20)
        stack.enter_context(writing(scenes["the database"].folder))
        time.sleep(0.5)
        for scene in scenes.values():
            scene.process.send_signal(signal.SIGTERM)
        told = time.monotonic()
        ends = {name: (scene.process.wait(GOAL + 5), time.monotonic() - told) for name, scene in scenes.items()}
    return {name: what_came_of(scenes[name].folder, *end) for name, end in ends.items()}


@contextmanager
def crawling(folder, portal):
    (folder / "sitecustomize.py").write_text(SLOW_READER)
    environment = {**os.environ, "PYTHONPATH": str(folder), "ENVNEWS_ARCHIVE": str(folder / "archive")}
    with serve(lambda request: portal.answer(request.path)) as web, (folder / "err").open("wb") as err:
        portal.base = web.url
        process = preloaded.start(("crawl", web.url), folder, environment, err.fileno(), err.fileno())
        try:
            yield Started(portal, folder, process)
        finally:
            portal.over.set()
            if process.returncode is None:
                process.kill()


@contextmanager
def writing(folder):
    """Hold the database as a long transaction of another process does."""
    with closing(sqlite3.connect(folder / "archive" / "archive.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def what_came_of(folder, code, seconds):
    with Archive(folder / "archive") as archive:
        run, stories = archive.runs()[0], len(list(archive.articles()))
    return Ended(code, seconds, (folder / "err").read_text(), run, stories)


@pytest.mark.parametrize("scene", SCENES)
def test_a_run_that_waits_ends_within_five_seconds_of_sigterm(ended, scene):
    assert ended[scene].code == 1
    assert ended[scene].seconds < GOAL
    assert "Traceback" not in ended[scene].said


@pytest.mark.parametrize("scene", sorted(SCENES.keys() - {"the database"}))
def test_it_says_so_in_the_ledger(ended, scene):
    assert ended[scene].run.state == "stopped by SIGTERM"
    assert ended[scene].run.finished


@pytest.mark.parametrize("scene", ["a page", "a Retry-After", "a document", "the database"])
def test_what_it_had_fetched_is_stored(ended, scene):
    assert ended[scene].stories > 0


def test_a_second_ctrl_c_ends_it_at_once(tmp_path):
    with crawling(tmp_path, Portal(at=LATE)) as scene:
        assert scene.portal.told.wait(20)
        scene.process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        told = time.monotonic()
        scene.process.send_signal(signal.SIGINT)
        assert scene.process.wait(GOAL) == 1
        assert time.monotonic() - told < GRACE - 0.3  # what the first one leaves to what was asked for
    assert (tmp_path / "err").read_text() == ""


def test_a_run_that_hangs_is_ended(tmp_path):
    done = subprocess.run([sys.executable, "-c", HANGING], capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        "envnews: the run hung and was ended; the next one goes on where it was\n",
    )
