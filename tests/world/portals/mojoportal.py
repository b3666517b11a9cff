"""mojoPortal, the Vietnamese fork: /slug and ViewPost.aspx beside it, the day before the body, a form for comments.

Traps: related links with their days stand ABOVE the body; one story is also /Article/ViewPost.aspx?pageid=&itemid=&mid=
under the menu's two numbers; a visitor's comments below each story are dated; weather of two cities in every page; the
list's pager is `?pagenumber=`; further stories come by a script's POST (nothing that the pager does not name).
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

from datetime import date

from formats import number
from invented import invent, place
from portal import Story
from sites import Cms
from web import Answer, Request

PER_PAGE = 8
WEEK = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
LISTS = {"/tin-tuc": (0, 1, 2), "/hoat-dong-cua-bo": (2, 3)}


def other_addresses(story: Story) -> tuple[str, ...]:
    return tuple(
        f"/Article/ViewPost.aspx?pageid={page}&itemid={700 - story.number}&mid={mid}"
        for page, mid in ((5, 31), (9, 44))
    )


class MojoPortal(Cms):
    def route(self, path: str, query: dict[str, str], request: Request) -> str | Answer | None:
        if path == "/":
            return self.frame(
                "Trang chủ",
                f'<div class="list-article">{"".join(self.item(its, short=True) for its in self.out[:5])}</div>',
            )
        if path in LISTS:
            return self.listing(path, number(query, "pagenumber", 1))
        if path == "/Article/ViewPost.aspx/SearchOrtherArticle":
            return Answer('{"d": ""}', type="application/json") if request.method == "POST" else None
        if path == "/Article/ViewPost.aspx":
            story = next((its for its in self.out if str(700 - its.number) == query.get("itemid")), None)
        else:
            story = self.story_at(path)
        return self.story(story) if story else None

    def of(self, path: str) -> list[Story]:
        return [story for story in self.out if story.number % 4 in LISTS[path]]

    def listing(self, path: str, page: int) -> str | None:
        its = self.of(path)
        count = -(-len(its) // PER_PAGE)
        if not 1 <= page <= count:
            return None
        pager = "".join(
            f'<a class="ModulePager" href="{path}?pagenumber={n}">{n}</a> ' for n in range(1, count + 1) if n != page
        )
        after = (
            f'<a class="ModulePager" title="Next to Page {page + 1}" href="{path}?pagenumber={page + 1}">&gt;</a>'
            if page < count
            else ""
        )
        rows = "".join(map(self.item, its[(page - 1) * PER_PAGE : page * PER_PAGE]))
        return self.frame(
            "Tin tức", f'<div class="list-article listTin">{rows}</div><div class="blogpager">{pager}{after}</div>'
        )

    def item(self, story: Story, *, short: bool = False) -> str:
        at = story.number
        path = story.others[at % 2].replace("&", "&amp;") if short and story.others else story.path
        return (
            f'<div class="article-thongbao"><div class="img-article"><a href="{path}"><img src="/Data/Images/{at}.jpg"></a></div><div class="info-article">'
            f'<h3 class="article-title"><a href="{path}" title="{story.title}">{story.title}</a></h3><div class="article-date"><ul class="list-inline"><li>{clock(story)}</li>'
            f'<li>{at * 13 + 21} lượt xem</li></ul></div><div class="summary-article">{story.teaser}</div></div></div>'
        )

    def story(self, story: Story) -> str:
        at, here = story.number, self.out.index(story)
        above = "".join(
            f'<li><a href="{its.path}">{its.title}</a> <span class="bdate-other-article">({short_day(its)})</span></li>'
            for its in self.out[here + 1 : here + 3]
        )
        below = "".join(
            f'<li><a href="{its.path}">{its.title}</a> <span class="bdate-other-article">({short_day(its)})</span></li>'
            for its in self.out[here + 3 : here + 8]
        )
        return self.frame(
            story.title,
            f'<h2 class="articletitle">{story.title}</h2><div id="tuongphan">Tương phản: <a>A</a> <a>A</a></div><div class="left-article-more"><img src="/Data/Images/special/post-clock.png">'
            f'<span class="left-article-more-container">{clock(story)} | Đã xem: <span class="texthit">{at * 13 + 21}</span></span></div>'
            f'<div class="right-article-more"><a class="fontMinus">Giảm cỡ chữ</a> <a class="fontPlus">Tăng cỡ chữ</a> <a href="{story.path}?print=1">In bài viết</a></div>'
            f'<div class="sapo"><b>{story.paragraphs[0]}</b></div><ul class="ulActiveReference">{above}</ul>'
            f'<div id="article_text" class="articletext">{story.body}</div><div class="article-author"><b><i>Minh Khôi</i></b></div>'
            f'<div class="tags-detail"><a href="/Article/Tags.aspx?tag=nuoc">nước</a> <a href="/Article/Tags.aspx?tag=rung">rừng</a></div>'
            f'<div class="bcommentpanel"><h3>Ý kiến bạn đọc</h3><div class="articlecomments"><p>Rất hay. <i>21/01/2026 09:10</i></p></div><form method="post"><label>Họ tên</label><input name="n"><textarea></textarea>'
            f"<button>Gửi bình luận</button></form><p>Cảm ơn bạn đã đăng nhận xét, ban biên tập sẽ kiểm duyệt và đăng.</p></div>"
            f'<div class="divorther"><div class="divorthertitle">Tin bài liên quan</div><ul class="ul-ortherArticleReference">{below}</ul><a id="more" href="#">Xem thêm</a></div>',
        )

    def frame(self, title: str, main: str, head: str = "") -> str:
        return (
            f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title} - Cổng thông tin</title>{head}</head><body class="pagebody"><form id="aspnetForm" method="post">'
            f'<div class="top-date">Thứ Ba, 20/01/2026</div><div class="weather">Hà Nội: 22°C Thừa Thiên Huế: 25°C</div><ul class="sf-menu">'
            f'<li><a href="/hoat-dong-cua-bo">Hoạt động của Bộ</a></li>{self.menu()}</ul></form><div class="center-rightmargin">{main}</div>'
            f'<table class="tbl-thongke"><tr><td>Online hiện tại</td><td>14</td></tr><tr><td>Truy cập hôm nay</td><td>2.031</td></tr></table></body></html>'
        )


def clock(story: Story) -> str:
    return f"{WEEK[story.day.weekday()]}, {story.day:%d/%m/%Y}, 08:30 (GMT+7)"


def short_day(story: Story) -> str:
    return f"{story.day:%d/%m/%Y}"


PORTAL = MojoPortal(
    family="mojoportal", language="vi", news="/tin-tuc", name="Tổng cục Sông ngòi",
    **place(invent("vi", 36, newest=date(2026, 1, 13), text_only=True), lambda story: f"/{story.slug(110)}", others=other_addresses),
    pages={
        "about": "/gioi-thieu", "contact": "/lien-he", "staff": "/danh-ba-dien-tu", "questions": "/hoi-dap", "legal": "/dieu-khoan-su-dung", "gallery": "/thu-vien-anh",
        "months": "/lich-cong-tac", "laws": "/van-ban-quy-pham-phap-luat", "search": "/SearchResults.aspx", "login": "/Secure/Login.aspx", "sitemap": "/SiteMap.aspx",
    },
)  # fmt: skip
