"""Portals whose robots.txt, answers and speed are each of another kind, and what each of them saw of its visitor."""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path
from statistics import median
from urllib.parse import quote

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS / "crawl"), str(TESTS)]

from static_portal import STORIES, StaticPortal  # noqa: E402
from web import Answer  # noqa: E402
from wire import Call, Wire, wire, written  # noqa: E402

FORBIDDEN = "/private/"
BUSY = "/news/waste-deposit-machines-report-405.html"  # the story that is busy at first, where one is
TEXT = "text/plain"
RULES = f"User-agent: *\nDisallow: {FORBIDDEN}\n"
THAI, CHINESE, ARABIC, FRENCH = "/ลับ/", "/内部/", "/سري/", "/privé/"
LATIN = quote(FRENCH, encoding="latin-1")

Robots = Callable[[Call], Answer | None]


@dataclass(frozen=True)
class Kind:
    """A portal of one kind.

    robots: answers for its robots.txt. forbidden: how the paths begin that it forbids. closed: whether nothing at all
    may be asked for. pause: seconds that have to lie between two requests. busy: the first answer of one story; asked:
    the seconds that its Retry-After asks for. seconds: until each answer. connections: as its file has it. folders: of
    portals on the same host.
    """

    robots: Robots
    forbidden: tuple[str, ...] = ()
    closed: bool = False
    pause: float = 0.0
    busy: Callable[[], Answer] | None = None
    asked: float | None = None
    seconds: float = 0.0
    connections: int = 1
    folders: tuple[str, ...] = ("",)


