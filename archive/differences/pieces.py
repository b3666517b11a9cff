"""A difference of two texts as a row of pieces: what stayed, what went, what came, what stands elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"
    REPLACED = "replaced"
    MOVED_FROM = "moved-from"  # it stands elsewhere now
    MOVED_TO = "moved-to"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of both texts. All `old` in a row are the old text, all `new` the new one.

    whole: of what was removed or added: whole sentences, paragraphs or lines.
    """

    kind: Kind
    old: str
    new: str
    whole: bool = False


_MIRROR = {
    Kind.REMOVED: Kind.ADDED,
    Kind.ADDED: Kind.REMOVED,
    Kind.MOVED_FROM: Kind.MOVED_TO,
    Kind.MOVED_TO: Kind.MOVED_FROM,
}


def same(text: str) -> Piece:
    """Make a piece that stayed."""
    return Piece(Kind.SAME, text, text)


def changed(old: str, new: str, *, whole: bool = False) -> Piece:
    """Make a piece that was removed, added or replaced."""
    kind = Kind.REPLACED if old and new else Kind.REMOVED if old else Kind.ADDED
    return Piece(kind, old, new, whole)


def old_text(pieces: Iterable[Piece]) -> str:
    """Return the text before."""
    return "".join(piece.old for piece in pieces)


def new_text(pieces: Iterable[Piece]) -> str:
    """Return the text after."""
    return "".join(piece.new for piece in pieces)


def apply(pieces: Sequence[Piece], old: str) -> str:
    """Turn the old text into the new one. Raises ValueError where it is not the old text of these pieces."""
    place = 0
    for piece in pieces:
        if not old.startswith(piece.old, place):
            raise ValueError(f"the text is another one from character {place} on")
        place += len(piece.old)
    if place != len(old):
        raise ValueError(f"the text goes on after character {place}")
    return new_text(pieces)


def mirrored(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the way back: what was removed is added."""
    return tidied(Piece(_MIRROR.get(piece.kind, piece.kind), piece.new, piece.old, piece.whole) for piece in pieces)


def tidied(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Leave out empty pieces, join equal neighbours, and put what went before what came in its place."""
    ordered: list[Piece] = []
    came: list[Piece] = []
    for piece in pieces:
        if piece.old and piece.new:
            ordered += [*came, piece]
            came = []
        elif piece.old:
            ordered.append(piece)
        elif piece.new:
            came.append(piece)
    groups = groupby([*ordered, *came], key=lambda piece: (piece.kind, piece.whole))
    return tuple(_joined(kind, whole, list(group)) for (kind, whole), group in groups)


def _joined(kind: Kind, whole: bool, pieces: list[Piece]) -> Piece:
    return pieces[0] if len(pieces) == 1 else Piece(kind, old_text(pieces), new_text(pieces), whole)
