"""Where a text's sentences end, in any script. Pure.

Only to find what stayed and what went: a sentence that is cut in two at an abbreviation does no harm.
"""

from __future__ import annotations

import re

from archive.differences.tokens import Token

SHORT = 4.0  # words: less is no sentence but `No.` or `TS.`

_END = re.compile(r"[.!?…。．！？｡؟۔।॥။។៕։።]")
_CLOSING = frozenset("\"'”’»›)]）」』】》")
_SURE = frozenset("。！？｡।॥။។៕")  # after these a sentence ends without a space


def is_sentence_end(text: str) -> bool:
    """Whether a sign may end a sentence."""
    return bool(_END.match(text))


def units(words: list[Token]) -> list[tuple[int, int]]:
    """Begin and end of each sentence and line, which together are all of the words."""
    found: list[tuple[int, int]] = []
    start, length = 0, 0.0
    for place, token in enumerate(words):
        length += token.size
        is_line_end = "\n" in token.space
        if is_line_end or (length >= SHORT and _ends(words, place)):
            found.append((start, place + 1))
            start, length = place + 1, 0.0
    return [*found, (start, len(words))] if start < len(words) else found


def _ends(words: list[Token], place: int) -> bool:
    """Whether a sentence ends here: with its mark, or with the quotation mark after it."""
    text = words[place].text
    if not text or words[place].size:
        return False
    upcoming = words[place + 1].text if place + 1 < len(words) else ""
    if upcoming in _CLOSING and not words[place].space:
        return False
    if text in _CLOSING and place:
        text = words[place - 1].text
    return is_sentence_end(text) and (bool(words[place].space) or text in _SURE)
