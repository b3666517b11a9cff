"""The values that a reading of scripts knows: texts, the parts of a page, and what only running would tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from crawler.discovery.javascript import Token

MAX_LENGTH = 4_000
_DIGITS = re.compile(r"[0-9]{1,12}")
UNKNOWN = "\0"  # stands in a text for what only running the script would tell
_NAMED = re.compile(r"""\#([\w-]{1,80})|\[\s{0,3}(?:name|id)\s{0,3}=\s{0,3}["']?([\w.:-]{1,80})|([\w.:-]{1,80})""")


@dataclass(frozen=True, slots=True)
class Node:
    """A form, a field, or the element that was clicked (`this`), by the name or id the script gives."""

    key: str


class Number(str):
    """The digits of a number: two of them are added, not written one behind the other."""

    __slots__ = ()


Value = str | Node


def literal(token: Token) -> str:
    """What a string or a number in a script stands for."""
    return Number(token.text) if token.kind == "number" and token.text.isdigit() else token.text


def joined(left: Value, sign: str, right: Value) -> str:
    """`left + right` and the like; UNKNOWN where that is no text and no whole number."""
    one, other = text_of_value(left), text_of_value(right)
    if sign == "+" and not (isinstance(left, Number) and isinstance(right, Number)):
        return (one + other)[:MAX_LENGTH]
    if not (_DIGITS.fullmatch(one) and _DIGITS.fullmatch(other)):
        return UNKNOWN
    a, b = int(one), int(other)
    if sign == "/":
        return Number(a // b) if b and a % b == 0 else UNKNOWN
    found = a + b if sign == "+" else a - b if sign == "-" else a * b
    return Number(found) if found >= 0 else UNKNOWN


def text_of_value(value: Value) -> str:
    """The text, UNKNOWN where it is none."""
    return value if isinstance(value, str) else UNKNOWN


def are_equal(left: Value, right: Value) -> bool | None:
    """Whether two values are equal; None where that is not known."""
    if isinstance(right, Node) and right.key in {"null", "undefined"} and isinstance(left, str) and UNKNOWN not in left:
        return False
    if not isinstance(left, str) or not isinstance(right, str) or UNKNOWN in left + right:
        return None
    return left == right


def selected(arguments: list[Value]) -> Node:
    """What `$("#frm")`, `$("input[name=id]")`, `getElementById("id")` name."""
    if not arguments:
        return Node("")
    if isinstance(arguments[0], Node):
        return arguments[0]
    last = (arguments[0][:300].replace(">", " ").split() or [""])[-1]
    found = list(islice(_NAMED.finditer(last), 8))
    best = min(found, key=lambda match: match.lastindex or 9, default=None)  # `input#id`, `input[name=id]`, `id`
    return Node(best[best.lastindex or 0]) if best else Node("")
