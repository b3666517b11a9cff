"""Which stories are nearly the same text: simhash (Charikar 2002). Pure.

Two texts that differ in a few words have hashes of 64 bits that differ in a few. Portals reprint each other's stories;
an answer shows one of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, lru_cache

_BITS = 64
_LANE = 16  # bits of a counter
_ALIKE = 7  # bits that may differ: some 94 of 100 words are the same
_FEW = 16  # words; of fewer, only the very same are alike
_MOST = 20_000  # words that are looked at
_BANDS = ((0, 11), (11, 11), (22, 11), (33, 11), (44, 10), (54, 10))  # first bit, bits


def simhash(terms: Sequence[str]) -> int:
    """64 bits of a text's words; of a short text, a hash that only the same text has.

    >>> words = [f"word{number}" for number in range(300)]
    >>> is_alike(simhash(words), simhash(["today", *words[2:]])), is_alike(simhash(words), simhash(words[:200]))
    (True, False)
    """
    words = set(terms[:_MOST])
    if len(words) < _FEW:
        return int.from_bytes(_digest(" ".join(terms[:_MOST])))
    total, half = sum(map(_lanes, words)), len(words) // 2
    return sum(1 << bit for bit in range(_BITS) if (total >> (_LANE * bit)) & ((1 << _LANE) - 1) > half)


def is_alike(first: int, second: int) -> bool:
    """Whether two hashes are of nearly the same text."""
    return (first ^ second).bit_count() <= _ALIKE


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


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_BITS // 8).digest()
