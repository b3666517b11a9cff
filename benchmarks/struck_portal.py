"""A portal of some hundred invented stories, served on loopback by the benchmarks that interrupt crawls of it.

A front page, a listing with pages, a feed of the newest, a sitemap of the newer half, pictures and some documents;
pages of 2 to 30 kB. The server notes each request the moment it comes, and answers some of them slowly if asked to.
"""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import md5
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Thread

from crawler.demo.assets import icon
from crawler.demo.documents import pdf

STORIES = 320
PER_PAGE = 20
PARAGRAPHS = (3, 3, 4, 5, 6, 8, 12, 40)  # of a story, by turns
HTML = "text/html; charset=utf-8"

PLACES = (
    "Arden", "Brecht", "Corran", "Dunmore", "Elst", "Farrow", "Gilden", "Harwick", "Isley", "Jarrow", "Kestrel", "Lunn",
    "Marsh", "Norden", "Ostra",
)  # fmt: skip
THINGS = (
    "nesting beaches", "monitoring stations", "breeding cranes", "deposit machines", "watch towers", "quiet routes",
    "new wells", "test fields", "heat pumps", "no-take zones", "street lamps", "mangrove seedlings", "flood gates",
)  # fmt: skip
SENTENCES = (
    "The office in {place} counted {n} {things} between {m} and {k} metres above the river {river}.",
    "According to report {n}/{m}, the {things} near {place} cost {k} crowns, {j} less than was planned.",
    "Residents of {place} may write to desk {j} until day {m} of the procedure on {things}, file {n}-{k}.",
    "Inspector {river} {place} told the council that {n} of {k} {things} had been repaired since spring {j}.",
    "In the basin of the {river}, {m} villages now share {n} {things}; {k} more have asked to join by phase {j}.",
    "Measurement {n} at {place} gave {m} milligrams, measurement {k} gave {j}, and both concern the {things}.",
)


@dataclass(frozen=True)
class Reply:
    """An answer. kind: its media type."""

    body: bytes
    kind: str = HTML
    status: int = 200


@dataclass(frozen=True)
class Story:
    """An invented story: all of it follows from its number. edited: it has one paragraph more."""

    number: int
    edited: bool = False

    @property
    def path(self) -> str:
        return f"/news/{self.day.year}/{self.place.lower()}-{self.things.replace(' ', '-')}-{self.number}.html"

    @property
    def place(self) -> str:
        return PLACES[self.number * 7 % len(PLACES)]

    @property
    def things(self) -> str:
        return THINGS[self.number * 5 % len(THINGS)]

    @property
    def title(self) -> str:
        return f"{self.place} reports {100 + self.number} {self.things} along the {PLACES[self.number % 15]}"

    @property
    def day(self) -> date:
        return date(2025, 10, 1) - timedelta(days=self.number)

    @property
    def picture(self) -> str | None:
        return f"/media/{self.number}.png" if self.number % 4 == 0 else None

    @property
    def document(self) -> str | None:
        return f"/files/report-{self.number}.pdf" if self.number % 40 == 0 else None

    @property
    def paragraphs(self) -> list[str]:
        chance = random.Random(self.number)
        many = PARAGRAPHS[self.number % len(PARAGRAPHS)] + self.edited
        return [" ".join(_sentence(chance) for _ in range(chance.randint(3, 6))) for _ in range(many)]


def _sentence(chance: random.Random) -> str:
    n, m, k, j = (chance.randint(2, 9999) for _ in range(4))
    template = chance.choice(SENTENCES)
    return template.format(
        place=chance.choice(PLACES), river=chance.choice(PLACES), things=chance.choice(THINGS), n=n, m=m, k=k, j=j
    )


