"""Drupal: /news?page=1 (zero-based), /news/slug, <time datetime>."""

from __future__ import annotations

from portal import Portal, Story
from web import Answer, Request

PLACES = ("Alder", "Birch", "Cedar", "Dune", "Elm", "Fjord", "Grove")
STORIES = tuple(
    Story(
        title=f"Minister visits the wetlands of {PLACES[n % 7]} for the {n}th count of herons",
        date=f"2025-{12 - n // 3:02d}-{28 - n % 25:02d}",
        path=f"/news/minister-visits-wetlands-{PLACES[n % 7].lower()}-{n}",
    )
    for n in range(24)
)


class Drupal(Portal):
    def answer(self, request: Request) -> Answer | None:
        path, _, query = request.path.partition("?")
        if path == "/":
            return self.page("Home", "".join(self.teaser(story) for story in self.out[:4]))
        if path == "/news":
            page = int(query.removeprefix("page=") or 0)
            shown = self.out[page * 8 : page * 8 + 8]
            pager = f'<a rel="next" href="?page={page + 1}">Next</a>' if self.out[page * 8 + 8 :] else ""
            return self.page("News", "".join(self.teaser(story) for story in shown) + pager)
        story = next((story for story in self.out if story.path == path), None)
        if story is None:
            return None
        text = "".join(f"<p>{story.title}, paragraph {n}: the wardens counted and wrote it down.</p>" for n in range(6))
        return self.page(story.title, f'<h1>{story.title}</h1><time datetime="{story.date}">{story.date}</time>{text}')

    def teaser(self, story: Story) -> str:
        time = f'<time datetime="{story.date}"></time>'
        return f'<div class="views-row"><a href="{story.path}">{story.title}</a> {time}</div>'

    def page(self, title: str, main: str) -> Answer:
        menu = '<nav><a href="/">Home</a><a href="/news">News</a><a href="/about">About</a></nav>'
        return Answer(f'<html lang="en"><title>{title} | Ministry</title><body>{menu}<main>{main}</main></body></html>')


PORTAL = Drupal(
    family="drupal",
    stories=STORIES,
    later=(
        Story(
            title="New park opens at the river Grove after ten years", date="2026-01-03", path="/news/new-park-opens"
        ),
    ),
)
