"""The frontier as a crawl uses it: which addresses there are, which come next, what is known of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from archive import (
    followed,
    frontier,
    media,
    portals,
    translations,
    withdrawals,
)
from archive.followed import Followed, HintRecord
from archive.frontier import Address, NewAddress, State
from archive.opened import Opened
from archive.robots import RobotsStore
from archive.translations import Named
from archive.withdrawals import Mass


class FrontierSide(Opened):
    """Addresses in, out and again."""

    def add_addresses(self, portal: str, addresses: Iterable[NewAddress]) -> int:
        """Put addresses into the frontier; return how many were unknown.

        A known one keeps its state, gains title, date and kind where it had none, and while it is pending the more
        urgent priority.
        """
        new = list(addresses)
        if not new:
            return 0
        with self._connection.transaction():
            portals.ensure(self._connection, portal, self._now())
            return frontier.add(self._connection, portal, new, self._now())

    def addresses(self, portal: str, *, files: bool = True) -> list[Address]:
        """All addresses of a portal, with or without those of stories' files, in the order they were found."""
        return frontier.all_of(self._connection, portal, files=files)

    def make_pending(self, portal: str, urls: Iterable[str]) -> None:
        """Have known addresses visited (again)."""
        frontier.make_pending(self._connection, portal, urls)

    def set_state(self, portal: str, url: str, state: State, reason: str | None = None) -> None:
        """Change a known address without a visit."""
        frontier.set_state(self._connection, portal, url, state, reason)

    def set_priority(self, portal: str, url: str, priority: int) -> None:
        """Visit a pending address earlier or later; the lowest is first."""
        frontier.set_priority(self._connection, portal, url, priority)

    def pending(self, portal: str, limit: int, *, skip: Collection[str] = ()) -> list[Address]:
        """Return which pages come next: by priority (the lowest first), date (the newest first), order of sight.

        skip: addresses that are on their way already.
        """
        return frontier.pending(self._connection, portal, limit, skip)

    def waiting(self, portal: str) -> tuple[int, int]:
        """How many pages and how many files of a portal are to be visited."""
        return frontier.waiting(self._connection, portal)

    def unasked_files(self, portal: str, kind: str, most: int) -> list[NewAddress]:
        """The files (kind: `image` or `attachment`) of stories that were stored without them, as new addresses.

        most: of a story.
        """
        return media.unasked(self._connection, portal, kind, most)

    def pending_file(
        self, portal: str, kinds: Collection[str], *, skip: Collection[str], only: Collection[str] | None = None
    ) -> Address | None:
        """Return the file (`image`, `attachment`) that is fetched next.

        skip: addresses, or origins (`https://cdn.example/`), to leave out. only: the addresses to choose from.
        """
        return media.pending(self._connection, portal, kinds, skip=skip, only=only)

    def unfetched_files(self, portal: str) -> list[Address]:
        """The addresses of pictures and documents that failed or were left out."""
        return media.unfetched(self._connection, portal)

    def give_up_files(self, portal: str, origin: str, reason: str) -> None:
        """Note that no pictures and documents can be had from an origin now; each that is pending counts as tried."""
        media.give_up(self._connection, portal, origin, reason)

    def known(self, portal: str, urls: Iterable[str]) -> dict[str, State]:
        """State of those of the addresses that are known."""
        return frontier.known(self._connection, portal, urls)

    def counts(self, portal: str) -> dict[str, int]:
        """How many addresses of a portal stand where, by the names of State."""
        return frontier.counts(self._connection, portal)

    def followed(self, portal: str) -> list[Followed]:
        """The stories of a portal that can be looked at again."""
        return followed.followed(self._connection, portal)

    def hint_records(self, portal: str) -> dict[str, HintRecord]:
        """How often each source was right that a story had changed."""
        return followed.records(self._connection, portal)

    def note_sources(self, portal: str, told: Mapping[str, Collection[str]], hints: Mapping[str, str]) -> None:
        """Keep what listings said of known addresses, and why some should be visited again, both by address."""
        with self._connection.transaction():
            followed.note_told(self._connection, portal, told)
            followed.note_hints(self._connection, portal, hints)

    def masses(self, portal: str, run_id: int) -> list[Mass]:
        """What most of a run's re-visits of a portal met alike, so that it is taken for no withdrawal."""
        return withdrawals.masses(self._connection, portal, run_id)

    def named_translations(self, portal: str) -> list[Named]:
        """What the stories of a portal name as their translations, as far as the crawl took it up."""
        return translations.named_on(self._connection, portal)

    @property
    def robots(self) -> RobotsStore:
        """robots.txt of each host as it was fetched last."""
        return RobotsStore(self._connection)
