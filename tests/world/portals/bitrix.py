"""1C-Bitrix: ?PAGEN_1=2, a page past the end that shows the last one again, print copies, old ?ELEMENT_ID= addresses."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

from datetime import UTC, datetime, time
from email.utils import format_datetime

from tales import PLAIN, Tale, Teller, asked, media, tales, tell
from web import Answer, Request

LIST = "/press/news/"
SHOWN = 10
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
LETTERS = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", ["a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"], strict=True))  # fmt: skip


def path_of(tale: Tale) -> str:
    plain = "".join(LETTERS.get(c, c if c.isalnum() else "_") for c in tale.title.lower())
    return f"{LIST}{plain[:70].strip('_')}/"


def old_address(tale: Tale) -> tuple[str, ...]:
    return (f"{LIST}?ELEMENT_ID={15_200 - tale.number * 2}",)


def printed(tale: Tale) -> str:
    return f"{tale.day.day} {MONTHS[tale.day.month - 1]} {tale.day.year}"


class Bitrix(Teller):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path == "/":
            latest = "".join(f'<li><a href="{s.others[0]}">{s.title}</a></li>' for s in self.out[:3])
            return self.page("Главная", f"<h2>Новости</h2><ul>{latest}</ul>")
        if path == LIST and "ELEMENT_ID" in given:
            tale = self.tale(f"{LIST}?ELEMENT_ID={given['ELEMENT_ID']}")
            return (
                self.page(tale.title, self.story(tale), path_of(tale))
                if tale
                else self.page("Ошибка", "<p>Элемент не найден!</p>")
            )
        if path == LIST:
            return self.page("Новости", self.listing(given))
        if path == f"{LIST}rss/":
            return self.feed()
        if tale := self.tale(path):
            return self.page(tale.title, self.story(tale), path)
        name = path.removeprefix("/about/").strip("/")
        return self.page(self.words[name], self.plain(name)) if name in PLAIN else media(path)

    def listing(self, given: dict[str, str]) -> str:
        last = -(-len(self.out) // SHOWN)
        number = min(max(int(given.get("PAGEN_1") or 1), 1), last)
        shown = self.out[(number - 1) * SHOWN : number * SHOWN]
        items = "".join(
            f'<div class="news-item" id="bx_{self.told[s.path].number}"><span class="news-item__date">{printed(self.told[s.path])}</span>'
            f'<div class="news-item__title"><a href="{s.path}">{s.title}</a></div></div>'
            for s in shown
        )
        pages = "".join(
            f'<a href="{LIST}?PAGEN_1={n}">{n}</a> ' if n != number else f"<b>{n}</b> " for n in range(1, last + 1)
        )
        ends = f'<a href="{LIST}?PAGEN_1={min(number + 1, last)}">След.</a> | <a href="{LIST}?PAGEN_1={last}">Конец</a>'
        return f'<h1>Новости</h1><form action="{LIST}"><input name="q"></form>{items}<font class="text">{pages}{ends}</font>'

    def story(self, tale: Tale) -> str:
        path = path_of(tale)
        return (
            f'<div class="news-detail"><span class="news-detail__date">{printed(tale)}</span><h1>{tale.title}</h1>{tale.body}</div>'
            f'<a href="{path}?print=Y" rel="nofollow">Версия для печати</a> <a href="{LIST}">Возврат к списку</a>'
        )

    def feed(self) -> Answer:
        items = "".join(
            f"<item><title>{s.title}</title><link>{self.base}{s.path}</link>"
            f"<pubDate>{format_datetime(datetime.combine(self.told[s.path].day, time(9), UTC))}</pubDate></item>"
            for s in self.out[:10]
        )
        return Answer(
            f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>Новости</title>{items}</channel></rss>",
            type="text/xml; charset=utf-8",
        )

    def page(self, title: str, main: str, canonical: str = "") -> Answer:
        link = f'<link rel="canonical" href="{self.base}{canonical}">' if canonical else ""
        menu = f'<li><a href="{LIST}">Новости</a></li>' + "".join(
            f'<li><a href="/about/{kind}/">{self.words[kind]}</a></li>' for kind in PLAIN
        )
        return Answer(
            f'<!DOCTYPE html><html lang="ru"><head><title>{title} — Минприроды</title>{link}<link rel="alternate" type="application/rss+xml" href="{LIST}rss/">'
            f'<link href="/bitrix/templates/main/styles.css" rel="stylesheet"></head><body><div class="header"><ul>{menu}</ul></div><div class="workarea">{main}</div></body></html>'
        )


PORTAL = Bitrix(family="bitrix", **tell(tales("ru", 43, step=6), path_of, language="ru", others=old_address))
