"""A text as its words, so that none of it is lost: joined, they are the text again. Pure.

Each has a key, under which two spellings of a word are the same word: one form of Unicode, no case, no width, one kind
of quotation marks and dashes, digits of all scripts as ours. Words are what spaces divide; where a script has none,
each character with its marks is one (Han, Kana, Thai, Lao, Khmer, Burmese).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from archive.scripts import AM, AM_BEFORE_TONE, CLUSTERED, HAN_KANA, KANA_MARKS, STACKERS, digits, marks

CLUSTER = 0.4  # of a word: Thai has three or four clusters a word, Chinese about two characters

# What stands between words without being seen: spaces of all widths, line ends, zero-width spaces, soft hyphens.
SPACE = r"\s\u200b\ufeff\u2060\u00ad\u200e\u200f"
_JOINERS = "\u200c\u200d"
_HARAKAT = "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_UNSEEN = re.compile(f"[{SPACE}{_JOINERS}\ufe00-\ufe0f{_HARAKAT}]")

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»〝〞〟＂″「」『』《》‹›", '"'),
        **dict.fromkeys("‘’‚‛`´ʼʻ′＇", "'"),
        **dict.fromkeys("‐‑‒–—―−－﹣─", "-"),
        **dict.fromkeys("•·●■▪◦‣∙・►▶➢➤◆◇□", "•"),
        "。": ".", "｡": ".", "、": ",", "，": ",", "؛": ";", "،": ",", "؟": "?", "۔": ".", "।": ".",
        "ی": "ي", "ک": "ك",  # as Arabic and Persian keyboards differ
        "⁄": "/", "٪": "%", "٫": ".", "٬": ",",
    }
)  # fmt: skip


class Token(NamedTuple):
    """A word, number or sign, and the white space after it. size: in words; signs have none."""

    text: str
    space: str
    key: str
    size: float


def tokens(text: str) -> list[Token]:
    """Split a text into its words. White space at its beginning belongs to an empty one."""
    found = [Token(word, space, *_known(word)) for word, space in _words().findall(text)]
    lead = len(text) - sum(len(token.text) + len(token.space) for token in found)
    return [Token("", text[:lead], "", 0.0), *found] if lead else found


def each_token(text: str) -> Iterator[Token]:
    """The words of a text, one after the other, for whoever needs the first of them only."""
    start = re.match(f"[{SPACE}]*", text)
    if start and start[0]:
        yield Token("", start[0], "", 0.0)
    for match in _words().finditer(text):
        yield Token(match[1], match[2], *_known(match[1]))


def joined(words: Sequence[Token]) -> str:
    """Return the text that the words are of."""
    return "".join([part for token in words for part in (token.text, token.space)])


def same_words(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but spaces, punctuation, case and forms of the same character.

    >>> same_words("“CO₂ ”-Preis", '"co2" preis'), same_words("rise", "fall")
    (True, False)
    """
    return _bare(old) == _bare(new)


def size(words: Iterable[Token]) -> float:
    """Return how long a passage is, in words, whatever its script."""
    return sum(token.size for token in words)


def _bare(text: str) -> str:
    return "".join(char for char in key(text) if unicodedata.category(char)[0] in "LNMS")


def key(text: str) -> str:
    """Write a text so that equal ones are the same words.

    >>> key("Ｗｏｒｄ"), key("๒๕๖๘"), key("“")
    ('word', '2568', '"')
    """
    return _known(text)[0]


def _known(word: str) -> tuple[str, float]:
    """The key and size of a word. Words come again and again; endless ones are not worth the memory."""
    return _remembered(word) if len(word) <= 40 else (_key(word), _size(word))


@lru_cache(maxsize=1 << 16)
def _remembered(word: str) -> tuple[str, float]:
    return _key(word), _size(word)


def _key(text: str) -> str:
    if text.isascii() and text.isalpha():
        return text.lower()
    plain = unicodedata.normalize("NFKC", _superscripts().sub(r"^\g<0>", text.translate(_SAME))).translate(_SAME)
    plain = AM_BEFORE_TONE.sub(r"\2\1", _UNSEEN.sub("", plain)).translate(digits())
    return unicodedata.normalize("NFC", plain.casefold())


def _size(word: str) -> float:
    if _clustered().match(word):
        return CLUSTER
    return 1.0 if any(unicodedata.category(char)[0] in "LNS" for char in word) else 0.0


@cache
def _clustered() -> re.Pattern[str]:
    return re.compile(f"[{CLUSTERED}{HAN_KANA}]")


@cache
def _superscripts() -> re.Pattern[str]:
    """A power: 10² is not 102."""
    return re.compile(r"(?<=\d)[⁰¹²³⁴-⁹]")


@cache
def _words() -> re.Pattern[str]:
    mark = f"{marks()}{_JOINERS}"
    alone = f"{CLUSTERED}{HAN_KANA}"
    number = r"[\d₀-₉]+(?:[.,٫٬][\d₀-₉]+)*"
    letter = rf"[^\W\d_₀-₉{alone}]"
    word = rf"{letter}+(?:[{mark}]+{letter}*|['’ʼ]{letter}+)*"
    base = f"(?![{marks()}])[{CLUSTERED}]"
    cluster = f"{base}(?:[{STACKERS}]{base}|[{mark}])*[{AM}]?"
    single = f"[{HAN_KANA}](?:[{KANA_MARKS}]|[{mark}])*"
    sign = f"[^{SPACE}][{mark}]*"
    return re.compile(f"({number}|{word}|{cluster}|{single}|{sign})([{SPACE}]*)")
