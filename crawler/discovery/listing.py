"""A page's links to stories: what the page says of each, and how much speaks for it being a story.

The evidence is general (how long the words are, a date beside them, a heading, a run of items built alike, the spelling
of the address) and additive; `score` is its logistic.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.discovery.address import shape_of, story_evidence
from crawler.discovery.anchors import Anchor
from crawler.discovery.copy_words import says_copy
from crawler.discovery.dates import is_date_alone, looks_like_date, printed_date, printed_month_first
from crawler.discovery.flat_dates import flat_texts, is_date
from crawler.discovery.headlines import headline_of, shared_labels
from crawler.discovery.layout import Layout, Region
from crawler.discovery.link import Kind, Link
from crawler.discovery.sections import under_news
from crawler.discovery.texts import text_width

LEAST_SCORE = 0.3  # what is less likely a story than this is not named at all
_EVEN_EVIDENCE = 2.5  # where a link is as likely a story as not
_SOFTNESS = 1.3
_ALL_OF_THEM = re.compile(
    r"(?:view|see|show) all\b|xem tất cả|tất cả|alle\b|ver tod[oa]s|voir tou|查看全部|全部|모두|ดูทั้งหมด", re.IGNORECASE
)
_DATED_END = re.compile(r"^\W?(?:\d{1,4}|[A-Za-z]{3,9}\.?)\W.{0,14}\d\s?[-–:|)\]]|[(\[][^()]{6,14}[)\]]\s*$")


@dataclass(slots=True)
class _Candidate:
    """One address with all its links on the page."""

    url: str
    anchors: list[Anchor]
    item: HtmlElement
    region: Region
    title: str = ""
    date: str | None = None
    dated: bool = False  # also where the date is in words that we do not read
    heading: bool = False
    evidence: float = 0.0
    texts: list[str] = field(default_factory=list)
    own_texts: frozenset[str] = frozenset()  # those of the links themselves
    flat: bool = False  # the texts around its item are shared out among the list's

    @property
    def layout(self) -> Layout:
        return self.anchors[0].layout

    @property
    def group(self) -> tuple[HtmlElement | None, str]:
        return self.item.getparent(), str(self.item.tag)


def story_links(anchors: Iterable[Anchor], *, language: str = "", pattern: re.Pattern[str] | None = None) -> list[Link]:
    """The links that may lead to stories, one an address, in page order, each with its score.

    language: the page's own, it decides how 03/04/2026 is read. pattern: where given, it alone decides what a story is.
    """
    candidates = _weighed(anchors, language)
    if pattern:
        return [_link(one, 0.97) for one in candidates if pattern.search(one.url)]
    links = [_link(one, _score(one.evidence)) for one in candidates]
    return [link for link in links if link.score >= LEAST_SCORE]


def teasers_of(anchors: Iterable[Anchor]) -> list[tuple[Link, HtmlElement]]:
    """The likely stories among the links, each with the list item it stands in."""
    weighed = [(_link(one, _score(one.evidence)), one.item) for one in _weighed(anchors, "")]
    return [(link, item) for link, item in weighed if link.score >= 0.6]


def _weighed(anchors: Iterable[Anchor], language: str) -> list[_Candidate]:
    candidates = [one for one in _gathered(anchors) if not _is_copy(one)]
    _describe(candidates, language)
    _weigh(candidates)
    return candidates


def _gathered(anchors: Iterable[Anchor]) -> list[_Candidate]:
    found: dict[str, _Candidate] = {}
    for anchor in anchors:
        key = anchor.key
        known = found.get(key)
        region = anchor.region
        if known is None:
            found[key] = _Candidate(anchor.url, [anchor], anchor.layout.item_of(anchor.element), region)
            continue
        known.anchors.append(anchor)
        if known.region is not Region.MAIN and region is Region.MAIN:  # a menu repeats what the page lists
            known.item, known.region = anchor.layout.item_of(anchor.element), region
    return list(found.values())


def _is_copy(one: _Candidate) -> bool:
    """Whether its links lead to a story that stands elsewhere: one of them says so, none says anything else."""
    said = False
    for anchor in one.anchors:
        if words := anchor.label:
            if not says_copy(words):
                return False
            said = True
    return said


def _describe(candidates: list[_Candidate], language: str) -> None:
    labels = shared_labels(one.anchors for one in candidates)
    for one in candidates:
        one.texts = one.layout.item_texts(one.item)
        one.own_texts = frozenset[str]().union(*(one.layout.own_texts(anchor.element) for anchor in one.anchors))
        one.title = headline_of(one.anchors, one.item, labels)
        one.heading = any(one.layout.in_heading(anchor.element) for anchor in one.anchors)
    _describe_flat(candidates)
    order = _month_first(candidates, language)
    for one in candidates:
        one.date = _date(one, month_first=order)
        one.dated = bool(one.date) or looks_like_date(_beside(one))


def _describe_flat(candidates: list[_Candidate]) -> None:
    """Give the dates that stand between the items of a list to those that they belong to."""
    for members in _groups(candidates):
        inside = {one.item: one.layout.inside_texts(one.item) for one in members}
        if any(is_date(text) for one in members for text in inside[one.item] if text not in one.own_texts):
            continue
        beside = flat_texts(inside)
        for one in members:
            if one.item in beside:
                one.texts, one.flat = inside[one.item] + beside[one.item], True


def _month_first(candidates: list[_Candidate], language: str) -> bool | None:
    if printed_month_first(text for one in candidates for text in one.texts if len(text) <= 60):
        return True
    if language.lower() == "en-us":
        return True
    if language.lower() not in {"", "en"}:
        return False
    return None if all(one.title.isascii() for one in candidates) else False  # English would be


def _date(one: _Candidate, *, month_first: bool | None) -> str | None:
    for stamp in one.layout.stamps(one.item):
        if found := printed_date(stamp, month_first=month_first):
            return found
    texts, own = one.texts + ([] if one.flat else one.layout.before_item(one.item)), one.own_texts
    alone = [text for text in texts if is_date_alone(text)]
    outside = [text for text in texts if text not in own and len(text) <= 120]
    outside += [text[at] for text in own for at in (slice(20), slice(-20, None)) if _DATED_END.search(text)]
    dates = (printed_date(text, month_first=month_first) for text in alone + outside)
    return next((found for found in dates if found), None)


def _beside(one: _Candidate) -> str:
    """The short texts of the item beside its headline (which may share the link with them, in a card)."""
    own = one.own_texts
    headlines = {text for text in own if len(text) > 20 or len(own) == 1}
    return " ".join(text for text in one.texts if len(text) <= 40 and text not in headlines)[:60]


def _weigh(candidates: list[_Candidate]) -> None:
    for one in candidates:
        one.evidence = story_evidence(one.url) + _said(one) + _placed(one)
    _weigh_groups(candidates)
    _share_by_shape(candidates)


def _said(one: _Candidate) -> float:
    """What the words say: headlines are long, menus short, a date stands beside a story."""
    width = text_width(one.title)
    if width >= 50:
        words = 2.2
    elif width >= 30:
        words = 1.0
    elif width >= 20:
        words = 0.3
    else:
        words = -1.5 if width else -1.0
    return words + 3.0 * one.dated + 1.0 * one.heading - 2.0 * bool(_ALL_OF_THEM.match(one.title))


def _placed(one: _Candidate) -> float:
    region = {Region.MAIN: 0.0, Region.ASIDE: -0.7, Region.CHROME: -3.0}[one.region]
    rel = frozenset[str]().union(*(anchor.rel for anchor in one.anchors))
    region += 1.0 * under_news(one.url)
    return region - 4.0 * bool(rel & {"tag", "author", "license", "search", "category"})


def _weigh_groups(candidates: list[_Candidate]) -> None:
    """A run of items built alike, most of them with a date or a long headline, is a listing: all of it counts."""
    for members in _groups(candidates):
        bonus = _run_bonus(members)
        for one in members:
            one.evidence += bonus


def _groups(candidates: list[_Candidate]) -> list[list[_Candidate]]:
    """The runs of three items and more that are built alike, outside of menus."""
    groups: defaultdict[tuple[HtmlElement | None, str], list[_Candidate]] = defaultdict(list)
    for one in candidates:
        if one.region is not Region.CHROME:
            groups[one.group].append(one)
    return [members for members in groups.values() if len(members) >= 3]


def _run_bonus(members: list[_Candidate]) -> float:
    speaking = sum(one.dated or text_width(one.title) >= 40 for one in members)
    if all(one.dated for one in members):
        return 2.5
    if speaking * 2 >= len(members):
        return 1.5
    return -0.5 if speaking * 5 < len(members) else 0.0


def _share_by_shape(candidates: list[_Candidate]) -> None:
    """Addresses of one shape are pages of one kind: each leans towards what speaks for its like."""
    shapes: defaultdict[str, list[_Candidate]] = defaultdict(list)
    for one in candidates:
        shapes[shape_of(one.url)].append(one)
    for members in shapes.values():
        if len(members) >= 4:
            mean = sum(one.evidence for one in members) / len(members)
            for one in members:
                one.evidence += 0.4 * (mean - one.evidence)


def _score(evidence: float) -> float:
    return round(1 / (1 + math.exp(-(evidence - _EVEN_EVIDENCE) / _SOFTNESS)), 3)


def _link(one: _Candidate, score: float) -> Link:
    post = None if any(anchor.post is None for anchor in one.anchors) else one.anchors[0].post
    return Link(url=one.url, kind=Kind.ARTICLE, title=one.title or None, date=one.date, score=score, post=post)
