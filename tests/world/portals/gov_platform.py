"""A government's one platform (gob.pe): the institution's code in the path, other ministries' news on the same host."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

from formats import asked, media, robots
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request
from wordings import month

ROOT, HOME = "/institucion/minam", "/institucion/minam"
SHOWN = 10
OTHERS = ("mef", "minsa", "mtc", "cultura")  # their stories are none of this portal's
STRANGE = invent("es", 16, first=44, step=9)


def path_of(story: Story) -> str:
    return f"{ROOT}/noticias/{1_301_950 - story.number * 412}-{story.slug(80)}"


def path_of_other(story: Story) -> str:
    return f"/institucion/{OTHERS[story.number % 4]}/noticias/{1_302_777 - story.number * 390}-{story.slug(80)}"


def printed(story: Story) -> str:
    return f"{story.day.day} de {month('es', story.day.month)} de {story.day.year}"


class GovPlatform(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        out = list(self.out)
        if path == "/robots.txt":
            return robots(f"Sitemap: {self.base}/sitemap.xml")
        if path == "/sitemap.xml":
            return self.sitemap(out)
        if path in {HOME, "/"}:
            return self.page("Plataforma", self.cover(out if path == HOME else []))
        if path == f"{ROOT}/noticias":
            return self.page("Noticias", self.listing(out, given, path_of, f"{ROOT}/noticias"))
        return self.leaf(path, given)

    def leaf(self, path: str, given: dict[str, str]) -> Answer | None:
        parts = path.split("/")
        if len(parts) == 4 and parts[2] in OTHERS and parts[3] == "noticias":
            theirs = [story for story in STRANGE if path_of_other(story).startswith(path)]
            return self.page("Noticias", self.listing(theirs, given, path_of_other, path))
        story = self.story_at(path) or next((story for story in STRANGE if path_of_other(story) == path), None)
        if story:
            return self.page(story.title, self.story(story))
        name = path.removeprefix(f"{ROOT}/")
        return self.page(self.label(name), self.plain(name)) if name in PLAIN else media(path)

    def sitemap(self, out: list[Story]) -> Answer:
        """The platform's own: mostly other ministries, and of this one only the newest."""
        urls = (
            [path_of(story) for story in out[:12]]
            + [path_of_other(story) for story in STRANGE]
            + [f"{ROOT}/about", "/institucion/mef"]
        )
        body = "".join(f"<url><loc>{self.base}{url}</loc><lastmod>2026-11-20</lastmod></url>" for url in urls)
        head = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        return Answer(f"{head}{body}</urlset>", type="application/xml")

    def cover(self, out: list[Story]) -> str:
        """The ministry's newest, and what the platform would have one read besides."""
        mine = "".join(f'<li><a href="{path_of(t)}">{t.title}</a></li>' for t in out[:4])
        theirs = "".join(
            f'<li><a href="{path_of_other(t)}">{t.title}</a> <time>{printed(t)}</time></li>' for t in STRANGE[:6]
        )
        return f"<h1>Ministerio del Ambiente</h1><ul>{mine}</ul><section><h2>Noticias de otras entidades</h2><ul>{theirs}</ul></section>"

    def listing(self, tales_here: list[Story], given: dict[str, str], spelt, here: str) -> str:
        sheet = int(given.get("sheet") or 1)
        items = "".join(
            f'<li class="scrollable__item"><article><a href="{spelt(t)}"><h3>{t.title}</h3></a><time>{printed(t)}</time></article></li>'
            for t in tales_here[(sheet - 1) * SHOWN : sheet * SHOWN]
        )
        last = -(-len(tales_here) // SHOWN)
        pages = "".join(f'<a href="{here}?sheet={n}">{n}</a>' for n in range(1, last + 1) if n != sheet)
        forth = f'<a href="{here}?sheet={sheet + 1}" rel="next">Siguiente</a>' if sheet < last else ""
        return f'<h1>Noticias</h1><ul class="scrollable">{items}</ul><nav class="pagination">{pages}{forth}</nav>'

    def story(self, story: Story) -> str:
        others = "".join(
            f'<li><a href="{path_of_other(t)}">{t.title}</a></li>'
            for t in STRANGE[story.number % 9 : story.number % 9 + 2]
        )
        return (
            f'<article><h1>{story.title}</h1><p class="date">{printed(story)} - 10:15 a. m.</p><div class="body">{story.body}</div></article>'
            f"<aside><h4>También en la plataforma</h4><ul>{others}</ul></aside>"
        )

    def page(self, title: str, main: str) -> Answer:
        menu = f'<li><a href="{ROOT}/noticias">Noticias</a></li>' + "".join(
            f'<li><a href="{ROOT}/{kind}">{self.label(kind)}</a></li>' for kind in PLAIN
        )
        bodies = "".join(f'<a href="/institucion/{code}/noticias">Noticias {code.upper()}</a>' for code in OTHERS)
        return Answer(
            f'<!DOCTYPE html><html lang="es"><head><title>{title} - Ministerio del Ambiente - Plataforma del Estado</title></head><body>'
            f'<header><a href="/">Plataforma</a></header><nav><ul>{menu}</ul></nav><main>{main}</main><footer>{bodies}</footer></body></html>'
        )


PORTAL = GovPlatform(family="gov_platform", home=HOME, language="es", **place(invent("es", 42, first=2), path_of))
