"""Which of a link's words are the headline: not "Read more", not the date, not a text that was cut short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.discovery.anchors import Anchor
from crawler.discovery.dates import is_date_alone
from crawler.discovery.texts import MAX_TEXT, text_width

_MAX_LABEL = 24  # bulletins bear one headline every day; what several addresses share is a label only where it is short
_CUT = re.compile(r"(?:\.{3}|…)\s*$")
_MORE = re.compile(
    r"(?:read|view|see|learn|find out|show)?\s?more.{0,3}|continue reading.{0,3}|details?"
    r"|xem (?:thêm|chi tiết|tiếp).{0,3}"
    r"|(?:đọc|chi) (?:tiếp|tiết|thêm).{0,3}|\W*|(?:查看)?(?:更多|详情|详细|全文).{0,3}|続きを読む|詳細.{0,4}"
    r"|もっと見る|더보기|자세히.{0,4}"
    r"|อ่านต่อ.{0,3}|อ่านเพิ่มเติม.{0,3}|اقرأ المزيد|المزيد|leer más|ver más|ler mais|leia mais|saiba mais"
    r"|lire la suite|en savoir plus"
    r"|weiterlesen|mehr(?: erfahren| lesen)?|lees (?:meer|verder)|läs mer|подробнее|читать далее|детальніше"
    r"|читати далі"
    r"|selengkapnya|baca (?:selengkapnya|juga)|devamı(?:nı oku)?|więcej|czytaj (?:więcej|dalej)|více|περισσότερα",
    re.IGNORECASE,
)


def shared_labels(links: Iterable[Sequence[Anchor]]) -> frozenset[str]:
    """The short texts that several addresses share ("Details", in whatever language), without case."""
    uses = Counter(text.casefold() for anchors in links for text in {anchor.text for anchor in anchors})
    return frozenset(text for text, count in uses.items() if count >= 3 and text_width(text) <= _MAX_LABEL)


def headline_of(anchors: Sequence[Anchor], item: HtmlElement, labels: frozenset[str]) -> str:
    """The headline that the links to one address give, else the heading of their list item; empty where none does."""
    texts = [text for anchor in anchors if (text := _headline(anchor)) and _says_something(text, labels)]
    if texts:
        return max(texts[:8], key=len)
    heading = anchors[0].layout.heading_of(item) if item is not anchors[0].element else ""
    return heading if len(heading) < MAX_TEXT else ""


def _headline(anchor: Anchor) -> str:
    if heading := anchor.layout.heading_of(anchor.element):  # a whole card inside the link
        return heading
    text = anchor.text
    is_cut = not text or _CUT.search(text) or anchor.hint.startswith(text)
    return anchor.hint if is_cut and len(anchor.hint) > len(text) else text


def _says_something(text: str, labels: frozenset[str]) -> bool:
    return text.casefold() not in labels and not _says_nothing(text)


@lru_cache(maxsize=8_192)
def _says_nothing(text: str) -> bool:
    return bool(_MORE.fullmatch(text)) or is_date_alone(text)
