"""NukeViet: /vi/news/<category>/<slug>-<id>.html, pages /trang-2.html, an archive by day that never ends.

Traps: the calendar of the day archive (`index.php?language=vi&nv=news&op=news/02-03-2021-0`) goes on in both directions
and answers 200 for empty days; print copies and files to save beside each story; tags; the module of laws has pages of
the same form as stories (`/vi/laws/detail/…-12/`), dated, that are no news; the feed gives ten with a session's parameter.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

import datetime as dt
import re
from datetime import date

from formats import rss
from invented import invent, place
from ordinary import sentences
from portal import Story
from sites import Cms
from web import Answer, Request
from wordings import WORDINGS

CATEGORIES = {"tin-hoat-dong": "Tin hoạt động", "moi-truong": "Môi trường", "thong-bao": "Thông báo"}
NAMES = tuple(CATEGORIES)
PER_PAGE = 8


def path_of(story: Story) -> str:
    return f"/vi/news/{NAMES[story.number % 3]}/{story.slug(80)}-{420 - story.number}.html"


def other_addresses(story: Story) -> tuple[str, ...]:
    path = path_of(story)
    return path.replace("/vi/news/", "/vi/news/print/"), f"/index.php?language=vi&nv=news&op={path[9:-5]}"


class NukeViet(Cms):
    def route(self, path: str, query: dict[str, str], request: Request) -> str | Answer | None:
        if path in {"/", "/vi/"}:
            return self.frame("Trang chủ", "".join(map(self.item, self.out[:6])))
        if query.get("nv") == "news" and re.fullmatch(r"news/\d\d-\d\d-\d{4}-0", query.get("op", "")):
            return self.day_archive(query["op"][5:15])
        if path == "/vi/news/rss/":
            return rss(self.base, self.name, self.out[:10], "?nvsid=8f2e11d09cc34ab28f2e11d09cc34ab2")
        ident = re.search(r"-(\d+)(?:\.html)?$", query.get("op", path))
        story = next((its for its in self.out if ident and 420 - its.number == int(ident[1])), None)
        if story and ("/news/" in path or "nv" in query):
            return self.printed(story) if "/print/" in path else self.story(story)
        if path.startswith("/vi/news/"):
            return self.listing(path)
        return self.law(path)

    def listing(self, path: str) -> str | None:
        """All news, those of a category, those of a tag; the page's number stands at the end of the address."""
        parts = path.removeprefix("/vi/news/").strip("/").split("/")
        page = int(parts.pop()[6:-5]) if re.fullmatch(r"trang-\d{1,3}\.html", parts[-1]) else 1
        here = "/vi/news/" + "".join(f"{part}/" for part in parts if part)
        if parts in ([], [""]):
            its, title = list(self.out), "Tin tức"
        elif parts[0] == "tag":
            its, title = [story for story in self.out if story.number % 6 == 1], f"Tag {parts[-1]}"
        elif parts[0] in CATEGORIES:
            its, title = [story for story in self.out if f"/{parts[0]}/" in story.path], CATEGORIES[parts[0]]
        else:
            return None
        count = -(-len(its) // PER_PAGE)
        if not 1 <= page <= count:
            return None
        pager = "".join(
            f'<li><a href="{here}{f"trang-{n}.html" if n > 1 else ""}">{n}</a></li>'
            for n in range(1, count + 1)
            if n != page
        )
        after = (
            f'<li><a rel="next" title="Trang sau" href="{here}trang-{page + 1}.html">»</a></li>' if page < count else ""
        )
        rows = "".join(map(self.item, its[(page - 1) * PER_PAGE : page * PER_PAGE]))
        return self.frame(
            title,
            f'<div class="news_column panel">{rows}</div><div class="text-center"><ul class="pagination">{pager}{after}</ul></div>',
        )

    def day_archive(self, day: str) -> str:
        when = "-".join(day.split("-")[::-1])
        its = [story for story in self.out if story.date == when]
        return self.frame(
            f"Tin ngày {day}",
            f"<h1>Tin ngày {day}</h1>{''.join(map(self.item, its)) or '<p>Không có tin trong ngày này.</p>'}",
            when,
        )

    def item(self, story: Story) -> str:
        return (
            f'<div class="panel-body"><h3><a href="{story.path}" title="{story.title}">{story.title}</a></h3><div class="text-muted"><ul class="list-unstyled list-inline">'
            f'<li><em class="fa fa-clock-o"></em> {day_of(story)} 08:00</li><li>Đã xem: {story.number * 9 + 40}</li></ul></div><p>{story.teaser}</p></div>'
        )

    def story(self, story: Story) -> str:
        here = self.out.index(story)
        newer = "".join(
            f'<li><a href="{its.path}">{its.title}</a> <em>({day_of(its)})</em></li>'
            for its in self.out[max(0, here - 3) : here]
        )
        older = "".join(
            f'<li><a href="{its.path}">{its.title}</a> <em>({day_of(its)})</em></li>'
            for its in self.out[here + 1 : here + 4]
        )
        copies = f'<li><a href="{story.path.replace("/news/", "/news/print/")}" rel="nofollow" target="_blank">In ra</a></li><li><a href="{story.path.replace("/news/", "/news/savefile/")}">Lưu bài viết này</a></li>'
        return self.frame(
            story.title,
            f'<div class="news_column panel panel-default" itemtype="http://schema.org/NewsArticle" itemscope><h1 class="title margin-bottom-lg" itemprop="headline">{story.title}</h1>'
            f'<span class="time h5">{day_of(story)} 08:00</span><ul class="list-inline">{copies}</ul><div class="clearfix bodytext" id="news-bodyhtml">{story.body}</div>'
            f'<div class="news_tag">Tags: <a href="/vi/news/tag/song-ngoi/">sông ngòi</a> <a href="/vi/news/tag/rung/">rừng</a></div>'
            f'<h4>Những tin mới hơn</h4><ul class="related">{newer}</ul><h4>Những tin cũ hơn</h4><ul class="related">{older}</ul></div>',
            story.date,
        )

    def printed(self, story: Story) -> str:
        return f'<html><head><meta name="robots" content="noindex"></head><body><h1>{story.title}</h1><p>{day_of(story)} 08:00</p>{story.body}</body></html>'

    def law(self, path: str) -> str | None:
        found = re.fullmatch(r"/vi/laws/detail/quyet-dinh-so-(\d{1,2})-qd-bmt-ve-quan-ly-tai-nguyen-nuoc-\d+/", path)
        if found is None:
            return None
        cells = (
            ("Số hiệu", f"{found[1]}/QĐ-BMT"),
            ("Ngày ban hành", f"0{int(found[1]) % 9 + 1}/04/2024"),
            ("Cơ quan ban hành", "Bộ"),
            ("Trích yếu", sentences(WORDINGS["vi"])[0]),
        )
        rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in cells)
        return self.frame(
            f"Quyết định {found[1]}/QĐ-BMT",
            f'<h3 class="lawh3">Quyết định số {found[1]}/QĐ-BMT</h3><table class="table">{rows}</table>',
        )

    def plain(self, kind: str) -> str:
        return self.laws() if kind == "laws" else super().plain(kind)

    def laws(self) -> str:
        return "<table>" + "".join(
            f'<tr><td><a href="/vi/laws/detail/quyet-dinh-so-{n}-qd-bmt-ve-quan-ly-tai-nguyen-nuoc-{n}/">Quyết định số {n}/QĐ-BMT về quản lý tài nguyên nước</a></td><td>0{n % 9 + 1}/04/2024</td></tr>'
            for n in range(1, 13)
        ) + "</table>"  # fmt: skip

    def frame(self, title: str, main: str, when: str = "2026-01-20") -> str:
        try:
            month = dt.date.fromisoformat(when).replace(day=1)
        except ValueError:
            month = dt.date(2026, 1, 1)
        days = [month - dt.timedelta(days=1), *(month + dt.timedelta(days=n) for n in range(34))]
        calendar = "".join(
            f'<td><a href="/index.php?language=vi&amp;nv=news&amp;op=news/{day:%d-%m-%Y}-0">{day.day}</a></td>'
            for day in days
        )
        lists = "".join(f'<li><a href="/vi/news/{its}/">{name}</a></li>' for its, name in CATEGORIES.items())
        return (
            f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title><meta name="generator" content="NukeViet v4.5">'
            f'<link rel="alternate" type="application/rss+xml" title="Tin tức" href="/vi/news/rss/"></head><body><header><span id="clock">Thứ ba, 20/01/2026, 14:05</span>'
            f'<ul class="nav navbar-nav">{lists}{self.menu()}</ul></header><section id="body"><div class="col-md-16">{main}</div><div class="col-md-8"><table class="calendar"><tr>{calendar}</tr></table>'
            f'<div class="counter">Đang truy cập: 21 · Hôm nay: 3.114</div></div></section></body></html>'
        )


def day_of(story: Story) -> str:
    return f"{story.day:%d/%m/%Y}"


PORTAL = NukeViet(
    family="nukeviet", language="vi", news="/vi/news/", name="Sở Sông ngòi",
    **place(invent("vi", 41, newest=date(2026, 1, 9), text_only=True), path_of, later=1, others=other_addresses),
    pages={
        "about": "/vi/about/", "contact": "/vi/contact/", "staff": "/vi/about/danh-ba.html", "questions": "/vi/faq/", "legal": "/vi/siteterms/terms-and-conditions.html",
        "gallery": "/vi/photos/", "months": "/vi/lich-cong-tac/", "laws": "/vi/laws/", "search": "/vi/seek/", "login": "/vi/users/login/", "sitemap": "/vi/so-do/",
    },
)  # fmt: skip
