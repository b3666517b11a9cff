# ruff: noqa: E501 - markup reads better in one line
"""Page designs made by chance: what a portal may look like after a redesign that nobody has thought of."""

from __future__ import annotations

import random
from datetime import date, timedelta

from stories import Story

STYLES = ("semantic", "foreign", "modules", "hashes", "utility", "ids", "bare")
_WORDS = {
    "wrap": ("wrapper", "site", "page", "khung"), "main": ("main", "content-area", "inner", "trai"),
    "box": ("detail", "news-view", "chitiet", "single"), "title": ("title", "headline", "tieude", "subject"),
    "meta": ("meta", "info", "line", "thongtin"), "date": ("date", "time", "ngay", "pub"),
    "author": ("author", "byline", "nguon", "writer"), "body": ("body", "text", "noidung", "article-content"),
    "side": ("side", "right-col", "cot-phai", "widgets"), "related": ("related", "more-news", "tinkhac", "others"),
    "comments": ("comments", "binhluan", "replies", "thread"), "clock": ("today", "clock", "now", "homnay"),
    "share": ("share", "tools", "chia-se", "social"), "banner": ("banner", "ad", "promo", "qc"),
}  # fmt: skip
_FOREIGN = ("zw", "nr", "bt", "lb", "xq", "qy", "ms", "tj", "wz", "gd", "hb", "dk", "yj", "pl", "sj", "ly")
_UTILITIES = ("d-flex", "mb-3", "mt-2", "col-md-8", "row", "p-4", "text-sm", "fw-bold", "col-12", "py-2", "w-100")


