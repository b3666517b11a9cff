"""Drupal: /en/news?page=1 (zero-based), /node/N beside the alias, lying canonicals, facets without end, two editions.

Traps: half of the English stories name the home page as canonical; the listing links some by /node/N, which answers as
the alias does; every combination of `f[0]=` facets is a page of the listing again; each French story is a translation,
linked by hreflang, and a story of its own; the date of the last change stands in the metas.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

from datetime import date

from formats import number, redirect, robots, rss
from invented import invent, place
from portal import Story
from sites import Cms
from web import Answer, Request

NEWEST = date(2026, 1, 12)
ENGLISH = place(
    invent("en", 21, newest=NEWEST, text_only=True), lambda story: f"/en/news/{story.slug(60)}",
    later=1, others=lambda story: (f"/node/{900 - story.number}",),
)  # fmt: skip
# The second English story is translated by the second French one, and so on; the first is not out yet.
FRENCH = place(
    invent("fr", 15, newest=NEWEST, text_only=True)[1:], lambda story: f"/fr/actualites/{story.slug(60)}",
    later=0, others=lambda story: (f"/fr/node/{900 - story.number}",),
)  # fmt: skip
FACETS = ("topic:12", "topic:15", "region:3", "region:4", "year:2025", "type:statement")
PER_PAGE = 8


class Drupal(Cms):
    def route(self, path: str, query: dict[str, str], request: Request) -> str | Answer | None:
        if path == "/":
            return redirect("/en", 301)
        if path in {"/en", "/fr"}:
            shown = [story for story in self.out if story.language == path[1:]][:5]
            return self.frame(self.label("home"), "".join(map(self.teaser, shown)), path[1:])
        if path in {"/en/news", "/fr/actualites"}:
            return self.listing(path, query, request.path)
        if path == "/en/rss.xml":
            return rss(self.base, self.name, [story for story in self.out if story.language == "en"][:10])
        if path == "/robots.txt":
            return robots("Disallow: /admin/", "Disallow: /search/")
        story = self.story_at(path)
        return self.story(story) if story else None

    def listing(self, path: str, query: dict[str, str], asked: str) -> str:
        language, page = path[1:3], number(query, "page")
        stories = [story for story in self.out if story.language == language]
        facets = sorted(value for name, value in query.items() if name.startswith("f["))
        for facet in facets:  # each facet keeps two of three
            stories = [story for story in stories if (len(story.title) + len(facet)) % 3]
        shown = stories[page * PER_PAGE : (page + 1) * PER_PAGE]
        kept = "".join(f"f%5B{n}%5D={facet}&amp;" for n, facet in enumerate(facets))
        count = -(-len(stories) // PER_PAGE)
        pager = "".join(
            f'<li class="pager__item"><a href="?{kept}page={n}" title="Go to page {n + 1}">{n + 1}</a></li>'
            for n in range(count)
            if n != page
        )
        further = [facet for facet in FACETS if facet not in facets]
        links = "".join(
            f'<li><a rel="nofollow" href="{path}?{kept}f%5B{len(facets)}%5D={facet}">{facet.partition(":")[2]} (7)</a></li>'
            for facet in further
        )
        rows = "".join(map(self.teaser, shown)) or '<div class="view-empty">No results</div>'
        return self.frame(
            self.label("news"),
            f'<h1>{self.label("news")}</h1><div class="view-content">{rows}</div>'
            f'<nav class="pager" aria-labelledby="pagination-heading"><ul class="pager__items">{pager}</ul></nav>'
            f'<aside class="block-facets"><h2>Refine</h2><ul>{links}</ul></aside>',
            language,
        )

    def teaser(self, story: Story) -> str:
        at = story.number
        path = story.others[0] if story.others and at % 4 == 1 else story.path
        return (
            f'<div class="views-row"><div class="field--name-title"><h3><a href="{path}">{story.title}</a></h3></div>'
            f'<time datetime="{story.date}T09:00:00Z" class="datetime">{story.date}</time></div>'
        )

    def story(self, story: Story) -> str:
        at = story.number
        canonical = "/" if at % 2 else story.path
        twin = next((other for other in self.out if other is not story and other.date == story.date), None)
        hreflang = "".join(
            f'<link rel="alternate" hreflang="{one.language}" href="{self.base}{one.path}">'
            for one in (story, twin)
            if one
        )
        switch = f'<ul class="links language-switcher"><li><a hreflang="{twin.language}" href="{twin.path}">{twin.language}</a></li></ul>' if twin else ""  # fmt: skip
        head = (
            f'<link rel="canonical" href="{self.base}{canonical}"><link rel="shortlink" href="{self.base}/node/{900 - at}">'
            f'{hreflang}<meta name="dcterms.date" content="2026-01-02T09:43:00Z">'
        )
        main = (
            f'<article class="node node--type-news"><h1 class="page-header">{story.title}</h1>{switch}'
            f'<div class="field--name-published-at"><time datetime="{story.date}T09:00:00Z">{story.date}</time></div>'
            f'<div class="field field--name-body">{story.body}</div></article>'
        )
        return self.frame(story.title, main, story.language, head)

    def frame(self, title: str, main: str, language: str = "en", head: str = "") -> str:
        editions = '<ul class="language-switcher"><li><a hreflang="en" href="/en">English</a></li><li><a hreflang="fr" href="/fr">Français</a></li></ul>'  # fmt: skip
        french = '<li><a href="/fr/actualites">Actualités</a></li>' if language == "fr" else ""
        return (
            f'<!DOCTYPE html><html lang="{language}" dir="ltr"><head><meta charset="utf-8"><title>{title} | {self.name}</title>'
            f'<meta name="Generator" content="Drupal 10 (https://www.drupal.org)">{head}</head><body class="path-node">'
            f'<a href="#main-content" class="visually-hidden">Skip to main content</a><header>{editions}'
            f'<nav class="menu--main"><ul class="menu">{french}{self.menu()}</ul></nav></header>'
            f'<main role="main"><div class="region-content">{main}</div></main>'
            f'<footer><img src="/sites/default/files/logo.png"><a href="/user/login">Log in</a></footer></body></html>'
        )


PORTAL = Drupal(
    family="drupal",
    news="/en/news",
    name="Ministry of Rivers and Coasts",
    stories=ENGLISH["stories"] + FRENCH["stories"],
    later=ENGLISH["later"],
    pages={
        "about": "/en/about", "contact": "/en/contact", "staff": "/en/about/staff", "questions": "/en/faq",
        "legal": "/en/legal-notice", "gallery": "/en/gallery", "months": "/en/events", "laws": "/en/legislation",
        "search": "/en/search", "login": "/user/login", "sitemap": "/en/sitemap",
    },
)  # fmt: skip
