"""Which stories are nearly the same text: simhash (Charikar 2002), and their figures. Pure.

Two texts that differ in a few words have hashes of 64 bits that differ in a few. Portals reprint each other's stories;
an answer shows one of them. Of a portal's bulletins that differ in nothing but figures, it shows each: so the figures
are compared too, by a minhash of sixteen parts (Broder 1997; Li and König 2010).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

_BITS = 64
_LANE = 16  # bits of a counter
_ALIKE = 7  # bits that may differ: some 94 of 100 words are the same
_FEW = 16  # words; of fewer, only the very same are alike
_MOST = 20_000  # words that are looked at
_PARTS = 16  # of the figures' hash, four bits each
_SAME_PARTS = 8  # of two stories that are alike: some half of all figures are the same
_BANDS = ((0, 11), (11, 11), (22, 11), (33, 11), (44, 10), (54, 10))  # first bit, bits


class Likeness(NamedTuple):
    """What two stories are held against each other by. simhash: 64 bits of the words; figures: 64 bits, 0 for none."""

    simhash: int
    figures: int


def likeness(terms: Sequence[str]) -> Likeness:
    """Words and figures of a text; a short text is only like the very same.

    >>> words = [f"word{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(300)]
    >>> text = likeness([*words, "2030"])
    >>> is_alike(text, likeness(["today", *words[2:], "2030"])), is_alike(text, likeness(words[:200]))
    (True, False)
    >>> [has_same_figures(text, likeness([*words, figure])) for figure in ("2030", "2035")]
    [True, False]
    """
    some = terms[:_MOST]
    return Likeness(_simhash(some), _figures(some))


def is_alike(first: Likeness, second: Likeness) -> bool:
    """Whether two stories are nearly the same text, whatever their figures."""
    return (first.simhash ^ second.simhash).bit_count() <= _ALIKE


def has_same_figures(first: Likeness, second: Likeness) -> bool:
    """Whether most figures of two stories are the same; also where one has none."""
    differing = f"{first.figures ^ second.figures:0{_PARTS}x}"
    return not first.figures or not second.figures or differing.count("0") >= _SAME_PARTS


def _simhash(terms: Sequence[str]) -> int:
    words = set(terms)
    if len(words) < _FEW:
        return int.from_bytes(_digest(" ".join(terms)))
    total, half = sum(map(_lanes, words)), len(words) // 2
    return sum(1 << bit for bit in range(_BITS) if (total >> (_LANE * bit)) & ((1 << _LANE) - 1) > half)


def _figures(terms: Sequence[str]) -> int:
    """Four bits of the smallest of each of sixteen hashes: as many are equal as two texts have figures in common."""
    hashes = [_sixteen(term) for term in {term for term in terms if any(map(str.isdecimal, term))}]
    return sum((min(lane) & 0xF) << (4 * place) for place, lane in enumerate(zip(*hashes, strict=True)))


def bands(simhash: int) -> list[str]:
    """Parts of a hash: two that are alike mostly have some in common, by which they are found."""
    return [f"{first}:{simhash >> first & ((1 << bits) - 1):x}" for first, bits in _BANDS]


@lru_cache(maxsize=1 << 17)
def _lanes(word: str) -> int:
    """A word's hash with each bit in a lane of its own, so that one addition counts all bits."""
    spread = _spread()
    return sum(spread[byte] << (_LANE * 8 * place) for place, byte in enumerate(_digest(word)))


@cache
def _spread() -> list[int]:
    """The eight bits of each byte in eight lanes."""
    return [sum(1 << (_LANE * bit) for bit in range(8) if byte >> bit & 1) for byte in range(256)]


@lru_cache(maxsize=1 << 14)
def _sixteen(figure: str) -> tuple[int, ...]:
    """Sixteen hashes of 16 bits."""
    digest = hashlib.blake2b(figure.encode("utf-8", "replace"), digest_size=2 * _PARTS).digest()
    return struct.unpack(f">{_PARTS}H", digest)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_BITS // 8).digest()
