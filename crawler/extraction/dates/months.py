"""How a printed word is looked up among the names of months (month_names.py)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from archive.month_names import GREGORIAN, OTHER_CALENDARS

ACCENTS = re.compile("[\u0300-\u036f]")
# Scripts written without spaces: a month's name may stand inside a longer run of letters.
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")

SHORT = 4  # letters of a name that may be any word in another language

Months = dict[str, dict[str, tuple[str, int]]]


def fold(word: str) -> str:
    """The spelling under which words are compared: no case, no accents, no full stops, one space.

    Arabic alef and yeh lose their variants, the Turkish i its dot.
    """
    plain = word.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", ACCENTS.sub("", unicodedata.normalize("NFD", plain)))
        plain = plain.replace("ı", "i").replace("ي", "ی").replace("ك", "ک").replace("\u200c", " ")
    return " ".join(plain.replace(".", "").split())


@cache
def by_language() -> Months:
    """For each folded spelling: language (or calendar) to (calendar, month)."""
    table: Months = {}
    for language, line in GREGORIAN.items():
        _add(table, line, language, "gregorian")
    for calendar, line in OTHER_CALENDARS.items():
        _add(table, line, calendar, calendar.split()[0])
    return table


def _add(table: Months, line: str, language: str, calendar: str) -> None:
    for number, group in enumerate(line.split("|"), start=1):
        for name in group.split("/"):
            table.setdefault(fold(name), {})[language] = (calendar, number)


@cache
def phrases(*, plain: bool = False) -> str:
    """A regular expression (its source) for the names that are more than one word or contain a full stop.

    plain: only those that a pattern without regard to case finds in ASCII; to it the dotless i is an i.
    """
    lines = (*GREGORIAN.values(), *OTHER_CALENDARS.values())
    names = {name.strip() for line in lines for group in line.split("|") for name in group.split("/")}
    spelled = {name for name in names if len(name.split()) > 1 or "." in name or name[-1:].isdigit()}
    spelled |= {plain for plain in map(fold, spelled) if plain.isascii()}  # `thang 8`, as older pages write it
    if plain:
        spelled = {name for name in spelled if name.replace("ı", "i").replace("İ", "i").isascii()}
    longest_first = sorted(spelled, key=lambda name: (-len(name), name))
    return "|".join(r"\s{1,3}".join(_spelling(word) for word in name.split()) for name in longest_first)


def _spelling(word: str) -> str:
    pattern = re.escape(word).replace(r"\.", r"\.\s?").removesuffix(r"\s?")
    return pattern + r"(?!\d)" if word[-1].isdigit() else pattern


@cache
def _unspaced() -> re.Pattern[str]:
    names = (name for name in by_language() if UNSPACED.match(name) and len(name) > 3)
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


def month_of(word: str, languages: tuple[str, ...] = ()) -> tuple[str, int] | None:
    """(calendar, month) of a printed name, None where it is none or means different months in different languages.

    languages: primary subtags, the likeliest first. Their names win, then English, then what all languages agree on;
    where languages are known, only of longer names: `Nội` and `mai` are Vietnamese words, not Romanian months.
    """
    folded = fold(word)
    meanings = by_language().get(folded)
    if meanings is None and UNSPACED.match(folded):
        inside = _unspaced().search(folded)
        meanings = by_language().get(inside.group()) if inside else None
    if meanings is None:
        return None
    for language in (*languages, "en"):
        if language in meanings:
            return meanings[language]
    distinct = set(meanings.values())
    told = len(distinct) == 1 and not (languages and folded.isascii() and len(folded) <= SHORT)
    return distinct.pop() if told else None


def same_month(one: str, other: str) -> bool:
    """Whether two folded names may mean the same month."""
    table = by_language()
    return one in table and other in table and not set(table[one].values()).isdisjoint(table[other].values())
