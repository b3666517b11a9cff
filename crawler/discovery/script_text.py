"""A page's scripts read as text: the calls that ask a server for something, with what their arguments come to.

Nothing is run. An expression is followed as far as it is written out: texts, numbers, sums, templates, object literals,
the values that names are given somewhere on the page, and the `data-…` attributes of an element. What is not known
stays a Hole with its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.discovery.script_parts import MAX_PARTS, Hole, parts_of_text, sum_of, unescaped
from crawler.discovery.script_tokens import Token, bound, tokens_of

MAX_CALLS = 60
_MAX_DEPTH = 8
_ASKS = frozenset(
    {
        "fetch",
        "axios",
        "get",
        "post",
        "ajax",
        "getJSON",
        "open",
        "send",
        "load",
        "request",
        "$http",
        "$fetch",
        "useFetch",
    }
)
_PASSED = frozenset({"parseInt", "Number", "String", "encodeURIComponent", "encodeURI", "URL", "parseFloat", "Request"})
_ATTRIBUTE = frozenset({"data", "attr", "getAttribute"})
_EMBEDDED = re.compile(r"\$\{([^{}]{0,200})\}")


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a script. verb: the function's name; values: its arguments, see `Reader.value`."""

    verb: str
    values: tuple[Any, ...]


@dataclass(slots=True)
class Reader:
    """The tokens of a page's scripts. data: the attributes of one element, without their `data-`."""

    tokens: list[Token]
    data: Mapping[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)  # the attributes that were wanted
    appended: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)  # what forms and queries are filled with
    _given: dict[str, int] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)  # names that are being followed

    @classmethod
    def of(cls, script: str, data: Mapping[str, str] | None = None) -> Reader:
        """A reader of a script; of MAX_TOKENS of it."""
        return cls._over(list(tokens_of(script)), data or {})

    def with_data(self, data: Mapping[str, str]) -> Reader:
        """The same scripts, asked with the attributes of an element."""
        reader = Reader(self.tokens, data, set(), {}, self._given)
        reader.appended.update(reader._filled())
        return reader

    @classmethod
    def _over(cls, tokens: list[Token], data: Mapping[str, str]) -> Reader:
        given: dict[str, int] = {}
        otherwise: dict[str, int] = {}
        for at in range(len(tokens) - 2):
            if tokens[at][0] in {"name", "text"} and tokens[at + 1][1] in {"=", ":"}:
                written_out = tokens[at + 2][0] in {"text", "number"} or tokens[at + 2][1] in {"{", "["}
                (given if written_out else otherwise).setdefault(tokens[at][1].strip("\"'"), at + 2)
        reader = cls(tokens, data, set(), {}, bound(tokens) | otherwise | given)
        reader.appended.update(reader._filled())
        return reader

    def calls(self) -> Iterator[tuple[Call, int]]:
        """The calls that may ask a server, each with its place."""
        found = 0
        for at, (kind, text) in enumerate(self.tokens[:-1]):
            if kind == "name" and text in _ASKS and self.tokens[at + 1][1] == "(" and found < MAX_CALLS:
                found += 1
                yield Call(text, tuple(self._arguments(at + 1, 0)[0])), at

    def options(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The object literals that functions of any name are given, each with the function's name."""
        found = 0
        for at, (kind, text) in enumerate(self.tokens[:-2]):
            if kind == "name" and self.tokens[at + 1][1] == "(" and self.tokens[at + 2][1] == "{" and found < MAX_CALLS:
                found += 1
                yield text, self._object(at + 2, 1)[0]

    def _filled(self) -> dict[str, list[tuple[str, Any]]]:
        """What is put into a FormData, a URLSearchParams or a URL: `form.append("page", page)`."""
        found: dict[str, list[tuple[str, Any]]] = {}
        for at in range(2, len(self.tokens) - 4):
            is_filling = self.tokens[at][1] in {"append", "set"} and self.tokens[at + 2][0] == "text"
            if not is_filling or self.tokens[at + 1][1] != "(" or self.tokens[at + 3][1] != ",":
                continue
            back = 4 if self.tokens[at - 2][1] == "searchParams" else 2
            holder = self.tokens[at - back] if at >= back else ("", "")
            if holder[0] == "name" and sum(map(len, found.values())) < MAX_PARTS:
                value, _ = self.value(at + 4)
                pairs = found.setdefault(holder[1], self._begun(holder[1]))
                pairs.append((self.tokens[at + 2][1][1:-1], value))
        return found

    def _begun(self, name: str) -> list[tuple[str, Any]]:
        """What a query holds from the start: `new URLSearchParams({lang: "en"})`."""
        value = self.named(name)
        return list(value.items()) if isinstance(value, dict) and "" not in value else []

    def value(self, at: int, depth: int = 0) -> tuple[Any, int]:
        """The value of the expression at a token, and where it ends; a text is a list of its parts."""
        total, at = self._term(at, depth)
        while at < len(self.tokens) and self.tokens[at][1] == "+":
            more, at = self._term(at + 1, depth)
            total = sum_of(total, more)
        return total, at

    def named(self, name: str, depth: int = 0) -> Any:
        """What a name is given somewhere in the scripts; a Hole where that is not written out."""
        if name not in self._given or name in self._open or depth > _MAX_DEPTH:
            return Hole(name)
        self._open.add(name)
        value, _ = self.value(self._given[name], depth + 1)
        self._open.discard(name)
        return Hole(name) if name in self.appended and isinstance(value, (dict, Hole)) else value

    def _term(self, at: int, depth: int) -> tuple[Any, int]:
        while at < len(self.tokens) and self.tokens[at][1] in {"++", "--", "new", "await", "return", "!", "("}:
            at += 1
        if at >= len(self.tokens) or depth > _MAX_DEPTH:
            return Hole(""), at + 1
        kind, text = self.tokens[at]
        if kind == "number":
            return int(text[:9]), at + 1
        if kind == "text":
            return self._text(text, depth), at + 1
        if text == "{":
            return self._object(at, depth + 1)
        if text == "[":
            values, at = self._arguments(at, depth + 1)
            return values, at
        return self._chain(at, depth) if kind == "name" else (Hole(""), at + (text not in {")", "}", "]", ",", ";"}))

    def _text(self, literal: str, depth: int) -> list[Any]:
        if literal[0] != "`":
            return [unescaped(literal[1:-1])]
        parts: list[Any] = []
        done = 0
        body = literal[1:-1]
        for hole in _EMBEDDED.finditer(body):
            value = self._embedded(hole[1], depth + 1)
            parts += [unescaped(body[done : hole.start()]), *parts_of_text(value)]
            done = hole.end()
        return [*parts, unescaped(body[done:])]

    def _embedded(self, expression: str, depth: int) -> Any:
        """The value of what stands in a template; its names are those of the whole page."""
        if depth > _MAX_DEPTH or not expression.strip():
            return Hole("")
        inner = Reader(list(tokens_of(expression)), self.data, self.asked, self.appended)
        value, _ = inner.value(0, depth)
        return self.named(value.name, depth) if isinstance(value, Hole) and value.name not in self.appended else value

    def _chain(self, at: int, depth: int) -> tuple[Any, int]:
        """A name with what follows it: `a.b.c`, `parseInt(x, 10)`, `button.dataset.url`, `$(this).data("url")`."""
        names, value = [self.tokens[at][1]], None
        at += 1
        while at < len(self.tokens) and self.tokens[at][1] in {".", "?.", "(", "["}:
            sign = self.tokens[at][1]
            if sign in {".", "?."}:
                names.append(self.tokens[at + 1][1] if at + 1 < len(self.tokens) else "")
                at, value = at + 2, None
                continue
            values, at = self._arguments(at, depth + 1)
            value = self._called(names[-1], values) if sign == "(" else None
        if value is not None:
            return value, at
        return self._looked_up(names, depth), at

    def _called(self, name: str, values: list[Any]) -> Any:
        if name in _PASSED and values:
            return values[0]
        if name == "stringify" and values and isinstance(values[0], dict):
            return {"": values[0]}
        if name in {"URLSearchParams", "param"} and values:
            return values[0]
        if name in _ATTRIBUTE and values and isinstance(values[0], list) and all(isinstance(p, str) for p in values[0]):
            return self._attribute("".join(values[0]).removeprefix("data-"))
        return None

    def _looked_up(self, names: list[str], depth: int) -> Any:
        if len(names) > 1 and names[-1] in {"toString", "href", "value"}:
            names = names[:-1]
        if len(names) > 1 and names[-2] == "dataset":
            return self._attribute(re.sub(r"(?=[A-Z])", "-", names[-1]).lower())
        if len(names) > 1:
            value = self.named(names[0] if names[0] not in {"window", "this", "self"} else names[1], depth)
            for name in names[1:]:
                value = value.get(name) if isinstance(value, dict) else value
            if value is not None and not isinstance(value, (dict, Hole)):
                return value
        return self.named(names[-1], depth)

    def _attribute(self, name: str) -> Any:
        self.asked.add(name)
        value = self.data.get(name)
        if value is None:
            return Hole(name)
        return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else [value]

    def _object(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at += 1
        while at + 1 < len(self.tokens) and self.tokens[at][1] != "}" and len(found) < MAX_PARTS:
            kind, text = self.tokens[at]
            if kind in {"name", "text"} and self.tokens[at + 1][1] == ":":
                value, at = self.value(at + 2, depth)
                found[unescaped(text[1:-1]) if kind == "text" else text] = value
            elif kind == "name" and self.tokens[at + 1][1] in {",", "}"}:
                found[text] = self.named(text, depth)
                at += 1
            at = self._after(at, "}")
        return found, at + 1

    def _arguments(self, at: int, depth: int) -> tuple[list[Any], int]:
        """The values between brackets."""
        found: list[Any] = []
        closing = {"(": ")", "[": "]"}[self.tokens[at][1]]
        at += 1
        while at < len(self.tokens) and self.tokens[at][1] != closing and len(found) < MAX_PARTS:
            value, at = self.value(at, depth + 1)
            found.append(value)
            at = self._after(at, closing)
        return found, at + 1

    def _after(self, at: int, closing: str) -> int:
        """Where the next part begins, or the bracket that closes."""
        depth = 0
        for place in range(at, min(at + 2_000, len(self.tokens))):
            text = self.tokens[place][1]
            if depth == 0 and text == closing:
                return place
            if depth == 0 and text == ",":
                return place + 1
            depth += (text in {"(", "[", "{"}) - (text in {")", "]", "}"})
            if depth < 0:
                break
        return len(self.tokens)
