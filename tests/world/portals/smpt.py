"""SMPT_Publishing: stories and pages of the menu alike are /slug-<id>.htm; each story has a print page on the side.

Traps: the number alone counts: a headline edited later left its old slug on the home page; the print page
(`pInTinTuc.aspx?ItemID=`) is the story without chrome; numbers that are gone answer 200 with "not found"; two columns
share their stories; the pager adds `?trang=` and the page after the last is empty.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

import re
from datetime import date

from formats import number
from invented import invent, place
from portal import Story
from sites import Cms
from web import Answer, Request

PER_PAGE = 9
FIRST = 4800
PRINT = "/SMPT_Publishing_UC/KhaiThac/TinTuc/pInTinTuc.aspx?ItemID="
COLUMNS = {
    "/tin-tuc-su-kien.htm": "Tin tức - Sự kiện",
    "/tin-noi-bat.htm": "Tin nổi bật",
    "/tin-dia-phuong.htm": "Tin địa phương",
}
SITE = {
    "co-cau-to-chuc-31": "Cơ cấu tổ chức",
    "chuc-nang-nhiem-vu-32": "Chức năng nhiệm vụ",
    "quy-che-lam-viec-cua-cuc-33": "Quy chế làm việc của Cục",
}


def path_of(story: Story) -> str:
    return f"/{story.slug(90)}-{FIRST - story.number}.htm"


def other_addresses(story: Story) -> tuple[str, ...]:
    return f"{PRINT}{FIRST - story.number}", f"/tin-chua-dat-ten-{FIRST - story.number}.htm"


class Smpt(Cms):
    def route(self, path: str, query: dict[str, str], request: Request) -> str | Answer | None:
        if path == "/":
            return self.frame(
                "Cục Quản lý nước", "".join(self.item(its, edited=n % 3 == 1) for n, its in enumerate(self.out[:8]))
            )
        if path in COLUMNS:
            return self.listing(path, number(query, "trang", 1))
        ident = query.get("ItemID") or "".join(re.findall(r"-(\d+)\.htm$", path))
        if path[1:].removesuffix(".htm") in SITE:
            title = SITE[path[1:].removesuffix(".htm")]
            return self.frame(title, f'<h1 class="title">{title}</h1><div class="noidung">{self.prose()}</div>')
        story = next((its for its in self.out if str(FIRST - its.number) == ident), None)
        if story:
            return self.printed(story) if path.endswith("pInTinTuc.aspx") else self.story(story)
        return (
            self.frame("Thông báo", "<h1>Không tìm thấy nội dung</h1><p>Bài viết không tồn tại hoặc đã bị xóa.</p>")
            if ident
            else None
        )

    def of(self, column: str) -> list[Story]:
        keep = {"/tin-tuc-su-kien.htm": (0, 1, 2, 4), "/tin-noi-bat.htm": (1, 4), "/tin-dia-phuong.htm": (3, 4)}[column]
        return [story for story in self.out if story.number % 5 in keep]

    def listing(self, column: str, page: int) -> str:
        its = self.of(column)
        rows = "".join(map(self.item, its[(page - 1) * PER_PAGE : page * PER_PAGE])) or "<p>Chưa có tin.</p>"
        count = -(-len(its) // PER_PAGE)
        pager = "".join(f'<li><a href="{column}?trang={n}">{n}</a></li>' for n in range(1, count + 1) if n != page)
        after = f'<li><a href="{column}?trang={page + 1}">Trang sau</a></li>' if page <= count else ""
        return self.frame(
            COLUMNS[column],
            f'<h1>{COLUMNS[column]}</h1><div class="danhsach">{rows}</div><ul class="phantrang">{pager}{after}</ul>',
        )

    def item(self, story: Story, *, edited: bool = False) -> str:
        path = story.others[1] if edited and story.others else story.path
        return (
            f'<div class="tinbai"><a href="{path}"><img src="/Image/{story.number}.jpg" alt=""></a><h3><a href="{path}" title="{story.title}">{story.title}</a></h3>'
            f'<span class="ngay">{" ".join(["Ngày đăng:", day_of(story)])}</span><p>{story.teaser}</p></div>'
        )

    def story(self, story: Story) -> str:
        ident = FIRST - story.number
        older = "".join(
            f'<li><a href="{its.path}">{its.title}</a> <i>({day_of(its)})</i></li>'
            for its in self.out
            if its is not story and abs(its.number - story.number) < 4
        )
        gone = (
            f'<li><a href="/tin-da-go-bo-khoi-cong-thong-tin-cua-cuc-{ident - 900}.htm">Tin đã gỡ bỏ khỏi cổng thông tin của Cục</a></li>'
            if ident % 4 == 0
            else ""
        )
        return self.frame(
            story.title,
            f'<div class="chitiet"><h1 class="title">{story.title}</h1><div class="ngay">Ngày đăng: {day_of(story)} | 08:30</div>'
            f'<a class="in" href="javascript:void(0)" onclick="window.open(\'{PRINT}{ident}\')">In bài</a> <a href="{PRINT}{ident}">Bản in</a>'
            f'<div class="noidung">{story.body}</div><p style="text-align:right"><strong>Văn phòng Cục</strong></p>'
            f'<div class="tinkhac"><h3>Tin khác</h3><ul>{older}{gone}</ul></div></div>',
        )

    def printed(self, story: Story) -> str:
        return f'<html><body onload="window.print()"><h1>{story.title}</h1><p>Ngày đăng: {day_of(story)}</p>{story.body}</body></html>'

    def frame(self, title: str, main: str, head: str = "") -> str:
        menu = "".join(f'<li><a href="/{its}.htm">{name}</a></li>' for its, name in SITE.items())
        lists = "".join(f'<li><a href="{its}">{name}</a></li>' for its, name in COLUMNS.items())
        return (
            f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title} - Cục Quản lý nước</title>{head}</head><body>'
            f'<div class="header"><div class="date">Thứ ba, ngày 20 tháng 01 năm 2026</div><ul class="nav">{lists}{menu}{self.menu()}</ul></div>'
            f'<div class="content">{main}</div><div class="footer">Đang online: 12 · Số lượt truy cập: 881.204</div></body></html>'
        )


def day_of(story: Story) -> str:
    return f"{story.day:%d/%m/%Y}"


PORTAL = Smpt(
    family="smpt", language="vi", news="/tin-tuc-su-kien.htm", name="Cục Quản lý nước",
    **place(invent("vi", 38, newest=date(2026, 1, 9), text_only=True), path_of, later=1, others=other_addresses),
    pages={
        "about": "/gioi-thieu-chung-30.htm", "contact": "/lien-he.htm", "staff": "/danh-ba.htm", "questions": "/hoi-dap.htm", "legal": "/dieu-khoan.htm",
        "gallery": "/thu-vien-anh.htm", "months": "/lich-cong-tac.htm", "laws": "/van-ban-phap-luat.htm", "search": "/tim-kiem.htm", "sitemap": "/so-do.htm",
    },
)  # fmt: skip
