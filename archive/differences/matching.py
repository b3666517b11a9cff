"""What two sequences have in common, in order: a longest common subsequence, in bounded time. Pure.

difflib is quadratic to cubic, and a page can be made to hit its worst case. Here one row of the table of lengths is one
big integer (Hyyrö 2004), 64 cells a machine word, whatever the sequences are. Where the table would be too large, only
what stands once in both anchors them, and the rest is looked at in between.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence

Pairs = list[tuple[int, int]]

LARGEST = 1 << 24  # cells of a table: 4,000 words beside 4,000, two megabytes
_DEEPEST = 8  # how often what is between anchors is anchored anew
_RUN = 4  # items in a row that are an anchor where single ones are none


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """Pairs of places with equal items, rising on both sides, as many as can be (where the table is small enough).

    >>> common("abcd", "xbd")
    [(1, 1), (3, 2)]
    """
    return _between(old, new, _DEEPEST)


def _between(old: Sequence[Hashable], new: Sequence[Hashable], depth: int) -> Pairs:
    """The common head and tail, and what is common between them."""
    shorter = min(len(old), len(new))
    head = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    rest = shorter - head
    tail = next((place for place in range(rest) if old[-1 - place] != new[-1 - place]), rest)
    middle = _middle(old[head : len(old) - tail], new[head : len(new) - tail], depth)
    return [
        *((place, place) for place in range(head)),
        *((head + one, head + other) for one, other in middle),
        *((len(old) - place, len(new) - place) for place in range(tail, 0, -1)),
    ]


def _middle(old: Sequence[Hashable], new: Sequence[Hashable], depth: int) -> Pairs:
    if not old or not new:
        return []
    if len(old) * len(new) <= LARGEST:
        return _longest(old, new)
    anchors = (_anchors(old, new) or _anchors(_runs(old), _runs(new))) if depth else []
    found: Pairs = []
    start, other_start = 0, 0
    for one, other in [*anchors, (len(old), len(new))]:
        inner = _between(old[start:one], new[other_start:other], depth - 1) if anchors else []
        found += [(start + place, other_start + other_place) for place, other_place in inner]
        start, other_start = one, other
    return found


def _longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """A longest common subsequence. A bit of a row is 0 where the length grows from one column to the next."""
    places: dict[Hashable, int] = {}
    for place, item in enumerate(new):
        places[item] = places.get(item, 0) | 1 << place
    full = (1 << len(new)) - 1
    row, rows = full, [full]
    for item in old:
        matches = row & places.get(item, 0)
        row = (row + matches | row - matches) & full
        rows.append(row)
    return _trace(rows, len(new))


def _trace(rows: list[int], column: int) -> Pairs:
    """Walk the table back from its last corner."""
    found: Pairs = []
    number = len(rows) - 1
    while number and column:
        bit = 1 << column - 1
        if rows[number] & bit:
            column -= 1
            continue
        number -= 1
        if rows[number] & bit:
            column -= 1
            found.append((number, column))
    return found[::-1]


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pairs:
    """What stands once in both, as far as it is in the same order (patience: the longest rising run)."""
    once, once_new = _once(old), _once(new)
    places = {item: place for place, item in enumerate(new) if item in once_new}
    shared = [(place, places[item]) for place, item in enumerate(old) if item in once and item in places]
    return _rising(shared)


def _once(items: Sequence[Hashable]) -> set[Hashable]:
    return {item for item, count in Counter(items).items() if count == 1}


def _runs(items: Sequence[Hashable]) -> list[Hashable]:
    return list(zip(*(items[start:] for start in range(_RUN)), strict=False))


def _rising(pairs: Pairs) -> Pairs:
    """The longest part of the pairs whose second places rise too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    found: Pairs = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
