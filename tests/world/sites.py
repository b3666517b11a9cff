"""Two ways to write a portal: a `Site` answers each address, a `Cms` names its ordinary pages and frames them."""

from __future__ import annotations

from dataclasses import dataclass, field

from formats import asked, media
from ordinary import label, main_part, months, prose
from portal import Portal
from web import Answer, Request
from wordings import WORDINGS


@dataclass(kw_only=True)
class Site(Portal):
    """language: of its labels and ordinary pages."""

    language: str = "en"

    def label(self, kind: str) -> str:
        return label(self.language, kind)

    def plain(self, kind: str) -> str:
        """The main part of an ordinary page that is no story."""
        return main_part(self.language, kind)

    def prose(self) -> str:
        """Some paragraphs that are no story."""
        return prose(WORDINGS[self.language])


@dataclass(kw_only=True)
class Cms(Site):
    """name: of the ministry. pages: paths of its ordinary pages, by kind. What they are not, `route` answers."""

    name: str = "Ministry of the Environment"
    news: str = "/news"
    pages: dict[str, str] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        made = media(path) or self.route(path, given, request)
        if made is None:
            made = self.ordinary(request.path.partition("?")[0], given)
        return Answer(made) if isinstance(made, str) else made

    def route(self, path: str, given: dict[str, str], request: Request) -> str | Answer | None:
        """What the family answers; None where it is one of the ordinary pages, or nothing."""
        raise NotImplementedError

    def frame(self, title: str, main: str, head: str = "") -> str:
        """The whole document around `main`."""
        raise NotImplementedError

    def menu(self) -> str:
        """List items: home, news, every ordinary page."""
        links = [(self.home, "home"), (self.news, "news"), *((path, kind) for kind, path in self.pages.items())]
        return "".join(f'<li><a href="{path}">{self.label(kind)}</a></li>' for path, kind in links)

    def ordinary(self, path: str, given: dict[str, str]) -> str | None:
        kind = next((kind for kind, its in self.pages.items() if its.partition("?")[0] == path), None)
        return self.frame(self.label(kind), self.ordinary_main(kind, path, given)) if kind else None

    def ordinary_main(self, kind: str, path: str, given: dict[str, str]) -> str:
        if kind == "months":
            return f"<h1>{self.label(kind)}</h1>{months(path, given.get('month', '2026-01'))}"
        return f"<ul>{self.menu()}</ul>" if kind == "sitemap" else self.plain(kind)
