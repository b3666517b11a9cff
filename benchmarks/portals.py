"""Two hundred portals in one run, beside a bare Scrapy crawl of the same pages.

    python benchmarks/portals.py [--portals N] [--stories N] [--workers N] [--rounds N]

An invented server on loopback has N portals, each on an address of its own (127.1.x.y), with a feed, a listing and
stories of about 30 kB. `envnews run` crawls them all into an empty archive: captures, extraction, storage, index. The
bare crawl follows the same links with Scrapy, one spider a portal, as many at once, and keeps nothing. CPU: user and
system seconds of the crawling process and its children, without the server's. memory: resident, at its highest, and
when half of the portals were through.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import argparse
import asyncio
import os
import random
import resource
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Process, Queue
from pathlib import Path

PORTAL = """
id = "{id}"
name = "Ministry {number}"
country = "GB"
languages = ["en"]
timezone = "Europe/London"
home = "{home}"
feeds = ["{home}feed.xml"]
delay = 0

[files]
images = false
attachments = false

[evidence]
confidence = "checked"
seen_scope = "listing+article"
"""

BARE = """
import sys
from urllib.parse import urljoin
import scrapy
from scrapy.crawler import AsyncCrawlerProcess
import asyncio
from collections import deque

class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        yield scrapy.Request(self.home)
    def parse(self, response):
        for link in response.css("a::attr(href)").getall():
            if "/news/" in link:
                yield scrapy.Request(urljoin(response.url, link), callback=self.leaf if "-" in link else self.parse)
    def leaf(self, response):
        self.crawler.stats.inc_value("pages")

