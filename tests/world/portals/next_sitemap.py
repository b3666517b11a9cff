"""A headless site (Next.js) whose pages come whole from the server and whose lists do not: the sitemap names it all.

Traps: stories, people and topics have addresses of one form, /en/<type>/<slug>, and one lastmod, that of the last build;
some addresses of the sitemap are gone and answer 200 with "could not be found"; `/_next/data/…json` is the same page as
data; the script's data repeats every link of the menu and the three newest stories.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

import json

from formats import asked, media, robots, sitemap, sitemap_index
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request

BUILD = "w9Kc1"
PEOPLE = ("ada-fenwick", "bo-lindqvist", "carla-marrow", "dieter-oduya", "elin-castellan")
TOPICS = ("clean-water-for-everyone", "forests-and-their-keepers", "quiet-towns-and-villages")


def path_of(story: Story) -> str:
    return f"/pt/comunicados/{story.slug(70)}"


class NextSitemap(Site):
    def answer(self, request: Request) -> Answer | None:
        path, _ = asked(request)
        if path == "/robots.txt":
            return robots("Disallow: /api/", f"Sitemap: {self.base}/sitemap.xml")
        if path == "/sitemap.xml":
            return sitemap_index(self.base, ("/sitemap-0.xml", "/sitemap-1.xml"))
        if path in {"/sitemap-0.xml", "/sitemap-1.xml"}:
            every = self.addresses()
            return sitemap(
                self.base, every[:30] if path == "/sitemap-0.xml" else every[30:], "2026-11-19T02:00:11.480Z"
            )
        return self.leaf(path)

    def addresses(self) -> list[str]:
        """In the order of the alphabet, as the build writes them."""
        gone = [f"/pt/comunicados/arquivo-{n}-retirado-do-portal" for n in range(3)]
        plain = [f"/pt/{kind}" for kind in PLAIN]
        others = [f"/pt/pessoas/{its}" for its in PEOPLE] + [f"/pt/temas/{its}" for its in TOPICS]
        return sorted(["/pt", "/pt/comunicados", *plain, *others, *gone, *(story.path for story in self.out)])

    def leaf(self, path: str) -> Answer | None:
        if path in {"/", "/pt"}:
            return self.page("Início", "<h1>Agência das Bacias</h1><p>Cuidamos da água.</p>", {"pageType": "home"})
        if path == "/pt/comunicados":
            return self.page(
                "Comunicados", "<h1>Comunicados</h1><div class='grid' data-loading='true'></div>", {"pageType": "list"}
            )
        if story := self.story_at(path):
            data = {
                "pageType": "release",
                "title": story.title,
                "publishedAt": f"{story.date}T12:00:00.000Z",
                "paragraphs": story.paragraphs,
            }
            return self.page(story.title, self.story(story), data)
        return self.other(path)

    def other(self, path: str) -> Answer | None:
        """Ordinary pages, people, topics, and what is gone."""
        kind, _, name = path.removeprefix("/pt/").partition("/")
        if kind in PLAIN and not name:
            return self.page(self.label(kind), self.plain(kind), {"pageType": "page"})
        if (kind == "pessoas" and name in PEOPLE) or (kind == "temas" and name in TOPICS):
            title = name.replace("-", " ").title()
            return self.page(title, f"<h1>{title}</h1>{self.prose()}", {"pageType": kind})
        if kind == "comunicados":
            return self.page("404", "<h1>404</h1><h2>This page could not be found.</h2>", {"statusCode": 404})
        return media(path)

    def story(self, story: Story) -> str:
        return (
            f'<article class="css-1x2"><h1 class="css-9a">{story.title}</h1><p class="css-k3"><time datetime="{story.date}T12:00:00.000Z">{story.day:%d/%m/%Y}</time></p>'
            f'<div class="css-77b">{story.body}</div></article>'
        )

    def page(self, title: str, main: str, props: dict) -> Answer:
        newest = [{"title": story.title, "slug": story.path.rpartition("/")[2]} for story in self.out[:3]]
        menu = [{"label": self.label(kind), "slug": kind} for kind in PLAIN]
        data = {
            "props": {"pageProps": props | {"newest": newest, "menu": menu}},
            "page": "/[lang]/[...slug]",
            "buildId": BUILD,
        }
        links = "".join(f'<a class="css-m1" href="/pt/{kind}">{self.label(kind)}</a>' for kind in PLAIN)
        return Answer(
            f'<!DOCTYPE html><html lang="pt"><head><title>{title} | Agência das Bacias</title><script src="/_next/static/{BUILD}/_buildManifest.js" defer></script></head>'
            f'<body><div id="__next"><header class="css-h"><a href="/pt/comunicados">Comunicados</a>{links}</header><main>{main}</main></div>'
            f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script></body></html>'
        )


PORTAL = NextSitemap(
    family="next_sitemap", language="pt", home="/", **place(invent("pt", 42, step=7, first=17), path_of)
)
