"""A government's one site, after gov.uk: an organisation's page, whose stories lie in folders that all share.

Traps: stories of other organisations have addresses of the very same form and are linked as "related"; only the search
by organisation tells whose they are. The organisation's Atom feed mixes news, speeches, statistics and documents; the
last two are records (a list of files, no text). Documents are "updated", so the feed names some again with another day.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

import html
from urllib.parse import urlencode

from formats import asked, media, number
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request
from wordings import month

HOME = "/government/organisations/rivers-agency"
SEARCH = "/search/news-and-communications"
MINE = f"{SEARCH}?{urlencode({'organisations[]': 'rivers-agency', 'parent': 'rivers-agency'})}"
SHOWN = 10


def path_of(story: Story) -> str:
    return f"/government/{'speeches' if story.number % 7 == 3 else 'news'}/{story.slug(80)}"


ELSEWHERE = place(invent("en", 12, first=44, step=11), path_of, later=0)["stories"]  # of other organisations
DOCUMENTS = tuple(f"permits-granted-in-{month('en', n).lower()}-2026" for n in range(1, 10))


def printed(story: Story) -> str:
    return f"{story.day.day} {month('en', story.day.month)} {story.day.year}"


class Whitehall(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path in {"/", "/government/organisations"}:
            return self.page(
                "Government",
                '<h1>Government</h1><p>Find an organisation.</p><a href="/government/organisations/ports-authority">Ports Authority</a>',
            )
        if path == HOME:
            return self.page(
                "Rivers Agency", self.cover(), f'<link rel="alternate" type="application/atom+xml" href="{HOME}.atom">'
            )
        if path == f"{HOME}.atom":
            return self.feed()
        if path == SEARCH:
            return self.search(given)
        return self.leaf(path)

    def leaf(self, path: str) -> Answer | None:
        story = self.story_at(path) or next((story for story in ELSEWHERE if story.path == path), None)
        if story:
            return self.page(
                story.title, self.story(story, "Ports Authority" if story in ELSEWHERE else "Rivers Agency")
            )
        name = path.rpartition("/")[2]
        if path.startswith("/government/publications/") and name in DOCUMENTS:
            return self.page(title_of(name), self.document(name))
        if path.startswith(f"{HOME}/about/") and name in PLAIN:
            return self.page(self.label(name), self.plain(name))
        return media(path)

    def cover(self) -> str:
        latest = "".join(f'<li class="gem-c-document-list__item"><a href="{s.path}">{s.title}</a> <time datetime="{s.date}">{printed(s)}</time></li>' for s in self.out[:3])  # fmt: skip
        documents = "".join(
            f'<li><a href="/government/publications/{its}">{title_of(its)}</a></li>' for its in DOCUMENTS[-3:]
        )
        return (
            f'<h1>Rivers Agency</h1><h2>Latest from the Rivers Agency</h2><ul>{latest}</ul><h2>Documents</h2><ul>{documents}</ul>'
            f'<p><a href="{html.escape(MINE)}">See all news and communications</a></p>'
        )  # fmt: skip

    def feed(self) -> Answer:
        """The last twenty things of any type."""
        news = [(story.date, story.path, story.title, "News story") for story in self.out[:16]]
        documents = [
            (f"2026-11-{n + 4:02d}", f"/government/publications/{its}", title_of(its), "Transparency data")
            for n, its in enumerate(DOCUMENTS[-4:])
        ]
        entries = "".join(
            f'<entry><id>tag:{path}</id><updated>{day}T09:30:00+00:00</updated><link rel="alternate" type="text/html" href="{self.base}{path}"/>'
            f"<title>{kind}: {html.escape(title)}</title><summary>{kind}</summary></entry>"
            for day, path, title, kind in sorted(news + documents, reverse=True)
        )
        return Answer(
            f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Rivers Agency</title>{entries}</feed>',
            type="application/atom+xml; charset=utf-8",
        )

    def search(self, given: dict[str, str]) -> Answer:
        """News of one organisation, or of all."""
        mine = given.get("organisations[]") == "rivers-agency"
        found = list(self.out) if mine else sorted((*self.out, *ELSEWHERE), key=lambda story: story.date, reverse=True)
        page = number(given, "page", 1)
        rows = "".join(
            f'<li class="gem-c-document-list__item"><div><a href="{s.path}">{s.title}</a></div><p>{s.teaser}</p><ul><li>Updated: <time datetime="{s.date}">{printed(s)}</time></li></ul></li>'
            for s in found[(page - 1) * SHOWN : page * SHOWN]
        )
        forth = html.escape(f"{SEARCH}?{urlencode(given | {'page': page + 1})}")
        more = (
            f'<a rel="next" class="govuk-pagination__link" href="{forth}">Next page</a>'
            if found[page * SHOWN :]
            else ""
        )
        return self.page(
            "News and communications",
            f'<h1>News and communications</h1><ul class="gem-c-document-list">{rows}</ul><nav>{more}</nav>',
        )

    def story(self, story: Story, whose: str) -> str:
        related = "".join(
            f'<li><a href="{s.path}">{s.title}</a></li>' for s in ELSEWHERE[story.number % 5 : story.number % 5 + 2]
        )
        return (
            f'<main id="content"><span class="gem-c-title__context">News story</span><h1 class="gem-c-title__text">{story.title}</h1>'
            f'<dl class="gem-c-metadata"><dt>From:</dt><dd>{whose}</dd><dt>Published</dt><dd>{printed(story)}</dd></dl>'
            f'<div class="govspeak">{story.body}</div></main><aside><h2>Related content</h2><ul>{related}</ul></aside>'
        )

    def document(self, name: str) -> str:
        files = "".join(f'<li><a href="/media/{name}-{n}.pdf">Part {n}</a> PDF, 2 pages</li>' for n in range(1, 4))
        return (
            f'<main id="content"><span>Transparency data</span><h1>{title_of(name)}</h1><dl><dt>From:</dt><dd>Rivers Agency</dd>'
            f"<dt>Published</dt><dd>12 January 2026</dd><dt>Last updated</dt><dd>8 November 2026</dd></dl><h2>Documents</h2><ul>{files}</ul></main>"
        )

    def page(self, title: str, main: str, head: str = "") -> Answer:
        menu = f'<li><a href="{SEARCH}">News and communications of all organisations</a></li><li><a href="{HOME}">Rivers Agency</a></li>'
        menu += "".join(f'<li><a href="{HOME}/about/{kind}">{self.label(kind)}</a></li>' for kind in PLAIN)
        return Answer(
            f'<!DOCTYPE html><html lang="en"><head><title>{title} - Government</title>{head}</head><body class="govuk-template__body"><header><ul>{menu}</ul></header>'
            f"{main}<footer>Crown copyright</footer></body></html>"
        )


def title_of(name: str) -> str:
    return name.replace("-", " ").capitalize()


PORTAL = Whitehall(family="whitehall", home=HOME, **place(invent("en", 41, step=8), path_of))
