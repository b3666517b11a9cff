"""An archive and its verdicts, for tests."""

from datetime import UTC, datetime, timedelta

from archive import Archive
from archive.verdicts import Health, Verdict

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
SILENT = "silent for 9 days, where 3 is its longest"


def verdict(portal, kind, before="ok", **more):
    """A change of verdict, as the archive has it."""
    given = {"since": "2026-11-20", "reasons": (SILENT,), "judged_at": "2026-11-23T05:00:00+00:00", "id": 1, **more}
    return Verdict(portal=portal, verdict=Health(kind), before=Health(before) if before else None, **given)


class JudgedArchive(Archive):
    """An archive whose clock is two hours behind NOW, or as it is set."""

    def __init__(self, path):
        self.age = timedelta(hours=2)
        super().__init__(path, now=lambda: NOW - self.age)

    def judge(self, portal, *kinds, told=1, age=None):
        """One verdict after the other on a portal; of the first so many, somebody was told."""
        self.age = age or timedelta(hours=2)
        for place, kind in enumerate(kinds):
            kept = self.save_verdict(
                Verdict(portal=portal, verdict=Health(kind), since="2026-11-20", reasons=(SILENT,))
            )
            if place < told:
                self.verdict_told(kept.id)

    @property
    def untold(self):
        return [verdict.portal for verdict in self.untold_verdicts()]
