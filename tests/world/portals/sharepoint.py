"""SharePoint: everything is /Pages/*.aspx; a listing by category with ?p=2, the day in brackets behind the headline.

Traps: the pages of the menu have addresses of the same form, some with slugs as long as a story's; slugs are cut and end
in `--`, some hold a day (`ngay-129-2025`); each page opens with "Skip Ribbon Commands" and today's date; beyond the last
page the first one comes again; sign-in links carry the page they stand on, so every page has another one; records of
a register (`DispForm.aspx?ID=`) are dated.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

from datetime import date

from formats import number, redirect
from invented import invent, place
from ordinary import sentences
from portal import Story
from sites import Cms
from web import Answer, Request
from wordings import WORDINGS

PER_PAGE = 8
LISTS = {"Tin tức - Sự kiện": 0, "Hoạt động địa phương": 1}
MENU = {
    "chuc-nang-nhiem-vu-quyen-han-va-co-cau-to-chuc": "Chức năng, nhiệm vụ",
    "quy-trinh-tiep-nhan-va-tra-ket-qua-ho-so": "Thủ tục hành chính",
    "lich-su-hinh-thanh-va-phat-trien": "Lịch sử hình thành",
}


def path_of(story: Story) -> str:
    n, name = story.number, story.slug(72)
    return f"/Pages/{f'ban-tin-chat-luong-nuoc-ngay-{n % 28 + 1}9-2025-{name[-12:]}' if n % 11 == 5 else name + '--' * (n % 3 == 1)}.aspx"


class SharePoint(Cms):
    def route(self, path: str, query: dict[str, str], request: Request) -> str | Answer | None:
        if path == "/":
            return redirect("/Pages/home.aspx")
        name = path.removeprefix("/Pages/").removesuffix(".aspx")
        story = self.story_at(path)
        if story:
            return self.story(story)
        if name in MENU:
            text = f'<h1>{MENU[name]}</h1><div class="ms-rtestate-field">{self.prose()}</div>'
            return self.frame(MENU[name], text, path)
        return self.system_page(path, query)

    def system_page(self, path: str, query: dict[str, str]) -> str | None:
        if path == "/Pages/home.aspx":
            return self.frame("Trang chủ", "".join(map(self.item, self.out[:6])), path)
        if path.lower() == "/pages/chuyenmuc.aspx":
            return self.listing(query.get("cm", ""), number(query, "p", 1))
        if path.startswith("/_layouts/15/"):
            return self.frame("Đăng nhập", '<form method="post"><input type="password" name="p"></form>', path)
        return self.record(number(query, "ID")) if path == "/Lists/VBQPPL/DispForm.aspx" else None

    def listing(self, category: str, page: int) -> str | None:
        if category not in LISTS:
            return None
        its = [story for story in self.out if story.number % 2 == LISTS[category]]
        count = -(-len(its) // PER_PAGE)
        page = page if 1 <= page <= count else 1
        here = f"/Pages/ChuyenMuc.aspx?cm={category.replace(' ', '%20')}"
        pager = "".join(f'<a href="{here}&amp;p={n}">{n}</a> ' for n in range(1, count + 1) if n != page)
        rows = "".join(map(self.item, its[(page - 1) * PER_PAGE : page * PER_PAGE]))
        return self.frame(
            category, f'<h1>{category}</h1><div class="list">{rows}</div><div class="pager">{pager}</div>', here
        )

    def item(self, story: Story) -> str:
        return (
            f'<div class="row item"><div class="item-title firstitemknhn"><h3><a href="{story.path}">{story.title}</a> ({printed(story)})</h3></div>'
            f"<p>{story.teaser}</p></div>"
        )

    def story(self, story: Story) -> str:
        others = "".join(
            f'<li><a href="{its.path}">{its.title}</a> ({printed(its)})</li>'
            for its in self.out[2:6]
            if its is not story
        )
        return self.frame(
            story.title,
            f'<div class="news-detail"><h2 class="title">{story.title}</h2><div class="item-infor"><span>Cổng TTĐT</span> <span>{printed(story)} 08:15</span></div>'
            f'<div class="news-content"><div class="ms-rtestate-field">{story.body}</div></div>'
            f'<div class="other"><h4>Các tin khác</h4><ul>{others}</ul></div></div>',
            story.path,
        )

    def record(self, ident: int) -> str | None:
        if not 1 <= ident <= 14:
            return None
        cells = (
            ("Số ký hiệu", f"{ident}/2024/QĐ-BMT"),
            ("Ngày ban hành", f"{ident + 2:02d}/05/2024"),
            ("Người ký", "A. B."),
            ("Trích yếu", sentences(WORDINGS["vi"])[ident % 3]),
        )
        rows = "".join(
            f"<tr><td class=ms-formlabel>{name}</td><td class=ms-formbody>{value}</td></tr>" for name, value in cells
        )
        return self.frame(
            f"Văn bản {ident}", f'<table class="ms-formtable">{rows}</table>', f"/Lists/VBQPPL/DispForm.aspx?ID={ident}"
        )

    def plain(self, kind: str) -> str:
        return self.laws() if kind == "laws" else super().plain(kind)

    def laws(self) -> str:
        return "<table>" + "".join(
            f'<tr><td><a href="/Lists/VBQPPL/DispForm.aspx?ID={n}">Quyết định số {n}/2024/QĐ-BMT về việc quản lý tài nguyên nước</a></td><td>{n + 2:02d}/05/2024</td></tr>'
            for n in range(1, 15)
        ) + "</table>"  # fmt: skip

    def frame(self, title: str, main: str, here: str = "/Pages/home.aspx") -> str:
        lists = "".join(
            f'<li><a class="menu-item" href="/Pages/ChuyenMuc.aspx?cm={its.replace(" ", "%20")}">{its}</a></li>'
            for its in LISTS
        )
        menu = "".join(
            f'<li><a class="menu-item" href="/Pages/{its}.aspx">{name}</a></li>' for its, name in MENU.items()
        )
        return (
            f'<!DOCTYPE html><html dir="ltr" lang="vi-VN"><head><meta name="GENERATOR" content="Microsoft SharePoint"><meta charset="utf-8"><title>{title}</title></head>'
            f'<body><form method="post" action="{here}" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUKMTY1">'
            f'<div class="ms-hide"><a href="javascript:;">Turn on more accessible mode</a> <a>Skip Ribbon Commands</a> <a>Skip to main content</a></div>'
            f'<div id="header"><span>Thứ Ba, 20/01/2026</span> <a href="/_layouts/15/Authenticate.aspx?Source={here.replace("/", "%2F").replace("&", "%26").replace("?", "%3F")}">Sign In</a></div>'
            f'<div class="ms-core-navigation"><ul>{lists}{menu}{self.menu()}</ul></div><div id="contentBox"><div class="ms-webpart-zone">{main}</div></div>'
            f'<div class="footer">Số lượt truy cập: 1.204.331</div></form></body></html>'
        )


def printed(story: Story) -> str:
    return f"{story.day:%d/%m/%Y}"


PORTAL = SharePoint(
    family="sharepoint", language="vi", news="/Pages/ChuyenMuc.aspx?cm=Tin%20tức%20-%20Sự%20kiện", name="Bộ Sông ngòi",
    **place(invent("vi", 38, newest=date(2026, 1, 14), text_only=True), path_of),
    pages={
        "about": "/Pages/gioi-thieu.aspx", "contact": "/Pages/lien-he.aspx", "staff": "/Pages/danh-ba.aspx", "questions": "/Pages/hoi-dap.aspx",
        "legal": "/Pages/dieu-khoan.aspx", "gallery": "/Pages/thu-vien-anh.aspx", "months": "/Pages/lich-cong-tac.aspx", "laws": "/Pages/van-ban.aspx",
        "search": "/Pages/tim-kiem.aspx", "sitemap": "/Pages/so-do-cong.aspx",
    },
)  # fmt: skip
