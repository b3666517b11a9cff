"""What a query says, once it is understood: a tree of values. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    """Words that must follow each other; one word is the shortest of them.

    tokens: as archive.fold makes them, by which hits are marked. terms: as the index has them. open: the last term is
    the beginning of one. spelled: those of the words that were typed with diacritics, in NFC and lower case.
    field: None for all of title, body and what is beside them, else title, author or tag.
    """

    tokens: tuple[str, ...]
    terms: tuple[str, ...]
    open: bool = False
    spelled: tuple[str, ...] = ()
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Two passages with at most `distance` words between them, in either order."""

    first: Words
    second: Words
    distance: int


@dataclass(frozen=True, slots=True)
class Fact:
    """portal, country, lang, has or is, and the value in lower case."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Published:
    """Published within these days, both inclusive, as ISO dates, months or years; None where it is open."""

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class All:
    """All of these; of nothing: every story."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """All but this."""

    part: Node


@dataclass(frozen=True, slots=True)
class Nothing:
    """No story: there was nothing to look for in what was typed, an emoji for instance."""


Node: TypeAlias = Words | Near | Fact | Published | All | Any | Not | Nothing

EVERYTHING = All(())


def sought(node: Node) -> tuple[Words, ...]:
    """The words that a story was found by, in the order of the query, without those that it must not have."""
    match node:
        case Words():
            return (node,)
        case Near():
            return (node.first, node.second)
        case All() | Any():
            return tuple(dict.fromkeys(words for part in node.parts for words in sought(part)))
        case _:
            return ()