class Layout:
    """A design: one form for all stories of a portal, whatever their number and length."""

    def __init__(self, seed: int) -> None:
        chance = self.chance = random.Random(seed)
        self.seed = seed
        self.style = chance.choice(STYLES)
        self.names = {role: self._name(role, number) for number, role in enumerate(_WORDS)}
        self.form = chance.randint(0, 1)
        self.depth = chance.randint(0, 4)
        self.title_tag = chance.choice(["h1", "h1", "h2", "h3", "div", "p", "span", "td"])
        self.decoys = chance.randint(0, 2)
        self.date_tag = chance.choice(["div", "span", "p", "li", "time", "em"])
        self.date_place = chance.choice(["after title", "after title", "before title", "after body", "with author"])
        self.label = chance.choice(["", "", "published", "rest"])
        self.body_tag = chance.choice(["div", "div", "section", "article", "td"])
        self.paragraph = chance.choice(["p", "p", "div", "br"])
        self.side = chance.choice(["", "before", "after", "after"])
        self.related = chance.choice(["", "ul", "div"])
        self.has_comments = chance.random() < 0.4
        self.has_clock = chance.random() < 0.5
        self.has_banner = chance.random() < 0.4
        self.has_author = chance.random() < 0.6
        self.picture = chance.choice(["in", "above", ""])
        self.share = chance.choice(["", "in", "after"])
        self.kicker = chance.random() < 0.3

    def __call__(self, story: Story, today: date) -> str:
        inner = self._story(story)
        for level in range(self.depth):
            role = ("main", "wrap", "main", "wrap")[level]
            inner = f"<div{self._attributes(role, story, level)}>{inner}</div>"
        side = self._side(story) if self.side else ""
        inner = f"{side}{inner}" if self.side == "before" else f"{inner}{side}"
        clock = (
            f"<div{self._attributes('clock', story)}>{story.tongue.dates[self.form](today)}</div>"
            if self.has_clock
            else ""
        )
        heads = "".join(f"<h1>{text}</h1>" for text in ("Ministry of Rivers", story.tongue.related)[: self.decoys])
        lang = story.tongue.tag
        return (
            f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Ministry</title></head><body>'
            f"<div>{heads}{clock}<ul><li><a href=/a>A</a></li><li><a href=/b>B</a></li></ul></div>{inner}"
            f"<div>© 2019 Ministry</div></body></html>"
        )

    # the parts

    def _story(self, story: Story) -> str:
        title = self._element(
            self.title_tag,
            "title",
            story,
            f"<em>{story.tongue.related}</em> {story.title}" if self.kicker else story.title,
        )
        when = self._date(story)
        parts = {
            "after title": [title, when, self._body(story)],
            "before title": [when, title, self._body(story)],
            "after body": [title, self._body(story), when],
            "with author": [title, self._meta(story, when), self._body(story)],
        }[self.date_place]
        if self.has_banner and story.number % 2:  # what only some stories have moves the others
            parts.insert(1, self._element("div", "banner", story, "<p>&nbsp;</p>"))
        if self.has_author and self.date_place != "with author":
            parts.append(self._element("p", "author", story, story.author))
        if self.related:
            parts.append(self._related(story))
        if self.has_comments:
            parts.append(self._comments(story))
        return f"<div{self._attributes('box', story)}>{''.join(parts)}</div>"

    def _date(self, story: Story) -> str:
        printed = story.tongue.dates[self.form](story.day)
        told = {"": printed, "published": f"{story.tongue.published}: {printed}", "rest": f"{printed} | 1204 | A+ A-"}[
            self.label
        ]
        tag = "span" if self.date_place == "with author" and self.date_tag == "p" else self.date_tag
        return self._element(tag, "date", story, told)

    def _meta(self, story: Story, when: str) -> str:
        author = self._element("span", "author", story, story.author) if self.has_author and story.number % 3 else ""
        return self._element("ul" if self.date_tag == "li" else "div", "meta", story, f"{author} {when}")

    def _body(self, story: Story) -> str:
        if self.paragraph == "br":
            text = "<br><br>".join(story.paragraphs)
        else:
            text = "".join(f"<{self.paragraph}>{each}</{self.paragraph}>" for each in story.paragraphs)
        picture = f'<img src="{story.image}">' if self.picture else ""
        share = self._element("div", "share", story, "<a href=#f>f</a> <a href=#x>x</a>") if self.share else ""
        inside = (picture if self.picture == "in" else "") + text + (share if self.share == "in" else "")
        outside = picture if self.picture == "above" else ""
        return outside + self._element(self.body_tag, "body", story, inside) + (share if self.share == "after" else "")

    def _related(self, story: Story) -> str:
        item = "li" if self.related == "ul" else "div"
        told = "".join(
            f"<{item}><a href='/story/{number}.html'>{title}</a> <span>{story.tongue.dates[self.form](day)}</span></{item}>"
            for number, (title, day) in enumerate(story.told)
        )
        return f"<h4>{story.tongue.related}</h4>" + self._element(self.related, "related", story, told)

    def _side(self, story: Story) -> str:
        told = "".join(
            f"<div>{self._element('h3', 'title' if self.style == 'hashes' else 'related', story, title)}<p>{story.tongue.dates[self.form](day)}</p></div>"
            for title, day in story.told
        )
        return self._element("div", "side", story, told)

    def _comments(self, story: Story) -> str:
        when = story.tongue.dates[self.form](story.day + timedelta(days=2))
        return self._element(
            "div", "comments", story, f"<div><b>Reader</b> <span>{when}</span><p>{story.paragraphs[0][:70]}</p></div>"
        )

    # names

    def _element(self, tag: str, role: str, story: Story, inner: str) -> str:
        if tag == "td":
            return f"<table><tr><td{self._attributes(role, story)}>{inner}</td></tr></table>"
        return f"<{tag}{self._attributes(role, story)}>{inner}</{tag}>"

    def _attributes(self, role: str, story: Story, level: int = 0) -> str:
        name = self.names[role]
        if not name:
            return ""
        if self.style == "ids":
            return f' id="ctl{story.number % 5 + level}0_{role}_{name}"'
        return f' class="{name}"'

    def _name(self, role: str, number: int) -> str:
        chance = self.chance
        noise = "".join(chance.choice("abcdefghkmnpqrstuvwxyzABCDEFGHKLMN23456789") for _ in range(5))
        return {
            "semantic": chance.choice(_WORDS[role]),
            "foreign": f"{_FOREIGN[number]}{chance.choice(_FOREIGN)}-{chance.choice(['box', 'con', 'l', 'list'])}",
            "modules": f"News_{chance.choice(_WORDS[role]).replace('-', '')}__{noise[:4]}{chance.randint(0, 9)}",
            "hashes": f"css-{chance.randint(1, 9)}{noise.lower()}",
            "utility": " ".join(chance.sample(_UTILITIES, 2)) if chance.random() < 0.8 else "",
            "ids": f"lbl{chance.choice(_WORDS[role]).replace('-', '').title()}",
            "bare": "",
        }[self.style]
