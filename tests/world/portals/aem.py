"""Adobe Experience Manager: pages by selector (`news.page-2.html`), folders by month, `/content/…` beside short paths.

Traps: the listing's own teasers link the long path of the author's server (`/content/umwelt/de/…`), which answers as the
short one; each story has a copy to print by selector (`.print.html`); the folders of years and months answer with a page
that has nothing but a title; pages about people lie in folders of the same shape; the day is only in the text.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

import re

from invented import invent, place
from portal import Story
from sites import Cms
from web import Answer, Request

ROOT, NEWS = "/de", "/de/presse/mitteilungen"
SHOWN = 8
PEOPLE = ("berger-anna", "krause-jens", "osthoff-marlen")
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905


def path_of(story: Story) -> str:
    return f"{NEWS}/{story.day:%Y/%m}/{story.slug(60)}.html"


def other_addresses(story: Story) -> tuple[str, ...]:
    path = path_of(story)
    return f"/content/umwelt{path}", path.replace(".html", ".print.html")


class Aem(Cms):
    def route(self, path: str, given: dict[str, str], request: Request) -> str | Answer | None:
        path = path.removeprefix("/content/umwelt")
        if path == "/":
            return Answer("", 302, headers={"Location": f"{ROOT}.html"})
        if path == f"{ROOT}.html":
            return self.frame(
                "Startseite", f'<div class="stage">{"".join(self.teaser(story) for story in self.out[:3])}</div>'
            )
        listing = re.fullmatch(rf"{NEWS}(?:\.page-(\d{{1,3}}))?\.html", path)
        if listing:
            return self.listing(int(listing[1] or 1))
        if story := self.story_at(path):
            return self.story(story, printed=path.endswith(".print.html"))
        return self.folder(path)

    def folder(self, path: str) -> str | None:
        """A year, a month, or a person."""
        if re.fullmatch(rf"{NEWS}/20\d\d(/\d\d)?\.html", path):
            return self.frame("Ordner", "<h1>Ordner</h1>")
        name = path.rpartition("/")[2].removesuffix(".html")
        if path.startswith(f"{ROOT}/ministerium/personen/2024/03/") and name in PEOPLE:
            person = " ".join(part.title() for part in name.split("-")[::-1])
            return self.frame(
                person, f"<h1>{person}</h1><p>Leitung des Referats. Telefon 030 555 0{len(name)}.</p>{self.prose()}"
            )
        return None

    def listing(self, page: int) -> str | None:
        count = -(-len(self.out) // SHOWN)
        if not 1 <= page <= count:
            return None
        rows = "".join(map(self.teaser, self.out[(page - 1) * SHOWN : page * SHOWN]))
        pages = "".join(f'<li><a href="{NEWS}.page-{n}.html">{n}</a></li>' for n in range(1, count + 1) if n != page)
        years = "".join(f'<li><a href="{NEWS}/{year}.html">{year}</a></li>' for year in (2026, 2025))
        return self.frame(
            "Pressemitteilungen",
            f'<h1>Pressemitteilungen</h1><ul class="years">{years}</ul><div class="cmp-list">{rows}</div><ol class="pagination">{pages}</ol>',
        )

    def teaser(self, story: Story) -> str:
        path = f"/content/umwelt{story.path}" if story.number % 2 else story.path
        return (
            f'<div class="cmp-teaser"><div class="cmp-teaser__content"><p class="cmp-teaser__pretitle">{printed(story)} | Pressemitteilung</p>'
            f'<h2 class="cmp-teaser__title"><a class="cmp-teaser__title-link" href="{path}">{story.title}</a></h2>'
            f'<div class="cmp-teaser__description"><p>{story.teaser}</p></div><a class="cmp-teaser__action-link" href="{path}">Mehr erfahren</a></div></div>'
        )

    def story(self, story: Story, *, printed: bool) -> str:
        main = (
            f'<div class="cmp-title"><h1 class="cmp-title__text">{story.title}</h1></div><p class="meta">{printed_day(story)} | Nr. {200 - story.number}/{story.day:%y}</p>'
            f'<div class="cmp-text">{story.body}</div>'
        )
        if printed:
            return f"<html><head><title>{story.title}</title></head><body>{main}</body></html>"
        tools = f'<a href="{story.others[1]}" rel="nofollow">Drucken</a> <a href="#top">Nach oben</a>'
        return self.frame(story.title, f"{main}<div class='tools'>{tools}</div>")

    def frame(self, title: str, main: str, head: str = "") -> str:
        people = "".join(f'<li><a href="{ROOT}/ministerium/personen/2024/03/{its}.html">{its.split("-")[0].title()}, Leitung des Referats für Grundsatzfragen</a></li>' for its in PEOPLE)  # fmt: skip
        return (
            f'<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{title} - Umweltministerium</title>{head}<link rel="stylesheet" href="/etc.clientlibs/umwelt/clientlibs/site.min.css"></head>'
            f'<body class="page basicpage"><div class="cmp-navigation"><ul>{self.menu()}</ul></div><div class="root responsivegrid">{main}</div>'
            f'<footer class="experiencefragment"><ul>{people}</ul></footer></body></html>'
        )


def printed(story: Story) -> str:
    return f"{story.day:%d.%m.%Y}"


def printed_day(story: Story) -> str:
    return f"{story.day.day}. {MONTHS[story.day.month - 1]} {story.day.year}"


PORTAL = Aem(
    family="aem", language="de", news=f"{NEWS}.html", home="/", name="Umweltministerium",
    **place(invent("de", 38, first=14, step=7), path_of, others=other_addresses),
    pages={
        kind: f"{ROOT}/service/{name}.html"
        for kind, name in (("about", "ministerium"), ("contact", "kontakt"), ("staff", "personen"), ("questions", "faq"), ("legal", "impressum"),
                           ("gallery", "bilder"), ("calendar", "termine"), ("register", "register"), ("search", "suche"), ("sitemap", "uebersicht"))
    },
)  # fmt: skip
