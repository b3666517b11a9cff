"""JSON out of bytes, told by the bytes alone: also behind a guard (`)]}',`), inside a callback (JSONP), with a mark."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

MAX_BYTES = 8 * 1024 * 1024
MAX_NODES = 50_000  # objects and lists that are looked at
MAX_DEPTH = 24

_GUARD = re.compile(r"\s{0,99}(?:\)\]\}'?,?|while\s?\(1\);|for\s?\(;;\);)")
_CALLBACK = re.compile(r"\s{0,99}(?:/\*{1,2}/)?\s{0,9}[\w$.]{1,100}\(\s{0,9}(?=[{\[])")
_SPACE = b" \t\r\n\xef\xbb\xbf"


def is_json(body: bytes) -> bool:
    """Whether the bytes begin and end as an object, a list or a callback with one of them does. Cheap, not certain."""
    head, tail = body[:200].lstrip(_SPACE), body[-20:].rstrip(_SPACE)
    if head.startswith(b"<") or not tail.endswith((b"}", b"]", b")", b";")):
        return False
    text = head.decode("latin-1")
    return head.startswith((b"{", b"[")) or bool(_GUARD.match(text) or _CALLBACK.match(text))


def json_of(body: bytes) -> Any:
    """The value of a JSON body, an object or a list; None where it is none, or more than MAX_BYTES."""
    if len(body) > MAX_BYTES or not is_json(body):
        return None
    text = _text(body)
    for start in (_GUARD.match(text), _CALLBACK.match(text)):
        text = text[start.end() :] if start else text
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None


def containers(data: Any) -> Iterator[tuple[str, Any]]:
    """Every object and list with the name it stands under, the outer ones first; each once, within the bounds."""
    level, seen = [("", data)], 0
    for _ in range(MAX_DEPTH):
        inner: list[tuple[str, Any]] = []
        for name, value in level:
            seen += 1
            if seen > MAX_NODES:
                return
            yield name, value
            parts = value.items() if isinstance(value, dict) else ((name, part) for part in value)
            inner += [(str(key), part) for key, part in parts if isinstance(part, (dict, list))]
        level = inner


def _text(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")
