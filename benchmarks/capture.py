"""What it costs to keep what goes over the wire: time a page, bytes on disk, and how long the crawl stands still.

    python benchmarks/capture.py [FOLDER…] [--limit N] [--large BYTES] [--portals NAME…] [--json]

A FOLDER holds `gold.jsonl` and `pages/*.html.gz`; README.md beside this file tells the form and the lines. Without one,
the pages are those of the test world's stories, joined up to 30 kB.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import argparse
import asyncio
import gc
import gzip
import importlib
import itertools
import json
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
import tracemalloc
import warnings
from collections.abc import Awaitable, Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, ClassVar

import click
import scrapy
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import Settings

WORLD = Path(__file__).parents[1] / "tests" / "world"
sys.path[:0] = [str(WORLD), str(WORLD.parent), str(WORLD.parents[1])]

from archive import Archive, warc  # noqa: E402 - the path comes first
from archive.exchange import Exchange  # noqa: E402
from crawler.handlers import PatientHandler  # noqa: E402
from crawler.portal import Portal  # noqa: E402
from crawler.recorder import Recorder  # noqa: E402

ROUNDS = 15  # of each way, which take turns; the median counts
SIZE = 30_000  # bytes of a page of the world
LARGE = 30_000_000  # bytes of noise, which no packing makes smaller: where the crawl would stand still the longest
PORTALS = ("drupal", "korean_board", "sharepoint", "wordpress")


class Bench(scrapy.Spider):
    """Fetches the pages without and with the noting of what goes over the wire; then a large one.

    found: milliseconds, or bytes, by what took them. take: what becomes of each exchange.
    """

    name = "bench"
    portal: ClassVar[Portal]
    urls: ClassVar[list[str]]
    large: ClassVar[str]
    folder: ClassVar[Path]
    found: ClassVar[dict[str, float]]
    exchanges: ClassVar[list[Exchange]]
    hosts: frozenset[str]
    take: Callable[[Exchange], object]

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> Bench:
        """As Scrapy's, with the hosts that may be local."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.hosts = frozenset(cls.portal.every_host)
        spider.take = cls.exchanges.append
        return spider

    def record(self, request: scrapy.Request, exchange: Exchange) -> None:  # noqa: ARG002 - the handler's
        """Take what went over the wire."""
        self.take(exchange)

    async def start(self) -> Any:
        """Yield nothing: measure."""
        await self._compare()
        for name, measured in self._pauses():
            self.found[f"pause, {name}"] = await _longest_pause(measured)
        for noted in (False, True):
            self.found["peak, noted" if noted else "peak, nothing kept"] = await self._peak(noted=noted)
        return
        yield

    async def _compare(self) -> None:
        bare, noted = [], []
        for _ in range(ROUNDS + 1):
            bare.append(await self._round(noted=False))
            self.exchanges.clear()
            noted.append(await self._round(noted=True))
        ratios = [more / less for more, less in zip(noted, bare, strict=True)]
        self.found["fetch"] = statistics.median(bare[1:])  # the first warms up
        self.found["fetch, noted"] = self.found["fetch"] * statistics.median(ratios[1:])

    async def _round(self, *, noted: bool) -> float:
        gc.collect()
        began = time.process_time()
        for url in self.urls:
            await self._get(url, noted=noted)
        return (time.process_time() - began) / len(self.urls) * 1000

    async def _peak(self, *, noted: bool) -> float:
        """Bytes that were held at once while the large page came in, at the most."""
        self.take = _drop
        tracemalloc.start()
        await self._get(self.large, noted=noted)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    async def _get(self, url: str, *, noted: bool = True) -> None:
        request = scrapy.Request(url, callback=NO_CALLBACK, dont_filter=True, meta={"noted": noted})
        await self.crawler.engine.download_async(request)

    def _pauses(self) -> Iterator[tuple[str, Callable[[], Awaitable[Any]]]]:
        packed: list[warc.Packed] = []
        recorder = Recorder()

        async def packed_beside() -> None:
            self.take = lambda exchange: recorder.record(scrapy.Request(self.large), exchange)
            await self._get(self.large)
            packed.extend(await recorder.of_no_visit())

        async def stored() -> None:
            with Archive(self.folder) as archive:
                archive.capture("bench", packed)

        async def packed_in_between() -> None:
            self.take = warc.pack
            await self._get(self.large)

        self.take = _drop
        yield "nothing kept", lambda: self._get(self.large, noted=False)
        yield "noted", lambda: self._get(self.large)
        yield "noted and packed", packed_beside
        yield "stored", stored
        yield "were it packed in between", packed_in_between


