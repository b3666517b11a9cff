"""Invented stories and the ordinary pages around them, out of wording.py: the same ones on every run."""

# ruff: noqa: E501 - a line of markup or of text is one line
from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import parse_qsl

from portal import Portal, Story
from web import Answer, Request
from wording import WORDINGS, Wording

NEWEST = date(2026, 11, 18)
PLAIN = ("about", "contact", "staff", "questions", "legal", "gallery", "calendar", "register", "search", "login")


@dataclass(frozen=True)
class Tale:
    """number: 0 is the newest. looks: "text", "picture" or "file": what there is beside the headline."""

    number: int
    title: str
    day: date
    paragraphs: tuple[str, ...]
    looks: str = "text"

    @property
    def slug(self) -> str:
        """The headline as a part of an address, in plain letters where it has any."""
        plain = unicodedata.normalize("NFD", self.title.lower().replace("ı", "i").replace("ß", "ss"))
        return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if c.isascii())).strip("-") or f"item-{self.number}"

    @property
    def body(self) -> str:
        """The story as HTML: two to eight paragraphs, or a picture or a file with one line."""
        first = f"<p>{html.escape(self.paragraphs[0])}</p>"
        if self.looks == "picture":
            return f'<p><img src="/media/poster-{self.number}.jpg" alt="" width="800" height="1100"></p>'
        if self.looks == "file":
            return f'{first}<p><a href="/media/letter-{self.number}.pdf">PDF, 214 KB</a></p>'
        image = f'<p><img src="/media/photo-{self.number}.jpg" alt="" width="800" height="500"></p>'
        rest = "".join(f"<p>{html.escape(text)}</p>" for text in self.paragraphs[1:])
        return first + (image if self.number % 3 == 0 else "") + rest


def tales(language: str, count: int, *, newest: date = NEWEST, step: int = 6, first: int = 0) -> tuple[Tale, ...]:
    """`count` stories, the newest first, about `step` days apart. first: where in the row of headlines to begin."""
    words = WORDINGS[language]
    return tuple(
        _tale(words, n, title, newest - timedelta(days=n * step + n % 3))
        for n, title in enumerate(_headline(words, first + n) for n in range(count))
    )


