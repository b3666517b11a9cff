"""One story under many addresses: two menus, slash and percent-encoding, an edited headline, print copies; translations.

A translation is a story of its own: the pages name each other by hreflang.
"""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

import re
from urllib.parse import quote, unquote

from formats import asked, media
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request
from wordings import month

SHOWN = 9
EDITED = 5  # the story whose headline is changed on the day with news: another slug after the same number
RUSSIAN = invent("ru", 36, step=6)


def slug_of(story: Story) -> str:
    return re.sub(r"\W+", "-", story.title.lower()).strip("-")


def path_of(story: Story) -> str:
    """Three ways: a slug in Cyrillic letters, a number behind a script, a number before a slug."""
    if story.number % 3 == 0:
        return f"/новости/{slug_of(story)}/"
    if story.number % 3 == 1:
        return f"/press/view.php?id={8_400 - story.number}&menuid=4"
    return f"/{2_700 - story.number}-{slug_of(story)}.html"


def other_addresses(story: Story) -> tuple[str, ...]:
    if story.number % 3 == 0:
        return (f"/новости/{slug_of(story)}",)
    if story.number % 3 == 1:
        number = 8_400 - story.number
        return (f"/press/view.php?menuid=9&id={number}", f"/press/print.php?id={number}")
    first_words = "-".join(slug_of(story).split("-")[:2])  # as the headline was before it was edited
    edited = f"/{2_700 - story.number}-{slug_of(story)}-дополнено.html"
    return (f"/{2_700 - story.number}-срочно-{first_words}.html", *([edited] if story.number == EDITED else []))


def english_path(story: Story) -> str:
    return f"/en/news/{story.slug()}/"


# What number 3, 6, 9… of the Russian ones says.
ENGLISH = place(invent("en", 7, newest=RUSSIAN[0].day, step=18, first=30), english_path, later=0)["stories"]


def spelt(path: str, *, small: bool = False) -> str:
    """Percent-encoded, with small letters where a second program wrote it."""
    encoded = quote(path, safe="/?=&.-_")
    return re.sub(r"%[0-9A-F]{2}", lambda found: found[0].lower(), encoded) if small else encoded


class Duplicates(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        out = [story for story in self.out if not story.path.startswith("/en/")]
        if path == "/":
            return self.page("Главная", self.cover(out))
        if path in {"/novosti", "/important", "/en/news/"}:
            return self.section(path, out, given)
        if story := self.story_at(unquote(request.path)):
            return self.page(self.headline(story), self.story(story, request.path), self.head(story, request.path))
        name = path.removeprefix("/o-nas/").strip("/")
        return self.page(self.label(name), self.plain(name)) if name in PLAIN else media(path)

    def cover(self, out: list[Story]) -> str:
        """Written by the other program: small letters, no slash, the headline before it was edited."""
        rows = (f'<li><a href="{spelt(other_addresses(t)[0], small=True)}">{t.title}</a></li>' for t in out[:6])
        return f"<h2>Популярное</h2><ul>{''.join(rows)}</ul>"

    def section(self, path: str, out: list[Story], given: dict[str, str]) -> Answer:
        if path == "/en/news/":
            items = "".join(
                f'<li><a href="{english_path(t)}">{t.title}</a> <time>{t.day:%d.%m.%Y}</time></li>' for t in ENGLISH
            )
            return self.page("News", f"<h1>News</h1><ul>{items}</ul>")
        if path == "/important":  # the same ones, opened under another menu
            out = [story for story in out if story.number % 3 == 1]
        number = int(given.get("page") or 1)
        which = 0 if path == "/novosti" else 1  # of a story's addresses
        items = "".join(
            f'<li class="news"><a href="{spelt(self.address(t, which))}">{self.headline(t)}</a> <span>{t.day:%d.%m.%Y}</span></li>'
            for t in out[(number - 1) * SHOWN : number * SHOWN]
        )
        last = -(-len(out) // SHOWN)
        forth = f'<a href="{path}?page={number + 1}">Следующая</a>' if number < last else ""
        return self.page("Новости", f"<h1>Новости</h1><ul>{items}</ul>{forth}")

    def address(self, story: Story, which: int) -> str:
        edited = self.published and story.number == EDITED
        return other_addresses(story)[-1] if edited else (path_of(story), *other_addresses(story))[which]

    def headline(self, story: Story) -> str:
        return (
            f"{story.title}: дополнено"
            if self.published and story.number == EDITED and story not in ENGLISH
            else story.title
        )

    def head(self, story: Story, asked_for: str) -> str:
        """A canonical link that lies on every story, and hreflang on those that are translated."""
        pair = self.translated(story)
        links = (("ru", spelt(path_of(pair[0]))), ("en", english_path(pair[1]))) if pair else ()
        tongues = "".join(f'<link rel="alternate" hreflang="{name}" href="{self.base}{path}">' for name, path in links)
        return f'<link rel="canonical" href="{self.base}/">{tongues}'

    def translated(self, story: Story) -> tuple[Story, Story] | None:
        russian = [t for t in self.out if t not in ENGLISH]
        if story in ENGLISH:
            return next(t for t in russian if t.number == (ENGLISH.index(story) + 1) * 3), story
        at = story.number // 3 - 1
        return (story, ENGLISH[at]) if story.number % 3 == 0 and 0 <= at < len(ENGLISH) else None

    def story(self, story: Story, asked_for: str) -> str:
        printable = ""
        if story not in ENGLISH and story.number % 3 == 1 and "print.php" not in asked_for:
            printable = f'<a href="/press/print.php?id={8_400 - story.number}">Распечатать</a>'
        day = (
            f"{story.day:%d %B %Y}"
            if story in ENGLISH
            else f"{story.day.day} {month('ru', story.day.month)} {story.day.year}"
        )
        return f'<div class="full"><h1>{self.headline(story)}</h1><div class="date">{day}</div>{story.body}{printable}</div>'

    def page(self, title: str, main: str, head: str = "") -> Answer:
        ways = (("/novosti", "Новости"), ("/important", "Новости: главное"), ("/en/news/", "News in English"))
        menu = "".join(f'<li><a href="{path}">{label}</a></li>' for path, label in ways)
        menu += "".join(f'<li><a href="/o-nas/{kind}">{self.label(kind)}</a></li>' for kind in PLAIN)
        return Answer(
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} | Минэкологии</title>{head}</head><body><ul class="menu">{menu}</ul>'
            f'<div id="main">{main}</div></body></html>'
        )


def portal() -> Duplicates:
    placed = place(RUSSIAN, path_of, others=other_addresses)
    return Duplicates(family="duplicates", language="ru", stories=placed["stories"] + ENGLISH, later=placed["later"])


PORTAL = portal()
