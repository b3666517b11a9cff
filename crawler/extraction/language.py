"""The language of a text: what the page declares, unless its script or its words say otherwise."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from functools import cache, lru_cache

from crawler.extraction.language_words import LANGUAGES, LETTERS, NEIGHBOURS, SCRIPTS, WORDS
from crawler.extraction.metadata import language_tag

SAMPLE = 3_000  # characters that are looked at
ENOUGH_LETTERS = 20  # fewer say nothing
ENOUGH_WORDS = 4  # function words that must be met to tell a language
MANY_WORDS = 12  # … and to overrule what the page states

WORD = re.compile(r"[^\W\d_][^\W\d_\u0900-\u0903]*(?:[\u0900-\u0903\u093a-\u094f'’ʻ][^\W\d_]*)*")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
ASCII_LETTERS = string.ascii_letters.encode()
WORD_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _words in WORDS.items():
    for _word in _words.split():
        WORD_LANGUAGES[_word] = (*WORD_LANGUAGES.get(_word, ()), _language)


def detect(text: str, declared: str | None, hints: tuple[str, ...] = ()) -> str | None:
    """The language (BCP 47) of a text; None where neither page nor text tells.

    declared: what the page says of itself. hints: what is known of the portal, the likeliest first. Both lose against a
    script that they are not written in, and against many function words of another language: `lang="en"` on Vietnamese
    pages is common. A declared script or region (`zh-Hant`, `pt-BR`) is kept with its language.
    """
    sample = unicodedata.normalize("NFC", text[:SAMPLE]).lower()
    stated = tuple(filter(None, (language_tag(tag) for tag in (declared, *hints) if tag)))
    script = _script(sample)
    if script is None:
        return stated[0] if stated else None
    counts = _counts(sample, script)
    fitting = [tag for tag in stated if _fits(primary(tag), script)]
    spoken = _clearest(counts)
    if fitting and not (spoken and _overrules(counts, spoken, primary(fitting[0]))):
        return fitting[0]
    if spoken:
        return next((tag for tag in fitting if _same(primary(tag), spoken)), spoken)
    return next(iter((*LANGUAGES[script], *stated)), None)


def primary(tag: str) -> str:
    """The language of a tag without script and region: `zh` of `zh-Hant-TW`."""
    return tag.partition("-")[0]


def _same(one: str, other: str) -> bool:
    return one == other or any({one, other} <= group for group in NEIGHBOURS)


def _fits(language: str, script: str) -> bool:
    """May the language be written in that script? Latin letters take any language of which no other script is known."""
    if script == "latin":
        return _own_script(language) in {"latin", ""}
    return language in LANGUAGES[script]


_SCRIPT_OF = {language: script for script, languages in reversed(LANGUAGES.items()) for language in languages}
_LATIN_TOO = frozenset({"az", "uz", "sr", "ku", "tt"})


def _own_script(language: str) -> str:
    return "" if language in _LATIN_TOO else _SCRIPT_OF.get(language, "latin")


def _script(sample: str) -> str | None:
    """The script of most letters. Kana beside Han is Japanese; a Hangul or Han text may be full of Latin names."""
    plain = sample.encode("ascii", "ignore")
    counts = Counter(latin=len(plain) - len(plain.translate(None, ASCII_LETTERS)))
    for character, number in Counter(BEYOND_ASCII.findall(sample)).items():
        if character.isalpha() or character > "\u02ff":  # the vowel signs of Indian scripts are marks, no letters
            counts[_script_of(ord(character))] += number
    counts.pop("", None)
    if sum(counts.values()) < ENOUGH_LETTERS:
        return None
    if counts["kana"] > (counts["han"] + counts["kana"]) / 20 and counts["kana"] * 3 > counts["latin"] / 4:
        return "kana"
    for dense in ("han", "hangul"):  # one character is a syllable or a word
        counts[dense] *= 3
    return counts.most_common(1)[0][0]


@lru_cache(maxsize=8192)
def _script_of(point: int) -> str:
    return next((script for first, last, script, _ in SCRIPTS if first <= point <= last), "")


@cache  # by script, of which there are few
def _words_in(script: str) -> dict[str, tuple[str, ...]]:
    """The function words of the languages that are written in a script, with those languages."""
    written = {
        language
        for language in WORDS
        if language in LANGUAGES[script] or (script == "latin" and _own_script(language) in {"", "latin"})
    }
    known = ((word, tuple(filter(written.__contains__, languages))) for word, languages in WORD_LANGUAGES.items())
    return {word: languages for word, languages in known if languages}


def _counts(sample: str, script: str) -> Counter[str]:
    """How often function words (and letters of its own) of each language in this script were met."""
    alphabet = LANGUAGES[script]
    counts: Counter[str] = Counter()
    if script == "han" or len(alphabet) == 1:
        counts[alphabet[0]] = MANY_WORDS
        return counts
    words = _words_in(script)
    met: Counter[str] = Counter()
    for word, number in Counter(filter(words.__contains__, WORD.findall(sample))).items():
        for language in words[word]:
            counts[language] += number
            met[language] += len(word) > 1
    for language in [language for language, known in met.items() if known < 2]:
        del counts[language]  # one word, however often, may be an abbreviation, and single letters units
    beyond = "".join(BEYOND_ASCII.findall(sample))
    for language, alphabet_of, letters in LETTERS:
        if alphabet_of == script and (own := len(letters.findall(beyond))) >= max(3, len(sample) / 300):
            counts[language] += 5 + own // 20
    return counts


def _clearest(counts: Counter[str]) -> str | None:
    """The language most met, None where too little was or another comes near."""
    best = counts.most_common(2)
    if not best or best[0][1] < ENOUGH_WORDS:
        return None
    if len(best) > 1 and best[0][1] < best[1][1] * 1.15 and not _same(best[0][0], best[1][0]):
        return None
    return best[0][0]


def _overrules(counts: Counter[str], spoken: str, stated: str) -> bool:
    """Whether words speak loud enough against the language that the page states."""
    return not _same(spoken, stated) and counts[spoken] >= MANY_WORDS and counts[spoken] > 2 * counts[stated]
