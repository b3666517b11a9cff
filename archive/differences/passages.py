"""Two texts compared: first by paragraph, then by sentence, and word by word where a sentence was changed. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from archive.differences.matching import Pairs, common
from archive.differences.pieces import Piece, changed, mirrored, same, tidied
from archive.differences.sentences import SHORT, units
from archive.differences.shared_words import shared_words
from archive.differences.tokens import Token, size, tokens
from archive.differences.weave import State, weave

_KEPT = 0.35  # share of a sentence's words that must still be there, or it is another sentence
_ROUNDS = 3  # without the lost sentences, others may be seen to be lost
_SENTENCE_END = re.compile(r"[.!?…؟۔]\s+|[。！？।॥។။]\s*|\n+")
LONGEST = 1_000_000  # characters that differ; a longer text is replaced as a whole


@dataclass(slots=True)
class Side:
    """One side of what lies between two paragraphs that stayed. spans: its sentences; states: of each word."""

    words: list[Token]
    spans: list[tuple[int, int]] = field(default_factory=list)
    states: list[State] = field(default_factory=list)

    def key(self, unit: int) -> tuple[str, ...]:
        """Under which two sentences are the same words."""
        start, end = self.spans[unit]
        return tuple(token.key for token in self.words[start:end])

    def mark(self, unit: int, state: State) -> None:
        """Say what became of a sentence."""
        start, end = self.spans[unit]
        self.states[start:end] = [state] * (end - start)


@dataclass(slots=True)
class Gap:
    """What lies between two paragraphs that stayed. sentences: pairs of those that stayed."""

    old: Side
    new: Side
    sentences: Pairs = field(default_factory=list)


def compare_lines(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two headlines, captions or the like, by word.

    >>> [(piece.kind.value, piece.old, piece.new) for piece in compare_lines("30 % by 2030", "20 % by 2030")]
    [('replaced', '30', '20'), ('same', ' % by 2030', ' % by 2030')]
    """
    return _either_way(old, new, _lines)


