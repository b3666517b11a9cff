"""A captured page shown again: nothing of it runs, and what it loads comes from the captures or not at all."""

import re
from base64 import b64decode

import lxml.html
import pytest
from hostile import EVIL, PAYLOADS

from archive.browse.css import rewritten
from archive.browse.held import decoded
from archive.browse.replay import replayed
from archive.captures import RawPage
from archive.errors import CaptureError
from archive.nearest_captures import Nearest

GIF = b64decode("R0lGODlhAQABAAAAACw=")
PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
OTHER = "data:image/png;base64,iVBORw0KGgo="
AT = "2026-01-01T00:00:00.000000Z"


def page(body, content_type="text/html; charset=utf-8", url="https://m.example/tin/1"):
    raw = body if isinstance(body, bytes) else body.encode("utf-8", "replace")
    return RawPage(url=url, status=200, headers=(("Content-Type", content_type),), body=raw, captured_at=AT)


class Shelf:
    """An archive of what is named `held`: pictures, pages and style sheets, numbered as they are asked for."""

    def __init__(self, css="p { background: url(held.gif) }", broken=()):
        self.asked, self.css, self.broken = [], css, broken

    def nearest(self, urls, at):
        assert at == AT
        self.asked += urls
        return {url: Nearest(self.asked.index(url), self._type(url)) for url in urls if "held" in url}

    def page(self, capture_id):
        url = self.asked[capture_id]
        if any(name in url for name in self.broken):
            raise CaptureError("torn")
        return page(GIF if self._type(url) == "image/gif" else self.css, self._type(url), url)

    def _type(self, url):
        return {"css": "text/css", "html": "text/html"}.get(url.rpartition(".")[2], "image/gif")


def made_of(body, shelf=None, **about):
    return replayed(page(body, **about), shelf or Shelf(), "/capture/{}".format)


def shown(body, shelf=None, **about):
    return lxml.html.document_fromstring(made_of(body, shelf, **about))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_page_becomes_inert(payload):
    made = made_of(f"<!doctype html><title>T</title><body><p>before</p>{payload}<p>after</p>")
    tree = lxml.html.document_fromstring(made)
    names = {name for element in tree.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith(("on", "http", "xlink", "srcset", "ping", "target", "form"))]
    assert not list(tree.iter("script", "iframe", "svg", "math", "base", "object", "embed", "form", "video"))
    assert not [found for found in tree.xpath("//@href | //@src | //@background") if not found.startswith("#")]
    styles = "".join(tree.xpath("//@style | //style/text()")).replace("\\", "")
    assert not re.search(r"url\(|@import|image-set|expression\(document", styles.replace("width:expression", ""))
    assert [meta.attrib for meta in tree.iter("meta")] == [{"charset": "utf-8"}]


def test_pictures_and_style_sheets_come_from_the_captures():
    tree = shown(
        '<link rel=stylesheet href="/held.css" media=print><link rel=stylesheet href=other.css>'
        f'<body background=held.gif><img src=held.jpg><img src=/no.jpg alt="A bay"><img src="{OTHER}">'
        '<p style="background: url(held.png) red; color: url(no.png)">x</p>'
    )
    assert [(style.get("media"), style.text) for style in tree.iter("style")] == [
        ("print", f'p {{ background: url("{PICTURE}") }}')
    ]
    assert not list(tree.iter("link"))
    assert [image.get("src") for image in tree.iter("img")] == [PICTURE, None, OTHER]
    assert tree.xpath("//img/@alt") == ["A bay"]
    assert tree.xpath("//p/@style") == [f'background: url("{PICTURE}") red; color: none']
    assert tree.xpath("//body/@background") == [PICTURE]


def test_a_picture_that_waits_for_a_script_is_shown_at_once():
    tree = shown(
        f'<img src="{OTHER}" data-src="/held/1.jpg"><img data-original="held/2.jpg"><img data-src=x src="{OTHER}">'
    )
    assert tree.xpath("//img/@src") == [PICTURE, PICTURE, OTHER]


