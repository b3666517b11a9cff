"""Which words of a changed passage stayed, so that a person can read the difference. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from archive.differences.matching import Pairs, common
from archive.differences.tokens import Token

_ISLAND = 1.0  # words that stayed between two changes, and say nothing by themselves: `the`, a comma
_AROUND = 4.0  # words that were changed on both sides of it


def shared_words(old: Sequence[Token], new: Sequence[Token], places: Sequence[int], new_places: Sequence[int]) -> Pairs:
    """Pairs of places, out of those given, whose words are the same in both.

    Single words that stayed between many that did not are left out: they stayed by chance.
    """
    keys, new_keys = [old[place].key for place in places], [new[place].key for place in new_places]
    lengths, new_lengths = _lengths(old, places), _lengths(new, new_places)

    def changed(start: int, end: int, new_start: int, new_end: int) -> float:
        return max(lengths[end] - lengths[start], new_lengths[new_end] - new_lengths[new_start])

    found: Pairs = []
    around = 0.0
    end, new_end = 0, 0
    runs = _runs(_slid(common(keys, new_keys), keys, new_keys))
    for (one, other, length), (upcoming, new_upcoming, _) in pairwise([*runs, (len(keys), len(new_keys), 0)]):
        before = around + changed(end, one, new_end, other)
        end, new_end = one + length, other + length
        after = changed(end, upcoming, new_end, new_upcoming)
        stayed = lengths[end] - lengths[one]
        is_island = before and after and before + after >= _AROUND and stayed <= _ISLAND
        if is_island and not any(key[:1].isdigit() for key in keys[one:end]):
            around = before + stayed
        else:
            around = 0.0
            found += zip(places[one:end], new_places[other:new_end], strict=True)
    return found


def _lengths(words: Sequence[Token], places: Sequence[int]) -> list[float]:
    """Length of what is before each place, in words."""
    return [0.0, *accumulate(words[place].size for place in places)]


def _slid(pairs: Pairs, keys: Sequence[str], new_keys: Sequence[str]) -> Pairs:
    """Where `. B` went before a full stop, `B .` went after one: what went or came begins with a word, if it can."""
    slid = list(pairs)
    for number, (one, other) in enumerate(pairs):
        start, new_start = (slid[number - 1][0] + 1, slid[number - 1][1] + 1) if number else (0, 0)
        is_gap = (one > start) != (other > new_start)
        if is_gap and keys[start] == new_keys[new_start] and not keys[start].isalnum():
            slid[number] = (start, new_start)
    return slid


def _runs(pairs: Pairs) -> list[tuple[int, int, int]]:
    """Pairs in a row, as (place, place, length)."""
    found: list[tuple[int, int, int]] = []
    for one, other in pairs:
        if found and (one, other) == (found[-1][0] + found[-1][2], found[-1][1] + found[-1][2]):
            found[-1] = (*found[-1][:2], found[-1][2] + 1)
        else:
            found.append((one, other, 1))
    return found
