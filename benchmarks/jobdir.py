"""The same strikes on a bare Scrapy crawl of the same portal, with JOBDIR, as its documentation has it: for comparison.

    python benchmarks/jobdir.py [--mode kill term int] [--strikes N] [--most N] [--seed N]

The columns are those of kill.py; "differ" and "faults" do not apply. A crawl is gone on with until Scrapy says that it
is finished, with exit code 0: as whoever runs it from cron would take it. A process is struck at any of its requests:
one that is struck early has nothing to lose, for Scrapy writes down what it has seen in blocks of some hundred.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from signal import SIGINT, SIGKILL, SIGTERM
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import HtmlResponse
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule
from strike_rows import HEAD, Row
from strikes import Crawl, Signal, Way
from struck_portal import STORIES, Ministry, Served, serve

GOALS = {"kill": 30, "term": 30, "int": 10}
SIGNALS = {"kill": SIGKILL, "term": SIGTERM, "int": SIGINT}
LIVES = 60  # processes after which a crawl that is never finished is given up


class NewsSpider(CrawlSpider):
    """What everybody writes: follow the listing, take the stories, JSON lines."""

    name = "news"
    rules = (
        Rule(LinkExtractor(allow=r"/news/\d+/"), callback="parse_story"),
        Rule(LinkExtractor(allow=r"/news/")),
    )

    def parse_story(self, response: HtmlResponse) -> Iterator[dict[str, Any]]:
        """An item a story."""
        yield {
            "url": response.url,
            "title": response.css("h1::text").get(),
            "date": response.css("time::attr(datetime)").get(),
            "body": "\n\n".join(response.css("article p::text").getall()),
            "images": [response.urljoin(src) for src in response.css("article img::attr(src)").getall()],
        }


def crawl(url: str, folder: Path) -> None:
    """One process: it begins, or goes on where JOBDIR says that it was."""
    settings = {
        "JOBDIR": str(folder / "job"),
        "FEEDS": {str(folder / "items.jsonl"): {"format": "jsonlines"}},
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(NewsSpider, start_urls=[f"{url}/"])
    process.start()


def struck(mode: str, served: Served, folder: Path, chance: random.Random, most: int) -> Row:
    """One crawl, struck until it says that it is done."""
    command = [sys.executable, __file__, "--crawl", served.url, str(folder)]
    way = Signal(mode, SIGNALS[mode])
    row = Row(crawls=1)
    stored: set[str] = set()
    for _ in range(LIVES):
        before = len(served.log)
        scene = Crawl(command, folder, lambda: len(served.log), chance, most=len(served.ministry.stories))
        life = (way if row.strikes < most else Way()).live(scene)
        asked = [one.path for one in served.log[before:]]
        row.refetched += sum(path in stored and path in served.ministry.truth for path in asked)
        row.sources += sum(path in stored and path not in served.ministry.truth for path in asked)
        stored |= set(_items(folder)) | {path for path in asked if path not in served.ministry.truth}
        if not life.struck:
            break
        row.strikes += 1
        row.codes[life.code] += 1
        row.worst = max(row.worst, life.seconds)
    items = Counter(_items(folder))
    row.lost = len(served.ministry.truth.keys() - items.keys())
    row.twice = sum(count - 1 for count in items.values())
    lost = f"{row.lost} of {len(served.ministry.truth)} lost"
    row.told = [f"{mode}: {lost} after {row.strikes} strikes, with exit code {life.code} at the end"]
    return row


def _items(folder: Path) -> list[str]:
    """The paths of the stories that were written; a line that is not whole is none."""
    path = folder / "items.jsonl"
    paths = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else ():
        try:
            paths.append(urlsplit(json.loads(line)["url"]).path)
        except ValueError:
            continue
    return paths


def row_of(mode: str, served: Served, chance: random.Random, goal: int, most: int) -> Row:
    """Crawl until that many strikes were made."""
    total = Row()
    while total.strikes < goal:
        with tempfile.TemporaryDirectory() as name:
            row = struck(mode, served, Path(name), chance, most)
        total.add(row)
        for line in row.told:
            sys.stderr.write(f"{line}\n")
    return total


def main() -> None:
    """Strike; write a table. With --crawl, be one of the processes that are struck."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mode", nargs="+", choices=list(GOALS), default=list(GOALS))
    parser.add_argument("--strikes", type=int, help="how many in each mode")
    parser.add_argument("--stories", type=int, default=STORIES)
    parser.add_argument("--most", type=int, default=2, help="strikes of one crawl")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--crawl", nargs=2, metavar=("URL", "DIR"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.crawl:
        crawl(options.crawl[0], Path(options.crawl[1]))
        return
    sys.stdout.write(f"{HEAD}\n")
    with serve(Ministry.of(options.stories)) as served:
        for mode in options.mode:
            chance, goal = random.Random(options.seed), options.strikes or GOALS[mode]
            sys.stdout.write(f"{row_of(mode, served, chance, goal, options.most).line(mode)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