def said(body: str | bytes, status: int = 200, **headers: str) -> Robots:
    """The same answer, always."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Answer(body, status, TEXT, named)


def hops(times: int) -> Robots:
    """So many redirects to another path before the rules; none after that."""
    return lambda call: (
        Answer(RULES, type=TEXT)
        if len(call.path) >= len("/robots.txt") + times
        else Answer(status=301, headers={"Location": f"{call.path}x"})
    )


def endless(call: Call) -> None:
    """The rules, and then lines for ever."""
    call.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n" + RULES.encode())
    while True:
        call.send(b"# more\n" * 1000)


def silent(call: Call) -> None:
    """No answer."""
    with suppress(OSError):
        call.socket.settimeout(60)
        call.socket.recv(1)


def recovering(call: Call) -> Answer:
    """Down at first."""
    return Answer("down", 503, TEXT) if call.nth == 1 else Answer(RULES, type=TEXT)


def later(status: int, *, seconds: int, as_date: bool) -> Callable[[], Answer]:
    """An answer that asks for a pause."""

    def answer() -> Answer:
        told = formatdate(time.time() + seconds, usegmt=True) if as_date else str(seconds)
        return Answer("busy", status, headers={"Retry-After": told})

    return answer


GROUPS = (
    "User-agent: other\nDisallow: /\n\nUser-agent: envnews\nUser-agent: third\nDisallow: /x/\n\n"
    f"User-agent: *\nDisallow: /news/\n\nUser-agent: envnews\nDisallow: {FORBIDDEN}\n"
)
LONG = RULES + "# nothing\n" * 52_426  # just over the bound, in whole lines

KINDS: dict[str, Kind] = {
    "200": Kind(said(RULES), (FORBIDDEN,)),
    "all forbidden": Kind(said("User-agent: *\nDisallow: /\n"), closed=True),
    "404": Kind(said("none", 404)),
    "401": Kind(said("no", 401)),
    "403": Kind(said("no", 403)),
    "410": Kind(said("gone", 410)),
    "a page": Kind(said("<!doctype html><pre>\nUser-agent: *\nDisallow: /\n</pre>")),
    "redirected once": Kind(hops(1), (FORBIDDEN,)),
    "redirected 5 times": Kind(hops(5), (FORBIDDEN,)),
    "redirected in a circle": Kind(said("", 302, Location="/robots.txt")),
    "redirected 20 times": Kind(hops(20)),
    "429": Kind(said("busy", 429), closed=True),
    "500": Kind(said("down", 500), closed=True),
    "503": Kind(said("down", 503), closed=True),
    "503, then 200": Kind(recovering, (FORBIDDEN,)),
    "no answer": Kind(silent, closed=True),
    "600 kB": Kind(said(LONG + "Disallow: /news/\n" * 5000), (FORBIDDEN,)),
    "endless": Kind(endless, (FORBIDDEN,)),
    "byte order mark": Kind(said(b"\xef\xbb\xbf" + RULES.encode()), (FORBIDDEN,)),
    "UTF-16": Kind(said(RULES.encode("utf-16")), (FORBIDDEN,)),
    "CRLF": Kind(said(RULES.replace("\n", "\r\n")), (FORBIDDEN,)),
    "CR": Kind(said(RULES.replace("\n", "\r")), (FORBIDDEN,)),
    "latin-1": Kind(said(f"User-agent: *\nDisallow: {FRENCH}\n".encode("latin-1")), (LATIN, quote(FRENCH))),
    "groups": Kind(said(GROUPS), (FORBIDDEN,)),
    "wildcards": Kind(said("User-agent: *\nDisallow: /*/draft-*.html$\nDisallow: /pri*e/\n"), (FORBIDDEN,)),
    "letters": Kind(
        said(
            "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in (THAI, quote(CHINESE), quote(ARABIC).lower()))
        ),
        tuple(map(quote, (THAI, CHINESE, ARABIC))),
    ),
    "Crawl-delay: 0.4": Kind(said(RULES + "Crawl-delay: 0.4\n"), (FORBIDDEN,), pause=0.4),
    "Crawl-delay: soon": Kind(said(RULES + "Crawl-delay: soon\nCrawl-delay: -3\n"), (FORBIDDEN,)),
    "Request-rate: 2/1s": Kind(said(RULES + "Request-rate: 2/1s\n"), (FORBIDDEN,), pause=0.5),
    "Retry-After: 2": Kind(said(RULES), (FORBIDDEN,), busy=later(503, seconds=2, as_date=False), asked=2),
    "Retry-After: a date": Kind(said(RULES), (FORBIDDEN,), busy=later(429, seconds=3, as_date=True), asked=2),
    "slow": Kind(said(RULES), (FORBIDDEN,), seconds=0.3, pause=0.6),
    "slow, 2 connections": Kind(said(RULES), (FORBIDDEN,), seconds=0.3, connections=2),
    "two portals": Kind(said(RULES + "Crawl-delay: 0.3\n"), pause=0.3, folders=("/north", "/south")),
}


@dataclass
class Seen:
    """What a portal saw. times: seconds, monotonic, when each request began."""

    paths: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    at_once: int = 0
    waited: float | None = None  # seconds after the answer that asked for a pause

    @property
    def gaps(self) -> list[float]:
        """Seconds from one request to the next."""
        return [after - before for before, after in pairwise(self.times)]

    @property
    def conditional(self) -> int:
        """How many requests asked for a change only."""
        return sum("if-none-match" in one or "if-modified-since" in one for one in self.headers)

    @property
    def stories(self) -> int:
        """How many stories were asked for."""
        return sum(any(path.endswith(story.path) for story in STORIES) for path in set(self.paths))

    def forbidden(self, kind: Kind) -> int:
        """How many requests the rules forbid."""
        pages = [path for path in self.paths if not path.startswith("/robots.txt")]
        return len(pages) if kind.closed else sum(path.startswith(kind.forbidden) for path in pages if kind.forbidden)

    @property
    def row(self) -> tuple[int, float | None, float | None]:
        """Requests, the least gap, the median gap."""
        gaps = self.gaps
        return len(self.times), min(gaps, default=None), median(gaps) if gaps else None


class Portal(StaticPortal):
    """A portal of one kind; its pages name what it forbids as they name its stories."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind, self.fails_once = kind, None
        self.seen, self.refused_at = Seen(), None

    def behave(self, call: Call) -> Answer | None:
        """Note the request and answer it."""
        now = time.monotonic()
        seen = self.seen
        seen.paths.append(call.path)
        seen.times.append(now)
        seen.headers.append(call.headers)
        seen.at_once = max(seen.at_once, self.web.open)
        if self.refused_at is not None and seen.waited is None:
            seen.waited = now - self.refused_at
        time.sleep(self.kind.seconds)
        if call.path.startswith("/robots.txt"):
            return self.kind.robots(call)
        if call.path.endswith(BUSY) and self.kind.busy and self.refused_at is None:
            self.refused_at = time.monotonic()
            return self.kind.busy()
        return self.page_at(call)

    def page_at(self, call: Call) -> Answer:
        """A page, whole or as it was."""
        folder = next((folder for folder in self.kind.folders if call.path.startswith(f"{folder}/")), None)
        page = super().answer(call.path.removeprefix(folder)) if folder is not None else None
        page = page or Answer("none", 404)
        body = page.body.replace('href="/', f'href="{folder}/') if isinstance(page.body, str) else page.body
        tag = f'"{hash(body)}"'
        if call.headers.get("if-none-match") == tag:
            return Answer(status=304, headers={"ETag": tag})
        return replace(page, body=body, headers={"ETag": tag})

    def teaser(self, story: object, tail: str = "") -> str:
        """A story's, and beside it one of a page that nobody may read."""
        own = super().teaser(story, tail)
        secret = [f"{path}draft-{story.slug}-{700 + story.number}.html" for path in self.kind.forbidden]  # type: ignore[attr-defined]
        return own + "".join(f'<li><h3><a href="{path}">Draft: {story.title}</a></h3></li>' for path in secret)  # type: ignore[attr-defined]


@contextmanager
def served(names: list[str]) -> Iterator[dict[str, Portal]]:
    """Serve the portals of these kinds, each on a port of its own."""
    with ExitStack() as stack:
        portals = {name: Portal(KINDS[name]) for name in names}
        for portal in portals.values():
            portal.web: Wire = stack.enter_context(wire(portal.behave))
            portal.base = portal.web.url
        yield portals


__all__ = ["KINDS", "STORIES", "Kind", "Portal", "Seen", "served", "written"]
