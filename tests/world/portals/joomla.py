"""Joomla: /index.php/actualites?start=7, stories as 123-slug, whose number alone counts; a feed by `?format=feed`.

Traps: three addresses a story (SEF, by component, by `option=com_content` with the menu's Itemid and catid); print copies
(`?tmpl=component&print=1`), forms to send a story by mail; slugs edited later, under which the same number still answers
200; the last page comes again for every larger `start`; a clock in every page.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

import re
from datetime import date

from formats import number, rss
from invented import invent, place
from portal import Story
from sites import Cms
from web import Answer, Request
from wordings import month

LIST = "/index.php/actualites"
STEP = 7


def path_of(story: Story) -> str:
    return f"{LIST}/{600 - story.number}-{story.slug(70)}"


def addresses(story: Story) -> tuple[str, ...]:
    ident, its = 600 - story.number, story.slug(70)
    return (
        f"/index.php/component/content/article/8-actualites/{ident}-{its}?Itemid=101",
        f"/index.php?option=com_content&view=article&id={ident}:{its}&catid=8&Itemid=101",
        f"/index.php?option=com_content&view=article&id={ident}:{its}&catid=8:actualites&Itemid=435",
        f"{LIST}/{ident}-brouillon-du-communique",
    )


class Joomla(Cms):
    def route(self, path: str, query: dict[str, str], request: Request) -> str | Answer | None:
        if query.get("format") == "feed":
            return rss(self.base, self.name, self.out[:10])
        if path in {"/", "/index.php"} and "id" not in query:
            return self.frame(
                "Accueil",
                f'<div class="blog-featured">{"".join(self.item(its, featured=True) for its in self.out[:4])}</div>',
            )
        if path == LIST:
            return self.listing(number(query, "start"))
        if path.startswith("/index.php/component/mailto"):
            return self.frame("Envoyer", "<form><input name=to></form>")
        found = re.search(r"(?:/|^)(\d+)(?:[-:]|$)", query.get("id") or path.replace("/8-actualites", ""))
        story = self.by_number(int(found[1])) if found else None
        return self.story(story, is_copy="print" in query) if story else None

    def by_number(self, ident: int) -> Story | None:
        return next((story for story in self.out if 600 - story.number == ident), None)

    def listing(self, start: int) -> str:
        last = (len(self.out) - 1) // STEP * STEP
        start = min(start // STEP * STEP, last)
        items = "".join(self.item(its) for its in self.out[start : start + STEP])
        numbers = "".join(
            f'<li><a class="pagenav" href="{LIST}{f"?start={at}" if at else ""}">{at // STEP + 1}</a></li>'
            for at in range(0, last + 1, STEP) if at != start
        )  # fmt: skip
        after = f'<li class="pagination-next"><a title="Suivant" href="{LIST}?start={start + STEP}" class="pagenav">Suivant</a></li>'
        return self.frame(
            "Actualités",
            f'<div class="blog"><h1>Actualités</h1>{items}<div class="pagination"><p class="counter">Page {start // STEP + 1} sur {last // STEP + 1}</p><ul>{numbers}{after}</ul></div></div>',
            f'<link href="{LIST}?format=feed&amp;type=rss" rel="alternate" type="application/rss+xml" title="RSS 2.0">',
        )

    def item(self, story: Story, *, featured: bool = False) -> str:
        at = story.number
        path = (story.others or (story.path,))[1 if at % 2 else 0] if featured and story.others else story.path
        return (
            f'<div class="items-row"><h2 class="item-title"><a href="{path.replace("&", "&amp;")}">{story.title}</a></h2>'
            f'<dl class="article-info"><dd class="published"><time datetime="{story.date}T09:00:00+00:00">Publié le {printed(story)}</time></dd>'
            f'<dd class="hits">Affichages : {at * 7 + 31}</dd></dl><p>{story.teaser}</p>'
            f'<p class="readmore"><a href="{path.replace("&", "&amp;")}">Lire la suite : {story.title[:40]}…</a></p></div>'
        )

    def story(self, story: Story, *, is_copy: bool) -> str:
        at = story.number
        link = (story.others or (story.path,))[-1] if at % 3 else story.path
        tools = (
            f'<ul class="actions"><li><a href="{story.path}?tmpl=component&amp;print=1&amp;layout=default" rel="nofollow">Imprimer</a></li>'
            f'<li><a href="/index.php/component/mailto/?tmpl=component&amp;link={at:040x}">E-mail</a></li></ul>'
        )
        follow = self.out[self.out.index(story) + 1 : self.out.index(story) + 2]
        pager = "".join(
            f'<ul class="pager pagenav"><li class="next"><a rel="next" href="{(its.others or (its.path,))[-1]}">Suivant</a></li></ul>'
            for its in follow
        )
        head = "" if is_copy else f'<base href="{self.base}{link}">'
        main = (
            f'<div class="item-page" itemscope itemtype="https://schema.org/Article"><h2 itemprop="headline">{story.title}</h2>{"" if is_copy else tools}'
            f'<dl class="article-info"><dd class="published"><time datetime="{story.date}T09:00:00+00:00" itemprop="datePublished">Publié le {printed(story)}</time></dd></dl>'
            f'<div itemprop="articleBody">{story.body}</div>{pager}</div>'
        )
        return main if is_copy else self.frame(story.title, main, head)

    def frame(self, title: str, main: str, head: str = "") -> str:
        return (
            f'<!DOCTYPE html><html lang="fr-fr" dir="ltr"><head><meta charset="utf-8"><meta name="generator" content="Joomla! - Open Source Content Management">{head}'
            f'<title>{title}</title></head><body class="site com_content view-article"><header><span class="clock">Mardi 20 janvier 2026, 14:05</span>'
            f'<ul class="nav menu mod-list">{self.menu()}</ul></header><main id="content" role="main">{main}</main>'
            f'<div class="moduletable"><h3>Connexion</h3><form action="/index.php" method="post"><input type="password" name="password"></form></div></body></html>'
        )


def printed(story: Story) -> str:
    return f"{story.day.day} {month('fr', story.day.month)} {story.day.year}"


PORTAL = Joomla(
    family="joomla", language="fr", news=LIST, name="Ministère des Rivières",
    **place(invent("fr", 39, newest=date(2026, 1, 10), text_only=True), path_of, later=1, others=addresses),
    pages={
        "about": "/index.php/le-ministere", "contact": "/index.php/contact", "staff": "/index.php/le-ministere/annuaire", "questions": "/index.php/faq",
        "legal": "/index.php/mentions-legales", "gallery": "/index.php/phototheque", "months": "/index.php/agenda", "laws": "/index.php/textes",
        "search": "/index.php/recherche", "sitemap": "/index.php/plan-du-site",
    },
)  # fmt: skip
