"""A script cut into words and signs, and the arguments that its own functions are called with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

MAX_TOKENS = 60_000
_MAX_ARGUMENTS = 8
_MAX_SPAN = 400  # tokens of one call
_TOKEN = re.compile(
    r"""(?P<blank>\s++|//[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?)"""
    r"""|(?P<text>"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`)"""
    r"""|(?P<number>\d++)|(?P<name>[A-Za-z_$][\w$]*+)|(?P<sign>\+\+|--|=>|[=!]==?|&&|\|\||\?\.|\?\?|.)""",
    re.DOTALL,
)

Token = tuple[str, str]  # kind and text


def tokens_of(script: str) -> Iterator[Token]:
    """The words and signs of a script without blanks and comments, at most MAX_TOKENS."""
    found = 0
    for match in _TOKEN.finditer(script):
        if match.lastgroup != "blank":
            found += 1
            yield str(match.lastgroup), match[0]
            if found >= MAX_TOKENS:
                return


def bound(tokens: Sequence[Token]) -> dict[str, int]:
    """The parameters of the script's own functions, each with the place of what a call gives for it."""
    signatures = dict(_signatures(tokens))
    given: dict[str, int] = {}
    for at in range(1, len(tokens) - 1):
        names = signatures.get(tokens[at][1]) if tokens[at + 1][1] == "(" else None
        if names and tokens[at - 1][1] != "function":
            for name, place in zip(names, _arguments(tokens, at + 1), strict=False):
                if tokens[place][0] in {"text", "number"}:
                    given.setdefault(name, place)
    return given


def _signatures(tokens: Sequence[Token]) -> Iterator[tuple[str, list[str]]]:
    """`function load(url, page)`, `load = function (url, page)`."""
    for at in range(len(tokens) - 2):
        if tokens[at][1] != "function":
            continue
        named = tokens[at + 1][0] == "name"
        name = tokens[at + 1][1] if named else tokens[at - 2][1] if at > 1 and tokens[at - 1][1] in {"=", ":"} else ""
        places = _arguments(tokens, at + 1 + named)
        names = [tokens[place][1] for place in places]
        if name and names:
            yield name, names


def _arguments(tokens: Sequence[Token], at: int) -> list[int]:
    """Where the arguments between the brackets at a token begin."""
    found: list[int] = []
    depth = 0
    for place in range(at, min(at + _MAX_SPAN, len(tokens) - 1)):
        text = tokens[place][1]
        depth += (text in {"(", "[", "{"}) - (text in {")", "]", "}"})
        if depth <= 0 or len(found) == _MAX_ARGUMENTS:
            break
        if depth == 1 and (place == at or text == ",") and tokens[place + 1][1] not in {")", ","}:
            found.append(place + 1)
    return found
