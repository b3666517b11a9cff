"""A ministry that publishes everything under /about/news/, and whose server is not well.

Traps: pages about the ministry share the folder (`/about/news/media-contacts`); the sitemap also names stories that are
gone: some answer 200 with "page not found", some redirect to the home page; one story answers 503 at first, one is cut in
the middle of its gzip at first; an address redirects to itself for ever; a page asks to enable javascript and cookies;
half of what the home page links is on other hosts; the listing's last page wraps to the first.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

import gzip
from datetime import date

from formats import redirect, robots, sitemap
from invented import invent, place
from portal import Story
from sites import Cms
from web import Answer, Request
from wordings import month

LIST = "/about/news"
PER_PAGE = 10
GONE = tuple(f"{LIST}/{story.slug(90)}-update" for story in invent("en", 8, first=42))
FOLDER = {
    "media-contacts": "Media contacts",
    "subscribe": "Subscribe",
    "image-library": "Image library",
    "speeches-and-transcripts-policy": "Speeches and transcripts policy",
}


class AboutNews(Cms):
    def route(self, path: str, query: dict[str, str], request: Request) -> str | Answer | None:
        if path == "/":
            return self.frame(
                "Home", f"<h1>Department of Rivers</h1>{''.join(map(self.item, self.out[:3]))}{ELSEWHERE}"
            )
        if path == LIST or path.startswith(f"{LIST}/page/"):
            page = path.removeprefix(f"{LIST}/page/")
            return self.listing(int(page) if page.isdecimal() else 1)
        if path == "/sitemap.xml":
            folder = [f"{LIST}/{its}" for its in FOLDER]
            return sitemap(
                self.base, ["/", LIST, *self.pages.values(), *folder, *GONE, *(its.path for its in self.out[:30])]
            )
        if path == "/robots.txt":
            return robots("Disallow: /internal/", f"Sitemap: {self.base}/sitemap.xml")
        return self.page(path)

    def page(self, path: str) -> str | Answer | None:
        if path in GONE:
            lost = "<h1>Page not found</h1><p>The page you were looking for does not exist. Try the search.</p>"
            return self.frame("Page not found", lost) if GONE.index(path) % 2 else redirect("/")
        if path == f"{LIST}/events":
            return redirect(f"{LIST}/events")
        if path == f"{LIST}/live":
            return Answer(
                "<html><title>Just a moment...</title><body>Enable JavaScript and cookies to continue</body></html>",
                403,
            )
        name = path.removeprefix(f"{LIST}/")
        if name in FOLDER:
            return self.frame(FOLDER[name], f"<h1>{FOLDER[name]}</h1>{self.prose()}")
        story = self.story_at(path)
        return self.troubled(story) if story else None

    def troubled(self, story: Story) -> str | Answer:
        """The story; two of them fail at the first visit."""
        first = self.visits.setdefault(story.path, 0) == 0
        self.visits[story.path] += 1
        made = self.story(story)
        if first and story.number == 7:
            return Answer("busy", 503)
        if first and story.number == 12:
            packed = gzip.compress(made.encode())
            return Answer(packed[: len(packed) // 2], headers={"Content-Encoding": "gzip"})
        return made

    def listing(self, page: int) -> str:
        count = -(-len(self.out) // PER_PAGE)
        page = page if 1 <= page <= count else 1
        rows = "".join(map(self.item, self.out[(page - 1) * PER_PAGE : page * PER_PAGE]))
        numbers = "".join(f'<a href="{LIST}/page/{n}">{n}</a> ' for n in range(1, count + 1) if n != page)
        others = "".join(f'<li><a href="{LIST}/{its}">{name}</a></li>' for its, name in FOLDER.items())
        return self.frame(
            "News",
            f'<h1>News</h1><ul class="side">{others}<li><a href="{LIST}/events">Media events</a></li><li><a href="{LIST}/live">Live stream of the minister</a></li></ul>'
            f'<div class="list">{rows}</div><nav aria-label="Pagination">{numbers}<a href="{LIST}/page/{page + 1}">Next page</a></nav>',
        )

    def item(self, story: Story) -> str:
        return f'<div class="card"><h2><a href="{story.path}">{story.title}</a></h2><p class="when">{printed(story)}</p><p>{story.teaser}</p></div>'

    def story(self, story: Story) -> str:
        return self.frame(
            story.title,
            f'<article><h1>{story.title}</h1><p class="published">{printed(story)}</p>{story.body}'
            f'<p>Last updated: 18 January 2026</p></article><p><a href="{LIST}">All news</a> <a href="{LIST}/media-contacts">Media contacts</a></p>',
        )

    def frame(self, title: str, main: str, head: str = "") -> str:
        return (
            f'<!DOCTYPE html><html lang="en-AU"><head><meta charset="utf-8"><title>{title} - Department of Rivers</title>{head}</head><body>'
            f'<header><ul class="menu">{self.menu()}</ul></header><main>{main}</main><footer><a href="https://www.social.example/rivers">Follow us</a></footer></body></html>'
        )


ELSEWHERE = "".join(
    f'<div class="card"><h2><a href="https://minister.example/media-release-{n}-on-the-state-of-our-rivers">Media release {n} on the state of our rivers</a></h2></div>'
    for n in range(5)
)


def printed(story: Story) -> str:
    return f"{story.day.day} {month('en', story.day.month)} {story.day.year}"


PORTAL = AboutNews(
    family="about_news", language="en", news=LIST, name="Department of Rivers",
    **place(invent("en", 41, newest=date(2026, 1, 9), text_only=True), lambda story: f"{LIST}/{story.slug(90)}", later=1),
    pages={
        "about": "/about", "contact": "/about/contacts", "staff": "/about/people/staff", "questions": "/about/questions", "legal": "/about/legal",
        "gallery": "/about/photos", "months": "/about/calendar", "laws": "/about/legislation", "search": "/search", "login": "/internal/login", "sitemap": "/sitemap",
    },
)  # fmt: skip
