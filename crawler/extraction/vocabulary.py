"""The words by which pages name their chrome, from vocabulary.toml. Each constant is explained there."""

from __future__ import annotations

import tomllib
from importlib.resources import files

_WORDS: dict[str, str] = tomllib.loads((files(__package__) / "vocabulary.toml").read_text("utf-8"))


def _names(key: str) -> frozenset[str]:
    return frozenset(_WORDS[key].split())


def _phrases(key: str) -> tuple[str, ...]:
    phrases = (phrase.strip() for line in _WORDS[key].splitlines() for phrase in line.split("|"))
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


CHROME_NAMES = _names("chrome_names")
HIDDEN_NAMES = _names("hidden_names")
CHROME_PARTS = _phrases("chrome_parts")
ALWAYS_CHROME = _names("always_chrome")
LINE_NAMES = _names("line_names")
UNFOLDING_NAMES = _names("unfolding_names")
LEAD_NAMES = _names("lead_names")
BODY_NAMES = _names("body_names")
CLOSING_HEADINGS = frozenset(_phrases("closing_headings"))
FINAL_STARTS = _phrases("final_starts")
BOX_HEADINGS = frozenset(_phrases("box_headings"))
POINTER_STARTS = _phrases("pointer_starts")
LABEL_STARTS = _phrases("label_starts")
PROMO_PARTS = _phrases("promo_parts")
PROMO_SHORT = _phrases("promo_short")
