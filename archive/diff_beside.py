"""A difference as two columns: paragraph beside paragraph, before and after. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.diff_text import fragments
from archive.differences import Kind, Piece

Marked = tuple[tuple[Kind, str], ...]  # a paragraph in pieces, in the order they are read

_OLD = frozenset({Kind.SAME, Kind.REMOVED, Kind.MOVED_FROM})
_NEW = frozenset({Kind.SAME, Kind.ADDED, Kind.MOVED_TO})


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: paragraphs before, paragraphs after; either may be none."""

    old: tuple[Marked, ...]
    new: tuple[Marked, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything in it went, came or was moved."""
        return any(kind is not Kind.SAME for side in (self.old, self.new) for part in side for kind, _ in part)


@dataclass(slots=True)
class _Side:
    """One column of the row that is being filled."""

    paragraphs: list[Marked] = field(default_factory=list)
    pieces: list[tuple[Kind, str]] = field(default_factory=list)

    def add(self, kind: Kind, text: str) -> None:
        if text:
            self.pieces.append((kind, text))

    def end_paragraph(self) -> None:
        if self.pieces:
            self.paragraphs.append(tuple(self.pieces))
            self.pieces = []


def beside(pieces: Iterable[Piece]) -> list[Row]:
    """The rows of a difference. A row ends where paragraphs end on both sides.

    >>> [(row.is_changed, len(row.old), len(row.new)) for row in beside([Piece(Kind.SAME, "a", "a")])]
    [(False, 1, 1)]
    """
    rows: list[Row] = []
    old, new = _Side(), _Side()
    for kind, text in fragments(pieces):
        sides = [side for side, kinds in ((old, _OLD), (new, _NEW)) if kind in kinds]
        for number, part in enumerate(text.split("\n\n")):
            if number:
                for side in sides:
                    side.end_paragraph()
                _end_row(rows, old, new)
            for side in sides:
                side.add(kind, part)
    old.end_paragraph()
    new.end_paragraph()
    _end_row(rows, old, new)
    return rows


def _end_row(rows: list[Row], old: _Side, new: _Side) -> None:
    """End the row where no paragraph is open, and begin another."""
    if (old.paragraphs or new.paragraphs) and not (old.pieces or new.pieces):
        rows.append(Row(tuple(old.paragraphs), tuple(new.paragraphs)))
        old.paragraphs, new.paragraphs = [], []
