"""Text to search tokens, the same for index and query. Pure.

Marks that people leave out when they type are dropped (diacritics of Latin, Greek and Cyrillic, harakat, niqqud), and
letters that no decomposition reaches are mapped (đ, ø, ł…). Marks that are part of the spelling stay: the vowels and
tones of Thai, Lao, Khmer, Burmese and the Indic scripts, the dakuten of Kana. Where words are not divided by spaces,
each character, with the marks on it, is a token: a query is then a phrase of them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Raise it whenever a text would be folded otherwise than before: archives then build their index anew.
FOLD_VERSION = 1


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
        "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",  # as Arabic and Persian keyboards differ
    }
)  # fmt: skip

# Scripts that write a cluster after the other without spaces. A Khmer or Burmese letter may have others under it.
_CLUSTERED = (
    "\u0e00-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff\u1780-\u17df\u17ea-\u17ff"
    "\u1000-\u103f\u104a-\u108f\u109a-\u109f\ua9e0-\ua9ef\ua9fa-\ua9ff\uaa60-\uaa7f"
)
_STACKERS = "\u17d2\u1039"

# Thai and Lao "am" is one character or two, and a tone mark then stands after or before its first half.
_AM = "\u0e33\u0eb3"
_AM_BEFORE_TONE = re.compile("([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb])")
_SINGLE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3041-\u3096\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003ffff"
)
_INVISIBLE = "\u00ad\u200b-\u200f\u2060"  # within a word: soft hyphens, joiners, direction marks
_KANA_MARKS = "\u3099\u309a\uff9e\uff9f"
_JAMO = "[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6]*[\u11a8-\u11ff\ud7cb-\ud7fb]*"


def fold(text: str) -> str:
    """Turn a text into its tokens with a blank between them.

    >>> fold("Bộ Tài nguyên và Môi trường, PM2.5"), fold("生态环境部")
    ('bo tai nguyen va moi truong pm2 5', '生 态 环 境 部')
    """
    return " ".join([folded for piece in _pieces().findall(text) for folded in _folded(piece)])


def tokens(text: str) -> list[Token]:
    """List the tokens of `fold`, each with its place in the text."""
    return [(folded, *piece.span()) for piece in _pieces().finditer(text) for folded in _folded(piece[0])]


def _folded(piece: str) -> tuple[str, ...]:
    """Fold one word or cluster. Words of a language come again and again; endless ones are not worth the memory."""
    return _remembered(piece) if len(piece) <= 40 else _fold_piece(piece)


@lru_cache(maxsize=1 << 16)
def _remembered(piece: str) -> tuple[str, ...]:
    return _fold_piece(piece)


def _fold_piece(piece: str) -> tuple[str, ...]:
    """Fold one word or cluster; a compatibility character may fall into several."""
    text = _DROPPED.sub("", unicodedata.normalize("NFKD", piece))
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS).casefold())
    text = unicodedata.normalize("NFC", _DROPPED.sub("", text).translate(_LETTERS | _digits()))
    return tuple(_pieces().findall(_AM_BEFORE_TONE.sub(r"\2\1", text)))


@cache
def _pieces() -> re.Pattern[str]:
    """A word, or one cluster of a script without spaces."""
    alone = f"{_CLUSTERED}{_SINGLE}\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb"
    letter = rf"[^\W_{alone}]"
    word = f"{letter}+(?:[{_marks()}{_INVISIBLE}]+{letter}*)*"
    base = f"(?![{_marks()}])[{_CLUSTERED}]"
    marks = f"[{_marks()}{_INVISIBLE}]"
    cluster = f"{base}(?:[{_STACKERS}]{base}|{marks})*[{_AM}]?"
    single = f"[{_SINGLE}](?:[{_KANA_MARKS}]|{marks})*"
    return re.compile(f"{word}|{cluster}|{single}|{_JAMO}|[\ue000-\uf8ff]")


@cache
def _marks() -> str:
    """All combining marks, as ranges for a character class; Python's own class of word characters lacks them."""
    points = [point for point in range(0x300, 0x1F000) if unicodedata.category(chr(point)) in {"Mn", "Mc"}]
    points += range(0xE0100, 0xE01F0)
    starts = [point for place, point in enumerate(points) if place == 0 or points[place - 1] != point - 1]
    ends = [point for place, point in enumerate(points, 1) if place == len(points) or points[place] != point + 1]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


@cache
def _digits() -> dict[int, str]:
    """Decimal digits of all scripts as ours: a year is printed ๒๕๖๘ and typed 2568."""
    return {
        point: str(value)
        for point in range(0x80, 0x20000)
        if (value := unicodedata.decimal(chr(point), None)) is not None
    }
