# ruff: noqa: E501 - markup and news read better in one line
"""Page designs of invented portals: how they were, how they are after a redesign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from stories import TONGUES, Story

from crawler.portal import Selectors

Design = Callable[[Story, date], str]  # the story, the day on which it is asked for


def _page(story: Story, inner: str, *, head: str = "", name: str = "Ministry") -> str:
    lang = story.tongue.tag
    right = ' dir="rtl"' if lang == "ar" else ""
    return (
        f'<!doctype html><html lang="{lang}"{right}><head><meta charset="utf-8"><title>{name}</title>{head}</head>'
        f"<body>{inner}</body></html>"
    )


def _printed(story: Story, day: date, form: int = 0) -> str:
    return story.tongue.dates[form](day)


def _paragraphs(story: Story, tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in story.paragraphs)


def _related(story: Story, form: int = 0, item: str = "li", box: str = "ul") -> str:
    """The headlines and days of other stories: as known as the page's own."""
    return f"<{box}>" + "".join(
        f'<{item}><a href="/story/{number}.html">{title}</a> <span>{_printed(story, day, form)}</span></{item}>'
        for number, (title, day) in enumerate(story.told)
    ) + f"</{box}>"  # fmt: skip


def _comments(story: Story, form: int = 0) -> str:
    when = _printed(story, story.day + timedelta(days=2), form)
    return f"<h3>{story.tongue.comments}</h3><div class=comment><b>Reader 7</b> {when}<p>{story.paragraphs[0][:90]}</p></div>"


# as they were


def table_cms(story: Story, today: date) -> str:
    """Tables within tables, as a CMS of 2004 made them."""
    return _page(
        story,
        f"<table width=900 align=center><tr><td class=top colspan=2>Ministry</td></tr><tr><td class=menu width=180>"
        f"<a href=/a>Home</a><br><a href=/b>News</a></td><td><table class=noidung><tr><td class=tieude>{story.title}"
        f"</td></tr><tr><td class=ngay>{_printed(story, story.day)}</td></tr><tr><td class=chitiet>"
        f'<img src="{story.image}">{_paragraphs(story)}</td></tr></table>{_related(story)}</td></tr></table>',
    )


TABLE_CMS = Selectors(title="td.tieude", date="td.ngay", body="td.chitiet")


def plain_divs(story: Story, today: date) -> str:
    """A page of divs with names that mean something."""
    return _page(
        story,
        f"<div id=header>Ministry</div><div class=news-detail><h2 class=title>{story.title}</h2>"
        f"<div class=date>{_printed(story, story.day)}</div><p class=writer>{story.author}</p>"
        f'<div class=content><img src="{story.image}">{_paragraphs(story)}</div></div>'
        f"<div class=others>{_related(story)}</div><div id=footer>2026</div>",
    )


PLAIN_DIVS = Selectors(title="h2.title", date="div.date", body="div.content", author="p.writer")


# as they are now


def hashed(story: Story, today: date) -> str:
    """What a build of React makes: names with hashes, others of no meaning; three first headings."""
    related = "".join(
        f'<div class="css-9k2lq1"><h3 class="css-1ab2cd">{title}</h3><span class="css-77f0aa">{_printed(story, day)}'
        f"</span></div>"
        for title, day in story.told
    )
    return _page(
        story,
        f'<div id="__next"><header class="css-0x1y2z"><h1 class="css-aa11bb">Ministry</h1><h1>{story.tongue.related}</h1>'
        f"<span>{_printed(story, today, 1)}</span></header>"
        f'<main class="css-1x2y3z"><section class="NewsDetail_wrap__x8K2d"><h1 class="NewsDetail_heading__Qz81a '
        f'css-19ab3f">{story.title}</h1><div class="NewsDetail_meta__b71Kc"><span class="css-5t6y7u">{story.author}</span>'
        f'<span class="css-8i9o0p">{_printed(story, story.day)}</span></div><div class="NewsDetail_text__p0L2m">'
        f'<img src="https://cdn.example{story.image}">{_paragraphs(story, "div")}</div></section>'
        f'<aside class="css-side1">{related}</aside></main></div>',
    )


def div_soup(story: Story, today: date) -> str:
    """Bootstrap: classes that say how things look, and little else."""
    return _page(
        story,
        f'<nav class="navbar navbar-expand-lg"><a class="navbar-brand" href="/">Ministry</a> {_printed(story, today)}</nav>'
        f'<div class="container"><div class="row"><div class="col-md-8"><div class="card"><div class="card-body">'
        f'<div class="h4 fw-bold mb-3 text-primary">{story.title}</div><div class="d-flex text-muted small mb-2">'
        f'<div class="me-3">{story.author}</div><div class="me-3">{_printed(story, story.day, 1)}</div>'
        f'<div>1,204</div></div><div class="fs-5 lh-lg">'
        f'<img class="img-fluid" src="{story.image}">{_paragraphs(story, "div")}</div></div></div></div>'
        f'<div class="col-md-4"><div class="card"><div class="card-header">{story.tongue.related}</div>'
        f"{_related(story, 1, 'div', 'div')}</div></div></div>{_comments(story, 1)}</div>",
    )


def trs(story: Story, today: date) -> str:
    """A line of particulars under the headline, as Chinese portals print it."""
    return _page(
        story,
        f'<div class="head">Ministry <em>{_printed(story, today)}</em></div><div class="crumb">A &gt; B</div>'
        f'<div class="xl-box"><div class="xl-tit">{story.title}</div><div class="laiyuan">来源：办公室　'
        f"时间：{_printed(story, story.day)}　字号：大 中 小</div>"
        f'<div class="TRS_Editor"><img src="{story.image}">{_paragraphs(story)}</div></div>'
        f'<div class="xg"><h4>{story.tongue.related}</h4>{_related(story)}</div>',
    )


