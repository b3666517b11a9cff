"""`python tests/world [FAMILY…] [-v]`: what a crawl of each portal came to, and with -v what is missing or too much.

`python tests/world day_two [-v] [--full]`: what becomes of stories that are edited and withdrawn (day_two.py).
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

HERE = Path(__file__).parent


def lines_of(name: str, *, verbose: bool) -> Iterator[str]:
    """Crawl one portal and tell what it came to."""
    judge = importlib.import_module("judge").judge
    portal = importlib.import_module(f"portals.{name}").PORTAL
    with tempfile.TemporaryDirectory() as folder:
        score = judge(portal, Path(folder))
    yield (
        f"{name:18} found {score.found}/{score.stories} extra {len(score.extra)} twice {score.doubles} "
        f"dates {score.dates} requests {score.requests} ({score.per_story:.2f}) quiet {score.quiet} "
        f"news {score.news_found}/{score.news} {score.err.strip()[-200:]}"
    )
    if verbose:
        yield from (f"    {line}" for line in [*score.faults.splitlines(), *(f"asked: {path}" for path in score.asked)])


def main(arguments: list[str]) -> None:
    """Crawl the portals named, else all."""
    sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parents[1])]
    names = [name for name in arguments if not name.startswith("-")]
    if names == ["day_two"]:
        for line in importlib.import_module("day_two").lines(verbose="-v" in arguments):
            click.echo(line)
        return
    for name in names or sorted(path.stem for path in (HERE / "portals").glob("[a-z]*.py")):
        for line in lines_of(name, verbose="-v" in arguments):
            click.echo(line)


if __name__ == "__main__":
    main(sys.argv[1:])
