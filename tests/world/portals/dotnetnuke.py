"""DotNetNuke: /News/tabid/87/…, stories by articleId, pages by currentpage, and the same page under many names.

Traps: a story answers at its friendly address, under `/tabid/87/ctl/ArticleView/mid/412/` and with any slug; every link
to log in carries the page it stands on; `/language/fr-FR/` shows the same English page; each story can be sent, rated and
printed at addresses of its own; below the stories stands an endless row of "events" by month.
"""
# ruff: noqa: E501 - markup

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

from formats import number
from invented import invent, place
from portal import Story
from sites import Cms
from web import Answer, Request
from wordings import month

LIST = "/News/tabid/87/Default.aspx"
SHOWN = 9


def number_of(story: Story) -> int:
    return 640 - story.number * 3


def path_of(story: Story) -> str:
    return f"/News/ArticleView/articleId/{number_of(story)}/{story.slug(60)}"


def other_addresses(story: Story) -> tuple[str, ...]:
    return (
        f"/News/tabid/87/ctl/ArticleView/mid/412/articleId/{number_of(story)}/{story.slug(60)}.aspx",
        f"/Default.aspx?tabid=87&articleType=ArticleView&articleId={number_of(story)}",
        f"/News/tabid/87/ctl/PrintArticle/mid/412/articleId/{number_of(story)}/Default.aspx",
    )


class DotNetNuke(Cms):
    def route(self, path: str, given: dict[str, str], request: Request) -> str | Answer | None:
        path = re.sub(r"/language/\w\w-\w\w", "", path)
        if path in {"/", "/Default.aspx", "/Home/tabid/36/Default.aspx"} and "articleId" not in given:
            return self.frame(
                "Home", f"<h2>Latest</h2>{''.join(self.item(story, at) for at, story in enumerate(self.out[:4]))}"
            )
        if path == LIST or path.startswith("/News/tabid/87/currentpage/"):
            return self.listing(int(path.split("/")[5]) if "currentpage" in path else 1)
        if path == "/Events/tabid/90/Default.aspx":
            return self.events(number(given, "month"))
        found = re.search(r"articleid/(\d+)", path.lower())
        told = found[1] if found else given.get("articleId")
        story = next((story for story in self.out if str(number_of(story)) == told), None)
        return self.story(story, printed="/PrintArticle/" in path) if story and "/Rate/" not in path else None

    def listing(self, page: int) -> str | None:
        count = -(-len(self.out) // SHOWN)
        if not 1 <= page <= count:
            return None
        rows = "".join(self.item(story, 2) for story in self.out[(page - 1) * SHOWN : page * SHOWN])
        pages = "".join(
            f'<a class="NormalDisabled">{n}</a> ' if n == page
            else f'<a class="CommandButton" href="/News/tabid/87/currentpage/{n}/Default.aspx">{n}</a> '
            for n in range(1, count + 1)
        )  # fmt: skip
        return self.frame(
            "News",
            f'<div id="dnn_ctr412_ContentPane">{rows}</div><div class="PagingTable">Page {page} of {count} {pages}</div>',
        )

    def item(self, story: Story, at: int) -> str:
        path = (story.others[0], story.others[1].replace("&", "&amp;"), story.path)[at % 3]
        return (
            f'<div class="Normal article"><span class="Head"><a href="{path}">{story.title}</a></span> <span class="SubHead">{printed(story)}</span>'
            f'<p>{story.teaser} <a href="{path}">Read more...</a></p></div>'
        )

    def story(self, story: Story, *, printed: bool) -> str:
        main = (
            f'<div id="dnn_ctr412_ArticleView"><h1 class="Head">{story.title}</h1><div class="posted">Posted by host on {printed_at(story)}</div>'
            f'<div class="Normal">{story.body}</div>'
        )
        if printed:
            return f"<html><head><title>{story.title}</title></head><body>{main}</div></body></html>"
        tools = (
            f'<a href="{story.others[2]}">Print</a> <a href="/News/tabid/87/ctl/Rate/mid/412/articleId/{number_of(story)}/Default.aspx">Rate this</a>'
            f' <a href="mailto:?subject=x">Send</a> <a href="/News/tabid/87/language/fr-FR/Default.aspx">Français</a>'
        )
        return self.frame(story.title, f"{main}<div class='tools'>{tools}</div></div>", story.path)

    def events(self, at: int) -> str:
        links = f'<a href="/Events/tabid/90/Default.aspx?month={at + 1}">Next month</a>'
        return self.frame("Events", f"<h1>Events, month {at + 1}</h1><p>There are no events.</p>{links}")

    def frame(self, title: str, main: str, head: str = LIST) -> str:
        back = quote(head or LIST, safe="").lower()
        return (
            f'<!DOCTYPE html><html lang="en-US"><head><title>{title} - Ministry of Environment</title><meta name="generator" content="DotNetNuke"></head>'
            f'<body id="Body"><form method="post" action="/Default.aspx?tabid=87" id="Form"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUK">'
            f'<ul id="dnnMenu">{self.menu()}<li><a href="/Events/tabid/90/Default.aspx">What is on</a></li></ul><a class="SkinObject" href="/Login/tabid/40/Default.aspx?returnurl={back}">Login</a>'
            f'<div id="dnn_ContentPane">{main}</div><span class="SkinObject">Copyright 2026 by the ministry</span></form></body></html>'
        )


def printed(story: Story) -> str:
    return f"{story.day.day} {month('en', story.day.month)} {story.day.year}"


def printed_at(story: Story) -> str:
    return f"{month('en', story.day.month)} {story.day.day}, {story.day.year} 09:41"


PORTAL = DotNetNuke(
    family="dotnetnuke", language="en", news=LIST, name="Ministry of Environment",
    **place(invent("en", 40, newest=date(2026, 2, 20), first=11), path_of, others=other_addresses),
    pages={
        "about": "/AboutUs/tabid/52/Default.aspx", "contact": "/ContactUs/tabid/53/Default.aspx", "staff": "/AboutUs/Directory/tabid/54/Default.aspx",
        "questions": "/FAQ/tabid/55/Default.aspx", "legal": "/Terms.aspx", "gallery": "/Photos/tabid/56/Default.aspx", "laws": "/Legislation/tabid/57/Default.aspx",
        "search": "/SearchResults.aspx", "login": "/Login/tabid/40/Default.aspx", "sitemap": "/SiteMap/tabid/58/Default.aspx",
    },
)  # fmt: skip
