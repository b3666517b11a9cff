"""A WordPress theme whose button posts to admin-ajax.php with a nonce and gets JSON that holds HTML; feeds are closed."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

import json

from formats import asked, media, robots
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request
from wordings import month

SHOWN = 8
NONCE = "8f3b01c2de"
SCRIPT = """
jQuery(function ($) {
  $('#cargar-mas').on('click', function (e) {
    e.preventDefault();
    $.post(noticias_ajax.ajaxurl, {
      action: 'cargar_noticias',
      nonce: noticias_ajax.nonce,
      query: noticias_ajax.query,
      page: noticias_ajax.current_page + 1
    }, function (response) {
      if (response.data.html) { $('.noticias-grid').append(response.data.html); noticias_ajax.current_page++; }
      if (!response.data.more) { $('#cargar-mas').hide(); }
    });
  });
});
"""


def path_of(story: Story) -> str:
    return f"/{story.slug(80)}/"


def printed(story: Story) -> str:
    return f"{story.day.day} de {month('es', story.day.month)} de {story.day.year}"


class AjaxHtml(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path == "/robots.txt":
            return robots("Disallow: /wp-admin/", "Allow: /wp-admin/admin-ajax.php")
        if path == "/wp-admin/admin-ajax.php":
            return self.more(request, given)
        if path.startswith("/wp-json"):
            return Answer('{"code":"rest_disabled","data":{"status":401}}', 401, type="application/json")
        return self.reading(path)

    def reading(self, path: str) -> Answer | None:
        if path == "/":
            return self.page("Inicio", f"<section class='destacados'>{self.cards(0, 3)}</section>")
        if path == "/noticias/":
            return self.page("Noticias", self.first_page())
        if story := self.story_at(path):
            return self.page(story.title, self.story(story))
        return self.page(self.label(name), self.plain(name)) if (name := path.strip("/")) in PLAIN else media(path)

    def cards(self, start: int, stop: int) -> str:
        return "".join(
            f'<article class="post type-post"><h3 class="entry-title"><a href="{self.base}{s.path}">{s.title}</a></h3>'
            f'<span class="published">{printed(s)}</span><a class="read-more" href="{self.base}{s.path}">Leer más</a></article>'
            for s in self.out[start:stop]
        )

    def first_page(self) -> str:
        config = {
            "ajaxurl": f"{self.base}/wp-admin/admin-ajax.php", "nonce": NONCE, "current_page": 1,
            "max_page": -(-len(self.out) // SHOWN), "query": '{"post_type":"post","posts_per_page":8}',
        }  # fmt: skip
        inline = json.dumps(config).replace("/", "\\/")
        return (
            f'<h1>Noticias</h1><div class="noticias-grid">{self.cards(0, SHOWN)}</div><a href="#" id="cargar-mas" class="boton">Cargar más</a>'
            f"<script>var noticias_ajax = {inline};</script><script>{SCRIPT}</script>"
        )

    def more(self, request: Request, given: dict[str, str]) -> Answer:
        if request.method != "POST" or given.get("action") != "cargar_noticias":
            return Answer("0", 400)
        if given.get("nonce") != NONCE:
            return Answer("-1", 403)
        at = (int(given.get("page") or 1) - 1) * SHOWN
        data = {"html": self.cards(at, at + SHOWN), "more": bool(self.out[at + SHOWN :])}
        return Answer(json.dumps({"success": True, "data": data}), type="application/json; charset=UTF-8")

    def story(self, story: Story) -> str:
        return (
            f'<article class="post"><h1 class="entry-title">{story.title}</h1><span class="published">{printed(story)}</span>'
            f'<div class="entry-content">{story.body}</div><div id="respond"><h3>Deja una respuesta</h3></div></article>'
        )

    def page(self, title: str, main: str) -> Answer:
        menu = f'<li><a href="{self.base}/noticias/">Noticias</a></li>' + "".join(
            f'<li><a href="{self.base}/{kind}/">{self.label(kind)}</a></li>' for kind in PLAIN
        )
        return Answer(
            f'<!DOCTYPE html><html lang="es"><head><title>{title} – Ministerio del Ambiente</title><link rel="stylesheet" href="/wp-content/themes/gob/style.css">'
            f"</head><body><header><ul id='menu'>{menu}</ul></header><main>{main}</main><footer>Todos los derechos reservados</footer></body></html>"
        )


PORTAL = AjaxHtml(family="ajax_html", language="es", **place(invent("es", 38, step=5), path_of, later=1))
