"""What discovery costs a page: `discover` as a story and as a listing, `look`, and the whole `read` with extraction.

All of them as times a bare lxml parse of the same pages.

    python benchmarks/discovery.py FOLDER [FOLDER…] [--limit N]

A FOLDER holds `gold.jsonl` and `pages/*.html.gz`; README.md beside this file tells the form.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import argparse
import gc
import gzip
import json
import statistics
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click
import lxml.html

from crawler.discovery import discover
from crawler.discovery.classify import look
from crawler.discovery.link import Kind
from crawler.markup import UnreadablePageError
from crawler.page import Page
from crawler.portal import Portal
from crawler.reading import read
from crawler.urls import host_of

PASSES = 3  # the first meets addresses and labels that it has never seen
STEPS = (
    "bare parse",
    "discover, as a story",
    "look, after it",
    "discover, as a listing",
    "look alone",
    "read, as a story",
    "read, as a listing",
)


def pages_of(folder: Path, limit: int | None) -> list[Page]:
    """The folder's pages that have an address and can be read, at most `limit` of them."""
    golds = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").split("\n") if line.strip()]
    files = [(gold["url"], folder / "pages" / gold["file"]) for gold in golds if host_of(gold.get("url") or "")]
    pages = (Page(url=url, body=gzip.decompress(file.read_bytes())) for url, file in files[:limit])
    return [page for page in pages if is_readable(page)]


def is_readable(page: Page) -> bool:
    """Whether the bytes are a document. Parses it: the parse is in no step but the bare one."""
    try:
        return page.tree is not None
    except UnreadablePageError:
        return False


def timed(spent: dict[str, float], step: str, work: Callable[[], Any]) -> Any:
    """What the work gives; its CPU seconds are added to the step's."""
    start = time.process_time()
    result = work()
    spent[step] += time.process_time() - start
    return result


def spend(pages: list[Page]) -> dict[str, float]:
    """CPU seconds of one pass, step by step; the steps take turns page by page, so a noisy minute falls on all."""
    spent = dict.fromkeys(STEPS, 0.0)
    for page in pages:
        host = host_of(page.url)
        portal = Portal(id="benchmark", home=f"https://{host}/")
        find = partial(discover, page, portal, hosts={host})
        timed(spent, "bare parse", partial(lxml.html.document_fromstring, page.body))
        found = timed(spent, "discover, as a story", partial(find, role=Kind.ARTICLE))
        timed(spent, "look, after it", partial(look, page, found.anchors, found.pagers))
        timed(spent, "discover, as a listing", partial(find, role=Kind.LISTING))
        timed(spent, "look alone", partial(look, page))
        for step, role in (("read, as a story", Kind.ARTICLE), ("read, as a listing", Kind.LISTING)):
            fresh = replace(page)  # extraction changes the tree, so that each reading parses its own
            timed(spent, step, partial(read, fresh, portal, role=role, hosts={host}))
    return spent


def table(passes: list[dict[str, float]], count: int) -> str:
    """Markdown: the first pass, then the median of the later ones."""
    lines = ["| step | ms a page, first pass | later passes | times a bare parse |", "|---|---|---|---|"]
    parse = statistics.median(spent["bare parse"] for spent in passes)
    for step in STEPS:
        first = passes[0][step]
        later = statistics.median(spent[step] for spent in passes[1:])
        lines.append(f"| {step} | {1000 * first / count:.2f} | {1000 * later / count:.2f} | {later / parse:.1f} |")
    return "\n".join(lines)


def main() -> None:
    """Measures and prints; ends with a message and code 1 where a folder is none of labelled pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--limit", type=int, metavar="N", help="the first N pages of each folder")
    options = parser.parse_args()
    try:
        pages = [page for folder in options.folders for page in pages_of(folder, options.limit)]
    except (OSError, ValueError, KeyError, EOFError, zlib.error) as error:
        raise SystemExit(f"not a folder of labelled pages: {type(error).__name__}: {error}") from error
    if not pages:
        raise SystemExit("no page with an address")
    gc.freeze()  # else each collection walks through all the pages
    click.echo(f"{len(pages)} pages\n\n{table([spend(pages) for _ in range(PASSES)], len(pages))}")


if __name__ == "__main__":
    main()
