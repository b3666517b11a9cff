"""Object literals of JavaScript as Python values, as far as they are JSON but for quotation marks and names."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

MAX_PIECES = 200_000
_PIECE = re.compile(
    r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_$][\w$]*|-?[\d.]+(?:[eE][+-]?\d+)?|.)""", re.DOTALL
)
_FUNCTION = re.compile(r"\(\s{0,9}function\s{0,9}\(([\w$,\s]{0,20000})\)\s{0,9}\{")
_RETURN = re.compile(r"\breturn\s{0,9}(?=\{)")
_ESCAPE = re.compile(r"""\\x([0-9a-fA-F]{2})|\\(.)|"|\n""", re.DOTALL)
_OPENING, _CLOSING = frozenset("{[("), frozenset("}])")
_CONSTANTS = {"true": "true", "false": "false", "null": "null"}


def text(literal: str) -> str | None:
    """The text of a string literal with either quotation mark."""
    try:
        value = json.loads(_string(literal), strict=False)
    except ValueError:
        return None
    return value if isinstance(value, str) else None


def read(script: str, start: int) -> tuple[Any, int]:
    """The object or list that begins at `start`, None where it cannot be read; and where it ends.

    A name counts as null.
    """
    pieces, end = _pieces(script, start)
    return _load(pieces, {}), end


def called(script: str, start: int) -> tuple[Any, int]:
    """What `(function(a,b){return {…a…}}(1,"x"))` at `start` returns: Nuxt 2's way to write each value once."""
    function = _FUNCTION.match(script, start)
    answer = _RETURN.search(script, function.end()) if function else None
    if not function or not answer:
        return None, start + 1
    pieces, end = _pieces(script, answer.end())
    given = script.find("(", end)
    arguments, end = _pieces(script, given) if given >= 0 else ([], end)
    values = _load(["[", *arguments[1:-1], "]"], {})
    parameters = (name.strip() for name in function[1].split(","))
    return _load(pieces, dict(zip(parameters, map(json.dumps, values or ()), strict=False))), end


def _pieces(script: str, start: int) -> tuple[list[str], int]:
    """The pieces from an opening bracket to the one that closes it, and where that ends."""
    pieces: list[str] = []
    depth, end = 0, start
    for match in _PIECE.finditer(script, start):
        piece, end = match[1], match.end()
        pieces.append(piece)
        depth += (piece in _OPENING) - (piece in _CLOSING)
        if depth <= 0 or len(pieces) >= MAX_PIECES:
            break
    return pieces, end


def _load(pieces: list[str], names: Mapping[str, str]) -> Any:
    try:
        return json.loads("".join(_plain(pieces, names)), strict=False)
    except (ValueError, RecursionError):
        return None


def _plain(pieces: list[str], names: Mapping[str, str]) -> list[str]:
    """The pieces as JSON."""
    out: list[str] = []
    for number, piece in enumerate(pieces):
        after = pieces[number + 1] if number + 1 < len(pieces) else ""
        if piece[0] in "\"'":
            out.append(_string(piece))
        elif after == ":" and (piece[0].isalnum() or piece[0] in "_$"):
            out.append(json.dumps(piece))
        elif piece == "!":  # !0 is true
            continue
        elif out and pieces[number - 1] in {"!", "void"}:
            out.append({"!0": "true", "!1": "false"}.get(pieces[number - 1] + piece, "null"))
        elif piece[0].isalpha() or piece[0] in "_$":
            out.append("" if piece == "void" else names.get(piece, _CONSTANTS.get(piece, "null")))
        elif piece in "}]" and out and out[-1] == ",":
            out[-1] = piece
        else:
            out.append(f"0{piece}" if piece[0] == "." and len(piece) > 1 else piece)
    return out


def _string(literal: str) -> str:
    return '"' + _ESCAPE.sub(_escape, literal[1:-1]) + '"'


def _escape(match: re.Match[str]) -> str:
    if match[1]:
        return f"\\u00{match[1]}"
    if match[2]:
        return match[0] if match[2] in '"\\/bfnrtu' else match[2]
    return '\\"' if match[0] == '"' else "\\n"
