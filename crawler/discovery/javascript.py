"""The inline scripts of a page as text: pieces of it, and where a function stands. Nothing is ever run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

MAX_SCRIPTS = 200
MAX_SCRIPT = 300_000  # characters of one script; those of one page together four times as many
_MAX_FUNCTION = 20_000
_MAX_MENTIONS = 20  # of one name in a script
_MAX_NAMES = 100  # that are looked for in the scripts of a page

# A string that nobody closes ends with its line, a template or a comment with the text: whatever stands there is read
# once, so time is linear in any text.
_TOKEN = re.compile(
    r"""\s++|//[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/)?+|<!--[^\n]*+
    |(?P<string>"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?+|'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'?+)
    |(?P<template>`[^`\\]*+(?:\\.[^`\\]*+)*+`?+)
    |(?P<number>\d[\w.]*+)
    |(?P<name>[^\W\d][\w$]*+|\$[\w$]*+)
    |(?P<sign>[!=]==?|=>|\+=|\|\||&&|[^\s])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_MAX_WAITING = 50
_MAX_TEXT = 4_000  # of one string
_CLICK = re.compile(  # $(".view").on("click", function(e) {, $(document).on("click", ".view", …, $(".view").click(…
    r"(?:\$|jQuery)\(\s{0,9}['\"]?([^'\"()]{1,100})['\"]?\s{0,9}\)\s{0,20}\.(?:(?:on|bind|live)\(\s{0,9}['\"]click['\"]\s{0,9},"
    r"(?:\s{0,20}['\"]([^'\"]{1,100})['\"]\s{0,9},)?|click\()\s{0,20}"
    r"(?:function\s{0,9}\w{0,60}\s{0,9}\([\w\s]{0,30}\)|\(?\w{0,30}\)?\s{0,9}=>)\s{0,20}\{"
)
_LINE_COMMENT = re.compile(r"(?:^|[\s;{}])//")
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": "", "v": "", "0": "", "\n": ""}


class Token(NamedTuple):
    """kind: string, template, number, name or sign; text: of strings what they say."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function's parameters and the pieces of its body."""

    parameters: tuple[str, ...]
    body: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A function that waits for a click on the elements of a tag, an id and classes; empty where any will do."""

    selector: tuple[str, str, frozenset[str]]
    function: Function

    def awaits(self, element: HtmlElement) -> bool:
        """Whether a click on the element runs it."""
        tag, name, classes = self.selector
        if (tag and tag != element.tag) or (name and name != element.get("id")):
            return False
        return bool(name or classes) and classes <= set((element.get("class") or "").split())


@dataclass(frozen=True)
class Scripts:
    """The inline scripts of one page, read as far as they are asked for."""

    tree: HtmlElement

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Their texts, what is no script (JSON, XML, templates) left out."""
        found, room = [], 4 * MAX_SCRIPT
        for script in islice(self.tree.iter("script"), MAX_SCRIPTS):
            kind = (script.get("type") or "javascript").lower()
            if script.text and ("javascript" in kind or kind == "module") and room > 0:
                found.append(script.text[: min(MAX_SCRIPT, room)])
                room -= len(found[-1])
        return tuple(found)

    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """The functions that jQuery runs on a click."""
        found = ((text, match) for text in self.texts if "click" in text for match in _CLICK.finditer(text))
        return tuple(
            Waiting(_selector(match[2] or match[1]), Function((), _block(text, match.end())))
            for text, match in islice(found, _MAX_WAITING)
            if not _is_comment(text, match.start())
        )

    @cached_property
    def _functions(self) -> dict[str, Function | None]:
        return {}

    @cached_property
    def _constants(self) -> dict[str, str | None]:
        return {}

    def function(self, name: str) -> Function | None:
        """The function of this name, the last where there are several; None where it stands in another file."""
        if name not in self._functions and len(self._functions) < _MAX_NAMES:
            found = [(text, match) for text in self.texts if name in text for match in _defined(text, name)]
            self._functions[name] = _function(*found[-1]) if found else None
        return self._functions.get(name)

    def constant(self, name: str) -> str | None:
        """The text that a variable of this name is set to somewhere; None where it is set to nothing so plain."""
        if name not in self._constants and len(self._constants) < _MAX_NAMES:
            texts = (text for script in self.texts if name in script for text in _texts_set(script, name))
            self._constants[name] = next(texts, None)
        return self._constants.get(name)


def tokens(source: str) -> tuple[Token, ...]:
    """The pieces of a script, comments and blanks left out. Total: any text may be passed."""
    found = []
    for match in _TOKEN.finditer(source):
        if match.lastgroup:
            text = match[match.lastgroup][:_MAX_TEXT]
            found.append(Token(match.lastgroup, _said(text) if match.lastgroup == "string" else text))
    return tuple(found)


def _said(literal: str) -> str:
    text = literal[1:-1] if len(literal) > 1 and literal[-1] == literal[0] else literal[1:]
    return unescaped(text) if "\\" in text else text


def unescaped(text: str) -> str:
    """What a string of JavaScript says."""
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        character = chr(int(code, 16))
        return character if not 0xD800 <= ord(character) < 0xE000 else ""
    return _CONTROL.get(found[3], found[3])


def _selector(text: str) -> tuple[str, str, frozenset[str]]:
    """What the last part of `.board td a.view` asks of an element itself."""
    last = (text.split() or [""])[-1].partition("[")[0].partition(":")[0]
    named = re.findall(r"([.#]?)([\w-]{1,80})", last)
    tag = next((name for mark, name in named if not mark), "")
    return (
        tag,
        next((name for mark, name in named if mark == "#"), ""),
        frozenset(n for mark, n in named if mark == "."),
    )


def _defined(text: str, name: str) -> Iterator[re.Match[str]]:
    """`function f(…) {`, `f = function (…) {`, `f: function (…) {`, `f = (…) => {`, unless commented out."""
    known = re.escape(name)
    pattern = (
        rf"(?:(?<![\w$])function\s{{1,9}}{known}|(?<![\w$]){known}\s{{0,9}}[=:]\s{{0,9}}(?:async\s{{1,9}})?"
        rf"(?:function(?:\s{{1,9}}\w{{1,60}})?)?)\s{{0,20}}\(([^()]{{0,500}})\)\s{{0,20}}(?:=>\s{{0,20}})?\{{"
    )
    found = islice(re.finditer(pattern, text), _MAX_MENTIONS)
    return (match for match in found if not _is_comment(text, match.start()))


def _is_comment(text: str, at: int) -> bool:
    line = text[max(text.rfind("\n", 0, at) + 1, at - 200) : at]
    return bool(_LINE_COMMENT.search(line)) or text.rfind("/*", 0, at) > text.rfind("*/", 0, at)


def _function(text: str, found: re.Match[str]) -> Function:
    parameters = tuple(part.partition("=")[0].strip() for part in found[1].split(",") if part.strip())
    return Function(parameters, _block(text, found.end()))


def _block(text: str, start: int) -> tuple[Token, ...]:
    """The pieces from behind an opening brace up to the one that closes it."""
    depth, found = 1, []
    for token in tokens(text[start : start + _MAX_FUNCTION]):
        if token.kind == "sign" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
            if depth == 0:
                break
        found.append(token)
    return tuple(found)


def _texts_set(text: str, name: str) -> Iterator[str]:
    for found in islice(re.finditer(rf"(?<![\w$.]){re.escape(name)}\s{{0,9}}=(?!=)", text), _MAX_MENTIONS):
        piece = tokens(text[found.end() : found.end() + 500])[:2]
        goes_on = len(piece) == 2 and piece[1].text in {"+", ".", "?", "["}
        if piece and piece[0].kind in {"string", "number"} and not goes_on and not _is_comment(text, found.start()):
            yield piece[0].text
