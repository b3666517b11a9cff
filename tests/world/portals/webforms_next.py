"""ASP.NET WebForms with nothing but a "next" button on an UpdatePanel; which page is shown, only the state knows."""

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
from wordings import month

NEXT, BACK, FIND = (f"ctl00$ContentPlaceHolder1${name}" for name in ("lnkSonraki", "lnkOnceki", "lnkAra"))
PANEL = "ctl00_ContentPlaceHolder1_UpdatePanel1"
SHOWN = 9
MANAGER = """<script type="text/javascript" src="/ScriptResource.axd?d=x1"></script><script type="text/javascript">
Sys.WebForms.PageRequestManager._initialize('ctl00$ScriptManager1', 'aspnetForm',
 ['tctl00$ContentPlaceHolder1$UpdatePanel1','ctl00_ContentPlaceHolder1_UpdatePanel1'], [], [], 90, 'ctl00');
</script>"""


def path_of(story: Story) -> str:
    return f"/Haber.aspx?HaberId={9_120 - story.number * 4}"


def printed(story: Story) -> str:
    return f"{story.day.day} {month('tr', story.day.month)} {story.day.year}"


@dataclass(kw_only=True)
class WebFormsNext(Site):
    views: Views = field(default_factory=Views)

    def answer(self, request: Request) -> Answer | None:
        path, given = asked(request)
        if path == "/":
            latest = "".join(f'<li><a href="{s.path[1:]}">{s.title}</a></li>' for s in self.out[:4])
            return self.page("./", "Ana Sayfa", f"<h2>Güncel</h2><ul>{latest}</ul>")
        if path == "/Haberler.aspx":
            return self.listing(request, given)
        if story := self.story_at(request.path):
            return self.page(request.path, story.title, self.story(story))
        if path == "/Haber.aspx":
            return Answer("", 302, headers={"Location": "/"})
        name = path.removeprefix("/kurumsal/").removesuffix(".aspx")
        if name in PLAIN:
            return self.page(path, self.label(name), self.plain(name))
        return media(path)

    def listing(self, request: Request, given: dict[str, str]) -> Answer:
        at = 0
        if request.method == "POST":
            memory = self.views.memory(given)
            if memory is None:
                return Answer("<h2>Geçersiz geri gönderme.</h2>", 500)
            event = given["__EVENTTARGET"]
            if event == FIND:
                return self.page("./Haberler.aspx", "Ara", self.plain("search"))
            at = memory["at"] + {NEXT: 1, BACK: -1}[event]
        shown = self.out[at * SHOWN : (at + 1) * SHOWN]
        items = "".join(
            f'<div class="haber-item"><span class="tarih">{s.day:%d.%m.%Y}</span>'
            f'<h3><a href="Haber.aspx?{s.path.partition("?")[2]}">{s.title}</a></h3></div>'
            for s in shown
        )
        back = self.button(BACK, "Önceki", on=at > 0)
        forth = self.button(NEXT, "Sonraki", on=bool(self.out[(at + 1) * SHOWN :]))
        find = f"<a id='lnkAra' href=\"javascript:__doPostBack('{FIND}','')\">Ara</a>"
        panel = (
            f'<div id="{PANEL}">{items}<div class="sayfalama">{back} <span>Sayfa {at + 1}</span> {forth}</div></div>'
        )
        return self.page("./Haberler.aspx", "Haberler", f"<h1>Haberler</h1>{find}{panel}{MANAGER}", at=at)

    def button(self, event: str, label: str, *, on: bool) -> str:
        name = event.replace("$", "_")
        if not on:
            return f'<a id="{name}" class="aspNetDisabled">{label}</a>'
        return f'<a id="{name}" href="javascript:__doPostBack(&#39;{event}&#39;,&#39;&#39;)">{label}</a>'

    def story(self, story: Story) -> str:
        others = "".join(
            f'<li><a href="{s.path[1:]}">{s.title}</a></li>' for s in self.out[story.number % 5 : story.number % 5 + 3]
        )
        return (
            f'<div class="haber-detay"><h1>{story.title}</h1><span id="lblTarih">{printed(story)}</span>'
            f"<div class='icerik'>{story.body}</div></div><div class='diger'><h4>Diğer Haberler</h4><ul>{others}</ul></div>"
        )

    def page(self, action: str, title: str, main: str, **memory: int) -> Answer:
        menu = "".join(f'<li><a href="/kurumsal/{kind}.aspx">{self.label(kind)}</a></li>' for kind in PLAIN)
        menu = f'<ul><li><a href="/Haberler.aspx">Haberler</a></li>{menu}</ul>'
        form = self.views.form(action, f"<div class='menu'>{menu}</div><div class='govde'>{main}</div>", memory)
        return Answer(
            f"<!DOCTYPE html><html lang='tr'><head><title>{title} - Çevre Bakanlığı</title></head><body>{form}</body></html>"
        )


PORTAL = WebFormsNext(family="webforms_next", language="tr", **place(invent("tr", 38, step=7), path_of, later=1))