def _headline(words: Wording, n: int) -> str:
    if n % 6 == 4 and n < 42:
        return words.short[n // 6]
    return words.who[n % 9] + words.blank + words.what[(n + n // 9 * 3) % 7]


def _tale(words: Wording, n: int, title: str, day: date) -> Tale:
    who = words.who[(n * 2 + 1) % 9]
    lines = [line.format(who=who) for line in words.lines]
    count = 2 + (n * 5) % 7
    paragraphs = [
        words.blank.join(lines[(n * 3 + at * 2 + extra) % len(lines)] for extra in range(1 + (n + at) % 3))
        for at in range(count)
    ]
    paragraphs[0] = f"{title}. {paragraphs[0]}"
    looks = "picture" if n % 17 == 11 else "file" if n % 17 == 15 else "text"
    return Tale(n, title, day, tuple(paragraphs), looks)


@dataclass(kw_only=True)
class Teller(Portal):
    """A portal whose stories are tales. told: the tale at each address that a story has."""

    language: str = "en"
    told: dict[str, Tale] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, str]:
        return WORDINGS[self.language].labels

    def tale(self, path: str) -> Tale | None:
        """The tale at an address, once it is out."""
        out = {address for story in self.out for address in (story.path, *story.others)}
        return self.told.get(path) if path in out else None

    def plain(self, kind: str) -> str:
        """The main part of an ordinary page that is no story."""
        return f"<h1>{self.words[kind]}</h1>{PLAIN_PAGES[kind](WORDINGS[self.language])}"


def tell(
    told: Iterable[Tale],
    path: Callable[[Tale], str],
    *,
    later: int = 2,
    language: str = "en",
    others: Callable[[Tale], tuple[str, ...]] = lambda _: (),
) -> dict:
    """What a Teller is made with: its stories, the newest `later` of them published after the first crawls."""
    told = tuple(told)
    stories = tuple(
        Story(title=tale.title, date=tale.day.isoformat(), path=path(tale), others=others(tale), language=language)
        for tale in told
    )
    by_path = {
        address: tale
        for tale, story in zip(told, stories, strict=True)
        for address in (story.path, *story.others)
    }  # fmt: skip
    return {"stories": stories[later:], "later": stories[:later][::-1], "language": language, "told": by_path}


def asked(request: Request) -> tuple[str, dict[str, str]]:
    """The path, and the parameters of address and form together (the form's go first)."""
    path, _, query = request.path.partition("?")
    return path, dict(parse_qsl(query, keep_blank_values=True)) | dict(
        parse_qsl(request.body.decode(), keep_blank_values=True)
    )


def robots(*lines: str) -> Answer:
    return Answer("\n".join(("User-agent: *", *lines)) + "\n", type="text/plain")


def media(path: str) -> Answer | None:
    """Pictures and files: a few bytes that are what they say."""
    if path.endswith(".jpg"):
        return Answer(
            b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9", type="image/jpeg"
        )
    return Answer(b"%PDF-1.4\n%%EOF\n", type="application/pdf") if path.endswith(".pdf") else None


def _prose(words: Wording) -> str:
    return "".join(f"<p>{line.format(who=words.who[0])}</p>" for line in words.lines[2:7])


def _contact(words: Wording) -> str:
    return (
        "<address>12 Fenwick Square, 10400<br>+00 1 555 0100<br>info@ministry.example</address>"
        f"<p>{words.lines[3]}</p><form action='/send' method='post'><input name='mail'><textarea name='text'></textarea></form>"
    )  # fmt: skip


def _staff(words: Wording) -> str:
    names = ("A. Fenwick", "B. Oduya", "C. Lindqvist", "D. Marrow", "E. Castellan", "F. Ishikawa")
    return "<ul>" + "".join(f"<li><b>{name}</b>, tel. 555-01{n:02d}</li>" for n, name in enumerate(names)) + "</ul>"


def _questions(words: Wording) -> str:
    return "".join(f"<h3>{n + 1}. {words.what[n]}?</h3><p>{words.lines[n + 2]}</p>" for n in range(5))


def _gallery(words: Wording) -> str:
    pictures = (
        f'<figure><img src="/media/album-{n}.jpg"><figcaption>{n + 1}/9</figcaption></figure>' for n in range(9)
    )
    return f'<div class="album">{"".join(pictures)}</div>'


def _calendar(words: Wording) -> str:
    days = "".join(f"<tr><td>2026-12-{n * 4 + 2:02d}</td><td>{words.short[n]} ({n + 9}:00)</td></tr>" for n in range(6))
    return f"<table class='events'>{days}</table>"


def _register(words: Wording) -> str:
    rows = "".join(
        f'<tr><td>{n + 310}/2026</td><td>2026-{10 - n:02d}-14</td><td><a href="/media/permit-{n}.pdf">PDF</a></td></tr>'
        for n in range(9)
    )
    return f"<table class='register'>{rows}</table>"


def _search(words: Wording) -> str:
    return "<form action='/search' role='search'><input type='search' name='q'><button>OK</button></form>"


def _login(words: Wording) -> str:
    return "<form action='/login' method='post'><input name='user'><input type='password' name='pass'></form>"


def _legal(words: Wording) -> str:
    return f"{_prose(words)}<p>v. 2.1, 12.03.2021</p>{_prose(words)}"


PLAIN_PAGES: dict[str, Callable[[Wording], str]] = {
    "about": _prose,
    "contact": _contact,
    "staff": _staff,
    "questions": _questions,
    "legal": _legal,
    "gallery": _gallery,
    "calendar": _calendar,
    "register": _register,
    "search": _search,
    "login": _login,
}
