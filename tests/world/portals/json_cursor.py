"""A headless site (Next.js): the list is drawn by script out of a JSON API with a cursor; stories come from the server."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

import base64
import json

from formats import asked, media
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request

SHOWN = 10


def path_of(story: Story) -> str:
    return f"/media/press/{story.slug(70)}"


def cursor_of(at: int) -> str:
    return base64.b64encode(f"offset:{at}".encode()).decode().rstrip("=")


class JsonCursor(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path == "/":
            return self.page("Home", "<h1>Agency for Soils</h1><p>We look after the ground.</p>", {"page": "home"})
        if path == "/media/press":
            return self.page("Press", "<h1>Press</h1><div class='skeleton' aria-busy='true'></div>", self.first_batch())
        if path == "/api/v1/articles":
            return self.batch(given)
        if path == "/api/v1/menu":
            return Answer(
                json.dumps({"data": [{"title": self.label(kind), "url": f"/{kind}"} for kind in PLAIN]}),
                type="application/json",
            )
        if story := self.story_at(path):
            return self.page(story.title, self.story(story), {"page": "article", "id": story.number})
        return self.page(self.label(name), self.plain(name), {}) if (name := path.strip("/")) in PLAIN else media(path)

    def first_batch(self) -> dict:
        return {
            "page": "press",
            "endpoint": f"/api/v1/articles?type=press&limit={SHOWN}",
            "initialData": {"data": self.items(0), "meta": self.meta(0)},
            "menuEndpoint": "/api/v1/menu",
        }

    def items(self, at: int) -> list[dict]:
        return [
            {"id": f"a{7000 + s.number}", "attributes": {"headline": s.title, "publishedAt": f"{s.date}T08:00:00Z",
             "url": s.path, "teaser": s.paragraphs[0][:80]}}
            for s in self.out[at : at + SHOWN]
        ]  # fmt: skip

    def meta(self, at: int) -> dict:
        more = bool(self.out[at + SHOWN :])
        return {"total": len(self.out), "hasMore": more, "nextCursor": cursor_of(at + SHOWN) if more else None}

    def batch(self, given: dict[str, str]) -> Answer:
        cursor = given.get("cursor") or cursor_of(0)
        known = {cursor_of(at): at for at in range(0, len(self.out), SHOWN)}
        if cursor not in known:
            return Answer('{"error":"bad cursor"}', 400, type="application/json")
        body = {"data": self.items(known[cursor]), "meta": self.meta(known[cursor])}
        return Answer(json.dumps(body), type="application/json; charset=utf-8")

    def story(self, story: Story) -> str:
        return (
            f'<article class="prose"><h1 class="text-3xl font-bold">{story.title}</h1><time datetime="{story.day}">{story.day:%d %b %Y}</time>'
            f'<div class="mt-4 space-y-2">{story.body}</div></article>'
        )

    def page(self, title: str, main: str, props: dict) -> Answer:
        data = json.dumps({"props": {"pageProps": props}, "page": "/[...slug]", "buildId": "dK3x"})
        menu = '<a href="/media/press">Press</a>' + "".join(
            f'<a href="/{kind}">{self.label(kind)}</a>' for kind in PLAIN
        )
        script = "const load = (c) => fetch(`${endpoint}&cursor=${encodeURIComponent(c)}`).then((r) => r.json());"
        return Answer(
            f'<!DOCTYPE html><html lang="en"><head><title>{title} | Agency for Soils</title></head><body><div id="__next">'
            f'<header class="flex"><nav>{menu}</nav></header><main>{main}</main></div><script id="__NEXT_DATA__" type="application/json">{data}</script>'
            f"<script>{script}</script></body></html>"
        )


PORTAL = JsonCursor(family="json_cursor", **place(invent("en", 42, step=8, first=21), path_of))
