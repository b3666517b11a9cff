"""Strings that nearly match a regular expression, again and again: what makes a careless one backtrack."""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import importlib
import pkgutil
import random
import re
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import crawler.extraction

LONGEST_REPEAT = 12  # of what a pattern lets stand without end


def patterns() -> list[re.Pattern[str]]:
    """Every compiled pattern over text in a module of the extraction."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.iter_modules(crawler.extraction.__path__, f"{crawler.extraction.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found[value.pattern] = value
    return list(found.values())


def bait(pattern: re.Pattern[str], chance: random.Random, length: int) -> str:
    """About `length` characters that match the pattern but for their end, or that match it over and over."""
    sample = _of(parser.parse(pattern.pattern, pattern.flags), chance) or "a"
    cut = sample[: chance.randint(1, len(sample))]
    piece = chance.choice((sample, cut, cut[-1], cut[:1], f"{cut} ", f" {cut}", cut + chance.choice("\n\t ,.:-/1a")))
    return (piece * (length // len(piece) + 1))[:length]


def _of(parsed: Any, chance: random.Random) -> str:
    """A string that the parsed pattern matches, but for looks ahead and behind, which are left out."""
    return "".join(_one(op, value, chance) for op, value in parsed)


def _one(op: Any, value: Any, chance: random.Random) -> str:
    if op is code.LITERAL:
        return chr(value)
    if op is code.IN:
        return _of_class(value, chance)
    if op is code.BRANCH:
        return _of(chance.choice(value[1]), chance)
    if op is code.SUBPATTERN:
        return _of(value[3], chance)
    if op in {code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT}:
        low, high, inner = value
        times = chance.choice((low, min(high, low + LONGEST_REPEAT), min(high, low + 1)))
        return "".join(_of(inner, chance) for _ in range(times))
    return "x" if op in {code.ANY, code.NOT_LITERAL} else ""


def _of_class(items: Any, chance: random.Random) -> str:
    op, value = chance.choice([item for item in items if item[0] is not code.NEGATE] or [(code.ANY, None)])
    if op is code.RANGE:
        return chr(chance.randint(*value))
    if op is code.CATEGORY:
        kinds = {code.CATEGORY_DIGIT: "1٣", code.CATEGORY_SPACE: " \n\u3000", code.CATEGORY_WORD: "aб9_"}
        return chance.choice(kinds.get(value, ",;- "))
    return chr(value) if op is code.LITERAL else "x"


PATTERNS = patterns()