process = AsyncCrawlerProcess({"LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0, "ROBOTSTXT_OBEY": True})
homes = deque(open(sys.argv[1]).read().split())
pages = 0

async def work():
    global pages
    while homes:
        crawler = process.create_crawler(Bare)
        await process.crawl(crawler, home=homes.popleft())
        pages += crawler.stats.get_value("pages", 0)

async def all_of_them():
    await asyncio.gather(*(work() for _ in range(int(sys.argv[2]))))
    process._stop_reactor()

loop = asyncio.get_event_loop()
task = loop.create_task(all_of_them())
process.start(stop_after_crawl=False)
print(pages)
"""

Known = dict[tuple[str, str], bytes]  # host and path -> the whole answer


@dataclass(frozen=True)
class Spent:
    """What a crawl took: seconds of the clock and of CPU, MB resident at half time and at most."""

    wall: float
    cpu: float
    half: float
    most: float


# the portals


def address(number: int, port: int) -> str:
    """The front page of a portal."""
    return f"http://127.1.{number // 250}.{number % 250 + 1}:{port}/"


def words(chance: random.Random, count: int) -> str:
    """Invented prose: sentences of syllables."""
    syllables = ("ba", "ko", "ri", "nem", "tal", "vos", "ure", "min", "est", "par", "lok", "dun", "wei", "sha", "gan")
    made = ["".join(chance.choices(syllables, k=chance.randint(1, 3))) for _ in range(count)]
    return " ".join(word.capitalize() + "." if place % 14 == 0 else word for place, word in enumerate(made))


def story_page(portal: int, story: int) -> bytes:
    """A story of about 30 kB, most of it chrome, as ministries' are."""
    chance = random.Random(portal * 1000 + story)
    menu = "".join(
        f'<li class="item"><a href="/section/{n}.html" title="Section {n}">Section {n}</a></li>' for n in range(120)
    )
    links = "".join(f'<li><a href="/related/{n}">{words(chance, 8)}</a></li>' for n in range(60))
    body = "".join(f"<p>{words(chance, 70)}</p>" for _ in range(9))
    title = title_of(portal, story)
    day = f"2026-{story % 12 + 1:02}-{story % 27 + 1:02}"
    head = f"<title>{title} | Ministry {portal}</title><style>{'.a{color:red}' * 200}</style>"
    main = f"<main><article><h1>{title}</h1><time datetime={day}>{day}</time>{body}</article></main>"
    foot = f"<aside><ul>{links}</ul></aside><footer>Ministry {portal}</footer>"
    page = f"<!doctype html><html lang=en><head>{head}</head><body><nav><ul>{menu}</ul></nav>{main}{foot}</body></html>"
    return page.encode()


def title_of(portal: int, story: int) -> str:
    """The headline of a story."""
    return f"Ministry {portal} reports on river basin number {story} and its {story * 7 + portal} springs"


def path_of(story: int) -> str:
    """Where a story stands."""
    return f"/news/report-on-river-basin-{1000 + story}.html"


def listing(portal: int, stories: int) -> bytes:
    """All stories of a portal."""
    items = "".join(f'<li><h3><a href="{path_of(n)}">{title_of(portal, n)}</a></h3></li>' for n in range(stories))
    head = f"<head><title>Ministry {portal}</title></head>"
    return f"<html lang=en>{head}<body><h1>News</h1><ul>{items}</ul></body></html>".encode()


def feed(portal: int, stories: int) -> bytes:
    """The newest ten."""
    items = "".join(
        f"<item><title>{title_of(portal, n)}</title><link>{path_of(n)}</link></item>" for n in range(min(10, stories))
    )
    return f'<rss version="2.0"><channel><title>Ministry</title>{items}</channel></rss>'.encode()


def answer(host: str, path: str, stories: int) -> tuple[int, str, bytes]:
    """What the server says."""
    _, high, low = host.split(":", maxsplit=1)[0].split(".")[1:]
    portal = int(high) * 250 + int(low) - 1
    if path == "/":
        return 200, "text/html", listing(portal, stories)
    if path == "/feed.xml":
        return 200, "application/rss+xml", feed(portal, stories)
    if path.startswith("/news/report-"):
        return 200, "text/html", story_page(portal, int(path.rpartition("-")[2].removesuffix(".html")) - 1000)
    return 404, "text/plain", b"nothing here"


async def converse(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, stories: int, known: dict[tuple[str, str], bytes]
) -> None:
    """HTTP/1.1, as much as is needed."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            lines = head.decode("latin-1").split("\r\n")
            host = next(line[6:] for line in lines if line.lower().startswith("host: "))
            key = (host, lines[0].split(" ")[1])
            if key not in known:
                status, kind, body = answer(*key, stories)
                known[key] = (
                    f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
            writer.write(known[key])
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def serve(stories: int, told: Queue[int]) -> None:
    """Serve until killed; tells its port."""

    async def forever() -> None:
        known: Known = {}
        server = await asyncio.start_server(lambda r, w: converse(r, w, stories, known), "0.0.0.0", 0)  # noqa: S104 - all of 127/8
        told.put(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())


@contextmanager
def served(stories: int) -> Iterator[int]:
    """The port of the portals."""
    told: Queue[int] = Queue()
    process = Process(target=serve, args=(stories, told), daemon=True)
    process.start()
    try:
        yield told.get()
    finally:
        process.kill()


# the crawls


def run(command: list[str], folder: Path) -> tuple[Spent, str]:
    """Run a crawl and measure it."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    sizes: list[float] = []
    watching = threading.Thread(target=watch, args=(process, sizes))
    watching.start()
    out, _ = process.communicate()
    watching.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    half = sizes[len(sizes) // 2] if sizes else 0.0
    return Spent(time.monotonic() - started, cpu, half, max(sizes, default=0.0)), out


def watch(process: subprocess.Popen[str], sizes: list[float]) -> None:
    """Note how much memory a process has, every quarter of a second."""
    page = os.sysconf("SC_PAGE_SIZE")
    while process.poll() is None:
        try:
            resident = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
        except (OSError, IndexError):
            return
        sizes.append(resident * page / 1e6)
        time.sleep(0.25)


def ours(folder: Path, homes: list[str], workers: int) -> tuple[Spent, int]:
    """`envnews run` over portals of which each has a file."""
    portals = folder / "portals" / "gb"
    portals.mkdir(parents=True)
    for number, home in enumerate(homes):
        text = PORTAL.format(id=f"gb-{number:03}", number=number, home=home)
        (portals / f"gb-{number:03}.toml").write_text(text)
    where = ["--portals", str(folder / "portals"), "--archive", str(folder / "a"), "--workers", str(workers)]
    spent, _ = run([sys.executable, "-m", "crawler", "run", *where], Path(__file__).parents[1])
    from archive import Archive

    with Archive(folder / "a", create=False) as archive:
        return spent, archive.stats().articles


def bare(folder: Path, homes: list[str], workers: int) -> tuple[Spent, int]:
    """Scrapy alone."""
    script, named = folder / "bare.py", folder / "homes.txt"
    script.write_text(textwrap.dedent(BARE))
    named.write_text("\n".join(homes))
    spent, out = run([sys.executable, str(script), str(named), str(workers)], folder)
    return spent, int(out.strip().splitlines()[-1])


def main() -> None:
    """Measure both, in turns."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--portals", type=int, default=200)
    parser.add_argument("--stories", type=int, default=20)
    parser.add_argument("--workers", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    with served(options.stories) as port:
        homes = [address(number, port) for number in range(options.portals)]
        for _ in range(options.rounds):
            pages = {}
            for name, crawl in (("bare Scrapy", bare), ("envnews run", ours)):
                with tempfile.TemporaryDirectory() as folder:
                    spent, count = crawl(Path(folder), homes, options.workers)
                pages[name] = 1000 * spent.cpu / count
                sys.stdout.write(
                    f"{name:12} {count:6} stories  {spent.wall:6.1f} s  {spent.cpu:6.1f} s CPU  "
                    f"{pages[name]:5.2f} ms a story  {60 * count / spent.wall:6.0f} a minute  "
                    f"{spent.half:4.0f} MB at half time, {spent.most:4.0f} MB at most\n"
                )
            sys.stdout.write(f"ratio {pages['envnews run'] / pages['bare Scrapy']:.2f}\n")


if __name__ == "__main__":
    main()
