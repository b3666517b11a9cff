"""Hostile pages through the extraction: anything but an Article or UnreadablePageError in bounded time is a find.

    python benchmarks/fuzz.py [--minutes 2] [--seed 1] [--keep FOLDER] [FOLDER of pages…]

Pages (`*.html`, `*.html.gz`) are mutated and read in a process of their own, under a limit of time and of memory that
grows with the page. Without a folder the project's golden pages are the seeds. What is found is saved in `--keep`.
The same seed and pages give the same run. Exits 1 if anything was found.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import random
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import click
from mutations import MUTATIONS

from crawler.extraction import extract
from crawler.markup import UnreadablePageError

MEGABYTE = 1024 * 1024
GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "pages"
ADDRESS = "https://ministry.test/news/2024/05/a-page-123.html"


@dataclass(frozen=True)
class Outcome:
    """What became of a page. seconds: CPU time; memory: bytes above what the process had; error: a traceback."""

    seconds: float
    memory: int = 0
    error: str = ""


def seconds_for(size: int) -> float:
    """The time that a page of so many bytes may take: two seconds, and twenty for the largest."""
    return 2 + 0.6 * size / MEGABYTE


def memory_for(size: int) -> int:
    """The memory that a page of so many bytes may take: thirty times its size, beside a fixed part."""
    return 128 * MEGABYTE + 30 * size


def seeds(folders: list[Path]) -> list[bytes]:
    """The pages in the folders, at any depth."""
    files = sorted(path for folder in folders for path in folder.rglob("*.html*"))
    pages = (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files)
    return [page for page in pages if page]


def hostile_pages(pages: list[bytes], seed: int) -> Iterator[tuple[str, bytes]]:
    """Mutated pages without end, each with the names of its mutations."""
    chance = random.Random(seed)
    while True:
        page = chance.choice(pages)
        names = chance.choices(tuple(MUTATIONS), k=chance.choice((1, 1, 1, 2, 3)))
        for name in names:
            page = MUTATIONS[name](chance, page)[: 8 * MEGABYTE] or b" "
        yield "+".join(names), page


class Reader:
    """A process that reads pages, replaced when it hangs or dies."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """A new process."""
        self.pipe, inner = multiprocessing.Pipe()
        self.process = multiprocessing.Process(target=_serve, args=(inner,), daemon=True)
        self.process.start()
        inner.close()

    def read(self, page: bytes) -> Outcome:
        """The outcome of a page, also where the process did not live to tell."""
        patience = 20 * seconds_for(len(page))  # by the clock; other work on the machine is no fault
        try:
            self.pipe.send_bytes(page)
            if self.pipe.poll(patience):
                outcome: Outcome = self.pipe.recv()
                return outcome
            error = f"no end after {patience:.0f} s"
        except (EOFError, OSError):
            error = "the process died"
        self.process.kill()
        self.process.join()
        self.start()
        return Outcome(patience, error=error)


def _serve(pipe: Connection) -> None:
    """Read pages until the pipe is closed."""
    while True:
        pipe.send(_read(pipe.recv_bytes()))


def _read(page: bytes) -> Outcome:
    before = _status("VmSize"), _status("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak is counted from here on
    resource.setrlimit(resource.RLIMIT_AS, (before[0] + 2 * memory_for(len(page)), resource.RLIM_INFINITY))
    start = time.process_time()
    error = ""
    try:
        extract(page, ADDRESS)
    except UnreadablePageError:
        pass
    except Exception:  # noqa: BLE001 - to catch any is what this is for
        error = traceback.format_exc()
    seconds = time.process_time() - start
    return Outcome(seconds, _status("VmHWM") - before[1], error)


def _status(name: str) -> int:
    """A number of this process's memory, in bytes (Linux)."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def complaint(page: bytes, outcome: Outcome) -> str:
    """What is wrong with an outcome, in a line; empty where nothing is."""
    if outcome.error:
        return outcome.error.strip().splitlines()[-1]
    if outcome.seconds > seconds_for(len(page)):
        return f"{outcome.seconds:.1f} s for {len(page) / MEGABYTE:.2f} MB"
    if outcome.memory > memory_for(len(page)):
        return f"{outcome.memory / MEGABYTE:.0f} MB of memory for {len(page) / MEGABYTE:.2f} MB"
    return ""


def run(pages: list[bytes], seed: int, minutes: float, keep: Path) -> int:
    """Read hostile pages for so long; the number of finds."""
    reader, count, size, finds = Reader(), 0, 0, 0
    spent: Counter[str] = Counter()
    slowest: tuple[float, str, int] = (0.0, "", 0)
    start = time.monotonic()
    for names, page in hostile_pages(pages, seed):
        if time.monotonic() - start > 60 * minutes:
            break
        outcome = reader.read(page)
        count, size = count + 1, size + len(page)
        spent[names.split("+")[-1]] += int(outcome.seconds * 1000)
        slowest = max(slowest, (outcome.seconds, names, len(page)))
        if found := complaint(page, outcome):
            finds += 1
            saved = keep / f"{seed}-{count}.html"
            saved.write_bytes(page)
            saved.with_suffix(".txt").write_text(f"{names}\n{found}\n{outcome.error}", "utf-8")
            click.echo(f"{saved}: {names}: {found}")
    reader.process.kill()
    elapsed = time.monotonic() - start
    click.echo(f"{count} pages, {size / MEGABYTE:.0f} MB, {count / elapsed:.1f} pages a second, {finds} finds")
    click.echo(f"slowest: {slowest[0]:.2f} s, {slowest[1]}, {slowest[2] / MEGABYTE:.2f} MB")
    dearest = ", ".join(f"{name} {milliseconds / 1000:.0f}" for name, milliseconds in spent.most_common(8))
    click.echo(f"seconds by last mutation: {dearest}")
    return finds


def main() -> None:
    """The command."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="*", type=Path, default=[GOLDEN])
    options.add_argument("--minutes", type=float, default=2.0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    keep = given.keep or Path(tempfile.mkdtemp(prefix="envnews-fuzz-"))
    keep.mkdir(parents=True, exist_ok=True)
    pages = seeds(given.folders)
    if not pages:
        options.error("no pages in these folders")
    sys.exit(run(pages, given.seed, given.minutes, keep) > 0)


if __name__ == "__main__":
    main()