class EitherHandler(PatientHandler):
    """The crawler's own, or the same with Scrapy's pool and nothing noted, as the request's meta says."""

    def __init__(self, crawler: Any) -> None:
        bare = HTTP11DownloadHandler(crawler)
        super().__init__(crawler)
        self._pools = {True: self._pool, False: bare._pool}  # noqa: SLF001 - what Scrapy's handler would use

    async def _try(self, request: scrapy.Request) -> Any:
        noted = request.meta["noted"]
        self._pool = self._pools[noted]
        return await (super()._try(request) if noted else HTTP11DownloadHandler.download_request(self, request))


def _drop(_: Exchange) -> None:
    """Keep nothing."""


async def _longest_pause(work: Callable[[], Awaitable[Any]]) -> float:
    """Milliseconds for which nothing else could run while this was done, at the most."""
    longest = 0.0

    async def tick() -> None:
        nonlocal longest
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0)
            longest = max(longest, time.perf_counter() - before)

    ticking = asyncio.ensure_future(tick())
    await asyncio.sleep(0.05)
    await work()
    await asyncio.sleep(0.05)
    ticking.cancel()
    return longest * 1000


def _serve(pages: list[bytes], large: int, pipe: Connection) -> None:
    """Serve pages by their number, and `/large`, in a process of its own, so that only the crawler's time counts."""
    noise = random.Random(1).randbytes(large)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            while (await reader.readline()).strip():
                continue
            path = line.split()[1].decode().strip("/")
            body = pages[int(path)] if path.isdigit() else noise
            head = f"HTTP/1.1 200 OK\r\nServer: bench\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()

    async def run() -> None:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def fetch(pages: list[bytes], large: int, folder: Path) -> tuple[dict[str, float], list[Exchange]]:
    """Milliseconds of CPU a fetched page, milliseconds of pauses, and the exchanges of one round."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(pages, large, theirs), daemon=True)
    server.start()
    base = f"http://127.0.0.1:{ours.recv()}"
    Bench.portal = Portal(id="bench", home=f"{base}/")
    Bench.urls, Bench.large = [f"{base}/{number}" for number in range(len(pages))], f"{base}/large"
    Bench.folder, Bench.found, Bench.exchanges = folder, {}, []
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    handlers = dict.fromkeys(("http", "https"), EitherHandler)
    quiet = {"LOG_ENABLED": False, "ROBOTSTXT_OBEY": False, "DOWNLOAD_DELAY": 0, "ITEM_PIPELINES": {}, "EXTENSIONS": {}}
    settings.setdict({**quiet, "DOWNLOAD_HANDLERS": handlers}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    process.crawl(Bench)
    process.start()
    server.terminate()
    return Bench.found, Bench.exchanges


def keep(exchanges: list[Exchange], folder: Path) -> dict[str, float]:
    """What it costs to pack and store each of these exchanges, one transaction a page, and what stands on the disk."""
    with Archive(folder) as archive:
        packing, storing, waiting = [], [], []
        for exchange in exchanges:
            began = time.process_time()
            packed = warc.pack(exchange)
            middle, since = time.process_time(), time.perf_counter()
            archive.capture("bench", [packed])
            packing.append(middle - began)
            storing.append(time.process_time() - middle)
            waiting.append(time.perf_counter() - since)
    bodies = [exchange.response.partition(b"\r\n\r\n")[2] for exchange in exchanges]
    return {
        "pack": statistics.mean(packing) * 1000,
        "store": statistics.mean(storing) * 1000,
        "store, wall clock": statistics.mean(waiting) * 1000,
        "page": statistics.mean(map(len, bodies)),
        "gzip": statistics.mean(len(gzip.compress(body, 6)) for body in bodies),
        "captures": _size(folder / "captures") / len(exchanges),
        "index": _size(folder / "archive.db") / len(exchanges),
    }


def crawl(name: str) -> dict[str, float]:
    """Bytes a story that two whole crawls of a portal of the world leave, the second on a day without news."""
    judge, web = importlib.import_module("judge"), importlib.import_module("web")
    portal = importlib.import_module(f"portals.{name}").PORTAL
    with tempfile.TemporaryDirectory() as made, web.serve(portal.answer) as server:
        folder = Path(made)
        portal.base, portal.published = server.url, 0
        judge.envnews(server.url + portal.home, folder)
        first = _size(folder / "archive" / "captures")
        found = _stories(folder / "archive")
        judge.envnews(server.url + portal.home, folder)
        again = _size(folder / "archive" / "captures") - first
    return {**found, "all captures": first / found["stories"], "second crawl": again / found["stories"]}


def _stories(folder: Path) -> dict[str, float]:
    """How many stories there are, and the mean bytes of a story's page, of it in gzip, and of what is kept of it."""
    pages, kept = [], []
    with Archive(folder, create=False) as archive:
        for record in archive.articles():
            capture_id = archive.story_source(record.id).capture_id or 0
            page = archive.page(capture_id)
            pages.append(page.body)
            capture = next(one for one in archive.captures_of(page.url) if one.id == capture_id)
            kept.append(capture.end - capture.start)
    return {
        "stories": len(pages),
        "page": statistics.mean(map(len, pages)),
        "gzip": statistics.mean(len(gzip.compress(page, 6)) for page in pages),
        "its capture": statistics.mean(kept),
    }


