"""What every portal of the test world is: its answers, and the truth that a crawl of it is held against."""

from __future__ import annotations

from dataclasses import dataclass, field

from web import Answer, Request


@dataclass(frozen=True, kw_only=True)
class Story:
    """title: the headline. date: ISO day. path: the address a reader would cite. others: its other addresses.

    Of a story that is only had by POST, `path` is what the same form sent by GET would ask for.
    """

    title: str
    date: str
    path: str
    others: tuple[str, ...] = ()
    language: str = ""


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

    def answer(self, request: Request) -> Answer | None:
        """What the server says; None is a 404."""
        raise NotImplementedError