def test_a_capture_that_cannot_be_read_or_is_no_picture_is_left_out():
    tree = shown("<img src=held/torn.jpg alt=a><img src=held.html alt=b>", Shelf(broken=["torn"]))
    assert (tree.xpath("//img/@src"), tree.xpath("//img/@alt")) == ([], ["a", "b"])


def test_a_page_holds_no_more_pictures_than_a_browser_bears(monkeypatch):
    monkeypatch.setattr("archive.browse.replay.MOST_BYTES", 2 * len(GIF) + 1)
    tree = shown("<img src=held/1.jpg><img src=held/1.jpg><img src=held/2.jpg><img src=held/3.jpg>")
    assert len(tree.xpath("//img/@src")) == 3


def test_a_link_leads_to_a_captured_page_or_says_where_it_led():
    tree = shown(
        f'<a href="held.html" target=_top>a</a> <a href="{EVIL}/x">b</a> <a href="#part">c</a> <a href=held.gif>d</a>'
    )
    links = list(tree.iter("a"))
    assert [link.get("href") for link in links] == ["/capture/0", None, "#part", None]
    assert links[1].get("title") == f"{EVIL}/x"


def test_the_base_that_a_page_names_counts():
    shelf = Shelf()
    made_of('<base href="https://cdn.example/x/"><img src="a b.jpg#f">', shelf)
    assert "https://cdn.example/x/a%20b.jpg" in shelf.asked


def test_fields_are_shown_and_take_nothing():
    tree = shown("<form action=/x><input name=q value=v><textarea>t</textarea><button>b</button></form>")
    assert len(tree.xpath("//input[@disabled] | //textarea[@disabled] | //button[@disabled]")) == 3


def test_what_is_meant_for_browsers_without_scripts_is_shown():
    assert shown("<noscript><img src=held.jpg></noscript>").xpath("//img/@src") == [PICTURE]


@pytest.mark.parametrize(
    ("text", "codec", "content_type"),
    [
        ("环境保护", "gb18030", "text/html; charset=gb2312"),
        ("環境省", "cp932", "text/html; charset=Shift_JIS"),
        ("환경부", "cp949", "text/html; charset=euc-kr"),
        ("กรมควบคุมมลพิษ", "cp874", "text/html; charset=TIS-620"),
        ("Охрана среды", "cp1251", "text/html; charset=windows-1251"),
        ("Môi trường", "utf-8", "text/html"),
        ("Môi trường", "utf-16", "text/html"),
    ],
)
def test_a_page_is_read_in_the_charset_it_came_in(text, codec, content_type):
    made = made_of(f"<p>{text}</p>".encode(codec), content_type=content_type)
    assert f"<p>{text}</p>" in made


@pytest.mark.parametrize(
    "charset", ["rot13", "idna", "punycode", "zlib", "undefined", "unicode_escape", "utf-7", "\r\n", "🦆"]
)
def test_a_charset_that_is_none_runs_nothing(charset):
    assert "script" in decoded(page("<p>script é +ADw-", f"text/html; charset={charset}"))


def test_a_style_sheet_loads_nothing_but_pictures_in_the_captures():
    css = "@import 'held.css'; @import url(//evil.example/a); a { background: url(no.png) } b { src: url(../held.png) }"
    shelf = Shelf(css)
    tree = shown("<link rel=stylesheet href=/css/held.css><p>x", shelf)
    assert tree.xpath("//style/text()") == [f'  a {{ background: none }} b {{ src: url("{PICTURE}") }}']
    assert shelf.asked[-2:] == ["https://m.example/css/no.png", "https://m.example/held.png"]


@pytest.mark.parametrize("css", ["@import " * 50_000, "url(" * 50_000, "/*" * 50_000, "'\\" * 50_000, "a" * 3_000_000])
def test_a_hostile_style_sheet_costs_no_time(css):
    assert "evil" not in rewritten(css, lambda url: None)


@pytest.mark.parametrize("body", [b"", b"   ", b"<frameset></frameset>"])
def test_what_shows_nothing_is_no_page(body):
    assert not (made_of(body) or "").count("<p")