def _size(path: Path) -> int:
    files = path.iterdir() if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files)


def pages_of(folders: list[Path], limit: int) -> list[bytes]:
    """The pages of the folders, at most `limit` of each; those of the world where there are no folders."""
    if not folders:
        return _of_world(limit)
    files = itertools.chain.from_iterable(sorted((folder / "pages").iterdir())[:limit] for folder in folders)
    return [gzip.decompress(file.read_bytes()) for file in files]


def _of_world(limit: int) -> list[bytes]:
    """The stories' pages of a few portals, joined up to SIZE, each with a number of its own."""
    request = importlib.import_module("web").Request
    portals = [importlib.import_module(f"portals.{name}").PORTAL for name in PORTALS]
    stories = [portal.answer(request(story.path)).body for portal in portals for story in portal.stories]
    bodies = itertools.cycle(body.encode() if isinstance(body, str) else body for body in stories)
    pages = []
    for number in range(limit):
        page = b"<!-- %d -->" % number
        while len(page) < SIZE:
            page += next(bodies)
        pages.append(page[:SIZE])
    return pages


def lines_of(found: dict[str, Any], large: int) -> Iterator[str]:
    """The tables, in Markdown."""
    cost, crawls = found["cost"], found["crawls"]
    bare, noted = cost["fetch"], cost["fetch, noted"]
    yield from ("| a page | ms of CPU |", "| --- | --- |", f"| fetched, nothing kept | {bare:.2f} |")
    yield f"| noted as it comes and goes | {noted - bare:+.2f} ({noted / bare:.2f} times) |"
    yield f"| packed as WARC records, beside the crawl | {cost['pack']:+.2f} |"
    yield f"| stored: file, index, chain | {cost['store']:+.2f} ({cost['store, wall clock']:.2f} by the clock) |"
    yield from ("", "| a page | bytes |", "| --- | --- |")
    yield from (f"| {name} | {cost[name]:.0f} |" for name in ("page", "gzip", "captures", "index"))
    yield from ("", f"| while {large / 1e6:g} MB come in | longest pause, ms |", "| --- | --- |")
    yield from (f"| {name} | {value:.0f} |" for name, value in found["pauses"].items())
    yield from ("", f"| while {large / 1e6:g} MB come in | MB held at once |", "| --- | --- |")
    yield from (f"| {name} | {value / 1e6:.1f} |" for name, value in found["peaks"].items())
    if crawls:
        heads = list(next(iter(crawls.values())))
        yield from ("", f"| portal | {' | '.join(heads)} |", "| --- |" + " --- |" * len(heads))
    for name, row in crawls.items():
        yield f"| {name} | {' | '.join(f'{value:.0f}' for value in row.values())} |"


def _named(measured: dict[str, float], kind: str) -> dict[str, float]:
    return {name.removeprefix(kind): value for name, value in measured.items() if name.startswith(kind)}


def main() -> None:
    """Measure and print."""
    known = sorted(path.stem for path in (WORLD / "portals").glob("[a-z]*.py"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--limit", type=int, default=200, help="pages of each folder")
    parser.add_argument("--large", type=int, default=LARGE, metavar="BYTES", help="that come in at once (%(default)s)")
    parser.add_argument("--portals", nargs="*", choices=known, default=PORTALS, metavar="NAME", help="to be crawled")
    parser.add_argument("--json", action="store_true", help="the same as JSON")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    crawls = {name: crawl(name) for name in options.portals}
    with tempfile.TemporaryDirectory() as made:
        measured, exchanges = fetch(pages_of(options.folders, options.limit), options.large, Path(made) / "large")
        cost = keep(exchanges, Path(made) / "small")
    times = {name: measured[name] for name in ("fetch", "fetch, noted")}
    found = {
        "cost": times | cost,
        "pauses": _named(measured, "pause, "),
        "peaks": _named(measured, "peak, "),
        "crawls": crawls,
    }
    click.echo(json.dumps(found, indent=1) if options.json else "\n".join(lines_of(found, options.large)))


if __name__ == "__main__":
    main()
