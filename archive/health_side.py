"""What is held of the portals' health, and what it is judged from."""

from __future__ import annotations

from collections.abc import Mapping

from archive import polls, publications, verdicts
from archive.opened import Opened
from archive.polls import Poll
from archive.publications import Named, Published
from archive.verdicts import Verdict


class HealthSide(Opened):
    """Verdicts in and out."""

    def save_verdict(self, verdict: Verdict) -> Verdict:
        """Keep a verdict; one that is another than the portal's last is a change, and to be told. Return it stored."""
        return verdicts.save(self._connection, verdict, self._now())

    def verdicts(self) -> list[Verdict]:
        """The present verdict of each portal that was judged, by portal."""
        return verdicts.present(self._connection)

    def verdict_history(self, portal: str, limit: int = 100) -> list[Verdict]:
        """The verdicts of a portal, the newest first."""
        return verdicts.history(self._connection, portal, limit)

    def untold_verdicts(self) -> list[Verdict]:
        """The changes of verdict that nobody was notified of, the oldest first."""
        return verdicts.untold(self._connection)

    def verdict_told(self, verdict_id: int) -> None:
        """Note that somebody was notified of a change."""
        verdicts.told(self._connection, verdict_id, self._now())

    def polls_of_run(self, run_id: int) -> list[Poll]:
        """The crawls of a run that came to their end, by portal."""
        return polls.of_run(self._connection, run_id)

    def first_crawled(self, portal: str) -> str | None:
        """When the first crawl of a portal that brought stories and came to its end did so (UTC)."""
        return polls.first_whole(self._connection, portal)

    def own_outages(self, portal: str, limit: int = 60) -> frozenset[int]:
        """The runs among a portal's last in which no portal answered that was asked at about that time."""
        return polls.own_outages(self._connection, portal, limit)

    def published(self, portal: str) -> list[Published]:
        """When each story of a portal was published and found."""
        return publications.published(self._connection, portal)

    def sources_named(self, portal: str) -> list[Named]:
        """The feeds and listings of a portal, with the days of the stories they named when they named some last."""
        return publications.named(self._connection, portal)

    def stories_without(self, portal: str, before: str) -> Mapping[str, int]:
        """How many stories found before a moment (UTC) lack which field, and of how many (`stories`)."""
        return publications.without(self._connection, portal, before)
