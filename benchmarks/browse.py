"""How long each page of `envnews browse` takes over HTTP, on an archive of invented stories.

    python benchmarks/browse.py [--stories N] [--portals N] [--rounds N] [--folder DIR] [--json]

The server is the command itself, in a process of its own; it has half a minute to warm up, as it does by itself at its
start. Each page is asked for in turn, one request at a time. Times are milliseconds of the clock from the request to
the last byte. --folder keeps the archive, and uses one that is there.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import click
from invented_archive import make

ROOT = Path(__file__).parent.parent
PAGES = {
    "start": "/",
    "changes": "/changes",
    "changes of a year": "/changes?since=2000",
    "portals": "/portals",
    "a portal": "/portal/p003",
    "what is missing of it": "/portal/p003/missing",
    "about": "/about",
    "small chart": "/chart/small.svg?from=2025-01&n=1,2,3,4,5,6,7,8,9,10,11,12",
    "large chart": "/chart/large.svg?from=2020-01&n=" + ",".join(map(str, range(72))),
    "search": "/search?q=ba",
    "search, narrowed": "/search?q=ba&portal=p003&sort=newest",
    "a story": "/article/777",
    "Datasette: tables": "/archive",
    "Datasette: stories": "/archive/articles",
    "Datasette: stories, facet": "/archive/articles?_facet=portal",
    "Datasette: stories, JSON": "/archive/articles.json?_shape=array",
}
_WARM_UP = 10  # seconds


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The command over an archive; its port."""
    command = [sys.executable, "-m", "crawler", "browse", "--archive", str(folder), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:  # noqa: S603 - ours
        line = process.stdout.readline() if process.stdout else ""
        yield int(line.partition("127.0.0.1:")[2].partition("/")[0])
        process.terminate()


def asked(port: int, path: str) -> tuple[int, float]:
    """Status, milliseconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    taken = (time.perf_counter() - began) * 1000
    connection.close()
    return answer.status, taken


def measured(port: int, rounds: int) -> dict[str, dict[str, float]]:
    """Of each page that is there: its median, its 95th percentile, its first."""
    found: dict[str, list[float]] = {name: [] for name in PAGES if asked(port, PAGES[name])[0] == 200}
    time.sleep(_WARM_UP)
    for _ in range(rounds):
        for name, times in found.items():
            times.append(asked(port, PAGES[name])[1])
    return {
        name: {"median": median(times), "p95": quantiles(times, n=20)[-1], "most": max(times)}
        for name, times in found.items()
    }


@click.command()
@click.option("--stories", default=100_000, show_default=True)
@click.option("--portals", default=40, show_default=True)
@click.option("--rounds", default=50, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True)
def main(stories: int, portals: int, rounds: int, folder: Path | None, as_json: bool) -> None:
    """Make the archive where there is none, ask, print a table."""
    with tempfile.TemporaryDirectory() as temporary:
        place = folder or Path(temporary) / "archive"
        if not (place / "archive.db").exists():
            make(place, stories, portals)
        with served(place) as port:
            found = measured(port, rounds)
    if as_json:
        click.echo(json.dumps(found, indent=2))
        return
    click.echo(f"{'milliseconds':28}{'median':>9}{'95 %':>9}{'most':>9}")
    for name, times in found.items():
        click.echo(f"{name:28}" + "".join(f"{value:9.1f}" for value in times.values()))


if __name__ == "__main__":
    main()
