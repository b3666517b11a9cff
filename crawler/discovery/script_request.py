"""A request that a page may make, as its scripts or attributes say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from crawler.discovery.script_parts import Hole


@dataclass(frozen=True, slots=True)
class Request:
    """One request that a page may make.

    url: as written, unknown parts between NULs. pairs: its parameters, with numbers, texts and Holes. media_type: of a
    body that is no form. weight: what the place it was found in says for it. total: of rows, where that is told.
    """

    url: str
    pairs: tuple[tuple[str, Any], ...]
    method: str = "GET"
    media_type: str = ""
    weight: float = 0.0
    total: int | None = None


def flat(value: Any) -> Any:
    """A parameter as a number, a text or a Hole."""
    if isinstance(value, (int, Hole)):
        return value
    text = marked(value)
    return Hole("") if text is None else hole_or_text(text)


def hole_or_text(text: str) -> Any:
    """A number, a Hole where part of the text is not known, else the text."""
    if hole := re.search(r"\0(\w*)\0", text):
        return Hole(hole[1])
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else text


def plain(value: Any) -> str:
    """The known parts of a text."""
    return "".join(part for part in value if isinstance(part, str)) if isinstance(value, list) else ""


def marked(value: Any) -> str | None:
    """A text whose unknown parts stand between NULs by their names; None for what is no text."""
    if isinstance(value, (int, str)):
        return str(value)
    if not isinstance(value, list) or not value:
        return None
    parts = []
    for part in value[:100]:
        if isinstance(part, Hole):
            parts.append(f"\0{part.name}\0")
        elif isinstance(part, (str, int)):
            parts.append(str(part))
        else:
            return None
    return "".join(parts).strip()


def address_of(value: Any) -> str | None:
    """An address; jQuery's `.load` may have a selector behind it. None where it is none, or its head is not known."""
    text = re.sub(r"\s+[#.\[][^?]*$", "", marked(value) or "")
    return text if text and not text.startswith("\0") and not re.search(r"[\s<>]", text.partition("?")[0]) else None
