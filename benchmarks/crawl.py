"""Crawlers beside each other on the portals of the test world, which they know nothing of but the address.

    python benchmarks/crawl.py [PORTAL…] [--with envnews trafilatura] [--json]

README.md beside this file tells the columns and how each crawler is used. One that is not installed is named in one
line and left out.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import logging
import socket
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

WORLD = Path(__file__).parents[1] / "tests" / "world"
sys.path[:0] = [str(WORLD), str(WORLD.parent), str(WORLD.parents[1])]

MOST_SEEN = 200  # pages that trafilatura's crawler may visit in search of links; its own default is 10
MOST_READ = 600  # pages that are then fetched to be extracted
COLUMNS = ("stories", "found", "extra", "twice", "dates", "requests", "requests a story")

HOST = "ministry.example.org"

Crawl = Callable[[str], list[dict[str, Any]]]


@dataclass(frozen=True)
class Row:
    """What one crawler made of one portal; `values` are those of COLUMNS but the last."""

    portal: str
    crawler: str
    values: tuple[int, ...]

    @property
    def per_story(self) -> float:
        """Requests a story."""
        return self.values[-1] / self.values[0]


def load_envnews() -> Crawl:
    """The command, nothing configured, into an archive of its own."""
    envnews = importlib.import_module("judge").envnews

    def crawl(home: str) -> list[dict[str, Any]]:
        with tempfile.TemporaryDirectory() as folder:
            records: list[dict[str, Any]] = envnews(home, Path(folder))
        return records

    return crawl


def load_trafilatura() -> Crawl:
    """Its feeds, sitemaps and focused crawler; what they name is read, and kept where it has text, title and date."""
    from trafilatura.settings import use_config

    config = use_config()
    # The world is on loopback, and nobody need wait for it. Half the timeout is what a failed page is waited for.
    config.read_dict({"DEFAULT": {"SSRF_PROTECTION": "off", "SLEEP_TIME": "0", "DOWNLOAD_TIMEOUT": "2"}})

    def crawl(home: str) -> list[dict[str, Any]]:
        with on_loopback():
            return list(_records(_named(home, config), config))

    return crawl


@contextlib.contextmanager
def on_loopback() -> Iterator[None]:
    """In the block, HOST is this machine: trafilatura takes no address whose host is a number."""
    resolve = socket.getaddrinfo

    def resolved(host: Any, *arguments: Any, **options: Any) -> Any:
        return resolve("127.0.0.1" if host == HOST else host, *arguments, **options)

    socket.getaddrinfo = resolved
    try:
        yield
    finally:
        socket.getaddrinfo = resolve


def _named(home: str, config: Any) -> list[str]:
    """The addresses that trafilatura finds by each of its ways, each once."""
    from courlan import is_navigation_page
    from trafilatura.feeds import find_feed_urls
    from trafilatura.sitemaps import sitemap_search
    from trafilatura.spider import focused_crawler

    feeds = find_feed_urls(home, sleep_time=0, config=config)
    sitemaps = sitemap_search(home, sleep_time=0, config=config)
    ahead, known = focused_crawler(home, max_seen_urls=MOST_SEEN, config=config)
    named = dict.fromkeys([*feeds, *sitemaps, *ahead, *known])
    return [url for url in named if not is_navigation_page(url)][:MOST_READ]


def _records(urls: Iterable[str], config: Any) -> Iterator[dict[str, Any]]:
    from trafilatura import bare_extraction
    from trafilatura.downloads import fetch_response

    for url in urls:
        response = fetch_response(url, config=config)
        if response is None or response.status != 200 or not response.data:
            continue
        page = bare_extraction(response.data, url=response.url, only_with_metadata=True, config=config)
        if page is not None and page.text:
            yield {"url": url, "aliases": [response.url, page.url or url], "title": page.title, "date": page.date}


LOADERS: dict[str, Callable[[], Crawl]] = {"envnews": load_envnews, "trafilatura": load_trafilatura}


def load(names: Iterable[str]) -> tuple[dict[str, Crawl], dict[str, str]]:
    """The crawlers that are installed, and why the others are left out."""
    crawlers, missing = {}, {}
    for name in names:
        try:
            crawlers[name] = LOADERS[name]()
        except ImportError as error:
            missing[name] = str(error).partition("\n")[0]
    return crawlers, missing


def compare(portals: Iterable[str], crawlers: dict[str, Crawl]) -> Iterator[Row]:
    """Let each crawler at each portal, one after the other."""
    first_crawl = importlib.import_module("judge").first_crawl
    for name in portals:
        for crawler, crawl in crawlers.items():
            portal = importlib.reload(importlib.import_module(f"portals.{name}")).PORTAL  # as if nobody had been there
            score = first_crawl(portal, crawl, "127.0.0.1" if crawler == "envnews" else HOST)
            values = (score.stories, score.found, len(score.extra), score.doubles, score.dates, score.requests)
            yield Row(name, crawler, values)


def sums(rows: list[Row]) -> list[Row]:
    """One row a crawler: all portals together."""
    crawlers = dict.fromkeys(row.crawler for row in rows)
    columns = {name: zip(*(row.values for row in rows if row.crawler == name), strict=True) for name in crawlers}
    return [Row("all", name, tuple(map(sum, its))) for name, its in columns.items()]


def table(rows: list[Row]) -> str:
    """Markdown."""
    lines = [["portal", "crawler", *COLUMNS], ["---"] * (len(COLUMNS) + 2)]
    lines += [[row.portal, row.crawler, *map(str, row.values), f"{row.per_story:.2f}"] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def as_json(rows: list[Row]) -> str:
    """The rows as a JSON array."""
    values = [
        {"portal": row.portal, "crawler": row.crawler, **dict(zip(COLUMNS, (*row.values, row.per_story), strict=True))}
        for row in rows
    ]
    return json.dumps(values, indent=1)


def main() -> None:
    """Crawls and prints."""
    known = sorted(path.stem for path in (WORLD / "portals").glob("[a-z]*.py"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("portals", nargs="*", metavar="PORTAL", help=f"some of: {', '.join(known)} (all if left out)")
    parser.add_argument("--with", dest="names", nargs="+", choices=LOADERS, default=list(LOADERS), metavar="CRAWLER")
    parser.add_argument("--json", action="store_true", help="the same as JSON")
    options = parser.parse_args()
    if unknown := set(options.portals) - set(known):
        raise SystemExit(f"no such portal: {', '.join(sorted(unknown))}")
    logging.disable(logging.CRITICAL)  # what the libraries say of single pages
    warnings.simplefilter("ignore")
    crawlers, missing = load(dict.fromkeys(options.names))
    for name, why in missing.items():
        click.echo(f"{name} is left out: {why}", err=True)
    if not crawlers:
        raise SystemExit("no crawler is installed")
    rows = list(compare(options.portals or known, crawlers))
    click.echo((as_json if options.json else table)([*rows, *sums(rows)]))


if __name__ == "__main__":
    main()
