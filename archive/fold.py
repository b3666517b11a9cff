"""Text to search tokens, the same for index and query. Pure.

Marks that people leave out when they type are dropped (diacritics of Latin, Greek and Cyrillic, harakat, niqqud), and
letters that no decomposition reaches are mapped (đ, ø, ł…). Arabic words lose their article, also where it is written
together with what stands before it (light10, Larkey et al. 2002); what Persian divides by a joiner are words of their
own. Marks that are part of the spelling stay: the vowels and tones of Thai, Lao, Khmer, Burmese and the Indic scripts,
the dakuten of Kana. Where words are not divided by spaces, each character, with the marks on it, is a token: a query is
then a phrase of them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from archive.scripts import AM, AM_BEFORE_TONE, CLUSTERED, INVISIBLE, JAMO, KANA_MARKS, SINGLE, STACKERS, digits, marks

# Raise it whenever a text would be folded otherwise than before: archives then build their index anew.
FOLD_VERSION = 2


# A token, and where it starts and ends in the text it was made from.
Token = tuple[str, int, int]

_DROPPED = re.compile(
    "["
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"  # soft hyphens, joiners, direction marks
    "\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"  # Latin, Greek, Cyrillic
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # niqqud and cantillation
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff"  # harakat
    "\u093c\u09bc\u0a3c\u0abc\u0b3c"  # nukta
    "\ufe00-\ufe0f"  # variation selectors
    "]"
)

_LETTERS = str.maketrans(
    {
        "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ħ": "h", "Ħ": "h",
        "ŧ": "t", "Ŧ": "t", "ı": "i", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "Þ": "th",
        "ə": "e", "Ə": "e",
        "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",  # as Arabic and Persian keyboards differ
    }
)  # fmt: skip


_NO_JOINER = re.compile("(?<=[\u0620-\u06ff\u0750-\u077f])\u200c+(?=[\u0620-\u06ff\u0750-\u077f])")
ARTICLE = "[\u0648\u0641\u0628\u0643]?\u0627\u0644|\u0644\u0644"  # al-, wal-, fal-, bal-, kal-; lil-
_ARTICLE = re.compile(ARTICLE)
_LEAST_WORD = 3  # letters that are left of a word without its article


def fold(text: str) -> str:
    """Turn a text into its tokens with a blank between them.

    >>> fold("Bộ Tài nguyên và Môi trường, PM2.5"), fold("生态环境部")
    ('bo tai nguyen va moi truong pm2 5', '生 态 环 境 部')
    """
    return " ".join([token for piece in _pieces().findall(text) for token in folded(piece)])


def tokens(text: str) -> list[Token]:
    """List the tokens of `fold`, each with its place in the text."""
    return [(token, *piece.span()) for piece in _pieces().finditer(text) for token in folded(piece[0])]


def pieces(text: str) -> list[str]:
    """The words and clusters of a text, as they are written."""
    return _pieces().findall(text)


def folded(piece: str) -> tuple[str, ...]:
    """Fold one word or cluster. Words of a language come again and again; endless ones are not worth the memory."""
    return _remembered(piece) if len(piece) <= 40 else _fold_piece(piece)


@lru_cache(maxsize=1 << 16)
def _remembered(piece: str) -> tuple[str, ...]:
    return _fold_piece(piece)


def _fold_piece(piece: str) -> tuple[str, ...]:
    """Fold one word or cluster; a compatibility character may fall into several."""
    text = _DROPPED.sub("", unicodedata.normalize("NFKD", _NO_JOINER.sub(" ", piece)))
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS).casefold())
    text = unicodedata.normalize("NFC", _DROPPED.sub("", text).translate(_LETTERS | digits()))
    return tuple(map(without_article, _pieces().findall(AM_BEFORE_TONE.sub(r"\2\1", text))))


def without_article(token: str, least: int = _LEAST_WORD) -> str:
    """An Arabic word without its article, unless fewer letters than `least` would be left.

    >>> without_article("والبيئه") == without_article("بيئه") == "بيئه"
    True
    """
    found = _ARTICLE.match(token)
    return token[found.end() :] if found and len(token) - found.end() >= least else token


@cache
def _pieces() -> re.Pattern[str]:
    """A word, or one cluster of a script without spaces."""
    alone = f"{CLUSTERED}{SINGLE}\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb"
    letter = rf"[^\W_{alone}]"
    word = f"{letter}+(?:[{marks()}{INVISIBLE}]+{letter}*)*"
    base = f"(?![{marks()}])[{CLUSTERED}]"
    mark = f"[{marks()}{INVISIBLE}]"
    cluster = f"{base}(?:[{STACKERS}]{base}|{mark})*[{AM}]?"
    single = f"[{SINGLE}](?:[{KANA_MARKS}]|{mark})*"
    return re.compile(f"{word}|{cluster}|{single}|{JAMO}|[\ue000-\uf8ff]")
