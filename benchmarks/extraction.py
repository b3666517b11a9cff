"""Extractors of articles beside each other on labelled pages: quality and cost in one table.

    python benchmarks/extraction.py FOLDER [FOLDER…] [--with ours trafilatura …] [--json] [--limit N]

A FOLDER holds `gold.jsonl` and `pages/*.html.gz`; README.md beside this file tells the form, the measures and how to
install the extractors. One that is not installed is named in one line and left out.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import argparse
import contextlib
import gc
import gzip
import json
import logging
import signal
import statistics
import time
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import click
import lxml.html
from extractors import LOADERS, Extract
from lxml.etree import LxmlError
from scoring import MEASURES, Found, score

SECONDS = 20.0  # wall clock that a page may take; longer counts as an error
TIMED = 40  # pages of each folder that the cost is measured on
PASSES = 3  # over those pages; the median pass counts

Gold = dict[str, Any]


@dataclass(frozen=True)
class Row:
    """One extractor's line. scores: one a folder; cost: CPU time as times a bare lxml parse of the same pages."""

    extractor: str
    scores: list[dict[str, float | None]]
    cost: float
    milliseconds: float


def labels(folder: Path, limit: int | None) -> list[Gold]:
    """The lines of a folder's gold.jsonl that say anything to score by, at most `limit` of them."""
    lines = (folder / "gold.jsonl").read_text("utf-8").split("\n")
    golds = [json.loads(line) for line in lines if line.strip()]
    return [gold for gold in golds if gold.keys() & {"text", "title", "date", "images", "with", "without"}][:limit]


def page(folder: Path, gold: Gold) -> bytes:
    """The bytes of a labelled page."""
    return gzip.decompress((folder / "pages" / gold["file"]).read_bytes())


class OvertimeError(BaseException):
    """Not an Exception, so that an extractor which catches those does not carry on."""


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises OvertimeError in the block once the time is over (a call into C ends first). Main thread only."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise OvertimeError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def attempt(extract: Extract, html: bytes, url: str, seconds: float = SECONDS) -> Found | None:
    """None where the extractor raises or takes too long."""
    start = time.monotonic()
    try:
        with at_most(seconds):
            found = extract(html, url)
    except (Exception, OvertimeError):  # noqa: BLE001 - whatever it raises is its result
        return None
    return found if time.monotonic() - start <= seconds else None


def parse_bare(html: bytes) -> None:
    """What every cost is a multiple of."""
    with contextlib.suppress(LxmlError, ValueError):
        lxml.html.document_fromstring(html)


