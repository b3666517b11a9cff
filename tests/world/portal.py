"""What every portal of the test world is: its answers, and the truth that a crawl of it is held against."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

from web import Answer, Request

_PLAIN = str.maketrans({"ı": "i", "ß": "ss", "đ": "d"})


@dataclass(frozen=True, kw_only=True)
class Story:
    """title: the headline. path: the address a reader would cite. others: its other addresses.

    number: 0 is the newest of its portal. looks: "text", "picture" or "file": what there is beside the headline. Of a
    story that is only had by POST, `path` is what the same form sent by GET would ask for.
    """

    number: int
    title: str
    day: date
    paragraphs: tuple[str, ...]
    looks: str = "text"
    language: str = ""
    path: str = ""
    others: tuple[str, ...] = ()

    @property
    def date(self) -> str:
        """The ISO day."""
        return self.day.isoformat()

    def slug(self, most: int = 200) -> str:
        """The headline as a part of an address, in plain letters where it has any, at most `most` of them."""
        plain = unicodedata.normalize("NFD", self.title.lower().translate(_PLAIN))
        slug = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if c.isascii())).strip("-")[:most].strip("-")
        return slug or f"item-{self.number}"

    @property
    def body(self) -> str:
        """The story as HTML: two to eight paragraphs, or a picture or a file with one line."""
        first = f"<p>{html.escape(self.paragraphs[0], quote=False)}</p>"
        if self.looks == "picture":
            return f'<p><img src="/media/poster-{self.number}.jpg" alt="" width="800" height="1100"></p>'
        if self.looks == "file":
            return f'{first}<p><a href="/media/letter-{self.number}.pdf">PDF, 214 KB</a></p>'
        image = f'<p><img src="/media/photo-{self.number}.jpg" alt="" width="800" height="500"></p>'
        rest = "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in self.paragraphs[1:])
        return first + (image if self.number % 3 == 0 else "") + rest

    @property
    def teaser(self) -> str:
        """The beginning of its last paragraph, as listings have it."""
        return f"{self.paragraphs[-1][:110]}…"


@dataclass(kw_only=True)
class Portal:
    """One small portal of a CMS family, with its traps. A module of tests/world/portals/ makes one: `PORTAL`.

    family: the module's name. home: the path that a user would type. stories: all that a crawl has to find on the first
    day. later: what is published afterwards; `published` counts how many of them are out.
    """

    family: str
    stories: tuple[Story, ...]
    later: tuple[Story, ...] = ()
    home: str = "/"
    published: int = 0
    base: str = ""  # http://127.0.0.1:port, once it is served
    visits: dict[str, int] = field(default_factory=dict)  # for traps that change from visit to visit

    @property
    def out(self) -> tuple[Story, ...]:
        """The stories that can be read now, the newest first."""
        return self.later[: self.published][::-1] + self.stories

    def story_at(self, path: str) -> Story | None:
        """The story that has this address, once it is out."""
        return next((story for story in self.out if path in {story.path, *story.others}), None)

    def answer(self, request: Request) -> Answer | None:
        """What the server says; None is a 404."""
        raise NotImplementedError
