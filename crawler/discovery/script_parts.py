"""Values that a script writes out: a text is a list of its parts, and what is not known is a Hole."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

MAX_PARTS = 200
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Hole:
    """A value that is only known when the script runs; name: the last name by which it is called."""

    name: str


def sum_of(one: Any, other: Any) -> Any:
    """What `+` makes of two values."""
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    if isinstance(one, Hole) and isinstance(other, int):
        return one
    return [*parts_of_text(one), *parts_of_text(other)][:MAX_PARTS]


def parts_of_text(value: Any) -> list[Any]:
    """A value as parts of a text; an object as the query that it makes."""
    if isinstance(value, dict) and "" not in value:
        pairs = [[f"{'&' if at else ''}{name}=", *parts_of_text(part)] for at, (name, part) in enumerate(value.items())]
        return [part for pair in pairs[:MAX_PARTS] for part in pair]
    return value if isinstance(value, list) else [value]


def unescaped(text: str) -> str:
    """A literal's text without its escapes."""

    def escape(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return json.loads(f'"\\u{code:0>4}"') if code else _SIMPLE.get(match[3], match[3])

    return _ESCAPE.sub(escape, text) if "\\" in text else text
