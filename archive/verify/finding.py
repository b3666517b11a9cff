"""What verify says: findings, which are faults, and notes, which are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

# A part of the check, how far it is, and of how much: files, bytes, rows; for a bar on a terminal.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault. part: captures, chain, journal, database, rows, search or file. where: what is named by it."""

    part: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is worth telling and no fault, as what a killed run left."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


Told = Iterable[Finding | Note]


def silent(part: str, done: int, of: int) -> None:
    """Tell nobody."""
