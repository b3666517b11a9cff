"""What portals of every kind see of their visitor: gaps, connections, what they forbid, pauses that they ask for.

    python benchmarks/politeness.py [KIND…]

All are crawled side by side by one run, and by a second one, a moment later, on which nothing is new. A row a kind:

requests            of the first run, robots.txt with them
least, median       seconds from the beginning of one request to that of the next; robots.txt's redirects are requests
floor               what the gaps must not go below: Crawl-delay, Request-rate, or the rest that a slow host gets
at once             connections, the most
forbidden           requests for what robots.txt forbids
asked, waited       the seconds of a Retry-After, and those before the next request
again, conditional  requests of the second run, and those that asked for a change only

Exit code 1 where something forbidden was asked for, a gap is under its floor, a wait under what was asked, more
connections were open than the portal's file allows, a story was left out that is allowed, or a request was anonymous
(without the contact in its User-Agent).
"""
# ruff: noqa: INP001, T201 - a folder of scripts, no package; it prints

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import preloaded
from polite_portals import KINDS, STORIES, Kind, Portal, Seen, served  # it tells where the tests are

ROOT = Path(__file__).parents[1]
CONTACT = "ada@news.example"
SETTINGS = {"RETRY_BACKOFF": "0.1", "DOWNLOAD_TIMEOUT": "2", "THROTTLE": "True", "CONTACT": CONTACT}
LONGEST = 600  # seconds that a run may take
SLACK = 0.1  # seconds by which a busy machine may hear one request later than another
HEAD = (
    "kind",
    "requests",
    "least",
    "median",
    "floor",
    "at once",
    "forbidden",
    "asked",
    "waited",
    "again",
    "conditional",
)


@dataclass(frozen=True)
class Row:
    """One portal in both runs."""

    name: str
    kind: Kind
    first: Seen
    second: Seen

    @property
    def faults(self) -> list[str]:
        """What was not polite."""
        found = []
        both = (self.first, self.second)
        if any(seen.forbidden(self.kind) for seen in both):
            found.append("asked for what is forbidden")
        gaps = self.first.gaps[self.settled :]
        # A busy machine hears one request late, and the next one then seems to come early: two gaps together tell.
        if any(
            one < self.kind.pause - SLACK and one + before < 2 * self.kind.pause - SLACK
            for before, one in pairwise(gaps)
        ):
            found.append(f"a gap of {min(gaps):.2f} s")
        if self.kind.asked is not None and (self.first.waited is None or self.first.waited < self.kind.asked - SLACK):
            found.append(f"waited {self.first.waited} s of {self.kind.asked}")
        if any(seen.at_once > self.kind.connections for seen in both):
            found.append("too many connections")
        if not self.kind.closed and self.first.stories < len(STORIES) * len(self.kind.folders):
            found.append(f"only {self.first.stories} stories were asked for")
        if any(CONTACT not in headers.get("user-agent", "") for seen in both for headers in seen.headers):
            found.append("a request without the contact")
        return found

    @property
    def settled(self) -> int:
        """How many gaps there are before the rules were known."""
        return sum(path.startswith("/robots.txt") for path in self.first.paths) - 1

    def __str__(self) -> str:
        gaps = self.first.gaps[self.settled :]
        requests, _, median = self.first.row
        cells = (
            self.name, requests, _short(min(gaps, default=None)), _short(median), _short(self.kind.pause or None),
            self.first.at_once, self.first.forbidden(self.kind), _short(self.kind.asked), _short(self.first.waited),
            len(self.second.paths), self.second.conditional, "; ".join(self.faults),
        )  # fmt: skip
        return _line(cells)


def _short(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.2f}"


def _line(cells: tuple[object, ...]) -> str:
    return f"{cells[0]:<24}" + "".join(f"{cell!s:>12}" for cell in cells[1:11]) + "".join(f"  {c}" for c in cells[11:])


def measure(names: list[str], folder: Path) -> list[Row]:
    """Crawl the portals of these kinds twice into `folder`."""
    with served(names) as portals:
        ids = [id_ for name, portal in portals.items() for id_ in _files(folder, name, portal)]
        seen = [_crawl(folder, ids, portals) for _ in range(2)]
    return [Row(name, KINDS[name], seen[0][name], seen[1][name]) for name in names]


def _files(folder: Path, name: str, portal: Portal) -> list[str]:
    """Write the portal's file, or those of its folders; return their ids."""
    ids = []
    (folder / "portals" / "nz").mkdir(parents=True, exist_ok=True)
    for number, below in enumerate(portal.kind.folders):
        made = f"nz-k{list(KINDS).index(name)}-{number}"
        (folder / "portals" / "nz" / f"{made}.toml").write_text(
            f'id = "{made}"\nname = "{name}"\ncountry = "NZ"\nhome = "{portal.base}{below}/"\n'
            f"connections = {portal.kind.connections}\n"
            '[files]\nimages = false\nattachments = false\n[evidence]\nconfidence = "recalled"\n'
        )
        ids.append(made)
    return ids


def _crawl(folder: Path, ids: list[str], portals: dict[str, Portal]) -> dict[str, Seen]:
    for portal in portals.values():
        portal.seen = Seen()
    settings = [part for name, value in SETTINGS.items() for part in ("-s", f"{name}={value}")]
    command = ["crawl", *ids, "--archive", folder / "archive", "--portals", folder / "portals", "--workers", "64"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ENVNEWS_CONFIG": str(folder / "config.toml")}
    preloaded.run((*map(str, command), *settings), folder, environment, LONGEST)
    return {name: portal.seen for name, portal in portals.items()}


def main() -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(KINDS)}; all by default")
    names = parser.parse_args().kinds or list(KINDS)
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(names, Path(folder))
    print(_line(HEAD))
    for row in rows:
        print(row)
    return 1 if any(row.faults for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
