"""Thai ministries on Laravel: /news/detail/7001, ?page=, Buddhist years, staff under addresses that look the same."""

# ruff: noqa: E501 - a line of markup is one line
from __future__ import annotations

from datetime import date

from formats import asked, media
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from web import Answer, Request
from wordings import month

SHOWN = 9
SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def path_of(story: Story) -> str:
    return f"/news/detail/{7_041 - story.number}"


def printed(day: date, *, thai_digits: bool = False) -> str:
    text = f"{day.day} {month('th', day.month)} {day.year + 543}"
    return text.translate(DIGITS) if thai_digits else text


class ThaiLaravel(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path == "/":
            return self.page("หน้าแรก", self.cover())
        if path == "/news":
            return self.page("ข่าวประชาสัมพันธ์", self.listing(given))
        if path == "/procurement":
            return self.page("จัดซื้อจัดจ้าง", self.procurement(given))
        if path.startswith("/personnel/detail/"):
            return self.page("บุคลากร", self.person(path))
        if story := self.story_at(path):
            return self.page(story.title, self.story(story))
        return self.page(self.label(name), self.plain(name)) if (name := path.strip("/")) in PLAIN else media(path)

    def cover(self) -> str:
        """A carousel that prints each headline three times."""
        slides = "".join(
            f'<div class="slide"><a href="{s.path}"><img alt="{s.title}" src="/media/s.jpg"></a><a href="{s.path}"><h4>{s.title}</h4></a>'
            f'<a href="{s.path}" title="{s.title}">อ่านต่อ</a></div>'
            for s in self.out[:5]
        )
        return f'<div class="owl-carousel">{slides}</div><p>Loading...</p>'

    def listing(self, given: dict[str, str]) -> str:
        number = int(given.get("page") or 1)
        cards = "".join(self.card(s) for s in self.out[(number - 1) * SHOWN : number * SHOWN])
        last = -(-len(self.out) // SHOWN)
        pages = "".join(
            f'<li class="page-item"><a class="page-link" href="{self.base}/news?page={n}">{n}</a></li>'
            if n != number else f'<li class="page-item active"><span class="page-link">{n}</span></li>'
            for n in range(1, last + 1)
        )  # fmt: skip
        forth = (
            f'<li><a class="page-link" href="{self.base}/news?page={number + 1}" rel="next" aria-label="Next »">›</a></li>'
            if number < last
            else ""
        )
        return f'<h2>ข่าวประชาสัมพันธ์</h2><div class="row">{cards}</div><ul class="pagination">{pages}{forth}</ul>'

    def card(self, story: Story) -> str:
        day = f"{story.day.day} {SHORT[story.day.month - 1]} {(story.day.year + 543) % 100}"
        return (
            f'<div class="col-md-4 card"><a href="{self.base}{path_of(story)}"><img src="/media/n.jpg"></a>'
            f'<div class="card-body"><small>{day}</small><h5><a href="{self.base}{path_of(story)}">{story.title}</a></h5></div></div>'
        )

    def procurement(self, given: dict[str, str]) -> str:
        number = int(given.get("page") or 1)
        rows = "".join(
            f"<tr><td>{printed(date(2026, 11 - n % 9, 3 + n))}</td><td>ประกาศประกวดราคาจ้างเหมาเลขที่ {number * 20 + n}/2569</td>"
            f'<td><a href="/media/bid-{number}-{n}.pdf">ดาวน์โหลด</a></td></tr>'
            for n in range(9)
        )
        forth = f'<a href="/procurement?page={number + 1}" rel="next">›</a>' if number < 3 else ""
        return f"<h2>ประกาศจัดซื้อจัดจ้าง</h2><table>{rows}</table>{forth}"

    def person(self, path: str) -> str:
        number = path.rpartition("/")[2]
        return f'<h2>นายสมชาย ที่ {number}</h2><p><img src="/media/p{number}.jpg"></p><p>ผู้อำนวยการกอง โทร 0 2555 01{number}</p>'

    def story(self, story: Story) -> str:
        return (
            f'<div class="news-detail"><h3>{story.title}</h3><div class="meta">วันที่ {printed(story.day, thai_digits=story.number % 2 == 0)}'
            f" จำนวนผู้เข้าชม {300 - story.number}</div><div class='font-tools'>ขนาดอักษร ก ก ก</div><div class='content'>{story.body}</div></div>"
        )

    def page(self, title: str, main: str) -> Answer:
        menu = '<li><a href="/news">ข่าวประชาสัมพันธ์</a></li><li><a href="/procurement">จัดซื้อจัดจ้าง</a></li>'
        menu += "".join(f'<li><a href="/{kind}">{self.label(kind)}</a></li>' for kind in PLAIN)
        menu += "".join(f'<li><a href="/personnel/detail/{n}">ผู้บริหาร {n}</a></li>' for n in (11, 12, 13))
        return Answer(
            f'<!DOCTYPE html><html lang="th"><head><title>{title} | กระทรวงสิ่งแวดล้อม</title></head><body><header><ul>{menu}</ul></header>'
            f"<main>{main}</main><footer>เปลี่ยนการแสดงผล C C C</footer></body></html>"
        )


PORTAL = ThaiLaravel(family="thai_laravel", language="th", **place(invent("th", 41, step=6), path_of, later=1))
