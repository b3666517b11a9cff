"""A place in the pieces of a script, and how far it may still move."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.discovery.javascript import Token

MAX_STEPS = 300_000  # of all links of a page together


@dataclass
class Budget:
    """How much is still read for the links of one page."""

    steps: int = MAX_STEPS

    def spend(self, *texts: str) -> None:
        """Count what is done with long texts."""
        self.steps -= sum(map(len, texts)) // 16


class Cursor:
    """Reads pieces one after the other."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.pieces: tuple[Token, ...] = ()
        self.at = 0

    def _peek(self, ahead: int = 0) -> str:
        """The sign or name that comes; empty for a literal and at the end."""
        at = self.at + ahead
        if at >= len(self.pieces) or self.pieces[at].kind not in {"sign", "name"}:
            return ""
        return self.pieces[at].text

    def _step(self, count: int = 1) -> Token:
        """Go on; the last piece that was passed."""
        self.budget.steps -= count
        self.at = min(self.at + count, len(self.pieces))
        return self.pieces[self.at - 1]

    def _skip_to(self, *ends: str) -> None:
        """Go on to one of these signs on this level of brackets, to the end of the level or of the text."""
        level = 0
        while self.at < len(self.pieces):
            sign = self._peek() if self.pieces[self.at].kind == "sign" else ""
            if level == 0 and sign in ends:
                return
            level += (sign in {"(", "[", "{"}) - (sign in {")", "]", "}"})
            if level < 0:
                return
            self._step()
