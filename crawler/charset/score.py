"""How likely a text is what somebody wrote, in bits: the fewer, the likelier.

Bytes read by a wrong charset give rare letters, signs within words, capitals after small letters, scripts that meet
within a word. Each costs what it is worth as a surprise; the charset under which the bytes cost least is theirs.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from math import inf, log2

from crawler.charset.letters import LETTERS

ASCII = 5.0  # bits of any ASCII character: what a multi-byte codec takes for half of one of its own is saved
BROKEN = 20.0  # of a place that a codec cannot read, a control character, a private one
MARK = 4.5  # of the punctuation that stands in texts without any other character beyond ASCII
SIGN = 8.0  # of other punctuation and symbols that pages do use
FOREIGN = 12.0  # of a letter that the language does not have
ODD_SIGN = 16.0  # of any other sign
CAPITAL = 2.0  # more than its small letter
ODD = 6.0  # of a neighbourhood that no language knows
CASED = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN"})
ALPHABETS = CASED | {"HEBREW", "ARABIC", "THAI"}
FIRST_LEVELS = (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6), ("euc_jp", 0xA4, 0xCF), ("euc_kr", 0xB0, 0xC8))
SIGNS = frozenset({"So", "Sk", "Sm", "Sc", "No", "Po", "Ps"})
DENSE = frozenset({"CJK", "HANGUL", "HIRAGANA", "KATAKANA", "FULLWIDTH"})
USUAL_MARKS = frozenset("“”‘’–—«»…\xa0")
USUAL_SIGNS = frozenset("„‚•·©®°§№™€£±×、。，：；！？（）「」『』《》〈〉【】・％　ー～")


@lru_cache(maxsize=64)
def _ranks(language: str) -> dict[str, float]:
    """Bits of each of a language's letters; together they are the part of its text that they are in truth."""
    letters = tuple(dict.fromkeys(LETTERS[language]))
    covered = 0.75 if len(letters) > 100 else 0.98
    weights = [1 / (number + 4) for number in range(len(letters))]
    return {letter: -log2(covered * weight / sum(weights)) for letter, weight in zip(letters, weights, strict=True)}


@lru_cache(maxsize=32768)
def _kind(character: str) -> tuple[str, str]:
    """Category and script (the first word of the name) of a character."""
    name = unicodedata.name(character, "")
    return unicodedata.category(character), name.partition(" ")[0] if character > "\x7f" or character.isalpha() else ""


def bits(text: str, language: str, limit: float = inf) -> float:
    """The surprise of a text (NFC), read as one of a language; no longer counted beyond the limit."""
    ranks = _ranks(language)
    dense = len(ranks) > 100
    singles = sum(_single(character, ranks, dense) * times for character, times in Counter(text).items())
    if singles > limit:
        return singles
    return singles + sum(_odd(*pair) * times for pair, times in Counter(pairwise(f" {text} ")).items())


def _single(character: str, ranks: dict[str, float], dense: bool) -> float:
    if character <= "\x7f":
        return ASCII
    if (known := ranks.get(character)) is not None:
        return known
    if character in USUAL_MARKS:
        return MARK
    return SIGN if character in USUAL_SIGNS else _rare(character, ranks, dense)


def _rare(character: str, ranks: dict[str, float], dense: bool) -> float:
    category, script = _kind(character)
    if category == "Lu" and (known := ranks.get(character.lower())) is not None:
        return known + CAPITAL
    if dense and script in DENSE:
        return _uncommon(character)
    return BROKEN if category[0] == "C" else FOREIGN if category[0] == "L" else ODD_SIGN


@lru_cache(maxsize=16384)
def _uncommon(character: str) -> float:
    """Of a character of a dense script beyond the commonest: the standards put the rarer ones into a second level."""
    for codec, first, last in FIRST_LEVELS:
        try:
            if first <= character.encode(codec)[0] <= last:
                return 13.0
        except UnicodeEncodeError:
            continue
    return 19.0


@lru_cache(maxsize=65536)
def _odd(before: str, after: str) -> float:
    """Of two characters that stand side by side."""
    if before <= "\x7f" and after <= "\x7f":
        return 0.0
    (old, old_script), (new, new_script) = _kind(before), _kind(after)
    if new[0] == "M":
        return ODD if old[0] not in "LM" else 0.0
    if old[0] == new[0] == "L":
        if old_script != new_script and {old_script, new_script} & ALPHABETS:
            return ODD if {old_script, new_script} < ALPHABETS else ODD / 2
        return ODD if (old, new) == ("Ll", "Lu") else 0.0
    return ODD / 2 if old[0] == "L" and old_script in CASED and new in SIGNS and after not in "’·" else 0.0