def seconds_of(read: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    read()
    return time.process_time() - start


def spend(pages: Iterable[tuple[bytes, str]], extracts: dict[str, Extract]) -> dict[str | None, float]:
    """CPU seconds of one pass; None: the bare parse.

    In turns, a bare parse before every extraction: so a noisy minute, and what one library leaves in memory and caches,
    falls on all alike.
    """
    spent: dict[str | None, float] = dict.fromkeys((None, *extracts), 0.0)
    for html, url in pages:
        for name, extract in extracts.items():
            spent[None] += seconds_of(partial(parse_bare, html)) / len(extracts)
            spent[name] += seconds_of(partial(attempt, extract, html, url))
    return spent


def load(names: Iterable[str]) -> tuple[dict[str, Extract], dict[str, str]]:
    """The extractors that are installed, and why the others are left out."""
    extracts, missing = {}, {}
    for name in names:
        try:
            extracts[name] = LOADERS[name][0]()
        except ImportError as error:
            missing[name] = str(error).partition("\n")[0]
    return extracts, missing


def read_all(
    folder: Path, golds: list[Gold], extracts: dict[str, Extract]
) -> dict[str, list[tuple[Gold, Found | None]]]:
    """What each extractor finds on each page of a folder."""
    answers: dict[str, list[tuple[Gold, Found | None]]] = {name: [] for name in extracts}
    for gold in golds:
        html = page(folder, gold)
        for name, extract in extracts.items():
            answers[name].append((gold, attempt(extract, html, gold.get("url") or "")))
    return answers


def compare(folders: list[Path], extracts: dict[str, Extract], limit: int | None) -> list[Row]:
    """Reads every page once for quality, then the first of each folder some times more for cost."""
    golds = [labels(folder, limit) for folder in folders]
    if not any(golds):
        raise ValueError("no labelled page")
    answers = [read_all(folder, its, extracts) for folder, its in zip(folders, golds, strict=True)]
    pairs = [(folder, gold) for folder, its in zip(folders, golds, strict=True) for gold in its[:TIMED]]
    timed = [(page(folder, gold), gold.get("url") or "") for folder, gold in pairs]
    gc.freeze()  # else each collection walks through all that the libraries and the answers hold
    passes = [spend(timed, extracts) for _ in range(PASSES)]
    return [
        Row(
            name,
            [score(its[name], LOADERS[name][1]) for its in answers],
            statistics.median(spent[name] / spent[None] for spent in passes),
            statistics.median(1000 * spent[name] / len(timed) for spent in passes),
        )
        for name in extracts
    ]


def names_of(folders: list[Path]) -> list[str]:
    """The folders' own names, or the paths as given where two are alike."""
    names = [folder.resolve().name for folder in folders]
    return names if len(set(names)) == len(names) else [str(folder) for folder in folders]


def table(rows: list[Row], folders: list[str]) -> str:
    """Markdown; columns that no row has a value for are left out."""
    told = [
        (number, name)
        for number in range(len(folders))
        for name in MEASURES
        if any(row.scores[number][name] is not None for row in rows)
    ]
    head = ["extractor", *(f"{folders[number]} {name}" for number, name in told), "errors", "cost", "ms a page"]
    lines = [head, ["---"] * len(head)]
    for row in rows:
        values = (row.scores[number][name] for number, name in told)
        errors = sum(int(scores["errors"] or 0) for scores in row.scores)
        cells = ["-" if value is None else f"{value:.3f}" for value in values]
        lines.append([row.extractor, *cells, str(errors), f"{row.cost:.1f}", f"{row.milliseconds:.1f}"])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def as_json(rows: list[Row], folders: list[str]) -> str:
    """The rows as a JSON array; a measure without a value is null."""
    values = [
        {
            "extractor": row.extractor,
            "folders": dict(zip(folders, row.scores, strict=True)),
            "cost": row.cost,
            "ms": row.milliseconds,
        }
        for row in rows
    ]
    return json.dumps(values, ensure_ascii=False, indent=1)


def positive(text: str) -> int:
    """A count of one or more. ValueError for any other."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--with", dest="names", nargs="+", choices=LOADERS, default=list(LOADERS), metavar="NAME",
                        help=f"some of: {', '.join(LOADERS)} (all if left out)")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="the same, and precision and recall, as JSON")
    parser.add_argument("--limit", type=positive, metavar="N", help="the first N labelled pages of each folder")
    return parser.parse_args()


def main() -> None:
    """Compares and prints; ends with a message and code 1 where a folder is none of labelled pages."""
    options = arguments()
    logging.disable(logging.CRITICAL)  # what the libraries say of single pages
    warnings.simplefilter("ignore")
    extracts, missing = load(dict.fromkeys(options.names))
    for name, why in missing.items():
        click.echo(f"{name} is left out: {why}", err=True)
    if not extracts:
        raise SystemExit("no extractor is installed")
    try:
        rows = compare(options.folders, extracts, options.limit)
    except (OSError, ValueError, KeyError, EOFError, zlib.error) as error:
        raise SystemExit(f"not a folder of labelled pages: {type(error).__name__}: {error}") from error
    show = as_json if options.json else table
    click.echo(show(rows, names_of(options.folders)))


if __name__ == "__main__":
    main()
