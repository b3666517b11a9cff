"""Invented news in several scripts, in any amount: a few words are frequent and many are rare, as in any language."""
# ruff: noqa: INP001, SIM905 - a folder of scripts, no package; lists of sounds are read best as one string

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

_ONSETS = "b c d f g h k l m n p r s t v w z br dr fr gr kr pr st tr sh th".split()
_NUCLEI = "a e i o u ai ea io ou".split()
_CODAS = ["", "n", "r", "s", "t", "d"]
_VI_ONSETS = "b c d đ g gi h k kh l m n ng nh ph qu r s t th tr v x".split()
_VI_NUCLEI = "a ă â e ê i o ô ơ u ư ia iê oa ươ ua uô uy á à ả ã ạ ế ệ ồ ộ ở ữ ị".split()
_VI_CODAS = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t", "i", "u"]
_WORDS = 30_000


@dataclass(frozen=True, slots=True)
class Language:
    """words: the most frequent first; each is as frequent as its rank says (Zipf)."""

    tag: str
    words: tuple[str, ...]
    between: str
    share: float
    weights: tuple[float, ...]

    def text(self, chance: random.Random, length: int) -> str:
        """So many words."""
        return self.between.join(chance.choices(self.words, cum_weights=self.weights, k=length))


@dataclass(frozen=True, slots=True)
class Invented:
    """A story."""

    language: str
    title: str
    body: str


def languages(chance: random.Random) -> tuple[Language, ...]:
    """English-like, Vietnamese, Chinese, Thai, Arabic and Korean, each with its share of the stories."""

    def latin() -> str:
        syllables = chance.choice((1, 2, 2, 3, 3, 4))
        word = "".join(chance.choice(_ONSETS) + chance.choice(_NUCLEI) for _ in range(syllables))
        return word + chance.choice(_CODAS)

    def syllable() -> str:
        return chance.choice(_VI_ONSETS) + chance.choice(_VI_NUCLEI) + chance.choice(_VI_CODAS)

    syllables = _distinct(syllable, 4000)
    frequent = _zipf(len(syllables))

    def vietnamese() -> str:
        return " ".join(chance.choices(syllables, cum_weights=frequent, k=chance.choice((1, 2, 2, 2, 3))))

    def of(letters: str, lengths: tuple[int, ...]) -> Iterator[str]:
        while True:
            yield "".join(chance.choices(letters, cum_weights=_zipf(len(letters), 0.8), k=chance.choice(lengths)))

    han = _mixed(chance, "".join(chr(0x4E00 + 6 * n) for n in range(3000)))
    thai = _mixed(chance, "กขคงจชซญดตถทธนบปผพฟมยรลวศสหอ")
    arabic = _mixed(chance, "ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
    hangul = _mixed(chance, "".join(chr(0xAC00 + 9 * n) for n in range(1200)))
    makers = (
        ("en", latin, " ", 0.3),
        ("vi", vietnamese, " ", 0.3),
        ("zh-Hans", of(han, (1, 2, 2, 2, 2, 3)).__next__, "", 0.2),
        ("th", of(thai, (2, 3, 4, 5)).__next__, "", 0.08),
        ("ar", of(arabic, (3, 4, 5, 6)).__next__, " ", 0.06),
        ("ko", of(hangul, (2, 2, 3, 4)).__next__, " ", 0.06),
    )
    made = []
    for tag, maker, between, share in makers:
        words = _distinct(maker, _WORDS)
        made.append(Language(tag, tuple(words), between, share, tuple(_zipf(len(words)))))
    return tuple(made)


def stories(chance: random.Random, spoken: tuple[Language, ...]) -> Iterator[Invented]:
    """Stories without end, of 240 words on average."""
    shares = [language.share for language in spoken]
    while True:
        (language,) = chance.choices(spoken, weights=shares)
        length = int(min(1500, max(40, chance.lognormvariate(5.3, 0.6))))
        yield Invented(language.tag, language.text(chance, chance.randint(6, 14)), language.text(chance, length))


def _zipf(count: int, exponent: float = 1.0) -> list[float]:
    return list(accumulate(1 / (rank + 2.7) ** exponent for rank in range(count)))


def _distinct(maker: object, count: int) -> list[str]:
    assert callable(maker)  # noqa: S101
    found: dict[str, None] = {}
    for _ in range(count * 3):
        found.setdefault(maker())
        if len(found) == count:
            break
    return list(found)


def _mixed(chance: random.Random, letters: str) -> str:
    return "".join(chance.sample(letters, len(letters)))
