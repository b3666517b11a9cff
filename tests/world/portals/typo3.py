"""TYPO3 tx_news: a pager whose cHash the server checks, filters by topic, old addresses with a canonical link."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

import hashlib
from urllib.parse import quote

from formats import asked, media
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request

LIST, DETAIL = "/presse/pressemitteilungen", "/presse/pressemitteilungen/detail"
SHOWN = 9
TOPICS = ("Wasser", "Boden", "Luft", "Wald")


def path_of(story: Story) -> str:
    return f"{DETAIL}/{story.slug(80)}"


def hashed(**given: str) -> str:
    """Parameters of the plugin in order, with the hash that the server makes of them."""
    names = {
        "page": "tx_news_pi1[currentPage]",
        "topic": "tx_news_pi1[overwriteDemand][categories]",
        "news": "tx_news_pi1[news]",
    }
    pairs = [(names[name], value) for name, value in given.items()]
    check = hashlib.md5(repr(sorted(pairs)).encode(), usedforsecurity=False).hexdigest()
    return "&".join(f"{quote(name)}={value}" for name, value in [*pairs, ("cHash", check)])


def old_address(story: Story) -> tuple[str, ...]:
    return (f"/index.php?id=61&{hashed(news=str(4_400 - story.number))}".replace("%5B", "[").replace("%5D", "]"),)


class Typo3(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        out = list(self.out)
        if path == "/":
            return self.page("Startseite", f"<h2>Aktuelles</h2>{self.teasers(out[:3], old=True)}", "/")
        if path == LIST:
            return self.listing(given, out)
        if path == "/index.php":
            story = next(
                (story for story in out if f"&{request.path.partition('&')[2]}" in self.spelt_old(story)), None
            )
            return self.page(story.title, self.story(story), path_of(story)) if story else None
        if story := self.story_at(path):
            return self.page(story.title, self.story(story), path)
        name = path.removeprefix("/service/")
        return self.page(self.label(name), self.plain(name), path) if name in PLAIN else media(path)

    def spelt_old(self, story: Story) -> str:
        plain = old_address(story)[0]
        return plain + plain.replace("[", "%5B").replace("]", "%5D")

    def listing(self, given: dict[str, str], out: list[Story]) -> Answer | None:
        page = given.get("tx_news_pi1[currentPage]", "")
        topic = given.get("tx_news_pi1[overwriteDemand][categories]", "")
        named = ({"topic": topic} if topic else {}) | ({"page": page} if page else {})
        if named and not hashed(**named).endswith(f"cHash={given.get('cHash')}"):
            return Answer(
                "<h1>Page Not Found</h1><p>Reason: Request parameters could not be validated (&amp;cHash comparison failed)</p>",
                404,
            )
        number = int(page or 1)
        chosen = [story for story in out if not topic or str(story.number % 4 + 1) == topic]
        shown = chosen[(number - 1) * SHOWN : number * SHOWN]
        chips = "".join(f'<a href="{LIST}?{hashed(topic=str(n + 1))}">{name}</a>' for n, name in enumerate(TOPICS))
        main = f'<h1>Pressemitteilungen</h1><div class="filter">{chips}</div>{self.teasers(shown)}{self.pager(number, len(chosen), topic)}'
        return self.page("Pressemitteilungen", main, LIST)

    def pager(self, number: int, count: int, topic: str) -> str:
        last = -(-count // SHOWN)

        def link(n: int, label: str) -> str:
            address = f"{LIST}?{hashed(**({'topic': topic} if topic else {}), page=str(n))}" if n > 1 or topic else LIST
            return f'<li><a href="{address.replace("&", "&amp;")}">{label}</a></li>'

        pages = "".join(f'<li class="current">{n}</li>' if n == number else link(n, str(n)) for n in range(1, last + 1))
        return f'<ul class="f3-widget-paginator">{pages}{link(number + 1, "nächste") if number < last else ""}</ul>'

    def teasers(self, shown: list[Story], *, old: bool = False) -> str:
        return "".join(
            f'<div class="article articletype-0"><div class="header"><h3><a title="{t.title}" href="{old_address(t)[0].replace("&", "&amp;") if old else path_of(t)}">{t.title}</a></h3></div>'
            f'<div class="footer"><time datetime="{t.day}">{t.day:%d.%m.%Y}</time></div></div>'
            for t in shown
        )

    def story(self, story: Story) -> str:
        return (
            f'<div class="news news-single"><div class="article" itemscope itemtype="http://schema.org/Article"><h1 itemprop="headline">{story.title}</h1>'
            f'<time itemprop="datePublished" datetime="{story.day}">{story.day:%d.%m.%Y}</time><div class="news-text-wrap" itemprop="articleBody">{story.body}</div>'
            f'<a href="{path_of(story)}?type=98">Drucken</a><p class="helpful">Dieser Artikel wurde 13 Mal als hilfreich bewertet.</p>'
            f'<a href="{LIST}">Zurück</a></div></div>'
        )

    def page(self, title: str, main: str, canonical: str) -> Answer:
        menu = f'<li><a href="{LIST}">Pressemitteilungen</a></li>' + "".join(
            f'<li><a href="/service/{kind}">{self.label(kind)}</a></li>' for kind in PLAIN
        )
        return Answer(
            f'<!DOCTYPE html><html lang="de"><head><title>{title} | Ministerium für Umwelt</title><link rel="canonical" href="{self.base}{canonical}">'
            f'<link rel="stylesheet" href="/fileadmin/site.css"></head><body><nav><ul>{menu}</ul></nav><main>{main}</main></body></html>'
        )


PORTAL = Typo3(family="typo3", language="de", **place(invent("de", 42, step=5), path_of, others=old_address))
