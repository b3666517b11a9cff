"""A run as it goes on: on a real terminal every portal at work, with what is left; otherwise a line a portal."""

import fcntl
import io
import os
import pty
import re
import struct
import termios
import threading
import time
from contextlib import ExitStack

import preloaded
import pytest
from rich.cells import cell_len
from rich.console import Console
from static_portal import StaticPortal, served

from crawler.counts import Counts, Result
from crawler.live import Live
from crawler.progress import Lines, print_summary
from crawler.time_left import WINDOW, Left, Pace

_ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Slow(StaticPortal):
    def answer(self, path):
        time.sleep(0.1)  # so that a display that is drawn anew ten times a second shows each at work
        return super().answer(path)


def on_a_terminal(arguments, environment, columns=80, rows=24):
    """What a command writes to a terminal of this size, and its exit code."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = preloaded.start(tuple(arguments), preloaded.ROOT, environment, theirs, theirs)
    os.close(theirs)
    parts = []

    def read():
        while True:
            try:
                parts.append(os.read(ours, 65536))
            except OSError:  # the other end is closed
                return

    reader = threading.Thread(target=read)
    reader.start()
    code = process.wait(timeout=60)
    reader.join()
    os.close(ours)
    return b"".join(parts).decode(), code


def test_a_terminal_shows_every_portal_at_work_and_the_whole(tmp_path):
    environment = {**os.environ, "ENVNEWS_ARCHIVE": str(tmp_path / "a"), "TERM": "xterm-256color"}
    environment.pop("COLUMNS", None)
    with ExitStack() as stack:
        urls = [stack.enter_context(served(Slow())).web.url for _ in range(3)]
        options = ("--workers", "2", "--limit", "2", "-s", "FILES=0", "-s", "LOG_LEVEL=INFO")
        text, code = on_a_terminal(["crawl", *urls, *options], environment)
    assert code != 2
    lines = [_ESCAPE.sub("", line) for line in re.split(r"[\r\n]+", text)]
    assert all(cell_len(line) <= 80 for line in lines if line.startswith("127.0.0.1:") or " done" in line)
    assert any(re.match(r"[01] of 3 portals done, [12] at work(, 1 waiting)? · ", line) for line in lines)
    assert any(line.endswith("left") for line in lines)
    assert any(line.startswith("3 of 3 portals done · 6 new stories · ") for line in lines)
    for url in urls:
        assert any(re.match(rf"{url.removeprefix('http://')} +\d+ +\d+ +\d+ +\d+ +(\d+|\?) ", line) for line in lines)
    assert any("INFO run 1 " in line for line in lines)  # the log stands above, whole
    assert "\x1b[?25h" in text.split("\x1b[?25l")[-1]  # the cursor is back


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def live(clock, total, **size):
    console = Console(file=io.StringIO(), force_terminal=True, color_system=None, markup=False, **size)
    return Live(console, total, clock), console


def drawn(display, console):
    with console.capture() as captured:
        console.print(display.picture())
    return captured.get().splitlines()


@pytest.mark.parametrize(("width", "height"), [(40, 12), (80, 24), (200, 60)])
def test_of_hundreds_only_those_at_work_are_shown_within_the_terminal(clock, width, height):
    display, console = live(clock, 200, width=width, height=height)
    for n in range(100):
        display.update(Counts(portal=f"p{n}", new=1, requests=3, finish="finished"))
    for n in range(100, 130):
        display.update(Counts(portal=f"生态环境部-{n}-" + "x" * 80, requests=7, new=2))
    display.update(Counts(portal="evil\x1b[31m\x07", requests=1))
    lines = drawn(display, console)
    assert len(lines) <= height
    assert all(cell_len(line) <= width for line in lines)
    whole = " ".join(line.strip() for line in lines[-4:])
    assert "100 of 200 portals done, 31 at work, 69 waiting" in whole
    assert not [line for line in lines if line.startswith(("p0", "p99"))]
    assert "\x1b" not in "".join(lines)
    assert sum("生态" in line for line in lines) == min(height - 4, 30)


def test_what_is_left_follows_from_what_is_pending_and_the_pace(clock):
    display, console = live(clock, 1, width=100, height=24)
    display.update(Counts(portal="m"))
    assert drawn(display, console)[1].split() == ["m", "0", "0", "0", "0", "?", "0:00", "?"]
    for second in range(1, 11):
        clock.now = float(second)
        display.update(Counts(portal="m", requests=2 * second, found=40, new=second, pending=90))
    assert drawn(display, console)[1].split()[-3:] == ["90", "0:10", "0:45+"]
    clock.now = 20 + WINDOW
    display.update(Counts(portal="m", requests=30, found=40, pending=20))
    clock.now = 80 + WINDOW
    display.update(Counts(portal="m", requests=90, found=40, pending=20))
    assert drawn(display, console)[1].split()[-1] == "0:20"
    assert "0:20 left" in drawn(display, console)[-1]
    display.update(Counts(portal="m", requests=110, new=10, finish="finished"))
    assert drawn(display, console)[-1] == "1 of 1 portal done · 10 new stories · 110 requests · 2:20"


def test_nobody_can_tell_before_some_requests_were_made_or_where_none_are():
    pace = Pace()
    assert pace.left(5) is None
    for second in range(3):
        pace.see(Counts(requests=second), float(second))
    assert pace.left(5) is None
    pace.see(Counts(requests=4), 4.0)
    assert pace.left(None) is None
    assert pace.left(5) == Left(5.0)
    for second in range(5, 200):
        pace.see(Counts(requests=4), float(second))
    assert pace.left(5) is None


def test_elsewhere_a_portal_is_a_line_when_it_has_ended():
    console = Console(file=io.StringIO())
    with Lines(console) as lines:
        lines.update(Counts(portal="m", requests=3))
        lines.update(Counts(portal="m", requests=4, gone=1, finish="finished", seconds=1.5))
        lines.update(Counts(portal="m", requests=4, finish="finished", seconds=1.5))
        lines.update(Counts(portal="n", finish="finished", trouble="does not answer"))
    assert console.file.getvalue() == "m: 0 found, 0 new, 0 changed, 1 gone, 0 failed, 4 requests, 1.5 s\n"


def test_the_summary_of_hundreds_names_those_that_brought_or_failed_something():
    counts = tuple(Counts(portal=f"p{n}", new=n // 199, finish="finished") for n in range(200))
    issue = ("p1", "https://m.example/\x1b[31m生", "timed out")
    console = Console(file=io.StringIO(), width=100)
    print_summary(console, Result(run_id=7, counts=counts, issues=(issue,)))
    text = console.file.getvalue()
    assert "… and 199 more portals; 199 brought nothing new; envnews runs show 7" in text
    assert "p199" in text
    assert "https://m.example/生  timed out" in text
    assert len(text.splitlines()) < 10
