"""The data that a page hands to its scripts, as Python values. Nothing is executed.

Read are JSON elements (Next.js, Nuxt 3, SvelteKit, Drupal, Angular), JSON that a script assigns (`window.__STATE__ =
{…}`, `JSON.parse("…")`), the literals of Nuxt 2's function call, Next.js's streamed rows, and JSON in attributes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from lxml.html import HtmlElement

from crawler.script_values import js_literal

SHORTEST = 300  # characters; less holds no story
MAX_SCRIPT = 3_000_000  # characters of one script
MAX_TOTAL = 8_000_000  # characters that are read of one page
MAX_ASSIGNED = 20  # values that one script assigns
MAX_ATTRIBUTED = 50  # elements with data in an attribute

_DECODER = json.JSONDecoder(strict=False)
_ASSIGNED = re.compile(r"=\s{0,9}(?:JSON\.parse\(\s{0,9}(decodeURIComponent\(\s{0,9})?)?(?=[{\[\"'(])")
_STREAMED = re.compile(r"__next_f\.push\(\s{0,9}(?=\[)")
_ROW = re.compile(rb"([0-9a-f]{0,8}):(?:T([0-9a-f]{1,8}),)?")
_SINGLE = re.compile(r"'((?:[^'\\]|\\.)*)'")
_ANGULAR = (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&"))


def script_values(tree: HtmlElement) -> Iterator[Any]:
    """The values in page order; what cannot be read is passed over."""
    left, streamed = MAX_TOTAL, []
    for script in tree.iter("script"):
        text, kind = script.text or "", script.get("type", "").lower()
        stream = _STREAMED.search(text)
        if not (stream or len(text) >= SHORTEST) or len(text) > min(MAX_SCRIPT, left) or "ld+json" in kind:
            continue
        left -= len(text)
        if "json" in kind:
            value = read_json(text)
            yield _unflattened(value) if "NUXT_DATA" in script.get("id", "") and isinstance(value, list) else value
        elif stream:
            streamed += _pushed(text, stream.end())
        else:
            yield from _assigned(text)
    if streamed:
        yield from _rows("".join(streamed).encode("utf-8", "replace"))
    yield from _attributed(tree)


def read_json(text: str) -> Any:
    """JSON, also with Angular's escapes; None where it is none."""
    for attempt in (text, _unescaped(text)) if "&q;" in text else (text,):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _unescaped(text: str) -> str:
    for escape, character in _ANGULAR:
        text = text.replace(escape, character)
    return text


def _assigned(script: str) -> Iterator[Any]:
    """What a script assigns, as far as it is written out."""
    position = 0
    for _ in range(MAX_ASSIGNED):
        match = _ASSIGNED.search(script, position)
        if not match:
            return
        value, position = _literal(script, match.end())
        if isinstance(value, str):
            value = read_json(unquote(value) if match[1] else value) if len(value) >= SHORTEST else None
        if value is not None:
            yield value


def _literal(script: str, start: int) -> tuple[Any, int]:
    """The value that begins at `start` and where it ends."""
    if script[start] == "'":
        quoted = _SINGLE.match(script, start)
        return (js_literal.text(quoted[0]), quoted.end()) if quoted else (None, start + 1)
    if script[start] == "(":
        return js_literal.called(script, start)
    try:
        return _DECODER.raw_decode(script, start)
    except (ValueError, RecursionError):
        return js_literal.read(script, start)


def _pushed(script: str, start: int) -> list[str]:
    """The strings that one script of Next.js adds to its stream."""
    try:
        value, _ = _DECODER.raw_decode(script, start)
    except (ValueError, RecursionError):
        return []
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []


def _rows(stream: bytes) -> Iterator[Any]:
    """The rows of Next.js's stream, `1a:{…}` up to a line's end and `1b:T400,` with so many bytes of text."""
    texts: dict[str, str] = {}
    rows: list[str] = []
    position = 0
    while match := _ROW.match(stream, position):
        if match[2]:
            position = match.end() + int(match[2], 16)
            texts[f"${match[1].decode()}"] = stream[match.end() : position].decode("utf-8", "replace")
            continue
        end = stream.find(b"\n", match.end())
        position = end + 1 if end >= 0 else len(stream)
        if stream[match.end() : match.end() + 1] in {b"{", b"["}:
            rows.append(stream[match.end() : position].decode("utf-8", "replace"))
    for row in rows:
        yield _referred(read_json(row), texts)


def _referred(value: Any, texts: dict[str, str]) -> Any:
    """A row in which the texts stand that it refers to (`"$1b"`)."""
    pending = [value]
    while pending:
        node = pending.pop()
        for key, child in list(node.items() if isinstance(node, dict) else enumerate(node)) if node else ():
            if isinstance(child, str) and child in texts:
                node[key] = texts[child]
            elif isinstance(child, (dict, list)):
                pending.append(child)
    return value


def _unflattened(flat: list[Any]) -> Any:
    """Nuxt 3 writes all values into one list, and in objects and lists the places of theirs in it."""
    whole: list[Any] = [type(value)() if isinstance(value, (dict, list)) else value for value in flat]
    for shell, value in zip(whole, flat, strict=True):
        if isinstance(value, dict):
            shell.update({key: _at(whole, place) for key, place in value.items()})
        elif isinstance(value, list):
            shell.extend(_at(whole, place) for place in value)
    return whole


def _at(whole: list[Any], place: Any) -> Any:
    return whole[place] if type(place) is int and 0 <= place < len(whole) else place


def _attributed(tree: HtmlElement) -> Iterator[Any]:
    """JSON in attributes, which is how Inertia, Vue and Livewire get theirs."""
    found = 0
    for element in tree.iter():
        for value in element.attrib.values():
            if len(value) >= SHORTEST and value[0] in "{[" and value[-1] in "}]" and found < MAX_ATTRIBUTED:
                found += 1
                yield read_json(value)
