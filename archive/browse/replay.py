"""A captured page, to be shown again: nothing in it runs, what it loads comes from the captures or not at all.

Pure. The page that is made is shown in a sandbox under a policy of its own (see `POLICY`), which stops what is
overlooked here; nh3 has the last word on the markup, as it reads as browsers do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from html import escape
from urllib.parse import urljoin

import lxml.etree
import lxml.html
import nh3
from bs4.dammit import UnicodeDammit
from lxml.html import HtmlElement
from w3lib.encoding import html_to_unicode
from w3lib.url import safe_url_string

from archive.browse.css import Address, rewritten
from archive.browse.markup import parsed
from archive.captures import RawPage
from archive.text import clean

# What a replayed page may do: show text, pictures and styles of this host. It has no origin, so none of our power.
POLICY = (
    "sandbox; default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
MOST_ADDRESSES = 2_000  # of a page that are looked up; the rest is taken for not held

# Which captures hold these addresses: address -> under which of our own it is shown. kind: image, style, page.
Held = Callable[[Collection[str], str], Mapping[str, str]]

_DROPPED = {"script", "template", "noembed", "noframes", "iframe", "frame", "object", "embed", "applet", "svg", "math"}
_DROPPED |= {"base", "meta", "video", "audio", "source", "track", "param", "portal", "frameset", "xmp", "plaintext"}
_TAGS = {
    *("a", "abbr", "acronym", "address", "area", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br"),
    *("button", "caption", "center", "cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "dir"),
    *("div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "header", "hgroup", "hr", "i", "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main"),
    *("map", "mark", "menu", "nav", "ol", "optgroup", "option", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s"),
    *("samp", "section", "select", "small", "span", "strike", "strong", "style", "sub", "summary", "sup", "table"),
    *("tbody", "td", "textarea", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr"),
}
_ATTRIBUTES = {
    "*": {
        *("class", "id", "style", "dir", "lang", "title", "align", "valign", "width", "height", "bgcolor", "color"),
        *("face", "size", "border", "cellpadding", "cellspacing", "colspan", "rowspan", "nowrap", "start", "type"),
        *("value", "alt", "name", "for", "background", "hspace", "vspace", "clear", "open", "datetime", "shape"),
        *("coords", "usemap", "placeholder", "checked", "selected", "span", "scope", "headers", "noshade"),
    },
    "a": {"href"},
    "area": {"href"},
    "img": {"src", "loading"},
    "link": {"href", "rel", "media"},
    "style": {"media"},
}
_LAZY = ("src", "data-src", "data-original", "data-lazy-src", "data-lazy")
_BODY = ("class", "id", "style", "dir", "lang", "bgcolor", "text", "link", "background")
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_TITLE_MAX = 500

_PAGE = """<!doctype html>
<html{html}><head><meta charset="utf-8"><title>{title}</title></head>
<body{body}>{inner}</body></html>
"""


def replayed(page: RawPage, held: Held) -> str | None:
    """A captured HTML page, made harmless; None where it cannot be read, is far too long or shows nothing.

    No other address than those that `held` gives is left in it, but the pictures that it holds itself (`data:`).
    """
    tree = parsed(clean(decoded(page)))
    body = None if tree is None else tree.find("body")
    if tree is None or body is None:
        return None
    addresses = _Addresses(_base(tree, page.url))
    title = " ".join(str(tree.xpath("string(//title[1])")).split())[:_TITLE_MAX]
    lxml.etree.strip_elements(tree, *_DROPPED, "title", with_tail=False)
    lxml.etree.strip_tags(tree, "noscript")  # no script runs, so this is what is shown
    for element in tree.iter():
        _changes(element, addresses.ask)
    addresses.find(held)
    for element in tree.iter():
        _change(element, _changes(element, addresses.give))
    for link in tree.xpath("//link[not(@href)]"):
        link.drop_tree()
    return _PAGE.format(
        html=_attributes(tree, ("class", "id", "dir", "lang")),
        title=escape(title),
        body=_attributes(body, _BODY),
        inner=_cleaner(addresses.given).clean(_inside(tree, body)),
    )


def replayed_css(page: RawPage, held: Held) -> str:
    """A captured style sheet that loads nothing but what `held` gives."""
    addresses = _Addresses(page.url)
    css = decoded(page)
    rewritten(css, addresses.ask)
    addresses.find(held)
    return rewritten(css, addresses.give)


def decoded(page: RawPage) -> str:
    """The text of a page, in the charset that it came in; where none is told, the likeliest."""
    try:
        return html_to_unicode(page.header("content-type"), page.body, auto_detect_fun=_likeliest)[1]
    except (LookupError, UnicodeError):  # it names a codec that is none for text
        return page.body.decode("utf-8", "replace")


def _likeliest(body: bytes) -> str | None:
    return UnicodeDammit(body, is_html=True).original_encoding


def _base(tree: HtmlElement, url: str) -> str:
    named = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    return _joined(url, named) or url


def _joined(base: str, reference: str | None) -> str | None:
    """An absolute http address as a crawl asks for it, without the part after `#`; None where it is none."""
    try:
        url = urljoin(base, (reference or "").strip()).partition("#")[0]
        return safe_url_string(url) if url.lower().startswith(("http://", "https://")) else None
    except ValueError:
        return None


class _Addresses:
    """The addresses that a page names: first all are asked for, then they are looked up, then ours are given."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.given: set[str] = set()
        self._asked: dict[str, dict[str, None]] = {"image": {}, "style": {}, "page": {}}
        self._found: dict[str, Mapping[str, str]] = {}

    def ask(self, reference: str, kind: str) -> None:
        url = _joined(self.base, reference)
        if url and len(self._asked[kind]) < MOST_ADDRESSES:
            self._asked[kind][url] = None

    def find(self, held: Held) -> None:
        self._found = {kind: held(list(urls), kind) for kind, urls in self._asked.items() if urls}

    def give(self, reference: str, kind: str) -> str | None:
        if kind == "image" and _PICTURE.fullmatch(reference):
            return reference
        ours = self._found.get(kind, {}).get(_joined(self.base, reference) or "")
        if ours:
            self.given.add(ours)
        return ours


