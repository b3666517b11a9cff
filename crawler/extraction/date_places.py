"""Where a page prints dates near its article, and how each of them stands there.

Only the neighbourhood of headline and body is walked, so the cost does not grow with the page: the clock in the header,
the dates of other stories and the comments lie outside or are passed over by their containers' names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

Position = Literal["before", "head", "body", "after", "page"]

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
# … and of what mostly does, but stands within some articles and holds their date.
MARGIN = re.compile(
    r"sidebar|side-bar|footer|(?<!elementor-)widget|teaser|promo(?!ted)|(?:^|[\s_-])aside(?:$|[\s_-])|"
    r"(?:^|\s)(?:(?:site|page|main|top|global)?[-_]?header|top[-_]?bar|masthead|banner|top)(?:$|\s)",
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
    r"date|time|publi[sc]|posted|ngay|fecha|datum|tanggal|tarih|shijian|riqi|fabu|data", re.IGNORECASE
)
# Three digits in all (5 Mar 24), or a Chinese year.
LOOKS_DATED = re.compile(r"(?:\d\D{0,30}){2}\d|[〇一二三四五六七八九]年")
CONTENT = frozenset({"body", "html", "article", "main", "p", "br", "strong", "em", "b", "i"})  # never chrome by name
MARGIN_TAGS = frozenset({"footer", "aside", "header"})
DATE_PROPERTIES = frozenset({"datePublished", "dateModified", "dateCreated"})
STEPS_BEFORE, STEPS_AFTER, STEPS_END, STEPS_BRIEF = 60, 300, 60, 30
LONG_TEXT = 200  # characters of one text from which on it is taken for the story itself
OPENING = 1_200  # characters of the body in which a dateline may stand
CALL = re.compile(r"""[\w.]{1,40}\(["']([^"'<>]{8,40})["']\);?""")
DATE_LINE = 160  # characters of a named element that are read as one text


@dataclass(frozen=True, slots=True)
class Place:
    """A text that may print a date.

    label: what stands before it in the neighbouring text. named: its element is a `time` or is named after a date.
    datetime: the element's attribute. distance: steps from the headline (or the body's start).
    """

    text: str
    position: Position
    distance: int
    label: str = ""
    named: bool = False
    datetime: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of text in document order."""

    text: str
    named: bool = False
    datetime: str | None = None


def places(headline: HtmlElement | None, body: HtmlElement | None, *, brief: bool = False) -> Iterator[Place]:
    """Texts with digits after the headline, at the body's start, before the headline and after the body.

    brief: only what follows the headline closely, for what is not worth a long walk.
    """
    anchor = headline if headline is not None else body
    if anchor is None:
        return
    if headline is not None:
        yield from _places(islice(_inside(headline, own=False), 20), "head", stop=False)
        yield from _places(
            islice(_following(headline), STEPS_BRIEF if brief else STEPS_AFTER), "head", body is not None
        )
    else:
        yield from _places(islice(_inside(anchor), STEPS_BRIEF if brief else STEPS_AFTER), "body", stop=True)
    if brief:
        return
    yield from _places(islice(_preceding(anchor), STEPS_BEFORE), "before", stop=False)
    if body is not None:
        yield from _places(islice(_following(body), STEPS_END), "after", stop=False)


def anywhere(tree: HtmlElement, headline: HtmlElement | None) -> Iterator[Place]:
    """The page's `time` elements and those that are named after a date, chrome left out."""
    around = frozenset(headline.iterancestors()) if headline is not None else frozenset()
    for distance, element in enumerate(islice(_named_elements(tree), 60)):
        if not _in_chrome(element, around):
            chunk = _whole(element)
            if chunk:
                yield Place(chunk.text, "page", distance, "", named=True, datetime=chunk.datetime)


def lines(tree: HtmlElement) -> Iterator[Place]:
    """All short texts that may hold a year, chrome left out: the last resort."""
    found = SHORT_TEXTS(tree)
    for distance, text in enumerate(found[:120] if isinstance(found, list) else []):
        parent = text.getparent() if isinstance(text, etree._ElementUnicodeResult) else None  # noqa: SLF001 - its only name
        if parent is not None and LOOKS_DATED.search(str(text)) and not _in_chrome(parent, frozenset()):
            yield Place(str(text).strip(), "page", distance)


def _named_elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    yield from tree.iter("time")
    found = NAMED_BY_CLASS(tree)
    for element in found[:200] if isinstance(found, list) else []:
        if isinstance(element, HtmlElement) and element.tag != "time" and any(map(_is_named, _names(element))):
            yield element


SHORT_TEXTS = etree.XPath(
    "descendant::text()[string-length(.) < 120 and (contains(., '20') or contains(., '199'))"
    " and not(parent::script or parent::style)]"
)
NAMED_BY_CLASS = etree.XPath(
    "descendant::*/@class[contains(., 'date') or contains(., 'Date') or contains(., 'time') or contains(., 'publi')"
    " or contains(., 'posted')]/.. | descendant::*/@id[contains(., 'date') or contains(., 'Date')]/.."
)


