"""ASP.NET WebForms: a GridView whose pager posts back, numbers in blocks of ten, state that the server checks."""

# ruff: noqa: E501 - a line of markup or of text is one line
from __future__ import annotations

from dataclasses import dataclass, field

from formats import asked, media
from invented import invent, place
from ordinary import PLAIN
from portal import Story
from sites import Site
from viewstate import Views
from web import Answer, Request

GRID = "ctl00$ContentPlaceHolder1$gvRelease"
SHOWN = 5
MINISTRIES = ("All Ministries", "Environment, Forest and Climate Change")


def path_of(story: Story) -> str:
    return f"/PressReleasePage.aspx?PRID={2_190_400 - story.number * 311}"


def copies(story: Story) -> tuple[str, ...]:
    number = path_of(story).rpartition("=")[2]
    return (f"/PressReleseDetail.aspx?PRID={number}&reg=3&lang=1", f"/PressReleaseIframePage.aspx?PRID={number}")


@dataclass(kw_only=True)
class WebForms(Site):
    views: Views = field(default_factory=Views)

    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path in {"/", "/Default.aspx"}:
            return self.page("/Default.aspx", "Home", self.home_page(), {})
        if path == "/AllRelease.aspx":
            return self.listing(request, given)
        if path == "/PressReleaseIframePage.aspx":
            story = self.story_at(request.path)
            return Answer(f"<html><body>{self.release(story)}</body></html>") if story else None
        if story := self.story_at(request.path):
            return self.page(request.path, story.title, self.release(story), {})
        name = path.removeprefix("/").removesuffix(".aspx").lower()
        if name in PLAIN:
            return self.page(path, self.label(name), self.plain(name), {})
        return media(path)

    def home_page(self) -> str:
        """Other spellings of the newest ones: a region and a language that the release does not depend on."""
        latest = "".join(f'<li><a href="{story.others[0]}">{story.title}</a></li>' for story in self.out[:3])
        return f"<h2>Latest Releases</h2><ul class='latest'>{latest}</ul><p><a href='AllRelease.aspx'>View all</a></p>"

    def listing(self, request: Request, given: dict[str, str]) -> Answer:
        number = 1
        if request.method == "POST":
            if self.views.memory(given) is None:
                return Answer("<h2>Validation of viewstate MAC failed or invalid postback argument.</h2>", 500)
            number = int(given["__EVENTARGUMENT"].removeprefix("Page$") or 1)
        shown = self.out[(number - 1) * SHOWN : number * SHOWN]
        rows = "".join(
            f'<tr class="{"alt" if at % 2 else "row"}"><td><span id="ctl00_ContentPlaceHolder1_gvRelease_ctl{at + 2:02d}_lblDate">'
            f'{story.day:%d %b %Y}</span></td><td><a href="{story.path[1:]}">{story.title}</a></td></tr>'
            for at, story in enumerate(shown)
        )
        options = "".join(f"<option value='{at}'>{name}</option>" for at, name in enumerate(MINISTRIES))
        select = (
            "<select name='ctl00$ContentPlaceHolder1$ddlMinistry' "
            f"onchange=\"javascript:setTimeout('__doPostBack(\\'ctl00$ContentPlaceHolder1$ddlMinistry\\',\\'\\')', 0)\">{options}</select>"
        )
        main = (
            f"<h1>Press Releases</h1>{select}<div><table class='grid' id='ctl00_ContentPlaceHolder1_gvRelease'>"
            f"<tr><th>Date</th><th>Subject</th></tr>{rows}<tr class='pager'><td colspan='2'><table><tr>{self.pager(number)}</tr></table></td></tr></table></div>"
        )
        return self.page("./AllRelease.aspx", "All Releases", main, {"page": number})

    def pager(self, number: int) -> str:
        last = -(-len(self.out) // SHOWN)
        start = (number - 1) // 10 * 10 + 1
        stop = min(start + 9, last)
        cells = [self.cell(n, str(n), here=n == number) for n in range(start, stop + 1)]
        before = [self.cell(start - 1, "...")] if start > 1 else []
        after = [self.cell(stop + 1, "...")] if stop < last else []
        return "".join(before + cells + after)

    def cell(self, number: int, label: str, *, here: bool = False) -> str:
        if here:
            return f"<td><span>{label}</span></td>"
        return f"<td><a href=\"javascript:__doPostBack('{GRID}','Page${number}')\">{label}</a></td>"

    def release(self, story: Story) -> str:
        number = path_of(story).rpartition("=")[2]
        return (
            f'<div class="innner-page-main-about-us-content-right-part"><div id="MinistryName">Ministry of Environment</div>'
            f'<h2 id="Titleh2">{story.title}</h2><div id="PrDateTime">Posted On: {story.day.day} {story.day:%b %Y}'.replace(
                f"{story.day:%b}", f"{story.day:%b}".upper()
            )
            + f' 4:0{story.number % 10}PM by PIB Alderney</div>{story.body}<p>***</p><p>(Release ID: <span id="ReleaseId">{number}</span>)'
            f' Visitor Counter : <span id="lblViews">{90 + story.number}</span></p>'
            f'<a href="PressReleaseIframePage.aspx?PRID={number}" target="_blank">Print</a></div>'
        )

    def page(self, action: str, title: str, main: str, memory: dict) -> Answer:
        menu = "".join(f'<li><a href="{kind.title()}.aspx">{self.label(kind)}</a></li>' for kind in PLAIN)
        menu = f'<ul class="menu"><li><a href="AllRelease.aspx">Press Releases</a></li>{menu}</ul>'
        language = "<a href=\"javascript:__doPostBack('ctl00$lnkHindi','')\">हिन्दी</a>"
        form = self.views.form(action.replace("&", "&amp;"), f"{language}{menu}<div id='content'>{main}</div>", memory)
        return Answer(
            f"<!DOCTYPE html><html lang='en'><head><title>{title} | Press Bureau</title></head><body>{form}</body></html>"
        )


PORTAL = WebForms(family="webforms", **place(invent("en", 57, step=4), path_of, others=copies))
