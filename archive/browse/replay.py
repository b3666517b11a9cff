"""A captured page, to be shown again: nothing in it runs, and it loads nothing at all.

Its pictures and style sheets are put into it from the captures, or left out. It is shown in a sandbox, under a policy
of its own (`POLICY`) that stops what is overlooked here; nh3 has the last word on the markup: it reads as browsers do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from html import escape

import lxml.etree
import lxml.html
import nh3
from lxml.html import HtmlElement

from archive.browse.css import css_references, rewritten
from archive.browse.held import MOST_BYTES, PICTURE, Held, Shelf, decoded, joined
from archive.browse.markup import parsed
from archive.captures import RawPage
from archive.text import clean, printable

# What a replayed page may do: show text, and the pictures and styles in it. It has no origin, so none of our power.
POLICY = (
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_DROPPED = {"script", "template", "noembed", "noframes", "iframe", "frame", "object", "embed", "applet", "svg", "math"}
_DROPPED |= {"base", "meta", "video", "audio", "source", "track", "param", "portal", "frameset", "xmp", "plaintext"}
_TAGS = {
    *("a", "abbr", "acronym", "address", "area", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br"),
    *("button", "caption", "center", "cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "dir"),
    *("div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "header", "hgroup", "hr", "i", "img", "input", "ins", "kbd", "label", "legend", "li", "main"),
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
    "style": {"media"},
}
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "src")  # what scripts would put into src
_BODY = ("class", "id", "style", "dir", "lang", "bgcolor", "text", "link", "background")
_TITLE_MAX = 500

_PAGE = """<!doctype html>
<html{html}><head><meta charset="utf-8"><title>{title}</title></head>
<body{body}>{inner}</body></html>
"""


def replayed(page: RawPage, shelf: Shelf, link: Callable[[int], str]) -> str | None:
    """A captured HTML page, made harmless; None where it cannot be read, is far too long or shows nothing.

    link: where the page leads for another captured page, by its number. No other address is left in what is made.
    """
    tree = parsed(printable(clean(decoded(page)).replace("\r", "\n")))
    body = None if tree is None else tree.find("body")
    if tree is None or body is None:
        return None
    held = Held(shelf, link, _base(tree, page.url), page.captured_at, MOST_BYTES)
    title = " ".join(str(tree.xpath("string(//title[1])")).split())[:_TITLE_MAX]
    lxml.etree.strip_elements(tree, *_DROPPED, "title", with_tail=False)
    lxml.etree.strip_tags(tree, "noscript")  # no script runs, so this is what is shown
    held.find(reference for element in tree.iter() for reference in _references(element))
    for element in list(tree.iter()):
        _change(element, held)
    return _PAGE.format(
        html=_attributes(tree, ("class", "id", "dir", "lang")),
        title=escape(title),
        body=_attributes(body, _BODY),
        inner=_cleaner(held.links).clean(_inside(tree, body)),
    )


def _base(tree: HtmlElement, url: str) -> str:
    named = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    return joined(url, named) or url


def _references(element: HtmlElement) -> Iterator[str]:
    """The addresses that an element names and that may be in the captures."""
    yield from filter(None, map(element.get, ("href", "background", *(_LAZY if element.tag == "img" else ()))))
    yield from css_references(element.get("style", ""))
    if element.tag == "style":
        yield from css_references(element.text or "")


def _change(element: HtmlElement, held: Held) -> None:
    """Let an element load nothing, show what the captures hold, and lead nowhere but to a captured page."""
    if element.tag == "img":
        named = filter(None, map(element.get, _LAZY))
        _set(element, "src", next(filter(None, map(held.picture, named)), None))
    elif element.tag in {"a", "area"} and not (href := element.get("href", "#")).startswith("#"):
        _set(element, "href", held.page(href))
        if "href" not in element.attrib and not element.get("title"):
            _set(element, "title", href)
    elif element.tag == "style":
        element.text = printable(rewritten(element.text or "", held.picture))
    if style := element.get("style"):
        _set(element, "style", rewritten(style, held.picture))
    if background := element.get("background"):
        _set(element, "background", held.picture(background))
    if element.tag == "link":
        _put_style(element, held)


def _put_style(link: HtmlElement, held: Held) -> None:
    """A style sheet itself in place of the link to it; nothing in place of other links."""
    is_style = "stylesheet" in link.get("rel", "").lower().split()
    css = held.style(link.get("href", "")) if is_style else None
    if css is None:
        link.drop_tree()
        return
    media = link.get("media")
    link.attrib.clear()
    link.tag, link.text = "style", printable(css)
    _set(link, "media", media)


def _set(element: HtmlElement, name: str, value: str | None) -> None:
    if value is None:
        element.attrib.pop(name, None)
    else:
        element.set(name, printable(value))


def _inside(tree: HtmlElement, body: HtmlElement) -> str:
    """The style sheets of the head, then what the body holds."""
    head = tree.find("head")
    styles = [] if head is None else list(head.iter("style"))
    shown = (lxml.html.tostring(element, encoding="unicode") for element in (*styles, *body))
    return escape(body.text or "") + "".join(shown)


def _attributes(element: HtmlElement, names: tuple[str, ...]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name in names if (value := element.get(name)))


def _cleaner(links: Collection[str]) -> nh3.Cleaner:
    def allowed(_tag: str, name: str, value: str) -> str | None:
        if name in {"src", "background"}:
            return value if PICTURE.fullmatch(value) else None
        return value if name != "href" or value.startswith("#") or value in links else None

    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags={"script"},
        attributes=_ATTRIBUTES,
        attribute_filter=allowed,
        set_tag_attribute_values={tag: {"disabled": ""} for tag in ("input", "button", "select", "textarea")},
        url_schemes={"http", "https", "data"},
        link_rel=None,
    )
