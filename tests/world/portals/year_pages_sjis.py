"""An old Japanese site, written by hand in Shift_JIS: one page a year, tables and FONT, the charset in a meta alone.

Traps: dates as R7.3.12 in lists and 令和7年3月12日 in stories; headlines are bold text in no heading; the years are linked
from each other and from nowhere else; a year's list also names PDFs and pages that are no news ("リンク集を更新しました");
file names are numbers that begin anew each year; the page of next year is linked and does not exist yet.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

from dataclasses import replace
from datetime import date

from invented import invent, place
from portal import Story
from sites import Cms
from web import Answer, Request

NEWS = "/kankyo/news"
YEARS = range(2, 10)  # of Reiwa; the files of the news lie in a folder a year


def year_of(story: Story) -> int:
    """The year of the administration, which begins in April."""
    return story.day.year - 2018 - (story.day.month < 4)


def path_of(story: Story) -> str:
    return f"{NEWS}/r{year_of(story):02d}/{story.day:%m%d}.html"


def era(day: date) -> str:
    return f"令和{day.year - 2018}年{day.month}月{day.day}日"


class YearPagesSjis(Cms):
    def answer(self, request: Request) -> Answer | None:
        made = super().answer(request)
        if made is None or isinstance(made.body, bytes):
            return made
        return replace(made, body=made.body.encode("cp932", "xmlcharrefreplace"), type="text/html")

    def route(self, path: str, given: dict[str, str], request: Request) -> str | Answer | None:
        if path in {"/", "/index.html"}:
            return self.frame(
                "環境部", f"<B>新着情報</B><TABLE border=0>{''.join(map(self.row, self.out[:4]))}{OTHER}</TABLE>"
            )
        for year in YEARS:
            if path == self.year_page(year):
                return self.year(year)
        story = self.story_at(path)
        return self.story(story) if story else None

    @property
    def newest_year(self) -> int:
        return max(map(year_of, self.out))

    def year_page(self, year: int) -> str:
        """This year's is the index; the others have a name of their own."""
        return f"{NEWS}/index.html" if year == self.newest_year else f"{NEWS}/r{year:02d}.html"

    def year(self, year: int) -> str | None:
        shown = [story for story in self.out if year_of(story) == year]
        if not shown:
            return None
        others = " | ".join(
            f'<A HREF="{self.year_page(its)}">令和{its}年度</A>' for its in (year - 1, year + 1) if its in YEARS
        )
        papers = "".join(
            f'<TR><TD>R{year}.{n}.30<TD><A HREF="r{year:02d}/kekka{n}.pdf">水質測定結果（{n}月分）</A>(PDF)'
            for n in (5, 8, 11)
        )
        return self.frame(
            f"令和{year}年度の報道発表",
            f'<CENTER><FONT size="5">令和{year}年度の報道発表</FONT></CENTER><TABLE border="1" width="90%">{"".join(map(self.row, shown))}{papers}</TABLE><P>{others}',
        )

    def row(self, story: Story) -> str:
        """As it was typed: no tag is closed, and the path is that from the folder of the news."""
        return f'<TR><TD nowrap>R{story.day.year - 2018}.{story.day.month}.{story.day.day}<TD><A HREF="{story.path}">{story.title}</A>\n'

    def story(self, story: Story) -> str:
        return self.frame(
            story.title,
            f'<P align="right">{era(story.day)}<BR>環境部水環境課</P><P align="center"><FONT size="4"><B>{story.title}</B></FONT></P>{story.body}'
            f'<HR><P>問い合わせ先　水環境課　内線 1234</P><A HREF="../index.html">戻る</A>',
        )

    def frame(self, title: str, main: str, head: str = "") -> str:
        menu = self.menu().replace("<li>", "<BR>■").replace("</li>", "")
        return (
            f'<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><TITLE>{title}</TITLE>{head}</HEAD><BODY bgcolor="#ffffff">'
            f'<TABLE width="100%"><TR><TD width="160" valign="top" bgcolor="#ccffcc">{menu}</TD><TD valign="top">{main}</TD></TR></TABLE></BODY></HTML>'
        )


OTHER = (
    '<TR><TD nowrap>R8.5.1<TD><A HREF="/kankyo/link.html">リンク集を更新しました</A>\n'
    '<TR><TD nowrap>R8.4.2<TD><A HREF="/kankyo/about.html">組織の名前が変わりました</A>\n'
)
PORTAL = YearPagesSjis(
    family="year_pages_sjis", language="ja", news=f"{NEWS}/index.html", name="県環境部",
    **place(invent("ja", 42, newest=date(2026, 10, 9), step=33, first=12), path_of),
    pages={
        "about": "/kankyo/about.html", "contact": "/kankyo/toiawase.html", "staff": "/kankyo/soshiki.html", "questions": "/kankyo/qa.html",
        "legal": "/kankyo/menseki.html", "gallery": "/kankyo/shashin.html", "calendar": "/kankyo/gyoji.html", "register": "/kankyo/daicho.html",
        "sitemap": "/kankyo/link.html",
    },
)  # fmt: skip
