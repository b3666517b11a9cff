"""A crawl of some hundred stories is struck at random moments, and gone on with until it is done: what was lost.

    python benchmarks/kill.py [--mode kill term int twice full cut memory] [--strikes N] [--workers N] [--seed N]

Each crawl is struck again and again, by a new process each time. A row for each way to strike:

strikes, crawls     how often, and how many crawls it took until all were done
lost                stories of the portal that are not in the archive then
twice               stories with two records, or whose number changed after a strike
refetched           pages of stories and files that were asked for though their visit was on the disk before
sources             feeds, sitemaps and pages of listings that were asked for again by a new process (no fault)
differ              records that are not those of a crawl that nobody disturbed
faults              what `envnews verify` found after a strike, and at the end; and processes that wrote a traceback
worst               seconds from the signal to the end of the process, the longest
codes               what the struck processes ended with, and how many of them

Exit code 1 where anything is lost, twice, refetched, differs or is a fault, or where a signal took five seconds.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGTERM
from typing import Any

import struck_archive
from strike_rows import HEAD, Row
from strikes import Crawl, FullDisk, LittleMemory, PowerCut, Signal, Way, busy, hanging, needed_memory
from struck_portal import STORIES, Ministry, Served, serve

GOALS = {"kill": 200, "term": 50, "int": 20, "twice": 10, "full": 50, "cut": 60, "memory": 30}
MOST = 25  # strikes of one crawl, which is then let run to its end
VERIFIED = 0.2  # of the strikes, after which `envnews verify` looks at what is left
ALOUD = 3  # faults that are told of a crawl


WAYS: dict[str, Callable[[int], Way]] = {
    "kill": lambda _: Signal("kill", SIGKILL),
    "term": lambda _: Signal("term", SIGTERM),
    "int": lambda _: Signal("int", SIGINT),
    "twice": lambda _: Signal("twice", SIGINT, twice=True),
    "full": lambda _: FullDisk(),
    "cut": lambda _: PowerCut(),
    "memory": LittleMemory,
}


class Series:
    """One crawl, struck until it is done."""

    def __init__(self, way: Way, served: Served, folder: Path, chance: random.Random) -> None:
        self.way = way
        self.served = served
        self.folder = folder
        self.crawl = Crawl(command(served.url, folder), folder, lambda: len(served.log), chance)
        self.row = Row(crawls=1)
        self.ids: dict[str, int] = {}
        self.stored: set[str] = set()

    def run(self, expected: dict[str, dict[str, Any]], most: int) -> Row:
        """Strike at most so often, go on, compare."""
        while self.row.strikes < most and self._live(self.way):
            pass
        self.served.slowness = lambda _: 0.0
        for _ in range(2):  # the second takes up what the first was to ask for later
            self._live(Way())
        self._compare(expected)
        return self.row

    def _live(self, way: Way) -> bool:
        """Let one process live; return whether it was struck."""
        before = len(self.served.log)
        life = way.live(self.crawl)
        self._count_requests(before)
        if "Traceback" in life.said and not isinstance(way, LittleMemory):
            self._fault(f"wrote {life.said.strip()[-4000:]}")
        if life.struck:
            self.row.strikes += 1
            self.row.codes[life.code] += 1
            self.row.worst = max(self.row.worst, life.seconds)
            self._look(way)
        return life.struck

    def _look(self, way: Way) -> None:
        self._take_down(struck_archive.held(self.folder, tail=type(way).aftermath is Way.aftermath))
        way.aftermath(self.crawl)
        self._take_down(struck_archive.held(self.folder))
        if self.crawl.chance.random() > VERIFIED:
            return
        for fault in struck_archive.faults(self.folder)[:ALOUD]:
            self._fault(f"verify after a strike: {fault}")

    def _take_down(self, held: struck_archive.Held) -> None:
        changed = [url for url, number in held.ids.items() if self.ids.get(url, number) != number]
        self.row.twice += len(changed)
        self.row.told += [f"{url}: its number was {self.ids[url]}, now {held.ids[url]}" for url in changed[:ALOUD]]
        self.ids |= held.ids
        self.stored |= held.stored

    def _count_requests(self, before: int) -> None:
        ministry, asked = self.served.ministry, [one.path for one in self.served.log[before:]]
        again = [path for path in asked if self.served.url + path in self.stored]
        refetched = [path for path in again if path in ministry.truth or path in ministry.files]
        self.row.refetched += len(refetched)
        self.row.sources += len(again) - len(refetched)
        self.row.told += [f"{path}: asked for again though it was stored" for path in refetched[:ALOUD]]

    def _compare(self, expected: dict[str, dict[str, Any]]) -> None:
        found = struck_archive.records(self.folder)
        lost = {self.served.url + path for path in self.served.ministry.truth} - found.keys()
        other = struck_archive.differences(found, expected)
        self.row.lost += len(lost)
        self.row.twice += struck_archive.stories_twice(self.folder)
        self.row.differ += len(other)
        self.row.told += [f"{url}: lost" for url in sorted(lost)[:ALOUD]] + other[:ALOUD]
        self._take_down(struck_archive.held(self.folder))
        for fault in struck_archive.faults(self.folder)[:ALOUD]:
            self._fault(f"verify at the end: {fault}")

    def _fault(self, told: str) -> None:
        self.row.faults += 1
        self.row.told.append(told)


def command(url: str, folder: Path) -> list[str]:
    """The crawl as a user starts it."""
    return [sys.executable, "-m", "crawler", "crawl", f"{url}/", "--archive", str(folder)]


class Bench:
    """What one worker process keeps: its server, and the records of a crawl that nobody disturbed."""

    def __init__(self, stories: int) -> None:
        self._stack = ExitStack()
        self.served = self._stack.enter_context(serve(Ministry.of(stories)))
        with Way().place() as place:
            self.memory = needed_memory(command(self.served.url, place / "whole"))
            self.expected = struck_archive.records(place / "whole")

    def crawl(self, mode: str, seed: int, most: int) -> Row:
        """One crawl, struck in one way."""
        chance = random.Random(seed)
        way = WAYS[mode](self.memory)
        with ExitStack() as stack:
            place = stack.enter_context(way.place())
            if way.slow:
                hanging(self.served, chance)
                stack.enter_context(busy(1))
            return Series(way, self.served, place / "archive", chance).run(self.expected, most)


_BENCH: list[Bench] = []


def one_crawl(stories: int, most: int, mode: str, seed: int) -> Row:
    """What a worker process does."""
    if not _BENCH:
        _BENCH.append(Bench(stories))
    try:
        row = _BENCH[0].crawl(mode, seed, most)
    except subprocess.TimeoutExpired as error:
        row = Row(crawls=1, faults=1, told=[f"hung: {error}"])
    row.told = [f"{mode}, seed {seed}: {line}" for line in row.told]
    return row


def strike(pool: ProcessPoolExecutor, workers: int, goal: int, crawl: Callable[[int], Row], seed: int) -> Row:
    """Crawl until that many strikes were made."""
    total = Row()
    while total.strikes < goal:
        for row in pool.map(crawl, range(seed, seed + workers)):
            total.add(row)
            for line in row.told:
                sys.stderr.write(f"{line}\n")
            sys.stderr.write(f"{total.strikes} of {goal} strikes\n")
            sys.stderr.flush()
        seed += workers
    return total


def main() -> int:
    """Strike in each way; write a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mode", nargs="+", choices=list(GOALS), default=list(GOALS))
    parser.add_argument("--strikes", type=int, help="how many in each mode (default: as many as the project's goals)")
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--most", type=int, default=MOST, help="strikes of one crawl")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows: dict[str, Row] = {}
    sys.stdout.write(f"{HEAD}\n")
    with ProcessPoolExecutor(options.workers) as pool:
        for mode in options.mode:
            crawl = partial(one_crawl, options.stories, options.most, mode)
            goal = options.strikes or GOALS[mode]
            rows[mode] = strike(pool, options.workers, goal, crawl, options.seed)
            sys.stdout.write(f"{rows[mode].line(mode)}\n")
            sys.stdout.flush()
    return 0 if all(row.is_clean for row in rows.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