def _in_chrome(element: HtmlElement, around: frozenset[HtmlElement]) -> bool:
    """Whether the element stands in a part of the page that is not the article's. What is around the headline is."""
    inside = False  # an article: it may hold its date in a margin, though not in a box of other stories
    for ancestor in chain((element,), element.iterancestors()):
        if ancestor in around:
            return False
        inside = inside or ancestor.tag in {"article", "main"}
        if ancestor.tag in SKIPPED or _is_foreign(ancestor) or (not inside and _is_margin(ancestor)):
            return True
    return False


def _is_foreign(element: HtmlElement) -> bool:
    return element.tag not in CONTENT and _roles(element.get("class"), element.get("id"))[0]


def _is_margin(element: HtmlElement) -> bool:
    """A header without the headline, a footer, a sidebar; those within an article's element may hold its date."""
    named = element.tag in MARGIN_TAGS or (
        element.tag not in CONTENT and _roles(element.get("class"), element.get("id"))[1]
    )
    return named and next(element.iterancestors("article"), None) is None


@lru_cache(maxsize=8192)
def _roles(names: str | None, identifier: str | None) -> tuple[bool, bool, bool]:
    """Whether class and id name something foreign, a margin, a date."""
    known = " ".join(filter(None, (names, identifier)))[:300]
    return FOREIGN.search(known) is not None, MARGIN.search(known) is not None, DATED.search(known) is not None


@lru_cache(maxsize=4096)
def _is_named(names: str) -> bool:
    return len(names) < 300 and NAMED_DATE.search(names) is not None


def _places(chunks: Iterator[Chunk], position: Position, stop: bool) -> Iterator[Place]:
    label, read = "", 0
    for distance, chunk in enumerate(chunks):
        if len(chunk.text) >= LONG_TEXT and position == "head":
            position = "body"
        if chunk.datetime or LOOKS_DATED.search(chunk.text[:LONG_TEXT]):
            yield Place(chunk.text[:LONG_TEXT], position, distance, label[-60:], chunk.named, chunk.datetime)
        read += len(chunk.text)
        if position in {"head", "body"} and read > OPENING and stop:
            return
        label = chunk.text if len(chunk.text) <= 60 else ""


def _following(element: HtmlElement) -> Iterator[Chunk]:
    """The texts after an element, to the document's end."""
    for ancestor in chain((element,), element.iterancestors()):
        yield from _text(ancestor.tail)
        for sibling in ancestor.itersiblings():
            yield from _inside(sibling)
            yield from _text(sibling.tail)


def _preceding(element: HtmlElement) -> Iterator[Chunk]:
    """The texts before an element; within a sibling in document order, the nearest sibling first."""
    for ancestor in chain((element,), element.iterancestors()):
        for sibling in ancestor.itersiblings(preceding=True):
            yield from _text(sibling.tail)
            yield from islice(_inside(sibling), STEPS_BEFORE)
        parent = ancestor.getparent()
        if parent is not None:
            yield from _text(parent.text)


def _text(text: str | None) -> Iterator[Chunk]:
    if text and not text.isspace():
        yield Chunk(text.strip())


def _inside(element: HtmlElement, *, own: bool = True) -> Iterator[Chunk]:
    """The texts within an element; `own` with its own text, not only that of the elements in it."""
    if not isinstance(element.tag, str):  # a comment
        return
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "end":
            if node is not element and (own or node.getparent() is not element):
                yield from _text(node.tail)
        elif not isinstance(node.tag, str) or node.tag in SKIPPED or _is_foreign(node) or _is_margin(node):
            walk.skip_subtree()
        elif node.tag == "script":
            walk.skip_subtree()
            yield from _written(node)
        elif whole := _dated_whole(node):
            walk.skip_subtree()
            yield whole
        elif own or node is not element:
            yield from _text(node.text)


def _written(script: HtmlElement) -> Iterator[Chunk]:
    """What a script of one call writes where it stands: `showDate("2020/04/17 01:43:09")`."""
    call = CALL.fullmatch((script.text or "")[:120].strip())
    if call:
        yield Chunk(call[1], named=True)


def _dated_whole(element: HtmlElement) -> Chunk | None:
    """A `time` element, or one named after a date, as one text: day, month and year may stand in spans of their own."""
    if element.tag == "time":
        return _whole(element)
    named = _roles(element.get("class"), element.get("id"))[2] or element.get("itemprop") in DATE_PROPERTIES
    return _whole(element) if named else None


def _names(element: HtmlElement) -> tuple[str, ...]:
    return tuple(filter(None, (element.get("class"), element.get("itemprop"), element.get("id"))))


def _whole(element: HtmlElement) -> Chunk | None:
    text = " ".join(" ".join(_visible(element)).split())
    datetime = element.get("datetime")
    if element.get("itemprop") == "datePublished":
        datetime = element.get("content") or datetime
    if len(text) > DATE_LINE or not (datetime or LOOKS_DATED.search(text)):
        return None
    return Chunk(text, named=element.tag == "time" or any(map(_is_named, _names(element))), datetime=datetime)


def _visible(element: HtmlElement) -> Iterator[str]:
    read = 0
    for part in element.itertext():
        yield str(part)
        read += len(part)
        if read > 4 * DATE_LINE:
            return
