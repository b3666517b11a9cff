"""The ways in which a running crawl is struck: signals, a full disk, a power cut, too little memory."""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from power_cut import Disk
from struck_portal import Served

EARLY = 3.0  # seconds in which a process starts
REQUESTS = 120  # of one process, after which it is struck at the latest
AFTER = 0.1  # seconds at most after a request
PATIENCE = 120  # seconds after which a process that does not end is taken for hung
ROOM = (0, 700_000)  # bytes that a full disk still has when a crawl begins
MEMORY = (0.35, 1.0)  # of what an undisturbed crawl asked the system for

Command = Sequence[str]


@dataclass(frozen=True)
class Crawl:
    """A crawl as a user starts it, and the folder of its archive.

    asked: how many requests its server has seen. most: requests of one process after which it is struck at the latest.
    """

    command: Command
    folder: Path
    asked: Callable[[], int]
    chance: random.Random
    most: int = REQUESTS

    def moment(self) -> Callable[[], bool]:
        """Whether the time has come to strike: one of four while the process starts, else among its requests.

        By requests, since what a busy machine does in a second nobody knows.
        """
        if self.chance.random() < 0.25:
            end = time.monotonic() + self.chance.uniform(0.0, EARLY)
            return lambda: time.monotonic() >= end
        least = self.asked() + self.chance.randint(1, self.most)
        return lambda: self.asked() >= least


@dataclass(frozen=True)
class Life:
    """One process. struck: it did not come to its own end. seconds: from the strike until it was gone.

    code: as subprocess has it. said: what it wrote to standard error.
    """

    struck: bool
    code: int
    seconds: float
    said: str


class Way:
    """A way to strike. One that does not strike is this: the crawl runs to its end."""

    name = "none"
    slow = False  # whether the server is to hang now and then

    @contextmanager
    def place(self) -> Iterator[Path]:
        """Where the archives lie."""
        with tempfile.TemporaryDirectory() as name:
            yield Path(name)

    def live(self, crawl: Crawl) -> Life:
        """Let one process live."""
        return _until_its_end(crawl.command)

    def aftermath(self, crawl: Crawl) -> None:
        """What the strike does beyond the end of the process."""


class Signal(Way):
    """A signal at a random moment; sent a second time shortly after, if asked to."""

    def __init__(self, name: str, number: signal.Signals, *, twice: bool = False) -> None:
        self.name = name
        self.number = number
        self.twice = twice
        self.slow = number is not signal.SIGKILL

    def live(self, crawl: Crawl) -> Life:
        with _started(crawl.command) as (process, said):
            has_come = crawl.moment()
            while process.poll() is None and not has_come():
                time.sleep(0.002)
            time.sleep(crawl.chance.uniform(0.0, AFTER))
            seconds = self._strike(process, crawl.chance) if process.poll() is None else None
            return Life(seconds is not None, process.returncode, seconds or 0.0, said())

    def _strike(self, process: subprocess.Popen[bytes], chance: random.Random) -> float:
        struck = time.monotonic()
        process.send_signal(self.number)
        if self.twice:
            time.sleep(chance.uniform(0.0, 1.0))
            process.send_signal(self.number)
        process.wait(PATIENCE)
        return time.monotonic() - struck


class PowerCut(Signal):
    """kill -9, and what was on no disk by then is gone, or something else stands there."""

    def __init__(self) -> None:
        super().__init__("cut", signal.SIGKILL)
        self.disks: dict[Path, Disk] = {}

    def aftermath(self, crawl: Crawl) -> None:
        self.disks.setdefault(crawl.folder, Disk(crawl.folder)).lose_power(crawl.chance)


class FullDisk(Way):
    """A disk of its own, of memory, on which something else takes all but a little room; then that goes away.

    Where this user may mount none, no file may grow beyond a length.
    """

    name = "full"

    def __init__(self) -> None:
        self.disk: Path | None = None

    @contextmanager
    def place(self) -> Iterator[Path]:
        with super().place() as path:
            mounted = _mounted(path)
            self.disk = path if mounted else None
            try:
                yield path
            finally:
                if mounted:
                    subprocess.run(["umount", str(path)], check=True)  # noqa: S603, S607

    def live(self, crawl: Crawl) -> Life:
        room = crawl.chance.randint(*ROOM)
        if self.disk is None:
            blocks = (_longest(crawl.folder) + room) // 512
            return _until_its_end(_limited(f"ulimit -f {blocks}", crawl.command))
        ballast = self.disk / "ballast"
        _fill(ballast, shutil.disk_usage(self.disk).free - room)
        try:
            return _until_its_end(crawl.command)
        finally:
            ballast.unlink()


class LittleMemory(Way):
    """The process may ask the system for less memory than it needs. most: bytes that it needs."""

    name = "memory"

    def __init__(self, most: int) -> None:
        self.most = most

    def live(self, crawl: Crawl) -> Life:
        most = int(self.most * crawl.chance.uniform(*MEMORY))
        return _until_its_end(_limited(f"ulimit -v {most // 1024}", crawl.command))


def hanging(served: Served, chance: random.Random) -> None:
    """Let the server take up to eight seconds for one answer of thirty."""
    served.slowness = lambda _: chance.uniform(0.0, 8.0) if chance.random() < 1 / 30 else 0.0


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Have that many others want the processor."""
    burning = [subprocess.Popen(["sh", "-c", "while :; do :; done"]) for _ in range(processes)]  # noqa: S607
    try:
        yield
    finally:
        for process in burning:
            process.kill()
            process.wait()


def needed_memory(command: Command) -> int:
    """The most bytes of addresses that a process has asked the system for, until its end."""
    most = 0
    with _started(command) as (process, _):
        while process.poll() is None:
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
            sizes = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmPeak")]
            most = max([most, *sizes])
            time.sleep(0.05)
    return most * 1024


def _until_its_end(command: Command) -> Life:
    with _started(command) as (process, said):
        process.wait(PATIENCE)
        return Life(struck=process.returncode != 0, code=process.returncode, seconds=0.0, said=said())


def _limited(limit: str, command: Command) -> Command:
    return ["sh", "-c", f'{limit}; exec "$@"', "sh", *command]


@contextmanager
def _started(command: Command) -> Iterator[tuple[subprocess.Popen[bytes], Callable[[], str]]]:
    """A process, and what it has written to standard error; it is gone at the end."""
    with tempfile.TemporaryFile() as told:

        def said() -> str:
            told.seek(0)
            return told.read().decode(errors="replace")

        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told, start_new_session=True)  # noqa: S603 - our own
        try:
            yield process, said
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def _mounted(path: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(path)]
    return os.geteuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603


def _fill(path: Path, size: int) -> None:
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(size, 1))


def _longest(folder: Path) -> int:
    return max((path.stat().st_size for path in folder.rglob("*") if path.is_file()), default=0)
