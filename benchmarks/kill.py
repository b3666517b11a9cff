"""A crawl of the demo portal is killed (kill -9) at random points: what is left is verified, and the next run goes on.

    python benchmarks/kill.py [--points N] [--seed N]

A line for each point at which anything was wrong, and the counts. "clean": `envnews verify` finds nothing after the
kill, nor after the next run; "equal": the records are then those of a crawl that nobody disturbed, but for numbers,
times and places in the files.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from archive import Archive
from archive.database import FILE
from archive.verify.check import verify
from crawler.demo.server import serve
from crawler.demo.site import Site

# What two crawls of the same pages may say otherwise.
APART = ("id", "first_seen", "last_seen", "capture")


def crawl(url: str, folder: Path, kill_after: float | None = None) -> float:
    """Crawl, or begin to; return how many seconds it ran."""
    command = [sys.executable, "-m", "crawler", "crawl", url, "--archive", str(folder)]
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
    try:
        process.wait(kill_after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    return time.monotonic() - started


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """What the archive says of each story, by its address."""
    with Archive(folder, create=False) as archive:
        told = {record.url: record.as_dict() for record in archive.articles()}
    for record in told.values():
        for name in APART:
            del record[name]
        for translation in record["translations"]:
            del translation["id"]
    return told


def differences(found: dict[str, dict[str, Any]], expected: dict[str, dict[str, Any]]) -> list[str]:
    """What the records say otherwise, a line each."""
    told = [f"{url}: only in one of the two" for url in found.keys() ^ expected.keys()]
    for url in found.keys() & expected.keys():
        names = [name for name, value in expected[url].items() if found[url][name] != value]
        told += [f"{url}: {name} {found[url][name]!r:.200}, not {expected[url][name]!r:.200}" for name in names]
    return told


def faults(folder: Path) -> list[str]:
    """What verify finds; an archive that was not yet made has no faults."""
    return [str(finding) for finding in verify(folder).findings] if (folder / FILE).exists() else []


def main() -> None:
    """Kill, verify, go on, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    clean = equal = stories = 0
    with tempfile.TemporaryDirectory() as name, serve(Site()) as served:
        whole = Path(name) / "whole"
        seconds = crawl(f"{served.url}/", whole)
        expected = records(whole)
        for point in range(options.points):
            folder = Path(name) / f"{point}"
            after = chance.uniform(0.3, seconds)
            crawl(f"{served.url}/", folder, kill_after=after)
            stories += len(records(folder)) if (folder / FILE).exists() else 0
            told = faults(folder)
            crawl(f"{served.url}/", folder)
            told += faults(folder)
            other = differences(records(folder), expected)
            clean, equal = clean + (not told), equal + (not other)
            for fault in (*told, *other):
                sys.stdout.write(f"killed after {after:.2f} s: {fault}\n")
    mean = stories / max(1, options.points)
    sys.stdout.write(f"{options.points} kills (after {mean:.1f} of {len(expected)} stories in the mean): ")
    sys.stdout.write(f"{clean} clean, {equal} equal\n")


if __name__ == "__main__":
    main()
