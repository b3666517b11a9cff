"""Japan's way: one page a month (/press/press_202508.html), reached from a list of months; no next link; era dates."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

from datetime import date
from itertools import groupby

from formats import asked, media
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request

EMPTY = "202508"  # a month without a release: its page stands in the list all the same


def path_of(story: Story) -> str:
    return f"/press/press_{4_900 - story.number * 3:05d}.html"


def era(day: date) -> str:
    year = "元" if day.year == 2019 else str(day.year - 2018)
    return f"令和{year}年{day.month}月{day.day}日"


def month_of(story: Story) -> str:
    return f"{story.day:%Y%m}"


class MonthArchives(Site):
    def answer(self, request: Request) -> Answer | None:
        path, _ = asked(request)
        out = list(self.out)
        months = sorted({month_of(story) for story in out} | {EMPTY})
        if path == "/":
            return self.page("環境省", f"<h2>新着情報</h2><dl>{self.dated(out[:5])}</dl>")
        if path == "/press/index.html":
            newest = months[-1]
            return self.page(
                "報道発表資料", self.month([story for story in out if month_of(story) == newest], newest, months)
            )
        if path.startswith("/press/press_") and len(path) == len("/press/press_202508.html"):
            return self.archive(path, out, months)
        if path.startswith("/press/archive_"):
            return self.year(path[15:19], months)
        if story := self.story_at(path):
            return self.page(story.title, self.story(story))
        name = path.removeprefix("/guide/").removesuffix(".html")
        return self.page(self.label(name), self.plain(name)) if name in PLAIN else media(path)

    def archive(self, path: str, out: list[Story], months: list[str]) -> Answer | None:
        month = path.removeprefix("/press/press_").removesuffix(".html")
        if month not in months:
            return None
        return self.page(
            f"報道発表資料 {month}", self.month([story for story in out if month_of(story) == month], month, months)
        )

    def month(self, shown: list[Story], month: str, months: list[str]) -> str:
        """This year's months are chosen from a select, those of other years from a page of the year."""
        year = month[:4]
        options = "".join(
            f'<option value="/press/press_{m}.html"{" selected" if m == month else ""}>{int(m[:4]) - 2018}年{int(m[4:])}月</option>'
            for m in months if m[:4] == year
        )  # fmt: skip
        years = "".join(
            f'<li><a href="/press/archive_{y}.html">令和{int(y) - 2018}年</a></li>'
            for y in sorted({m[:4] for m in months})
        )
        listing = self.dated(shown) or "<p>該当する報道発表はありません。</p>"
        jump = '<select name="month" onchange="location.href=this.options[this.selectedIndex].value">'
        return f'<h1>令和{int(year) - 2018}年{int(month[4:])}月 報道発表一覧</h1>{jump}{options}</select><ul class="years">{years}</ul><dl class="press">{listing}</dl>'

    def year(self, year: str, months: list[str]) -> Answer | None:
        here = [month for month in months if month[:4] == year]
        links = "".join(f'<li><a href="press_{month}.html">{int(month[4:])}月</a></li>' for month in here)
        return (
            self.page(f"令和{int(year) - 2018}年", f"<h1>過去の報道発表</h1><ul class='months'>{links}</ul>")
            if here
            else None
        )

    def dated(self, shown: list[Story]) -> str:
        parts = []
        for day, group in groupby(shown, lambda story: story.day):
            links = "".join(f'<dd><a href="{path_of(story)}">{story.title}</a></dd>' for story in group)
            parts.append(f"<dt>{era(day)}発表</dt>{links}")
        return "".join(parts)

    def story(self, story: Story) -> str:
        return (
            f'<div id="pankuzu"><a href="/">ホーム</a> &gt; <a href="/press/index.html">報道発表資料</a></div><p class="date">{era(story.day)}</p>'
            f"<h1>{story.title}</h1><div class='c-body'>{story.body}<h2>連絡先</h2><p>大臣官房総務課 代表 03-0000-0000</p></div>"
            f'<p><a href="#top">ページの先頭へ</a></p>'
        )

    def page(self, title: str, main: str) -> Answer:
        menu = '<li><a href="/press/index.html">報道発表資料</a></li>' + "".join(
            f'<li><a href="/guide/{kind}.html">{self.label(kind)}</a></li>' for kind in PLAIN
        )
        return Answer(
            f'<!DOCTYPE html><html lang="ja"><head><title>{title} | 環境省</title></head><body><div id="header"><ul>{menu}</ul></div>'
            f'<div id="contents">{main}</div><div id="footer">環境省（法人番号0000000000000）</div></body></html>'
        )


PORTAL = MonthArchives(
    family="month_archives",
    language="ja",
    **place(invent("ja", 46, newest=date(2026, 3, 12), step=4), path_of),
)
