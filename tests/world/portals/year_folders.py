"""Plone as gov.br has it: a folder a year, older years by their own address alone, b_start:int inside of each."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

from datetime import date

from formats import asked, media
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request

ROOT = "/clima/pt-br"
NEWS = f"{ROOT}/assuntos/noticias"
SHOWN = 10


def folder_of(story: Story) -> str:
    """During an election the news move to a folder of their own."""
    if 24 <= story.number < 27:
        return f"{ROOT}/noticias-defeso-eleitoral"
    return f"{NEWS}/{story.day.year}"


def path_of(story: Story) -> str:
    return f"{folder_of(story)}/{story.slug(70)}"


class YearFolders(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        out = list(self.out)
        if path in {"/", ROOT}:
            tiles = "".join(
                f'<div class="tile"><a href="{path_of(story)}">{story.title}</a></div>' for story in out[:4]
            )
            return self.page("Ministério do Clima", f"<div class='cover'>{tiles}</div>")
        if path == NEWS:
            return self.page("Notícias", self.contents(out))
        if path in {folder_of(story) for story in out}:
            return self.page("Notícias", self.folder(path, [t for t in out if folder_of(t) == path], given))
        return self.leaf(path, request)

    def leaf(self, path: str, request: Request) -> Answer | None:
        if story := self.story_at(path.removesuffix("/view")):
            return self.page(story.title, self.story(story))
        if path.endswith(("/sendto_form", "/@@busca")):
            return self.page("Busca", self.plain("search"))
        name = path.removeprefix(f"{ROOT}/acesso-a-informacao/")
        return self.page(self.label(name), self.plain(name)) if name in PLAIN else media(path)

    def contents(self, out: list[Story]) -> str:
        """The folder above the years: this year's newest, and the folders inside of it."""
        years = sorted({story.day.year for story in out}, reverse=True)
        folders = "".join(f'<li class="folder"><a href="{NEWS}/{year}">{year}</a></li>' for year in years)
        folders += f'<li class="folder"><a href="{ROOT}/noticias-defeso-eleitoral">Notícias do período de defeso eleitoral</a></li>'
        return f'<h1>Notícias</h1><ul class="folders">{folders}</ul><ul class="tileListaNoticias">{self.items(out[:3])}</ul>'

    def items(self, shown: list[Story]) -> str:
        return "".join(
            f'<li class="item"><h2 class="tileHeadline"><a class="summary url" href="{path_of(t)}">{t.title}</a></h2>'
            f'<span class="data-publicacao">{t.day:%d/%m/%Y}</span> <span class="subtitle">{t.paragraphs[-1][:60]}</span></li>'
            for t in shown
        )

    def folder(self, path: str, inside: list[Story], given: dict[str, str]) -> str:
        at = int(given.get("b_start:int") or 0)
        pages = "".join(
            f'<li><a href="{path}?b_start:int={n}">{n // SHOWN + 1}</a></li>'
            if n != at
            else f"<li class='active'>{n // SHOWN + 1}</li>"
            for n in range(0, len(inside), SHOWN)
        )
        forth = (
            f'<a class="proximo" href="{path}?b_start:int={at + SHOWN}">Próximo »</a>' if inside[at + SHOWN :] else ""
        )
        pager = (
            f'<div class="listingBar"><ul class="paginacao">{pages}</ul>{forth}</div>' if len(inside) > SHOWN else ""
        )
        return f'<h1>Notícias</h1><ul class="tileListaNoticias">{self.items(inside[at : at + SHOWN])}</ul>{pager}'

    def story(self, story: Story) -> str:
        edited = date.fromordinal(story.day.toordinal() + 3)
        return (
            f'<article><h1 class="documentFirstHeading">{story.title}</h1><div class="documentByLine"><span class="documentPublished">'
            f"<span>Publicado em</span> <span class='value'>{story.day:%d/%m/%Y} 14h32</span></span>"
            f'<span class="documentModified"><span>Atualizado em</span> <span class="value">{edited:%d/%m/%Y} 09h10</span></span></div>'
            f'<div class="share">Compartilhe: <a href="{path_of(story)}/sendto_form">Enviar</a></div>'
            f'<div id="parent-fieldname-text">{story.body}</div><div id="category">Categoria <a href="{ROOT}/@@busca?Subject=agua">água</a></div></article>'
        )

    def page(self, title: str, main: str) -> Answer:
        menu = f'<li><a href="{NEWS}">Notícias</a></li>' + "".join(
            f'<li><a href="{ROOT}/acesso-a-informacao/{kind}">{self.label(kind)}</a></li>' for kind in PLAIN
        )
        return Answer(
            f'<!DOCTYPE html><html lang="pt-br"><head><title>{title} — Ministério do Clima</title></head><body><nav id="menu"><ul>{menu}</ul></nav>'
            f'<main id="main-content">{main}</main><footer>Redefinir cookies</footer></body></html>'
        )


PORTAL = YearFolders(
    family="year_folders", home=ROOT,
    language="pt", **place(invent("pt", 42, newest=date(2026, 6, 20), step=9), path_of),
)  # fmt: skip
