"""SharePoint in Arabic: numeric addresses with the year glued on, Hijri beside Gregorian dates in Arabic digits."""

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

NEWS = "/ar/MediaCenter/News/Pages"
SHOWN = 10
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
HIJRI = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
)


def path_of(story: Story) -> str:
    return f"{NEWS}/News{1_277 - story.number}{story.day.year}.aspx"


def hijri(day: date) -> str:
    """The civil (tabular) calendar."""
    days = day.toordinal() + 1_721_425 - 1_948_440 + 10_632
    cycle, days = divmod(days - 1, 10_631)
    days = days + 1 + 354
    part = (10_985 - days) // 5_316 * ((50 * days) // 17_719) + days // 5_670 * ((43 * days) // 15_238)
    days += 29 - (30 - part) // 15 * ((17_719 * part) // 50) - part // 16 * ((15_238 * part) // 43)
    month = 24 * days // 709
    return f"{days - 709 * month // 24} {HIJRI[month - 1]} {30 * cycle + part - 30}هـ"


def printed(day: date, *, both: bool = True) -> str:
    gregorian = f"{day.day} {month('ar', day.month)} {day.year}"
    return (f"{hijri(day)} الموافق {gregorian}م" if both else gregorian).translate(DIGITS)


class ArabicSharePoint(Site):
    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path in {"/", "/ar/Pages/default.aspx"}:
            latest = "".join(f'<li><a href="{s.path}">{s.title}</a></li>' for s in self.out[:4])
            return self.page("الرئيسية", f"<h2>آخر الأخبار</h2><ul>{latest}</ul>")
        if path == "/en/Pages/default.aspx":
            return Answer(
                "<html lang='en'><title>Ministry</title><body><h1>English site</h1><p>This site is under construction.</p></body></html>"
            )
        if path == f"{NEWS}/default.aspx":
            return self.page("الأخبار", self.listing(given))
        if story := self.story_at(path):
            return self.page(story.title, self.story(story))
        name = path.removeprefix("/ar/AboutMinistry/Pages/").removesuffix(".aspx")
        return self.page(self.label(name), self.plain(name)) if name in PLAIN else media(path)

    def listing(self, given: dict[str, str]) -> str:
        number = int(given.get("PageIndex") or 1)
        items = "".join(
            f'<div class="news-item"><a href="{s.path}"><img src="/PublishingImages/n.jpg" alt=""></a><h3><a href="{s.path}">{s.title}</a></h3>'
            f'<span class="date">{printed(s.day, both=False)}</span></div>'
            for s in self.out[(number - 1) * SHOWN : number * SHOWN]
        )
        last = -(-len(self.out) // SHOWN)
        pages = "".join(
            f'<a href="{NEWS}/default.aspx?PageIndex={n}">{str(n).translate(DIGITS)}</a>'
            for n in range(1, last + 1)
            if n != number
        )
        return f"<h1>الأخبار</h1>{items}<div class='pager'>{pages}</div>"

    def story(self, story: Story) -> str:
        return (
            f'<div class="page-title"><h1>{story.title}</h1></div><div class="article-date">{printed(story.day, both=story.number % 4 != 0)}</div>'
            f'<div id="ctl00_PlaceHolderMain_ctl03__ControlWrapper_RichHtmlField" class="ms-rtestate-field" dir="rtl">{story.body}</div>'
            f'<a href="javascript:window.print()">طباعة</a> <a href="/_layouts/15/SocialShare.aspx?u={path_of(story)}">مشاركة</a>'
        )

    def page(self, title: str, main: str) -> Answer:
        menu = (
            f'<li><a href="{NEWS}/default.aspx">الأخبار</a></li><li><a href="/en/Pages/default.aspx">English</a></li>'
            + "".join(
                f'<li><a href="/ar/AboutMinistry/Pages/{kind}.aspx">{self.label(kind)}</a></li>' for kind in PLAIN
            )
        )
        today = f"<div id='clock'>{printed(date(2026, 11, 22))}</div>"  # the site's own, on every page
        return Answer(
            f'<!DOCTYPE html><html dir="rtl" lang="ar-sa"><head><title>{title}</title><meta name="GENERATOR" content="Microsoft SharePoint"></head>'
            f'<body><form id="aspnetForm"><div id="s4-titlerow">{today}<ul>{menu}</ul></div><div id="DeltaPlaceHolderMain">{main}</div></form></body></html>'
        )


PORTAL = ArabicSharePoint(
    family="arabic_sharepoint",
    language="ar",
    **place(invent("ar", 41, newest=date(2025, 12, 30), step=7), path_of, later=1),
)
