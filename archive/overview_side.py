"""What pages ask beside searches: quick, and of one portal alone where one alone is looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive import changes, coverage, overview
from archive.changes import Change, Edit
from archive.coverage import Coverage, Missing
from archive.filters import Filters
from archive.opened import Opened
from archive.overview import Glance, Headline
from archive.stats import known


class OverviewSide(Opened):
    """Overviews."""

    def glances(self, portals: Sequence[str] | None = None) -> list[Glance]:
        """The portals, or these of them, at a glance, by id; quicker than `stats`."""
        return overview.glances(self._connection, self._now()[:10], portals)

    def months(self, portals: Sequence[str], since: str = "") -> Mapping[str, Mapping[str, int]]:
        """Stories by portal and month of publication, from a month or day on."""
        return overview.months(self._connection, portals, since)

    def newest(self, limit: int) -> list[Headline]:
        """The stories that were published last."""
        return overview.newest(self._connection, self._now()[:10], limit)

    def coverage(self, portals: Sequence[str] = ()) -> list[Coverage]:
        """How much of what sources named is held, portal by portal; of these portals. Raises QueryError."""
        return coverage.coverage(self._connection, known(self._connection, portals))

    def first_missing(self, portal: str, limit: int) -> list[Missing]:
        """The first of what `missing` tells of a portal. Raises QueryError."""
        return coverage.missing(self._connection, known(self._connection, [portal]), limit)

    def edited(self, filters: Filters | None = None) -> list[Edit]:
        """The edits among the changes (see `changes`) before they are compared, the newest first: quick."""
        return changes.edited(self._connection, filters or Filters())

    def weighed(self, edits: Sequence[Edit]) -> list[Change | None]:
        """Compare them; None for one that turns out to be none."""
        return changes.weighed(self._connection, edits)

    def departures(self, filters: Filters | None = None) -> list[Change]:
        """The changes that are no edits: withdrawals, suspected ones, returns; in no order."""
        return [one for source in changes.DEPARTURES for one in source(self._connection, filters or Filters())]
