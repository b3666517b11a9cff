"""What the portals have in common: the ordinary pages that are no stories, under the addresses of each family.

A portal names them in `pages` (kind: path), writes its own `frame`, and answers the rest in `route`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from urllib.parse import quote

from formats import pdf, picture, split
from labels import LABELS, SENTENCES
from portal import Portal, Story
from web import Answer, Request

KINDS = ("about", "contact", "staff", "faq", "legal", "gallery", "events", "laws", "search", "login", "sitemap")


@dataclass(kw_only=True)
class Cms(Portal):
    """language: of its labels. name: of the ministry. pages: paths of its ordinary pages, by kind."""

    language: str = "en"
    name: str = "Ministry of the Environment"
    news: str = "/news"
    pages: dict[str, str] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer | None:
        path, query = split(request.path)
        if path.endswith((".jpg", ".png", ".gif", ".ico", ".css", ".js")):
            return picture()
        if path.endswith(".pdf"):
            return pdf()
        made = self.route(path, query, request)
        if made is None:
            made = self.ordinary(request.path.partition("?")[0], query)
        return Answer(made) if isinstance(made, str) else made

    def route(self, path: str, query: dict[str, str], request: Request) -> str | Answer | None:
        """What the family answers; None where it is one of the ordinary pages, or nothing."""
        raise NotImplementedError

    def frame(self, title: str, main: str, head: str = "") -> str:
        """The whole document around `main`."""
        raise NotImplementedError

    def by_path(self, path: str) -> Story | None:
        return next((story for story in self.out if story.path == path or quote(path) == story.path), None)

    def number_of(self, story: Story) -> int:
        """The number its text is invented from; of later stories it is below 0."""
        if story in self.stories:
            return self.stories.index(story)
        return -1 - self.later.index(story)

    def label(self, kind: str) -> str:
        return LABELS[self.language][kind]

    def menu(self) -> str:
        """List items: home, news, every ordinary page."""
        links = [(self.home, "home"), (self.news, "news"), *((path, kind) for kind, path in self.pages.items())]
        return "".join(f'<li><a href="{path}">{self.label(kind)}</a></li>' for path, kind in links)

    def ordinary(self, path: str, query: dict[str, str]) -> str | None:
        kind = next((kind for kind, its in self.pages.items() if its.partition("?")[0] == path), None)
        if kind is None:
            return None
        main = f"<h1>{self.label(kind)}</h1>{getattr(self, f'_{kind}', self._prose)(path, query)}"
        return self.frame(self.label(kind), main)

    def _prose(self, _path: str, _query: dict[str, str]) -> str:
        one, two, three = SENTENCES[self.language]
        return f"<p>{one} {two}</p><p>{three} {one}</p><p>{two}</p>"

    def _contact(self, _path: str, _query: dict[str, str]) -> str:
        return f"<p>{self.name}<br>14, 2nd Street, 10110</p><p>Tel. +00 1 234 567 · office@ministry.example</p>"

    def _staff(self, _path: str, _query: dict[str, str]) -> str:
        rows = "".join(
            f"<tr><td>{n}</td><td>A. B. {c}anner</td><td>+00 1 {n}00</td></tr>" for n, c in enumerate("BDFLMTW")
        )
        return f"<table>{rows}</table>"

    def _faq(self, path: str, query: dict[str, str]) -> str:
        one, two, three = SENTENCES[self.language]
        return f"<h3>1. {two[:30]}?</h3><p>{one}</p><h3>2. {three[:30]}?</h3><p>{two} {three}</p>"

    def _legal(self, path: str, query: dict[str, str]) -> str:
        return f"{self._prose(path, query)}<p>{self.label('updated')}: 2024-03-01</p>"

    def _gallery(self, _path: str, _query: dict[str, str]) -> str:
        return "".join(
            f'<figure><img src="/media/g{n}.jpg" width="640" height="400"><figcaption>{n}</figcaption></figure>'
            for n in range(1, 9)
        )

    def _events(self, path: str, query: dict[str, str]) -> str:
        """A month; the ones before and after it are linked, without end."""
        try:
            month = dt.date.fromisoformat(query.get("month", "2026-01") + "-01")
        except ValueError:
            month = dt.date(2026, 1, 1)
        before, after = month - dt.timedelta(days=1), month + dt.timedelta(days=31)
        days = "".join(f'<td><a href="{path}?month={month:%Y-%m}&amp;day={n}">{n}</a></td>' for n in range(1, 29))
        return (
            f'<p><a href="{path}?month={before:%Y-%m}">«</a> {month:%m/%Y} '
            f'<a rel="next" href="{path}?month={after:%Y-%m}">»</a></p><table><tr>{days}</tr></table>'
        )

    def _laws(self, _path: str, _query: dict[str, str]) -> str:
        """A register: number, day, PDF."""
        rows = "".join(
            f'<tr><td>{n}/2024</td><td>{n + 2:02d}.0{n % 9 + 1}.2024</td><td><a href="/media/law-{n}.pdf">'
            f"{self.label('laws')} {n}/2024 {SENTENCES[self.language][n % 3][:60]}</a></td></tr>"
            for n in range(1, 15)
        )
        return f"<table><tbody>{rows}</tbody></table>"

    def _search(self, path: str, _query: dict[str, str]) -> str:
        return f'<form action="{path}"><input name="q"><button>{self.label("search")}</button></form>'

    def _login(self, path: str, _query: dict[str, str]) -> str:
        return f'<form method="post" action="{path}"><input name="u"><input type="password" name="w"></form>'

    def _sitemap(self, _path: str, _query: dict[str, str]) -> str:
        return f"<ul>{self.menu()}</ul>"