def reiwa(story: Story, today: date) -> str:
    """Ids without meaning, the day of an era at the end of the head."""
    return _page(
        story,
        f'<div id="wrap"><div id="gnav"><p>{_printed(story, today, 1)}</p></div><div id="contents"><div id="page-ttl"><p>'
        f'{story.title}</p></div><p class="al-r">{_printed(story, story.day)}</p><div id="txt-area">{_paragraphs(story)}'
        f'<p><img src="{story.image}"></p></div></div><div id="side">{_related(story)}</div></div>',
    )


def board(story: Story, today: date) -> str:
    """A board's view: a table of labels and values."""
    lines = "<br>".join(story.paragraphs)
    return _page(
        story,
        f'<div class="lnb">Ministry</div><div class="board_view"><table><tr><th>제목</th><td colspan="3">{story.title}</td>'
        f"</tr><tr><th>작성자</th><td>{story.author}</td><th>등록일</th><td>{_printed(story, story.day)}</td></tr>"
        f'<tr><td colspan="4" class="view_cont"><div>{lines}</div><img src="{story.image}"></td></tr></table></div>'
        f'<div class="prevnext">{_related(story)}</div>{_comments(story)}',
    )


def right_to_left(story: Story, today: date) -> str:
    """The day stands in a list of particulars that is shorter where no author is named."""
    writer = f"<li>{story.tongue.author}: {story.author}</li>" if story.number % 3 else ""
    return _page(
        story,
        f'<header class="site"><h1>Ministry</h1><time>{_printed(story, today, 1)}</time></header><div class="inner-page">'
        f'<h2 class="page-name">{story.title}</h2><ul class="meta-list">{writer}<li>{story.tongue.published}: '
        f'{_printed(story, story.day, 1)}</li></ul><div class="rich"><img src="{story.image}">{_paragraphs(story)}</div></div>'
        f'<section class="more"><h2>{story.tongue.related}</h2>{_related(story, 1)}</section>',
    )


def microdata(story: Story, today: date) -> str:
    """Names for machines, the day in an attribute: readers are told how long ago it was."""
    return _page(
        story,
        f'<div class="b-top">Ministry</div><div class="b-item"><span itemprop="headline">{story.title}</span>'
        f'<span class="ago" itemprop="dateCreated" content="{story.day}T09:00:00+03:00">{(today - story.day).days} дн.'
        f'</span><div itemprop="text"><img src="{story.image}">{_paragraphs(story)}</div></div>'
        f'<div class="b-more">{_related(story, 1)}</div>{_comments(story)}',
    )


def no_names(story: Story, today: date) -> str:
    """Not one class or id: tables, colours, sizes."""
    return _page(
        story,
        f'<table width="760"><tr><td bgcolor="#003366"><font color="#ffffff">Ministry {_printed(story, today)}</font></td>'
        f'</tr></table><table width="760"><tr><td width="160" valign="top"><font size="1">Menu</font><br>'
        f'{_related(story, 0, "p", "div")}</td><td width="600" valign="top"><p><font size="5" color="#006600">{story.title}'
        f'</font></p><p><font size="1">Bogotá, {_printed(story, story.day)}</font></p><blockquote>{_paragraphs(story)}'
        f'<img src="{story.image}"></blockquote></td></tr></table>',
    )


def numbered_ids(story: Story, today: date) -> str:
    """Ids with the numbers of modules, which the next page may have otherwise."""
    module = 400 + story.number % 7
    return _page(
        story,
        f'<form id="Form"><div id="dnn_top"><span id="dnn_ctr{module}_lblToday">{_printed(story, today)}</span></div>'
        f'<div id="dnn_ctr{module}_ContentPane"><span id="dnn_ctr{module}_View_lblTitle">{story.title}</span><br>'
        f'<span id="dnn_ctr{module}_View_lblPosted">{story.tongue.published}: {_printed(story, story.day)}</span>'
        f'<div id="dnn_ctr{module}_View_pnlText">{_paragraphs(story, "div")}<img src="{story.image}"></div></div>'
        f'<div id="dnn_ctr{module + 9}_Related">{_related(story)}</div></form>',
    )


@dataclass(frozen=True)
class Redesign:
    """A portal that looked one way and looks another now. lost: fields that its new pages show nowhere."""

    name: str
    language: str
    before: Design
    selectors: Selectors
    now: Design

    @property
    def tongue(self):
        return TONGUES[self.language]


REDESIGNS = [
    Redesign("hashed", "vi", table_cms, TABLE_CMS, hashed),
    Redesign("div soup", "th", table_cms, TABLE_CMS, div_soup),
    Redesign("particulars", "zh", plain_divs, PLAIN_DIVS, trs),
    Redesign("era", "ja", table_cms, TABLE_CMS, reiwa),
    Redesign("board", "ko", plain_divs, PLAIN_DIVS, board),
    Redesign("right to left", "ar", plain_divs, PLAIN_DIVS, right_to_left),
    Redesign("microdata", "ru", table_cms, TABLE_CMS, microdata),
    Redesign("no names", "es", plain_divs, PLAIN_DIVS, no_names),
    Redesign("numbered ids", "en", plain_divs, PLAIN_DIVS, numbered_ids),
]
