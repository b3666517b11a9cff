"""The query language: what a person types, understood. Pure.

    mangrove "climate change" OR khí-hậu -coal prefix* haze NEAR/5 fire (a OR b)
    title: author: tag: portal: country: lang: date:2025-01..2025-06 has:image is:gone

Words side by side must all be found; OR binds the two beside it, as in search engines. Whatever is no operator is text:
`PM2.5`, `COP-29`, `Re: x`. What does not parse is told with its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from archive.errors import QueryError
from archive.filters import checked_date
from archive.fold import fold
from archive.search.syntax import EVERYTHING, All, Any, Fact, Near, Node, Not, Nothing, Published, Words
from archive.search.terms import query_terms, spelled

__all__ = ["FACTS", "FIELDS", "parse"]

_LONGEST = 1000  # characters; more is no question but a paste
_DEEPEST = 20  # parentheses within each other
_DISTANCE = 10  # words between those of a NEAR without a number

# Fields that hold words, and fields that hold one of a set of values.
_TEXTS = {"title": "title", "author": "author", "tag": "tag"}
FACTS = {"has": ("image", "attachment", "date"), "is": ("gone", "edited")}
_NAMES = {"portal": "portal", "country": "country", "lang": "lang", "language": "lang"}
FIELDS = (*_TEXTS, *_NAMES, "date", *FACTS)

# As typed on keyboards of other scripts. Each is one character, so that places stay what they are.
_TYPED = str.maketrans("“”„«»「」『』＂（）：＊－｜　", '""""""""""():*-| ')
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
    | (?P<open>\() | (?P<close>\))
    | (?P<field>(?:{"|".join(FIELDS)}):(?=["(]|[^\s"()]))
    | (?P<near>NEAR(?:/[0-9]{{1,3}})?)(?=[\s(]|$)
    | (?P<operator>OR|AND|NOT|\|)(?=[\s()]|$)
    | (?P<minus>-)(?=[^\s)-])
    | "(?P<quoted>[^"]*)(?:"(?P<more>\*?)|$)
    | (?P<word>[^\s"()]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPERATORS = ("OR", "AND", "NOT", "|")


@dataclass(frozen=True, slots=True)
class _Token:
    """kind: a group of _TOKEN. place: from 0."""

    kind: str
    text: str
    place: int


def parse(text: str) -> Node:
    """Understand a query. An empty one is everything; one without a letter or digit is nothing.

    Raises QueryError, which has the place, for what does not parse or is far too long.
    """
    if len(text) > _LONGEST:
        raise QueryError(f"a search has at most {_LONGEST} characters, this one {len(text)}")
    if not text.strip():
        return EVERYTHING
    reader = _Reader(_tokens(text.translate(_TYPED)))
    found = reader.parts(depth=0)
    if reader.token is not None:
        raise _error("there is no ( for this )", reader.token)
    return _all(found) or Nothing()


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(text):
        kind = "quoted" if match["quoted"] is not None else str(match.lastgroup)
        token = _Token(kind, match[0], match.start())
        if kind in {"near", "operator"} and not _is_capital(token.text):
            token = replace(token, kind="word")
        if kind != "space":
            tokens.append(token)
    return tokens


def _is_capital(text: str) -> bool:
    """Operators are written in capitals: `or` is a word in some languages."""
    return text.upper() == text


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def token(self) -> _Token | None:
        """The next one; None at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _is(self, kind: str, *texts: str) -> bool:
        token = self.token
        return token is not None and token.kind == kind and (not texts or token.text in texts)

    def _next(self) -> _Token:
        token = self._tokens[self._place]
        self._place += 1
        return token

    def parts(self, *, depth: int, field: str | None = None) -> list[Node]:
        """What stands side by side, up to the end or a parenthesis that closes."""
        found: list[Node] = []
        while self.token is not None and not self._is("close"):
            if self._is("operator", "AND"):
                self._between(self._next(), has_left=self._place > 0)
                continue
            part = self._alternatives(depth=depth, field=field)
            if part is not None:
                found.append(part)
        return found

    def _alternatives(self, *, depth: int, field: str | None) -> Node | None:
        if self._is("operator", "OR", "|"):
            raise _error(f"there is nothing before {self._next().text}", self._tokens[self._place - 1])
        found = [self._near(depth=depth, field=field)]
        while self._is("operator", "OR", "|"):
            self._between(self._next(), has_left=True)
            found.append(self._near(depth=depth, field=field))
        parts = tuple(part for part in found if part is not None)
        return parts[0] if len(parts) == 1 else Any(parts) if parts else None

    def _between(self, operator: _Token, *, has_left: bool) -> None:
        if not has_left:
            raise _error(f"there is nothing before {operator.text}", operator)
        if self.token is None or self._is("close") or self._is("operator", "OR", "AND", "|"):
            raise _error(f"there is nothing after {operator.text}", operator)

    def _near(self, *, depth: int, field: str | None) -> Node | None:
        found = self._one(depth=depth, field=field)
        while self._is("near"):
            near = self._next()
            self._between(near, has_left=True)
            other = self._one(depth=depth, field=field)
            found = _beside(found, other, near)
        return found

    def _one(self, *, depth: int, field: str | None) -> Node | None:
        token = self._next()
        match token.kind:
            case "minus" | "operator":  # NOT
                self._between(token, has_left=True)
                part = self._one(depth=depth, field=field)
                return None if part is None else Not(part)
            case "open":
                return self._group(token, depth=depth, field=field)
            case "field":
                return self._in_field(token, depth=depth)
            case "near":
                if self._is("open"):
                    return self._near_of(token, field=field)
                return _words(token.text, field=field)
            case _:
                return _of(field, token)

    def _group(self, opening: _Token, *, depth: int, field: str | None) -> Node | None:
        if depth == _DEEPEST:
            raise _error(f"more than {_DEEPEST} parentheses within each other", opening)
        found = self.parts(depth=depth + 1, field=field)
        if self.token is None:
            raise _error("this ( is not closed", opening)
        self._next()
        return _all(found)

    def _in_field(self, token: _Token, *, depth: int) -> Node | None:
        name = token.text[:-1].lower()
        if self._is("open"):
            return self._group(self._next(), depth=depth, field=name)
        return _of(name, self._next())

    def _near_of(self, token: _Token, *, field: str | None) -> Node | None:
        """NEAR(a b, 5), as databases write it."""
        self._next()
        inside = []
        while self.token is not None and not self._is("close"):
            inside.append(self._next())
        if self.token is None:
            raise _error("this NEAR( is not closed", token)
        self._next()
        distance = _DISTANCE
        if len(inside) > 1 and inside[-1].text.strip(",").isdecimal() and inside[-2].text.endswith(","):
            distance = int(inside.pop().text.strip(","))
        elif inside and (parted := re.fullmatch(r"(.+),([0-9]{1,3})", inside[-1].text)):
            inside[-1] = replace(inside[-1], text=parted[1])
            distance = int(parted[2])
        near = replace(token, text=f"NEAR/{distance}")
        found: Node | None = None
        for place, one in enumerate(inside):
            part = _of(field, one)
            found = part if place == 0 else _beside(found, part, near)
        return found


def _all(parts: list[Node]) -> Node | None:
    return parts[0] if len(parts) == 1 else All(tuple(parts)) if parts else None


def _beside(first: Node | None, second: Node | None, near: _Token) -> Node | None:
    if first is None or second is None:
        return first or second
    asked = near.text.partition("/")[2]
    distance = min(int(asked), 100) if asked else _DISTANCE
    if isinstance(first, Near) and isinstance(second, Words):  # a NEAR b NEAR c
        return All((first, Near(first.second, second, distance)))
    if not isinstance(first, Words) or not isinstance(second, Words):
        raise _error(f"{near.text} stands between two words or phrases", near)
    return Near(first, second, distance)


def _of(field: str | None, token: _Token) -> Node | None:
    """What one word or phrase says in a field; in none, it is looked for everywhere."""
    value = token.text.strip('"*') if token.kind == "quoted" else token.text
    if field is None or field in _TEXTS:
        return _words(token.text, field=field)
    if field == "date":
        return _published(value, token)
    if field in FACTS and value.lower() not in FACTS[field]:
        raise _error(f"{field}:{value} is none of {', '.join(f'{field}:{one}' for one in FACTS[field])}", token)
    return Fact(_NAMES.get(field, field), value.lower())


def _words(text: str, *, field: str | None) -> Words | None:
    is_prefix = text.rstrip('"').endswith("*")
    terms, is_open = query_terms(text)
    if not terms:
        return None
    return Words(tuple(fold(text).split()), terms, is_open or is_prefix, tuple(sorted(spelled(text))), field)


def _published(text: str, token: _Token) -> Published:
    first, between, last = text.partition("..")
    checked: Callable[[str], str | None] = lambda day: checked_date("date", day) if day else None  # noqa: E731
    try:
        if between and (first or last):
            return Published(checked(first), checked(last))
        return Published(checked_date("date", text), text)
    except QueryError as error:
        raise _error(str(error), token) from error


def _error(what: str, token: _Token) -> QueryError:
    return QueryError(f"{what}, at character {token.place + 1}", token.place)
