"""The texts around a headline, one by one, each with what its element says of it.

Chrome is passed over by its tag or name. An element that is named after a date is one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice

from lxml import etree
from lxml.html import HtmlElement

SKIPPED = frozenset({"style", "noscript", "template", "select", "textarea", "nav", "svg", "iframe", "math",
                     "object", "head", "button", "video", "audio", "blockquote"})  # fmt: skip
# Names of what holds the dates of other stories, of remarks, of today; not `relative`, `responsive`, `fa-clock`.
FOREIGN = re.compile(
    r"relat(?!ive)|comment|respon(?:d|ses)|breadcrumb|most-?(?:read|view|popular)|recommend|newsletter|weather|copyright|"
    r"tin-?(?:lien-?quan|khac)|other-?(?:news|article)|ulactivereference|divorther|popup|modal|cookie|search|ticker|"
    r"trending|latest|popular|carousel|slider|(?<!fa-)(?<!icon-)(?:clock|calendar(?!-))|today|gallery|"
    r"(?:^|[\s_-])(?:nav|menu|ads?)(?:$|[\s_-])",
    re.IGNORECASE,
)
# … and of what mostly does, but stands within some articles and holds their date: columns beside the text, the edges.
SIDE = re.compile(
    r"sidebar|side-bar|(?<!elementor-)widget|teaser|promo(?!ted)|(?:^|[\s_-])(?:aside|side-col(?:umn)?)(?:$|[\s_-])",
    re.IGNORECASE,
)
EDGE = re.compile(
    r"footer|(?:^|\s)(?:(?:site|page|main|top|global)?[-_]?header|top[-_]?bar|masthead|banner|top)(?:$|\s)",
    re.IGNORECASE,
)
# Names of elements that hold a date: as a word of their own, or glued in the ways that CMSs do it.
DATED = re.compile(
    r"(?:^|[\s_.-])(?:submitted|date|dates|datetime|time|timestamp|dateline|published?|posted(?:-?on)?|pub-?date|"
    r"publish(?:ed)?-?(?:date|time|on|at)|post-?date|entry-?date|article-?date|news-?date|meta|info|byline|"
    r"ngay|thoigian|fecha|data|datum|tanggal|tarih)(?:$|[\s_.-])|"
    r"(?:[a-z]|_|-)(?:Date|Time|Published|Datetime|datetime|date|time|Timestamp|Meta|Info)(?:$|[\s_-])|"
    r"pubdate|postdate|datepub|publishdate|publicat|shijian|riqi|fabu",
)
NAMED_DATE = re.compile(
    r"date|time|publi[sc]|posted|modified|ngay|fecha|datum|tanggal|tarih|shijian|riqi|fabu|data", re.IGNORECASE
)
# Three digits in all (5 Mar 24), or a Chinese year.
LOOKS_DATED = re.compile(r"(?:\d\D{0,30}){2}\d|[〇一二三四五六七八九]年")
CONTENT = frozenset({"body", "html", "article", "main", "p", "br", "strong", "em", "b", "i"})  # never chrome by name
EDGE_TAGS = frozenset({"footer", "header"})
DATE_PROPERTIES = frozenset({"datePublished", "dateModified", "dateCreated"})
STEPS_BEFORE = 60  # texts of one element above the headline
CALL = re.compile(r"""[\w.]{1,40}\(["']([^"'<>]{8,40})["']\);?""")
DATE_LINE = 160  # characters of a named element that are read as one text


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of text in document order."""

    text: str
    named: bool = False
    datetime: str | None = None


BEGIN, END = Chunk("", named=True), Chunk("")  # of the body


@dataclass(frozen=True, slots=True)
class Roles:
    """What an element's tag and names tell of its part of the page; `side` and `edge` may hold an article's date."""

    foreign: bool = False
    side: bool = False
    edge: bool = False
    dated: bool = False


def roles_of(element: HtmlElement) -> Roles:
    """What its tag, class and id tell."""
    return _roles(element.tag, element.get("class"), element.get("id"))


@lru_cache(maxsize=8192)
def _roles(tag: str, names: str | None, identifier: str | None) -> Roles:
    side, edge = tag == "aside", tag in EDGE_TAGS
    if names is None and identifier is None:
        return Roles(side=side, edge=edge)
    known = f"{names or ''} {identifier or ''}".strip()[:300]
    dated = DATED.search(known) is not None
    if tag in CONTENT:
        return Roles(dated=dated)
    foreign = FOREIGN.search(known) is not None
    return Roles(foreign, side or SIDE.search(known) is not None, edge or EDGE.search(known) is not None, dated)


