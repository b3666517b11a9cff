"""A portal full of traps: session ids in every address, a calendar without end, facets, pages that say 200 and are none."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

import gzip
import itertools
from dataclasses import dataclass, field
from datetime import date
from hashlib import md5

from formats import asked, media
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request

SHOWN = 12
TOPICS = ("water", "air", "soil", "forest", "waste")
LOST = "<h1>Page not found</h1><p>We are sorry, the page that you asked for does not exist.</p>"
CHECKING = "<html><title>Just a moment...</title><body><h1>Checking your browser before accessing</h1><p>Please enable JavaScript and cookies.</p></body></html>"
SUSPENDED = "<html><title>Account Suspended</title><body><h1>Account Suspended</h1><p>This account has been suspended. Contact your hosting provider.</p></body></html>"


def path_of(story: Story) -> str:
    return f"/releases/{story.day:%Y/%m}/{story.slug(50)}.html"


@dataclass(kw_only=True)
class Traps(Site):
    serial: itertools.count = field(default_factory=itertools.count)

    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        path = path.partition(";jsessionid=")[0]
        trouble = self.trouble(path, given)
        if trouble:
            return trouble
        if path == "/":
            return self.page("Home", self.cover())
        if path == "/releases":
            return self.listing(request, given)
        if story := self.story_at(path):
            return self.once_cut(self.page(story.title, self.story(story)), path, "out", at=9)
        return self.ways_astray(path, given)

    def first(self, name: str) -> bool:
        self.visits[name] = self.visits.get(name, 0) + 1
        return self.visits[name] == 1

    def trouble(self, path: str, given: dict[str, str]) -> Answer | None:
        """What goes wrong once and is well the next time."""
        story = self.stories[20].path
        if path == "/releases" and given.get("page") == "3" and self.first("busy"):
            return Answer("<h1>Service Unavailable</h1>", 503, headers={"Retry-After": "1"})
        if path == story and self.first("checked"):
            return Answer(CHECKING)
        return None

    def once_cut(self, answer: Answer, path: str, name: str, *, at: int) -> Answer:
        """The first time its gzip ends in the middle, as it does where a connection breaks behind a proxy."""
        if path != self.stories[at].path or not self.first(name):
            return answer
        packed = gzip.compress(answer.body.encode() if isinstance(answer.body, str) else answer.body)
        return Answer(packed[: len(packed) // 2], headers={"Content-Encoding": "gzip"})

    def ways_astray(self, path: str, given: dict[str, str]) -> Answer | None:
        if path.startswith("/events/"):
            return self.events(path)
        if path == "/search" and (given.keys() & {"topic", "year", "sort"}):
            return self.page("Search", self.facets(given))
        if path in {"/reports/archive", "/partners", "/members"} or path.startswith("/campaign/"):
            return self.dead_end(path)
        if (name := path.strip("/")) in PLAIN:
            return self.page(self.label(name), self.plain(name))
        return media(path) or (self.page("Sorry", LOST) if path.startswith("/old/") else None)

    def dead_end(self, path: str) -> Answer:
        if path == "/partners":
            return Answer(SUSPENDED)
        if path == "/reports/archive":  # it leads to itself, under a new name each time
            return Answer("", 302, headers={"Location": f"/reports/archive?step={next(self.serial)}"})
        return Answer("", 302, headers={"Location": "/login" if path == "/members" else "/"})

    def link(self, path: str, label: str) -> str:
        """Every link carries a session of its own."""
        session = md5(str(next(self.serial)).encode(), usedforsecurity=False).hexdigest().upper()
        address, question, query = path.partition("?")
        return f'<a href="{address};jsessionid={session}{question}{query}">{label}</a>'

    def cover(self) -> str:
        latest = "".join(f"<li>{self.link(s.path, s.title)}</li>" for s in self.out[:3])
        old = "".join(
            f"<li>{self.link(f'/old/bulletin-of-the-district-council-{n}.html', f'Bulletin of the district council, part {n}')}</li>"
            for n in range(1, 3)
        )
        away = '<li><a href="https://elsewhere.example/news/a-story-of-another-house-about-rivers">A story of another house about rivers and lakes</a></li>'
        return f"<h2>Latest</h2><ul>{latest}{away}</ul><h2>Bulletins</h2><ul>{old}</ul>{self.link('/campaign/plant-a-tree-in-every-garden', 'Plant a tree in every garden')}"

    def listing(self, request: Request, given: dict[str, str]) -> Answer:
        number = int(given.get("page") or 1)
        shown = self.out[(number - 1) * SHOWN : number * SHOWN]
        items = "".join(
            f'<li class="item">{self.link(s.path, s.title)} <span>{s.day:%d/%m/%Y}</span></li>' for s in shown
        )
        last = -(-len(self.out) // SHOWN)
        pages = "".join(self.link(f"/releases?page={n}", str(n)) for n in range(1, last + 1) if n != number)
        forth = self.link(f"/releases?page={number + 1}", "Next") if number < last else ""
        topics = "".join(self.link(f"/search?topic={topic}", topic.title()) for topic in TOPICS)
        answer = self.page(
            "Releases",
            f"<h1>Press releases</h1><div class='facets'>{topics}</div><ul>{items}</ul><div class='pager'>{pages}{forth}</div>",
        )
        if number == 2 and self.first("cut listing"):
            packed = gzip.compress(answer.body.encode() if isinstance(answer.body, str) else answer.body)
            return Answer(packed[: len(packed) * 2 // 3], headers={"Content-Encoding": "gzip"})
        return answer

    def facets(self, given: dict[str, str]) -> str:
        """Every choice leads to every other: thousands of addresses over the same few stories."""
        kept = {name: given[name] for name in ("topic", "year", "sort") if name in given}
        choices = (
            [("topic", topic) for topic in TOPICS]
            + [("year", str(y)) for y in range(2020, 2027)]
            + [("sort", s) for s in ("asc", "desc")]
        )
        links = "".join(
            f"<li>{self.link('/search?' + '&'.join(f'{n}={v}' for n, v in sorted((kept | {name: value}).items())), value)}</li>"
            for name, value in choices
        )
        at = TOPICS.index(kept["topic"]) if kept.get("topic") in TOPICS else 0
        hits = "".join(f"<li>{self.link(s.path, s.title)} <span>{s.day:%d/%m/%Y}</span></li>" for s in self.out[at::7])
        return f"<h1>Search</h1><ul class='facets'>{links}</ul><ul>{hits}</ul>"

    def events(self, path: str) -> Answer | None:
        """A month of the calendar: most are empty, and there is always another one."""
        try:
            year, month = (int(part) for part in path.removeprefix("/events/").split("/")[:2])
            date(year, month, 1)
        except ValueError:
            return None
        days = "".join(
            f"<td>{self.link(f'/events/{year}/{month:02d}/{day:02d}', str(day))}</td>" for day in range(1, 29)
        )
        forth = self.link(f"/events/{year + month // 12}/{month % 12 + 1:02d}", "Next")
        back = self.link(f"/events/{year - (month == 1)}/{(month - 2) % 12 + 1:02d}", "Previous")
        return self.page(
            f"Events {month}/{year}",
            f"<h1>Events {month}/{year}</h1><table>{days}</table><p>No events.</p>{back} {forth}",
        )

    def story(self, story: Story) -> str:
        return f'<article><h1>{story.title}</h1><p class="byline">{story.day:%d %B %Y}</p>{story.body}</article>'

    def page(self, title: str, main: str) -> Answer:
        """With a clock, which makes no two answers alike."""
        tick = next(self.serial)
        clock = f'<div id="clock">Sunday, 22 November 2026, 10:{tick // 60 % 60:02d}:{tick % 60:02d}</div>'
        ways = [
            ("/releases", "Press releases"),
            ("/events/2026/11", "Events"),
            ("/partners", "Partners"),
            ("/members", "Members: weekly news and circulars"),
            ("/reports/archive", "Report archive"),
        ]
        menu = "".join(
            f"<li>{self.link(path, label)}</li>"
            for path, label in [*ways, *((f"/{kind}", self.label(kind)) for kind in PLAIN)]
        )
        return Answer(
            f'<!DOCTYPE html><html lang="en"><head><title>{title} | River Authority</title></head><body><header>{clock}<nav><ul>{menu}</ul></nav></header>'
            f"<main>{main}</main><footer>Visitors today: {4_000 + tick}</footer></body></html>"
        )


PORTAL = Traps(family="traps", **place(invent("en", 42, step=7, first=9), path_of))
