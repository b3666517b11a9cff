"""Liferay: /-/slug, a portlet's pager (`_…_cur=2`), links that say where the visitor came from, session ids.

Traps: a new `;jsessionid=` in the path of every link at every visit; `?p_l_back_url=` and `redirect=` make an endless
number of spellings; stories are also had under the publisher's page (`/web/guest/noticias/-/asset_publisher/…`); slugs
hold dots and begin with a hyphen; documents lie in `/documents/d/guest/` without an extension; the portlet's state
(`p_p_state=maximized`) shows the listing again; an address that is gone redirects to the home page.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

from formats import number, redirect
from invented import invent, place
from portal import Story
from sites import Cms
from web import Answer, Request
from wordings import month

LIST = "/web/guest/noticias"
PORTLET = "com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet_INSTANCE_aB3x"
PUBLISHER = f"{LIST}/-/asset_publisher/aB3x/content/"
PER_PAGE = 10


def path_of(story: Story) -> str:
    n, name = story.number, story.slug(100)
    return f"/-/{f'-{name}' if n % 8 == 3 else f'{name}-{n % 28 + 1}.11.2025' if n % 8 == 6 else name}"


def other_addresses(story: Story) -> tuple[str, ...]:
    return PUBLISHER + path_of(story)[3:], f"/web/guest{path_of(story)}"


class Liferay(Cms):
    def route(self, path: str, query: dict[str, str], request: Request) -> str | Answer | None:
        path = re.sub(r";jsessionid=[^/]*", "", path)
        if path in {"/", "/web/guest"}:
            return redirect("/web/guest/inicio")
        if path == "/web/guest/inicio":
            return self.visited("Inicio", "".join(self.item(its, path) for its in self.out[:5]), path)
        if path == LIST:
            return self.listing(number(query, f"_{PORTLET}_cur", 1))
        if story := self.story_at(path):
            return self.story(story)
        if path.startswith("/documents/"):
            return Answer(b"%PDF-1.4\n%%EOF\n", type="application/pdf")
        return redirect("/web/guest/inicio") if path.startswith("/-/") else None

    def ordinary(self, path: str, query: dict[str, str]) -> str | None:
        return super().ordinary(re.sub(r";jsessionid=[^/]*", "", path), query)

    def listing(self, page: int) -> str:
        rows = "".join(self.item(its, LIST) for its in self.out[(page - 1) * PER_PAGE : page * PER_PAGE])
        count = -(-len(self.out) // PER_PAGE)
        state = f"{LIST}?p_p_id={PORTLET}&amp;p_p_lifecycle=0&amp;p_p_state=normal&amp;p_p_mode=view&amp;_{PORTLET}_delta={PER_PAGE}&amp;p_r_p_resetCur=false&amp;_{PORTLET}_cur="
        numbers = "".join(
            f'<li class="page-item"><a class="page-link" href="{state}{n}"><span class="sr-only">Página</span>{n}</a></li>'
            for n in range(1, count + 1)
            if n != page
        )
        after = (
            f'<li class="page-item"><a class="page-link" href="{state}{page + 1}">Página siguiente</a></li>'
            if page < count
            else ""
        )
        full = f'<a href="{LIST}?p_p_id={PORTLET}&amp;p_p_state=maximized&amp;p_p_mode=view">Maximizar</a>'
        return self.visited(
            "Noticias",
            f'<h1>Noticias</h1>{full}<div class="asset-publisher">{rows}</div><ul class="pagination">{numbers}{after}</ul>',
            LIST,
        )

    def item(self, story: Story, here: str) -> str:
        at = story.number
        back = quote(f"{here}?visit={self.visits.get('all', 0)}", safe="")
        if story.others and at % 3 == 2 and here != LIST:
            link = f"{story.others[0]}?inheritRedirect=false&amp;redirect={back}"
        else:
            link = f"{story.path};jsessionid={self.session()}?p_l_back_url={back}&amp;p_l_back_url_title=Noticias"
        return (
            f'<div class="asset-abstract"><h3 class="asset-title"><a href="{link}">{story.title}</a></h3><span class="date">{printed(story)}</span>'
            f'<div class="asset-summary">{story.teaser} <a href="{link}">Leer más <span class="hide-accessible">Acerca de {story.title}</span> »</a></div></div>'
        )

    def story(self, story: Story) -> str:
        at, here = story.number % 56, self.out.index(story)
        related = "".join(
            f'<li><a href="{its.path}?p_l_back_url={quote(story.path, safe="")}">{its.title}</a></li>'
            for its in self.out[here + 1 : here + 4]
        )
        return self.visited(
            story.title,
            f'<article class="journal-content-article"><h1>{story.title}</h1><p class="fecha">{printed(story)}</p>{story.body}'
            f'<p><a href="/documents/d/guest/informe-{at}">Informe completo</a></p></article><aside><h2>Relacionadas</h2><ul>{related}</ul></aside>',
            story.path,
        )

    def session(self) -> str:
        return f"{self.visits.get('all', 0) * 7919 + 0xA11CE:032X}.node1"

    def visited(self, title: str, main: str, here: str) -> str:
        """The page, with a session of its own in each of its links."""
        self.visits["all"] = self.visits.get("all", 0) + 1
        return self.frame(title, main, f'<link rel="canonical" href="{self.base}{here}">')

    def frame(self, title: str, main: str, head: str = "") -> str:
        menu = re.sub(r'href="(/[^"?]+)"', lambda found: f'href="{found[1]};jsessionid={self.session()}"', self.menu())
        return (
            f'<!DOCTYPE html><html class="ltr" dir="ltr" lang="es-ES"><head><title>{title} - {self.name}</title><meta charset="utf-8">{head}</head><body class="controls-visible yui3-skin-sam site">'
            f'<a class="skip-to-content" href="#main-content">Saltar al contenido principal</a><nav id="navigation"><ul role="menubar">{menu}</ul></nav>'
            f'<section id="content"><div class="portlet-boundary">{main}</div></section><footer>{self.name} · <a href="/c/portal/login?p_l_id=20184">Acceder</a></footer></body></html>'
        )


def printed(story: Story) -> str:
    return f"{story.day.day} de {month('es', story.day.month)} de {story.day.year}"


PORTAL = Liferay(
    family="liferay", language="es", news=LIST, home="/", name="Ministerio de Ríos y Costas",
    **place(invent("es", 37, newest=date(2026, 1, 9), text_only=True), path_of, later=1, others=other_addresses),
    pages={
        "about": "/web/guest/ministerio", "contact": "/web/guest/contacto", "staff": "/web/guest/directorio", "questions": "/web/guest/preguntas", "legal": "/web/guest/aviso-legal",
        "gallery": "/web/guest/galeria", "months": "/web/guest/agenda", "laws": "/web/guest/normativa", "search": "/web/guest/buscar", "sitemap": "/web/guest/mapa",
    },
)  # fmt: skip