def _changes(element: HtmlElement, address: Address) -> dict[str, str | None]:
    """What an element's attributes shall be instead, None where they go; of a style sheet "text" is what it says."""
    changes: dict[str, str | None] = {}
    if element.tag == "img":
        named = (element.get(name) for name in _LAZY)
        changes["src"] = next(filter(None, (address(url, "image") for url in named if url)), None)
    elif element.tag in {"a", "area"} and not element.get("href", "#").startswith("#"):
        changes["href"] = address(element.get("href", ""), "page")
    elif element.tag == "link":
        is_style = "stylesheet" in element.get("rel", "").lower().split()
        changes["href"] = address(element.get("href", ""), "style") if is_style else None
        changes["rel"] = "stylesheet"
    elif element.tag == "style":
        changes["text"] = rewritten(element.text or "", address)
    if style := element.get("style"):
        changes["style"] = rewritten(style, address)
    if background := element.get("background"):
        changes["background"] = address(background, "image")
    return changes


def _change(element: HtmlElement, changes: Mapping[str, str | None]) -> None:
    for name, value in changes.items():
        if name == "text":
            element.text = value
        elif value is None:
            if element.tag in {"a", "area"} and element.get("href") and not element.get("title"):
                element.set("title", element.get("href", ""))  # where the link led
            element.attrib.pop(name, None)
        else:
            element.set(name, value)


def _inside(tree: HtmlElement, body: HtmlElement) -> str:
    """The style sheets of the head, then what the body holds."""
    head = tree.find("head")
    styles = [] if head is None else list(head.iter("style", "link"))
    shown = (lxml.html.tostring(element, encoding="unicode") for element in (*styles, *body))
    return escape(body.text or "") + "".join(shown)


def _attributes(element: HtmlElement, names: tuple[str, ...]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name in names if (value := element.get(name)))


def _cleaner(given: set[str]) -> nh3.Cleaner:
    def allowed(_tag: str, name: str, value: str) -> str | None:
        if name not in {"src", "href", "background"}:
            return value
        is_inside = value.startswith("#") if name == "href" else _PICTURE.fullmatch(value)
        return value if value in given or is_inside else None

    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags={"script"},
        attributes=_ATTRIBUTES,
        attribute_filter=allowed,
        set_tag_attribute_values={tag: {"disabled": ""} for tag in ("input", "button", "select", "textarea")},
        url_schemes={"http", "https", "data"},
        link_rel=None,
    )
