"""Cards and a "Load more" button: its address and page stand in data attributes, the answer is JSON."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

import json

from formats import asked, media
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request

SHOWN = 9
SCRIPT = """
document.querySelectorAll('.js-load-more').forEach(function (button) {
  button.addEventListener('click', function () {
    var page = parseInt(button.dataset.page, 10);
    fetch(button.dataset.url + '?page=' + page + '&per_page=' + button.dataset.perPage)
      .then(function (r) { return r.json(); })
      .then(function (data) {
        data.items.forEach(function (item) { grid.insertAdjacentHTML('beforeend', card(item)); });
        if (data.next_page) { button.dataset.page = data.next_page; } else { button.remove(); }
      });
  });
});
"""


def path_of(story: Story) -> str:
    return f"/newsroom/{story.day:%Y}/{story.slug(60)}"


class LoadMore(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path == "/":
            return self.page("Home", f"<section class='hero'><h2>Latest</h2>{self.cards(0, 3)}</section>")
        if path == "/newsroom":
            return self.page("Newsroom", self.newsroom())
        if path == "/api/newsroom/list":
            return self.items(given)
        if path == "/api/weather":
            return Answer(
                '{"items":[{"title":"Sunny with clouds in the west and north","value":21}]}', type="application/json"
            )
        if story := self.story_at(path):
            return self.page(story.title, self.story(story))
        return self.page(self.label(name), self.plain(name)) if (name := path.strip("/")) in PLAIN else media(path)

    def cards(self, start: int, stop: int) -> str:
        return "".join(self.card(story) for story in self.out[start:stop])

    def card(self, story: Story) -> str:
        return (
            f'<div class="card"><a href="{path_of(story)}"><img src="/media/card-{story.number}.jpg" alt="">'
            f'<span class="card-date">{story.day:%d %B %Y}</span><h3 class="card-title">{story.title}</h3></a></div>'
        )

    def newsroom(self) -> str:
        """The button of the newsroom, and one beside it that loads something else."""
        button = (
            f'<button type="button" class="btn js-load-more" data-url="/api/newsroom/list" data-page="2" data-per-page="{SHOWN}"'
            f' data-total="{len(self.out)}">Load more</button>'
        )
        weather = '<button type="button" class="btn js-weather" data-url="/api/weather" data-city="4">Weather</button>'
        return f'<h1>Newsroom</h1><div id="grid">{self.cards(0, SHOWN)}</div>{button}{weather}'

    def items(self, given: dict[str, str]) -> Answer:
        number, size = int(given.get("page") or 1), int(given.get("per_page") or SHOWN)
        shown = self.out[(number - 1) * size : number * size]
        more = bool(self.out[number * size :])
        items = [
            {
                "id": 9000 + s.number,
                "title": s.title,
                "url": s.path,
                "date": s.date,
                "image": "/media/c.jpg",
            }
            for s in shown
        ]
        body = {"items": items, "total": len(self.out), "next_page": number + 1 if more else None}
        return Answer(json.dumps(body), type="application/json")

    def story(self, story: Story) -> str:
        related = "".join(f'<li><a href="{s.path}">{s.title}</a></li>' for s in self.out[:3])
        return (
            f'<article><h1>{story.title}</h1><p class="meta">Published {story.day:%d %B %Y}</p><div class="rte">{story.body}</div>'
            f'<div class="share"><a href="https://social.example/share?u=x">Share</a></div></article><aside><h4>Related</h4><ul>{related}</ul></aside>'
        )

    def page(self, title: str, main: str) -> Answer:
        menu = "".join(f'<li><a href="/{kind}">{self.label(kind)}</a></li>' for kind in PLAIN)
        return Answer(
            f'<!DOCTYPE html><html lang="en"><head><title>{title} | Department of Rivers</title></head><body><header><nav><ul>'
            f'<li><a href="/newsroom">Newsroom</a></li>{menu}</ul></nav></header><main>{main}</main><footer>© Department of Rivers</footer>'
            f"<script>{SCRIPT}</script></body></html>"
        )


PORTAL = LoadMore(family="load_more", **place(invent("en", 41, first=13), path_of, later=1))
