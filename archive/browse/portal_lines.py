"""The portals as lines of a table, those first that somebody has to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.browse import months
from archive.browse.months import Chart
from archive.overview import Glance
from archive.store import Archive
from archive.verdicts import WORST_FIRST, Health, Verdict

_RANK = {health: rank for rank, health in enumerate(WORST_FIRST)}


@dataclass(frozen=True, slots=True)
class Line:
    """A portal, how it does, its last year."""

    portal: Glance
    verdict: Verdict | None
    year: Chart

    @property
    def health(self) -> Health:
        """As it was judged last."""
        return self.verdict.verdict if self.verdict else Health.UNKNOWN


def lines(archive: Archive, today: str) -> list[Line]:
    """All portals; those that need a person first, the worst of them before the others, then by number of stories."""
    glances, verdicts = archive.glances(), {one.portal: one for one in archive.verdicts()}
    found = archive.months([one.id for one in glances], months.last_year({}, today).months[0])
    made = [Line(one, verdicts.get(one.id), months.last_year(found.get(one.id, {}), today)) for one in glances]
    return sorted(made, key=_order)


def summary(shown: Sequence[Line]) -> list[tuple[Health, int]]:
    """How many are how, the worst first."""
    counted = [(health, sum(line.health is health for line in shown)) for health in WORST_FIRST]
    return [(health, count) for health, count in counted if count]


def _order(line: Line) -> tuple[int, int, str]:
    return _RANK[line.health] if line.health.needs_person else len(_RANK), -line.portal.articles, line.portal.id
