"""A site drawn by script: nothing but a declared JSON Feed with next_url, and a news sitemap with dates and more stories."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

import json

from formats import asked, media, robots
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request

SHOWN = 12
FEED = "/feeds/stories.json"


def path_of(story: Story) -> str:
    return f"/s/{story.slug(40)}-{(story.number * 7919 + 104_729) % 1_000_003:x}"


class FeedsOnly(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path == "/robots.txt":
            return robots(f"Sitemap: {self.base}/sitemaps/index.xml")
        if path == "/sitemaps/index.xml":
            inner = "".join(
                f"<sitemap><loc>{self.base}/sitemaps/{name}.xml</loc></sitemap>" for name in ("pages", "news")
            )
            return self.xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</sitemapindex>')
        if path == "/sitemaps/pages.xml":
            inner = "".join(f"<url><loc>{self.base}/{kind}</loc><lastmod>2026-11-01</lastmod></url>" for kind in PLAIN)
            return self.xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</urlset>')
        if path == "/sitemaps/news.xml":
            return self.xml(self.news())
        if path == FEED:
            return self.feed(given)
        return self.leaf(path)

    def leaf(self, path: str) -> Answer | None:
        if path == "/":
            return self.shell("Bureau of Parks", "")
        if story := self.story_at(path):
            return self.shell(story.title, self.story(story))
        return self.shell(self.label(name), self.plain(name)) if (name := path.strip("/")) in PLAIN else media(path)

    def parts(self) -> tuple[list[Story], list[Story]]:
        """What the feed names, and what the sitemap names: a quarter of the stories stand in the sitemap alone."""
        out = list(self.out)
        return [t for t in out if t.number % 4 != 2], [t for t in out if t.number % 4 == 2 or t.number < 9]

    def news(self) -> str:
        inner = "".join(
            f"<url><loc>{self.base}{path_of(t)}</loc><news:news><news:publication><news:name>Bureau</news:name><news:language>en</news:language>"
            f"</news:publication><news:publication_date>{t.day}T09:30:00+02:00</news:publication_date><news:title>{t.title}</news:title></news:news></url>"
            for t in self.parts()[1]
        )
        spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
        return f"<urlset {spaces}>{inner}</urlset>"

    def xml(self, body: str) -> Answer:
        return Answer(f'<?xml version="1.0" encoding="UTF-8"?>{body}', type="application/xml")

    def feed(self, given: dict[str, str]) -> Answer:
        at = int(given.get("after") or 0)
        named = self.parts()[0]
        items = [
            {"id": str(t.number), "url": f"{self.base}{path_of(t)}?utm_source=feed&utm_medium=json", "title": t.title,
             "content_text": t.paragraphs[0], "date_published": f"{t.day}T09:30:00+02:00"}
            for t in named[at : at + SHOWN]
        ]  # fmt: skip
        body = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Bureau of Parks",
            "home_page_url": self.base,
            "items": items,
        }
        if named[at + SHOWN :]:
            body["next_url"] = f"{self.base}{FEED}?after={at + SHOWN}"
        return Answer(json.dumps(body), type="application/feed+json")

    def story(self, story: Story) -> str:
        return f"<article><h1>{story.title}</h1><p><time datetime='{story.day}'>{story.day:%d %B %Y}</time></p>{story.body}</article>"

    def shell(self, title: str, main: str) -> Answer:
        return Answer(
            f'<!DOCTYPE html><html lang="en"><head><title>{title} · Bureau of Parks</title><link rel="alternate" type="application/feed+json" href="{FEED}">'
            f'<script defer src="/assets/app.4f1c.js"></script></head><body><div id="app">{main}</div><noscript>Please switch on scripts.</noscript></body></html>'
        )


PORTAL = FeedsOnly(family="feeds_only", **place(invent("en", 42, step=6, first=5), path_of))