def _is_chrome(element: HtmlElement, roles: Roles) -> bool:
    """Whether the dates in it are not the article's, as far as its tag and names tell."""
    margin = roles.side or roles.edge
    return roles.foreign or (margin and next(element.iterancestors("article"), None) is None)


@lru_cache(maxsize=4096)
def is_named(names: str) -> bool:
    """Whether these names tell of a date or time."""
    return len(names) < 300 and NAMED_DATE.search(names) is not None


def following(element: HtmlElement, body: HtmlElement | None = None) -> Iterator[Chunk]:
    """The texts after an element, to the document's end; BEGIN before those of the body, END after them."""
    for ancestor in chain((element,), element.iterancestors()):
        if ancestor is body:
            yield END
        yield from _text(ancestor.tail)
        for sibling in ancestor.itersiblings():
            yield from inside(sibling, body=body)
            yield from _text(sibling.tail)


def preceding(element: HtmlElement) -> Iterator[Chunk]:
    """The texts before an element; within a sibling in document order, the nearest sibling first."""
    for ancestor in chain((element,), element.iterancestors()):
        for sibling in ancestor.itersiblings(preceding=True):
            yield from _text(sibling.tail)
            yield from islice(inside(sibling), STEPS_BEFORE)
        parent = ancestor.getparent()
        if parent is not None:
            yield from _text(parent.text)


def _text(text: str | None) -> Iterator[Chunk]:
    if text and not text.isspace():
        yield Chunk(text.strip())


def inside(element: HtmlElement, *, own: bool = True, body: HtmlElement | None = None) -> Iterator[Chunk]:
    """The texts within an element; `own` with its own text, not only that of the elements in it.

    BEGIN before the texts of the body, END after them.
    """
    if not isinstance(element.tag, str):  # a comment
        return
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if node is body:
            yield BEGIN if event == "start" else END
        if event == "end":
            if (text := node.tail) and node is not element and (own or node.getparent() is not element):
                yield from _text(text)
            continue
        if not isinstance(tag := node.tag, str) or tag in SKIPPED or _is_chrome(node, roles := roles_of(node)):
            walk.skip_subtree()
        elif tag == "script":
            walk.skip_subtree()
            yield from _written(node)
        elif whole := _dated_whole(node, roles):
            walk.skip_subtree()
            yield whole
        elif (text := node.text) and (own or node is not element):
            yield from _text(text)


def _written(script: HtmlElement) -> Iterator[Chunk]:
    """What a script of one call writes where it stands: `showDate("2020/04/17 01:43:09")`."""
    call = CALL.fullmatch((script.text or "")[:120].strip())
    if call:
        yield Chunk(call[1], named=True)


def _dated_whole(element: HtmlElement, roles: Roles) -> Chunk | None:
    """A `time` element, or one named after a date, as one text: day, month and year may stand in spans of their own."""
    if element.tag == "time":
        return whole_text(element)
    named = roles.dated or element.get("itemprop") in DATE_PROPERTIES
    whole = whole_text(element) if named else None
    return _with_inner(whole, element) if whole and not whole.named else whole


def _with_inner(whole: Chunk, element: HtmlElement) -> Chunk:
    """A line of particulars (`meta`, `info`) with the name and attribute of the one dated element in it."""
    inner = (whole_text(each) for each in islice(element.iterdescendants(), 40) if _is_dated(each))
    found = [chunk for chunk in inner if chunk and chunk.named]
    if not found:
        return whole
    return replace(whole, named=True, datetime=whole.datetime or (found[0].datetime if len(found) == 1 else None))


def _is_dated(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and (element.tag == "time" or any(map(is_named, names_of(element))))


def names_of(element: HtmlElement) -> tuple[str, ...]:
    """Class, itemprop and id, as far as it has them."""
    return tuple(filter(None, (element.get("class"), element.get("itemprop"), element.get("id"))))


def whole_text(element: HtmlElement) -> Chunk | None:
    """All of an element's text; None where that is long, or neither text nor attribute looks like a date."""
    text = " ".join(" ".join(_visible(element)).split())
    datetime = element.get("datetime")
    if element.get("itemprop") == "datePublished":
        datetime = element.get("content") or datetime
    if len(text) > DATE_LINE or not (datetime or LOOKS_DATED.search(text)):
        return None
    return Chunk(text, named=element.tag == "time" or any(map(is_named, names_of(element))), datetime=datetime)


def _visible(element: HtmlElement) -> Iterator[str]:
    read = 0
    for part in element.itertext():
        yield str(part)
        read += len(part)
        if read > 4 * DATE_LINE:
            return
