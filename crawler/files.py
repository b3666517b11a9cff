"""Which pictures and documents a crawl fetches, beside its pages. Knows the archive, not Scrapy.

They stand in the frontier from the moment their story is stored, each address once. They count as no stories and wait
for no listing; what they come to says nothing of the portal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from archive import Archive
from archive.article import Article
from archive.frontier import ATTACHMENT, FILE_PRIORITY, IMAGE, Address, NewAddress, State
from crawler import quiet
from crawler.portal import Portal
from crawler.ranking import FORBIDDEN
from crawler.seeds import TRIES
from crawler.urls import canonical, in_scope
from crawler.wishes import Wishes

WINDOW = 2  # files on their way at once, beside the pages
SILENT_MAX = 3  # files in a row that another host gave no answer for, after which it is left alone
PRIORITIES = {ATTACHMENT: FILE_PRIORITY, IMAGE: FILE_PRIORITY + 1}  # documents are the rarer and the weightier


@dataclass
class FilePlan:
    """Which file comes next. closed: origins that are left alone in this run. wanted: None where all are."""

    archive: Archive
    portal: Portal
    wishes: Wishes
    kinds: frozenset[str]
    in_flight: dict[str, Address] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    silent: Counter[str] = field(default_factory=Counter)
    wanted: set[str] | None = None

    @classmethod
    def of(cls, archive: Archive, portal: Portal, wishes: Wishes, *, enabled: bool) -> FilePlan:
        """The plan by the portal's file. A run of a few stories wants their files alone."""
        kinds = {IMAGE: portal.files.images, ATTACHMENT: portal.files.attachments}
        chosen = frozenset(kind for kind, wanted in kinds.items() if wanted and enabled)
        return cls(archive, portal, wishes, chosen, wanted=set() if wishes.limit else None)

    def open(self) -> None:
        """Put what earlier crawls left, or did not want, into the frontier."""
        if not self.kinds:
            return
        if self.wanted is None:
            self.archive.add_addresses(self.portal.id, self._unasked())
        now = datetime.now(UTC)
        due = [file.url for file in self.archive.unfetched_files(self.portal.id) if is_due(file, now)]
        self.archive.make_pending(self.portal.id, due)

    def of_story(self, article: Article | None, page: str) -> tuple[NewAddress, ...]:
        """The addresses of a story's files. page: the address the story was read at."""
        if article is None:
            return ()
        shown: dict[str, list[str]] = {
            ATTACHMENT: [each.url for each in article.attachments],
            IMAGE: [each.url for each in article.images],
        }
        found = {
            url: NewAddress(url=url, kind=kind, priority=PRIORITIES[kind], date=article.date, found_on=page)
            for kind in PRIORITIES
            if kind in self.kinds
            for url in self._addresses(shown[kind])
        }
        if self.wanted is not None:
            self.wanted |= found.keys()
        return tuple(found.values())

    def next(self) -> Address | None:
        """Take the next file to fetch; None while nothing is pending or the window is full."""
        if not self.kinds or len(self.in_flight) >= WINDOW:
            return None
        file = self.archive.pending_file(
            self.portal.id, self.kinds, skip=[*self.in_flight, *self.closed], only=self.wanted
        )
        if file is not None:
            self.in_flight[file.url] = file
        return file

    def done(self, url: str) -> bool:
        """Note that a file's address was dealt with; return whether it is one that was on its way."""
        return self.in_flight.pop(url, None) is not None

    def answered(self, file: Address) -> None:
        """Note that a file's host is there."""
        self.silent.pop(origin_of(file.url), None)

    def unanswered(self, file: Address, reason: str) -> str | None:
        """Note that a file's host gave no answer; after some, the others that it has count as tried.

        Return what is to be told of it, once.
        """
        origin = origin_of(file.url)
        self.silent[origin] += 1
        if self.silent[origin] < SILENT_MAX or in_scope(file.url, self.portal.every_host):
            return None
        self.archive.give_up_files(self.portal.id, origin, reason)
        return self.close(file, f"{reason}, {SILENT_MAX} times in a row; the other files there are not asked for")

    def close(self, file: Address, reason: str) -> str | None:
        """Leave a file's host alone for the rest of the run. Return what is to be told of it, once."""
        origin = origin_of(file.url)
        known = origin in self.closed
        self.closed.add(origin)
        return None if known else reason

    def _addresses(self, urls: Sequence[str]) -> list[str]:
        bare = dict.fromkeys(url.partition("#")[0] for url in urls[: self.portal.files.per_story])
        return [url for url in bare if canonical(url) is not None]

    def _unasked(self) -> list[NewAddress]:
        """The files of stories that were stored by crawls that wanted none."""
        return [
            replace(new, priority=PRIORITIES[kind])
            for kind in self.kinds
            for new in self.archive.unasked_files(self.portal.id, kind, self.portal.files.per_story)
            if canonical(new.url) is not None
        ]


def is_due(file: Address, now: datetime) -> bool:
    """Whether a file that was not had is asked for again: at once where nobody answered, else after some days."""
    if file.state is State.SKIPPED:
        return file.reason == FORBIDDEN and quiet.is_overdue(file, now)
    was_answered = file.status is not None and file.status < 500
    return file.attempts < TRIES and (not was_answered or quiet.is_overdue(file, now))


def origin_of(url: str) -> str:
    """Scheme and host of an address, as it begins: `https://cdn.example/`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
