"""1C-Bitrix: ?PAGEN_1=2, a page past the end that shows the last one again, print copies, old ?ELEMENT_ID= addresses."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

from datetime import UTC, datetime, time
from email.utils import format_datetime

from formats import asked, media
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request
from wordings import month

LIST = "/press/news/"
SHOWN = 10
LETTERS = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", ["a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"], strict=True))  # fmt: skip


def path_of(story: Story) -> str:
    plain = "".join(LETTERS.get(c, c if c.isalnum() else "_") for c in story.title.lower())
    return f"{LIST}{plain[:70].strip('_')}/"


def old_address(story: Story) -> tuple[str, ...]:
    return (f"{LIST}?ELEMENT_ID={15_200 - story.number * 2}",)


def printed(story: Story) -> str:
    return f"{story.day.day} {month('ru', story.day.month)} {story.day.year}"


class Bitrix(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path == "/":
            latest = "".join(f'<li><a href="{s.others[0]}">{s.title}</a></li>' for s in self.out[:3])
            return self.page("Главная", f"<h2>Новости</h2><ul>{latest}</ul>")
        if path == LIST and "ELEMENT_ID" in given:
            story = self.story_at(f"{LIST}?ELEMENT_ID={given['ELEMENT_ID']}")
            return (
                self.page(story.title, self.story(story), path_of(story))
                if story
                else self.page("Ошибка", "<p>Элемент не найден!</p>")
            )
        if path == LIST:
            return self.page("Новости", self.listing(given))
        if path == f"{LIST}rss/":
            return self.feed()
        if story := self.story_at(path):
            return self.page(story.title, self.story(story), path)
        name = path.removeprefix("/about/").strip("/")
        return self.page(self.label(name), self.plain(name)) if name in PLAIN else media(path)

    def listing(self, given: dict[str, str]) -> str:
        last = -(-len(self.out) // SHOWN)
        number = min(max(int(given.get("PAGEN_1") or 1), 1), last)
        shown = self.out[(number - 1) * SHOWN : number * SHOWN]
        items = "".join(
            f'<div class="news-item" id="bx_{s.number}"><span class="news-item__date">{printed(s)}</span>'
            f'<div class="news-item__title"><a href="{s.path}">{s.title}</a></div></div>'
            for s in shown
        )
        pages = "".join(
            f'<a href="{LIST}?PAGEN_1={n}">{n}</a> ' if n != number else f"<b>{n}</b> " for n in range(1, last + 1)
        )
        ends = f'<a href="{LIST}?PAGEN_1={min(number + 1, last)}">След.</a> | <a href="{LIST}?PAGEN_1={last}">Конец</a>'
        return f'<h1>Новости</h1><form action="{LIST}"><input name="q"></form>{items}<font class="text">{pages}{ends}</font>'

    def story(self, story: Story) -> str:
        path = path_of(story)
        return (
            f'<div class="news-detail"><span class="news-detail__date">{printed(story)}</span><h1>{story.title}</h1>{story.body}</div>'
            f'<a href="{path}?print=Y" rel="nofollow">Версия для печати</a> <a href="{LIST}">Возврат к списку</a>'
        )

    def feed(self) -> Answer:
        items = "".join(
            f"<item><title>{s.title}</title><link>{self.base}{s.path}</link>"
            f"<pubDate>{format_datetime(datetime.combine(s.day, time(9), UTC))}</pubDate></item>"
            for s in self.out[:10]
        )
        return Answer(
            f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>Новости</title>{items}</channel></rss>",
            type="text/xml; charset=utf-8",
        )

    def page(self, title: str, main: str, canonical: str = "") -> Answer:
        link = f'<link rel="canonical" href="{self.base}{canonical}">' if canonical else ""
        menu = f'<li><a href="{LIST}">Новости</a></li>' + "".join(
            f'<li><a href="/about/{kind}/">{self.label(kind)}</a></li>' for kind in PLAIN
        )
        return Answer(
            f'<!DOCTYPE html><html lang="ru"><head><title>{title} — Минприроды</title>{link}<link rel="alternate" type="application/rss+xml" href="{LIST}rss/">'
            f'<link href="/bitrix/templates/main/styles.css" rel="stylesheet"></head><body><div class="header"><ul>{menu}</ul></div><div class="workarea">{main}</div></body></html>'
        )


PORTAL = Bitrix(family="bitrix", language="ru", **place(invent("ru", 43, step=6), path_of, others=old_address))