def compare_bodies(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two bodies, whose paragraphs are apart by a blank line."""
    return _either_way(old, new, _bodies)


def _either_way(old: str, new: str, compare: Callable[[str, str], tuple[Piece, ...]]) -> tuple[Piece, ...]:
    """The way back shall show the same: a pair of texts is always compared in one order."""
    if old == new:
        return (same(old),) if old else ()
    return compare(old, new) if old < new else mirrored(compare(new, old))


def _lines(old: str, new: str) -> tuple[Piece, ...]:
    if max(len(old), len(new)) > LONGEST:
        return tidied((changed(old, new),))
    one, other = _side(old), _side(new)
    pairs = shared_words(one.words, other.words, range(len(one.words)), range(len(other.words)))
    return weave(one.words, other.words, one.states, other.states, pairs)


def _bodies(old: str, new: str) -> tuple[Piece, ...]:
    parts = list(_parts(old, new))
    gaps = [part for part in parts if isinstance(part, Gap)]
    for gap in gaps:
        gap.sentences = _sentences(gap)
    _mark_moved(gaps)
    return tidied(piece for part in parts for piece in ([part] if isinstance(part, Piece) else _woven(part)))


def _parts(old: str, new: str) -> Iterator[Piece | Gap]:
    """Paragraphs that stayed to the letter, and the gaps between them."""
    lines, new_lines = _paragraphs(old), _paragraphs(new)
    place, new_place = 0, 0
    for one, other in [*common(lines, new_lines), (len(lines), len(new_lines))]:
        went, came = "".join(lines[place:one]), "".join(new_lines[new_place:other])
        if max(len(went), len(came)) > LONGEST:
            yield from (changed(went, "", whole=True), changed("", came, whole=True))
        elif went or came:
            yield from _gap(went, came)
        yield from map(same, lines[one : one + 1])
        place, new_place = one + 1, other + 1


def _gap(old: str, new: str) -> Iterator[Piece | Gap]:
    """What differs, without the sentences that both sides begin and end with: they need not be looked at by word."""
    length = _shared(old, new, lambda text, count: text[:count])
    head = max((match.end() for match in _SENTENCE_END.finditer(old, 0, length)), default=0)
    went, came = old[head:], new[head:]
    length = _shared(went, came, lambda text, count: text[len(text) - count :])
    first = _SENTENCE_END.search(went, len(went) - length)
    tail = len(went) - first.end() if first else 0
    yield same(old[:head])
    yield Gap(_side(went[: len(went) - tail]), _side(came[: len(came) - tail]))
    yield same(went[len(went) - tail :])


def _shared(old: str, new: str, part: Callable[[str, int], str]) -> int:
    """How many characters both texts begin (or end) with."""
    least, most = 0, min(len(old), len(new))
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if part(old, middle) == part(new, middle) else (least, middle - 1)
    return least


def _paragraphs(text: str) -> list[str]:
    """The paragraphs, each but the last with the blank line after it."""
    *first, last = text.split("\n\n")
    return [*(f"{paragraph}\n\n" for paragraph in first), *([last] if last else [])]


def _side(text: str) -> Side:
    words = tokens(text)
    return Side(words, units(words), [State.PART] * len(words))


def _sentences(gap: Gap) -> Pairs:
    old = [gap.old.key(unit) for unit in range(len(gap.old.spans))]
    new = [gap.new.key(unit) for unit in range(len(gap.new.spans))]
    return common(old, new)


def _mark_moved(gaps: Iterable[Gap]) -> None:
    """Sentences that went at one place and came at another were moved."""
    went: dict[tuple[str, ...], list[tuple[Side, int]]] = defaultdict(list)
    for gap in gaps:
        stayed = {one for one, _ in gap.sentences}
        for unit in range(len(gap.old.spans)):
            if unit not in stayed and _may_move(gap.old, unit):
                went[gap.old.key(unit)].append((gap.old, unit))
    for gap in gaps:
        stayed = {other for _, other in gap.sentences}
        for unit in range(len(gap.new.spans)):
            if unit not in stayed and went.get(key := gap.new.key(unit)):
                gap.new.mark(unit, State.MOVED)
                side, place = went[key].pop(0)
                side.mark(place, State.MOVED)


def _may_move(side: Side, unit: int) -> bool:
    """A figure alone is no passage: where the 30 of one row stands in another row, two figures were changed."""
    start, end = side.spans[unit]
    words = [token for token in side.words[start:end] if not token.key[:1].isdigit()]
    least = 1 if len(words) == end - start else SHORT
    return size(words) >= least or (len(words) == end - start and any(token.size for token in words))


def _woven(gap: Gap) -> tuple[Piece, ...]:
    old, new = gap.old, gap.new
    pairs: Pairs = []
    place, new_place = 0, 0
    for one, other in [*gap.sentences, (len(old.spans), len(new.spans))]:
        pairs += _changed_words(old, new, range(place, one), range(new_place, other))
        if one < len(old.spans):
            pairs += zip(range(*old.spans[one]), range(*new.spans[other]), strict=True)
        place, new_place = one + 1, other + 1
    _mark_alone(old, new, pairs)
    return weave(old.words, new.words, old.states, new.states, pairs)


def _changed_words(old: Side, new: Side, units_: range, new_units: range) -> Pairs:
    """The words that stayed between two sentences that stayed. A sentence of which little is left went whole."""
    pairs: Pairs = []
    for _ in range(_ROUNDS):
        places, new_places = _open(old, units_), _open(new, new_units)
        if not places or not new_places:
            return []
        pairs = shared_words(old.words, new.words, places, new_places)
        lost = _lost(old, units_, {one for one, _ in pairs}) + _lost(new, new_units, {other for _, other in pairs})
        if not lost:
            break
        for side, unit in lost:
            side.mark(unit, State.WHOLE)
    return [(one, other) for one, other in pairs if State.WHOLE not in {old.states[one], new.states[other]}]


def _open(side: Side, units_: range) -> list[int]:
    spans = (side.spans[unit] for unit in units_)
    return [place for start, end in spans if side.states[start] is State.PART for place in range(start, end)]


def _lost(side: Side, units_: range, stayed: set[int]) -> list[tuple[Side, int]]:
    """Sentences of which too little stayed. Figures do not count: a row of a table may have all of them changed."""
    found = []
    for unit in units_:
        start, end = side.spans[unit]
        if side.states[start] is State.PART:
            words = [place for place in range(start, end) if not side.words[place].key[:1].isdigit()]
            length = size(side.words[place] for place in words)
            kept = size(side.words[place] for place in words if place in stayed)
            if length >= SHORT and kept < _KEPT * length:
                found.append((side, unit))
    return found


def _mark_alone(old: Side, new: Side, pairs: Pairs) -> None:
    """Whole sentences and lines that went or came where the other side has nothing in their place."""
    ends = [*pairs, (len(old.words), len(new.words))]
    starts = [(0, 0), *((one + 1, other + 1) for one, other in pairs)]
    between = [(start, end) for start, end in zip(starts, ends, strict=True) if start != end]
    _mark_settled(old, [(start[0], end[0]) for start, end in between if _is_settled(new, start[1], end[1])])
    _mark_settled(new, [(start[1], end[1]) for start, end in between if _is_settled(old, start[0], end[0])])


def _is_settled(side: Side, start: int, end: int) -> bool:
    return State.PART not in side.states[start:end]


def _mark_settled(side: Side, between: list[tuple[int, int]]) -> None:
    """Mark the sentences that lie within one of the ranges."""
    waiting = iter(between)
    start, end = next(waiting, (0, 0))
    for unit, (first, last) in enumerate(side.spans):
        while end < last and (upcoming := next(waiting, None)):
            start, end = upcoming
        if start <= first and last <= end and side.states[first] is State.PART:
            side.mark(unit, State.WHOLE)
