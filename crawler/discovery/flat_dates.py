"""Lists without items: dates and headlines stand in turn in one box (dt dd dt dd, p h3 p h3, runs parted by `br`).

Between two headlines stands one date, and whose it is cannot be told there. The ends of the list tell: it begins with
a date, or it ends with one. So the list is decided once, for all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import Enum, auto
from itertools import islice

from lxml.html import HtmlElement

from crawler.discovery.dates import is_date_alone, looks_like_date
from crawler.discovery.texts import squeeze, texts_of

_LEAST = 3
_MAX_CHILDREN = 2_000
_MAX_TEXTS = 6  # of what stands between two headlines
_LONGEST_DATE = 40


class _Mark(Enum):
    """What stands between two headlines beside words."""

    LINE = auto()
    BORDER = auto()  # other links: what stands beyond them is not the list's


_Gap = list[str | _Mark]


def flat_texts(items: Collection[HtmlElement]) -> dict[HtmlElement, list[str]]:
    """The texts that stand before each item, or after each, whichever is where its date stands; nearest first.

    items: the siblings with a headline each. Empty where few dates stand between them, or where they can be either's.
    """
    parent = next(iter(items)).getparent() if len(items) >= _LEAST else None
    if parent is None:
        return {}
    order, gaps = _read(parent, set(items))
    if len(order) < _LEAST or 2 * sum(map(_dated, gaps)) < len(order):
        return {}
    if (before := _is_before(gaps)) is None:
        return {}
    return {item: _near(reversed(gaps[at]) if before else gaps[at + 1]) for at, item in enumerate(order)}


def _read(parent: HtmlElement, items: set[HtmlElement]) -> tuple[list[HtmlElement], list[_Gap]]:
    """The items in page order, and what stands before, between and after them: one gap more."""
    order: list[HtmlElement] = []
    gaps: list[_Gap] = [_words(parent.text)]
    for child in islice(parent, _MAX_CHILDREN):
        if child in items:
            order.append(child)
            gaps.append([])
        else:
            gaps[-1] += _said(child)
        gaps[-1] += _words(child.tail)
    return order, gaps


def _said(child: HtmlElement) -> _Gap:
    if not isinstance(child.tag, str):
        return []
    if child.tag in {"br", "hr"}:
        return [_Mark.LINE]
    if next(child.iter("a"), None) is not None:
        return [_Mark.BORDER]
    return [squeeze(text) for text in islice(texts_of(child), _MAX_TEXTS)]


def _words(text: str | None) -> _Gap:
    return [squeeze(text)] if text and not text.isspace() else []


def _is_before(gaps: Sequence[_Gap]) -> bool | None:
    """Whether the dates stand before their headlines; None where nothing tells."""
    first, last = _dated(_near(reversed(gaps[0]))), _dated(_near(gaps[-1]))
    if first is not last:
        return first
    ahead = sum(_same_line(reversed(gap)) for gap in gaps[1:-1])  # of the next headline
    behind = sum(_same_line(gap) for gap in gaps[1:-1])
    return None if ahead == behind else ahead > behind


def _near(gap: Sequence[str | _Mark] | Iterator[str | _Mark]) -> list[str]:
    """The first few texts of a gap, up to other links."""
    texts: list[str] = []
    for piece in gap:
        if piece is _Mark.BORDER or len(texts) == _MAX_TEXTS:
            break
        if isinstance(piece, str):
            texts.append(piece)
    return texts


def _same_line(gap: Sequence[str | _Mark] | Iterator[str | _Mark]) -> bool:
    """Whether a date comes before the line ends."""
    for piece in gap:
        if isinstance(piece, _Mark):
            return False
        if is_date(piece):
            return True
    return False


def _dated(gap: Sequence[str | _Mark]) -> bool:
    return any(isinstance(piece, str) and is_date(piece) for piece in gap)


def is_date(text: str) -> bool:
    """Whether a text is short and a date, in whatever language."""
    return len(text) <= _LONGEST_DATE and (is_date_alone(text) or looks_like_date(text))
