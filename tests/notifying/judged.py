"""Verdicts for tests; stories, runs and what is remembered are real."""

from dataclasses import dataclass
from pathlib import Path

from archive import Archive


@dataclass(frozen=True)
class Judged:
    """A change of verdict."""

    id: int
    portal: str
    verdict: str
    before: str | None = "ok"
    since: str = "2026-11-20"
    reasons: tuple[str, ...] = ("silent for 9 days, where 3 is its longest",)
    examples: tuple[str, ...] = ()
    moved_to: str | None = None
    judged_at: str = "2026-11-23T06:00:00+00:00"


class Verdicts:
    """What an archive answers of verdicts: a list of changes."""

    path: Path

    def judge(self, *verdicts):
        self.untold = list(verdicts)
        return self

    def untold_verdicts(self):
        return list(self.untold)

    def verdict_told(self, verdict_id):
        self.untold = [verdict for verdict in self.untold if verdict.id != verdict_id]

    def verdicts(self):
        return list({verdict.portal: verdict for verdict in self.untold}.values())


class JudgedArchive(Verdicts, Archive):
    """The same over a real archive."""
