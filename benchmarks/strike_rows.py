"""What came of crawls that were struck, as rows of a table."""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

WORST = 5.0  # seconds that a signal may take
COUNTS = ("strikes", "crawls", "lost", "twice", "refetched", "sources", "differ", "faults")
HEAD = f"{'mode':8}" + "".join(f"{name:>10}" for name in COUNTS) + f"{'worst':>8}  codes"


@dataclass
class Row:
    """What came of some crawls. told: what was wrong, a line each."""

    strikes: int = 0
    crawls: int = 0
    lost: int = 0
    twice: int = 0
    refetched: int = 0
    sources: int = 0
    differ: int = 0
    faults: int = 0
    worst: float = 0.0
    codes: Counter[int] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def add(self, other: Row) -> None:
        """Take up another row."""
        for name in COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.worst = max(self.worst, other.worst)
        self.codes += other.codes
        self.told += other.told

    @property
    def is_clean(self) -> bool:
        """Whether everything is as it must be."""
        wrong = self.lost + self.twice + self.refetched + self.differ + self.faults
        return not wrong and self.worst < WORST

    def line(self, mode: str) -> str:
        """The row as text."""
        numbers = "".join(f"{getattr(self, name):10}" for name in COUNTS)
        codes = ", ".join(f"{code}: {count}" for code, count in sorted(self.codes.items()))
        return f"{mode:8}{numbers}{self.worst:8.1f}  {codes}"
