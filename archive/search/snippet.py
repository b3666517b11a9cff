"""Where a query is found in a text, in the text's own spelling. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.search.passages import spans
from archive.search.syntax import Words

_SEARCHED = 100_000  # characters of a text that are looked through
_AROUND = 240  # characters of a snippet
_TOGETHER = 3  # hits that two words are worth beside themselves where they stand together


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text; marks: (start, end) of each hit in it, in order, not overlapping."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


def highlight(text: str, words: Sequence[Words]) -> Snippet:
    """The whole text with its hits."""
    return Snippet(text, _hits(text, words))


def excerpt(text: str, words: Sequence[Words], length: int = _AROUND) -> Snippet:
    """About `length` characters around the place with the most hits; the beginning, where there is none.

    Words that stand together there as in the query are worth more than the same words apart.
    """
    searched = text[:_SEARCHED]
    hits = _hits(searched, words)
    together = _hits(searched, _pairs(words)) if len(words) > 1 else ()
    start, end = _window(text, sorted([*hits, *together * _TOGETHER]), length)
    marks = [(hit[0], hit[1]) for hit in hits if hit[0] >= start and hit[1] <= end]
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shown = "".join(" " if char.isspace() else char for char in text[start:end])
    shift = len(before) - start
    return Snippet(before + shown + after, tuple((first + shift, last + shift) for first, last in marks))


def _pairs(words: Sequence[Words]) -> list[Words]:
    return [
        Words((*first.tokens, *second.tokens), (), second.open) for first, second in pairwise(words) if not first.open
    ]


def _window(text: str, hits: Sequence[tuple[int, int]], length: int) -> tuple[int, int]:
    """Begin and end of the excerpt: the passage with the most hits, opened a little before its first."""
    best, most = 0, 0
    for place, (start, _) in enumerate(hits):
        covered = sum(end <= start + length * 3 // 4 for _, end in hits[place : place + 40])
        if covered > most:
            best, most = start, covered
    start = _word_start(text, max(0, best - length // 4))
    return start, _word_end(text, min(len(text), start + length))


def _word_start(text: str, place: int) -> int:
    """Move back to a blank nearby, so that no word is cut; scripts without blanks are cut where they are."""
    if place == 0:
        return 0
    blank = max(text.rfind(" ", place - 20, place), text.rfind("\n", place - 20, place))
    return blank + 1 if blank >= 0 else place


def _word_end(text: str, place: int) -> int:
    blanks = [found for char in " \n" if (found := text.find(char, place, place + 20)) >= 0]
    return min(blanks) if blanks and place < len(text) else place


def _hits(text: str, words: Sequence[Words]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans(text, words):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
