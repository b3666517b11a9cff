"""Tokens as the index keeps them. Pure.

Scripts that write without spaces are kept as pairs of characters: `环境部` is 环_境, 境_部, 部. A pair is as rare as a
word is elsewhere, so that a phrase of them is found quickly; one character is found as the beginning of a pair.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import zip_longest

from archive.fold import fold, folded, pieces, without_article
from archive.scripts import CLUSTERED, INVISIBLE, KANA_MARKS, SINGLE, marks

_PAIR = "_"  # no token has it


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{CLUSTERED}{SINGLE}\u1100-\u11ff]")


@cache
def _breaks() -> re.Pattern[str]:
    """What divides two words of a script without spaces: whatever is neither letter nor mark nor blank."""
    return re.compile(rf"[^\w\s{marks()}{INVISIBLE}{KANA_MARKS}{CLUSTERED}{SINGLE}\ue000-\uf8ff]+")


def index_terms(text: str) -> list[str]:
    """The terms of a text, in its order.

    >>> index_terms("PM2.5 in 北京市"), index_terms("Đà Nẵng")
    (['pm2', '5', 'in', '北_京', '京_市', '市'], ['da', 'nang'])
    """
    return analysed(text)[0]


def analysed(text: str) -> tuple[list[str], set[str]]:
    """The terms of a text in its order, and its words whose spelling folding does not keep (see `spelled`)."""
    terms: list[str] = []
    words: set[str] = set()
    has_pairs = _unspaced().search(text) is not None
    for part in _breaks().split(text) if has_pairs else (text,):
        found = pieces(part)
        tokens = [token for piece in found for token in folded(piece)]
        terms += _paired(tokens) if has_pairs else tokens
        words.update(found)
    return terms, set() if text.isascii() else {spelt for word in words if (spelt := _spelling(word)) is not None}


def query_terms(text: str) -> tuple[tuple[str, ...], bool]:
    """The terms that a passage has in the index, and whether the last is but the beginning of one.

    >>> query_terms("北京"), query_terms("5年"), query_terms("climate")
    ((('北_京',), False), (('5', '年'), True), (('climate',), False))
    """
    found = index_terms(text)
    if not found or not is_unspaced(found[-1]):
        return tuple(found), False
    if len(found) > 1 and _PAIR in found[-2]:  # what follows the last character is not known
        return tuple(found[:-1]), False
    return tuple(found), True


def beginning(term: str, *, of_word: bool) -> str:
    """A regular expression for the terms that begin so: a word's other endings, or a character's pairs.

    Terms are letters, digits and marks alone: nothing in them needs escaping.
    """
    if is_unspaced(term):
        return term if _PAIR in term else f"{term}({_PAIR}.*)?"
    if not of_word:
        return term
    bare = without_article(term, least=1)  # a beginning may be too short to lose its article, though its word is not
    return f"{term}.*" if bare == term else f"({term}|{bare}).*"


@lru_cache(maxsize=1 << 16)
def is_unspaced(term: str) -> bool:
    """Whether it is of a script without spaces between words."""
    return _unspaced().match(term) is not None


def spelled(text: str) -> set[str]:
    """Those words of a text whose spelling folding does not keep, in NFC and lower case.

    >>> sorted(spelled("Bộ Môi trường 环境 PM2.5"))
    ['bộ', 'môi', 'trường']
    """
    return analysed(text)[1]


@lru_cache(maxsize=1 << 16)
def _spelling(piece: str) -> str | None:
    if piece.isascii() or is_unspaced(piece):
        return None
    typed = unicodedata.normalize("NFC", piece).casefold()
    plain = "".join(char for char in typed if char.isalnum() or unicodedata.combining(char))
    return typed if fold(piece).replace(" ", "") != plain else None


def _paired(tokens: list[str]) -> list[str]:
    return [
        f"{token}{_PAIR}{following}" if following and is_unspaced(token) and is_unspaced(following) else token
        for token, following in zip_longest(tokens, tokens[1:])
    ]