@dataclass(frozen=True)
class Ministry:
    """The portal at one moment; the stories with the lowest numbers are the newest."""

    stories: tuple[Story, ...]

    @classmethod
    def of(cls, count: int = STORIES) -> Ministry:
        """That many stories."""
        return cls(tuple(Story(number) for number in range(1, count + 1)))

    @property
    def truth(self) -> dict[str, str]:
        """The title of each story by its path."""
        return {story.path: story.title for story in self.stories}

    @property
    def files(self) -> set[str]:
        """The paths of all pictures and documents."""
        return {path for story in self.stories for path in (story.picture, story.document) if path}

    def reply(self, path: str, base: str) -> Reply | None:
        """Answer for a path with its query; None where there is no such page."""
        plain, _, query = path.partition("?")
        fixed: dict[str, Callable[[], Reply]] = {
            "/": self._front,
            "/robots.txt": lambda: Reply(f"User-agent: *\nSitemap: {base}/sitemap.xml\n".encode(), "text/plain"),
            "/feed.xml": lambda: self._feed(base),
            "/sitemap.xml": lambda: self._sitemap(base),
            "/news/": lambda: self._listing(int(query.removeprefix("page=") or 1)),
        }
        if plain in fixed:
            return fixed[plain]()
        if plain.startswith("/media/"):
            return Reply(icon(plain, 60, 40), "image/png") if plain in self.files else None
        if plain.startswith("/files/"):
            return Reply(pdf(f"Report {plain}"), "application/pdf") if plain in self.files else None
        story = {story.path: story for story in self.stories}.get(plain)
        return Reply(_story(story)) if story else None

    def _front(self) -> Reply:
        return _framed("Home", f"<h1>Ministry of Rivers</h1>{_teasers(self.stories[:6])}")

    def _listing(self, page: int) -> Reply:
        shown = self.stories[(page - 1) * PER_PAGE : page * PER_PAGE]
        last = -(-len(self.stories) // PER_PAGE)
        pages = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
        pager = " ".join(f'<a href="/news/?page={number}">{number}</a>' for number in pages)
        return _framed("News", f'<h1>News</h1>{_teasers(shown)}<p class="pager">{pager}</p>')

    def _feed(self, base: str) -> Reply:
        items = "".join(
            f"<item><title>{story.title}</title><link>{base}{story.path}</link>"
            f"<pubDate>{datetime(*story.day.timetuple()[:3], tzinfo=UTC):%a, %d %b %Y %H:%M:%S GMT}</pubDate></item>"
            for story in self.stories[:PER_PAGE]
        )
        text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
        return Reply(text.encode(), "application/rss+xml")

    def _sitemap(self, base: str) -> Reply:
        newer = self.stories[: len(self.stories) // 2]
        urls = "".join(f"<url><loc>{base}{story.path}</loc></url>" for story in newer)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return Reply(f'<?xml version="1.0"?><urlset xmlns="{space}">{urls}</urlset>'.encode(), "application/xml")


def _teasers(stories: tuple[Story, ...]) -> str:
    items = (
        f'<li><h3><a href="{story.path}">{story.title}</a></h3><span>{story.day:%d %B %Y}</span></li>'
        for story in stories
    )
    return f"<ul>{''.join(items)}</ul>"


@cache
def _story(story: Story) -> bytes:
    paragraphs = [f"<p>{text}</p>" for text in story.paragraphs]
    if story.picture:
        paragraphs.insert(1, f'<figure><img src="{story.picture}" width="600" height="400"></figure>')
    if story.document:
        paragraphs.append(f'<p><a href="{story.document}">Report {story.number} (PDF)</a></p>')
    time_ = f'<time datetime="{story.day}">{story.day:%d %B %Y}</time>'
    return _framed(story.title, f"<article><h1>{story.title}</h1>{time_}{''.join(paragraphs)}</article>").body


def _framed(title: str, main: str) -> Reply:
    text = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Ministry of Rivers</title>'
        f'<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body><nav><a href="/">Home</a> '
        f'<a href="/news/">News</a></nav><main>{main}</main><aside><h3>Weather</h3><p>Brecht, 12 degrees, light rain, '
        f"wind from the west</p></aside><footer>Ministry of Rivers, 1 Harbour Street, Brecht</footer></body></html>"
    )
    return Reply(text.encode())


@dataclass(frozen=True)
class Asked:
    """A request. time: of the monotonic clock, when it came. conditional: it asked for a change only."""

    path: str
    time: float
    conditional: bool


@dataclass
class Served:
    """A running server. ministry and slowness may be exchanged; slowness(path): seconds before that answer."""

    url: str
    ministry: Ministry
    slowness: Callable[[str], float] = lambda _: 0.0
    log: list[Asked] = field(default_factory=list)


@contextmanager
def serve(ministry: Ministry) -> Iterator[Served]:
    """Serve the portal on 127.0.0.1 until the block ends."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.served = Served(f"http://127.0.0.1:{server.server_address[1]}", ministry)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.served
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64
    served: Served

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay quiet when a client is killed in the middle."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        """Answer a GET, half of a slow answer's time before its head, half within its body."""
        served = self.server.served
        served.log.append(Asked(self.path, time.monotonic(), "If-None-Match" in self.headers))
        reply = served.ministry.reply(self.path, served.url) or Reply(b"<h1>Not found</h1>", status=404)
        tag = f'"{md5(reply.body, usedforsecurity=False).hexdigest()}"'
        unchanged = reply.status == 200 and self.headers.get("If-None-Match") == tag
        slowness = served.slowness(self.path)
        time.sleep(slowness / 2)
        self.send_response(304 if unchanged else reply.status)
        self.send_header("ETag", tag)
        if not unchanged:
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
        with suppress(OSError):
            self.end_headers()
            if not unchanged:
                self._write(reply.body, slowness / 2)

    def _write(self, body: bytes, seconds: float) -> None:
        if seconds:
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            time.sleep(seconds)
            body = body[len(body) // 2 :]
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep standard error for the benchmark."""
