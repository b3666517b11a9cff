"""One story under many addresses: two menus, slash and percent-encoding, an edited headline, print copies; translations.

A translation is a story of its own: the pages name each other by hreflang.
"""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

import re
from urllib.parse import quote, unquote

from tales import PLAIN, Tale, Teller, asked, media, tales, tell
from web import Answer, Request

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
SHOWN = 9
EDITED = 5  # the story whose headline is changed on the day with news: another slug after the same number
ENGLISH = tales(
    "en", 7, newest=tales("ru", 1)[0].day, step=18, first=30
)  # what number 3, 6, 9… of the Russian ones says


def slug_of(tale: Tale) -> str:
    return re.sub(r"\W+", "-", tale.title.lower()).strip("-")


def path_of(tale: Tale) -> str:
    """Three ways: a slug in Cyrillic letters, a number behind a script, a number before a slug."""
    if tale.number % 3 == 0:
        return f"/новости/{slug_of(tale)}/"
    if tale.number % 3 == 1:
        return f"/press/view.php?id={8_400 - tale.number}&menuid=4"
    return f"/{2_700 - tale.number}-{slug_of(tale)}.html"


def other_addresses(tale: Tale) -> tuple[str, ...]:
    if tale.number % 3 == 0:
        return (f"/новости/{slug_of(tale)}",)
    if tale.number % 3 == 1:
        number = 8_400 - tale.number
        return (f"/press/view.php?menuid=9&id={number}", f"/press/print.php?id={number}")
    first_words = "-".join(slug_of(tale).split("-")[:2])  # as the headline was before it was edited
    edited = f"/{2_700 - tale.number}-{slug_of(tale)}-дополнено.html"
    return (f"/{2_700 - tale.number}-срочно-{first_words}.html", *([edited] if tale.number == EDITED else []))


def english_path(tale: Tale) -> str:
    return f"/en/news/{tale.slug}/"


def spelt(path: str, *, small: bool = False) -> str:
    """Percent-encoded, with small letters where a second program wrote it."""
    encoded = quote(path, safe="/?=&.-_")
    return re.sub(r"%[0-9A-F]{2}", lambda found: found[0].lower(), encoded) if small else encoded


class Duplicates(Teller):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        out = [self.told[story.path] for story in self.out if not story.path.startswith("/en/")]
        if path == "/":
            return self.page("Главная", self.cover(out))
        if path in {"/novosti", "/important", "/en/news/"}:
            return self.section(path, out, given)
        if tale := self.tale(unquote(request.path)):
            return self.page(self.headline(tale), self.story(tale, request.path), self.head(tale, request.path))
        name = path.removeprefix("/o-nas/").strip("/")
        return self.page(self.words[name], self.plain(name)) if name in PLAIN else media(path)

    def cover(self, out: list[Tale]) -> str:
        """Written by the other program: small letters, no slash, the headline before it was edited."""
        rows = (f'<li><a href="{spelt(other_addresses(t)[0], small=True)}">{t.title}</a></li>' for t in out[:6])
        return f"<h2>Популярное</h2><ul>{''.join(rows)}</ul>"

    def section(self, path: str, out: list[Tale], given: dict[str, str]) -> Answer:
        if path == "/en/news/":
            items = "".join(
                f'<li><a href="{english_path(t)}">{t.title}</a> <time>{t.day:%d.%m.%Y}</time></li>' for t in ENGLISH
            )
            return self.page("News", f"<h1>News</h1><ul>{items}</ul>")
        if path == "/important":  # the same ones, opened under another menu
            out = [tale for tale in out if tale.number % 3 == 1]
        number = int(given.get("page") or 1)
        which = 0 if path == "/novosti" else 1  # of a story's addresses
        items = "".join(
            f'<li class="news"><a href="{spelt(self.address(t, which))}">{self.headline(t)}</a> <span>{t.day:%d.%m.%Y}</span></li>'
            for t in out[(number - 1) * SHOWN : number * SHOWN]
        )
        last = -(-len(out) // SHOWN)
        forth = f'<a href="{path}?page={number + 1}">Следующая</a>' if number < last else ""
        return self.page("Новости", f"<h1>Новости</h1><ul>{items}</ul>{forth}")

    def address(self, tale: Tale, which: int) -> str:
        edited = self.published and tale.number == EDITED
        return other_addresses(tale)[-1] if edited else (path_of(tale), *other_addresses(tale))[which]

    def headline(self, tale: Tale) -> str:
        return (
            f"{tale.title}: дополнено"
            if self.published and tale.number == EDITED and tale not in ENGLISH
            else tale.title
        )

    def head(self, tale: Tale, asked_for: str) -> str:
        """A canonical link that lies on every story, and hreflang on those that are translated."""
        pair = self.translated(tale)
        links = (("ru", spelt(path_of(pair[0]))), ("en", english_path(pair[1]))) if pair else ()
        tongues = "".join(f'<link rel="alternate" hreflang="{name}" href="{self.base}{path}">' for name, path in links)
        return f'<link rel="canonical" href="{self.base}/">{tongues}'

    def translated(self, tale: Tale) -> tuple[Tale, Tale] | None:
        russian = [t for t in self.told.values() if t not in ENGLISH]
        if tale in ENGLISH:
            return next(t for t in russian if t.number == (ENGLISH.index(tale) + 1) * 3), tale
        at = tale.number // 3 - 1
        return (tale, ENGLISH[at]) if tale.number % 3 == 0 and 0 <= at < len(ENGLISH) else None

    def story(self, tale: Tale, asked_for: str) -> str:
        printable = ""
        if tale not in ENGLISH and tale.number % 3 == 1 and "print.php" not in asked_for:
            printable = f'<a href="/press/print.php?id={8_400 - tale.number}">Распечатать</a>'
        day = (
            f"{tale.day:%d %B %Y}"
            if tale in ENGLISH
            else f"{tale.day.day} {MONTHS[tale.day.month - 1]} {tale.day.year}"
        )
        return (
            f'<div class="full"><h1>{self.headline(tale)}</h1><div class="date">{day}</div>{tale.body}{printable}</div>'
        )

    def page(self, title: str, main: str, head: str = "") -> Answer:
        ways = (("/novosti", "Новости"), ("/important", "Новости: главное"), ("/en/news/", "News in English"))
        menu = "".join(f'<li><a href="{path}">{label}</a></li>' for path, label in ways)
        menu += "".join(f'<li><a href="/o-nas/{kind}">{self.words[kind]}</a></li>' for kind in PLAIN)
        return Answer(
            f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title} | Минэкологии</title>{head}</head><body><ul class="menu">{menu}</ul>'
            f'<div id="main">{main}</div></body></html>'
        )


def portal() -> Duplicates:
    told = tell(tales("ru", 36, step=6), path_of, language="ru", others=other_addresses)
    english = tell(ENGLISH, english_path, later=0)
    told["stories"] += english["stories"]
    told["told"] |= english["told"]
    return Duplicates(family="duplicates", **told)


PORTAL = portal()
