"""The archive: the one object that others open.

A crawl puts addresses in (`add_addresses`), takes them out in order (`pending`, the lowest priority first) and stores
what became of each (`save`). Whoever asks uses `get`, `search`, `articles`, `runs` and `stats`, while a crawl writes
if need be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from archive import (
    articles,
    captures,
    followed,
    frontier,
    index,
    journal,
    media,
    portals,
    readings,
    replaying,
    runs,
    story_captures,
    templates,
    translations,
    visits,
    withdrawals,
)
from archive.article import Article, Removed
from archive.articles import StorySource
from archive.capture_writer import ROLL_AT, CaptureWriter
from archive.captures import Capture, RawPage
from archive.changes import Change, changes
from archive.database import open_database
from archive.errors import ArticleNotFoundError, CaptureError, RunNotFoundError
from archive.filters import Filters, where
from archive.followed import Followed, HintRecord
from archive.frontier import Address, NewAddress, State
from archive.media import StoryFile
from archive.readings import Readable
from archive.record import Record
from archive.replaying import Replaying
from archive.robots import RobotsStore
from archive.runs import Issue, Note, Run
from archive.search import Hit, search
from archive.stats import Stats, stats
from archive.story_captures import StoryCaptures
from archive.templates import Chrome, Reread, SampleMarks
from archive.translations import Named
from archive.visits import Circumstances, Outcome, Visit
from archive.warc import Packed
from archive.withdrawals import Evidence, Listed, Mass, Seen

__all__ = ["Address", "Archive", "Filters", "NewAddress", "Outcome", "State", "Visit"]

# Records that are in memory at once while many are read.
_CHUNK = 200
_MOST = 2**63 - 1  # SQLite's largest integer


def utc_now() -> datetime:
    return datetime.now(UTC)


class Archive:
    """An archive in a folder. A context manager; used by the thread that opened it, side by side with other processes.

    create: make the archive where there is none, and insist on writing. Otherwise one that cannot be written is opened
    for reading. readonly: nothing is ever written. now: the clock. roll_at: bytes from which a
    file of captures is full.

    Raises StorageError (also from every method) and its subclasses NoArchiveError, ForeignDatabaseError,
    NewerSchemaError.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        create: bool = True,
        readonly: bool = False,
        now: Callable[[], datetime] = utc_now,
        roll_at: int = ROLL_AT,
    ) -> None:
        self.path = Path(path)
        self._clock = now
        self._roll_at = roll_at
        self._writers: dict[str, CaptureWriter] = {}
        self._facts: dict[str, str] = {}
        self._connection = open_database(self.path, create=create and not readonly, readonly=readonly)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and the captures. Nothing else may be called after it."""
        for writer in self._writers.values():
            writer.close()
        self._connection.close()

    # The crawl's side

    def remember_portal(
        self, portal: str, *, name: str, country: str | None = None, home: str | None = None, facts: str = "{}"
    ) -> None:
        """Note what a portal is called, when its crawl begins.

        facts: JSON, all that is needed to read its pages again, which each file of its captures begins with.
        """
        self._facts[portal] = facts
        portals.remember(self._connection, portal, name=name, country=country, home=home, now=self._now())

    def describe_portal(
        self, portal: str, *, name: str, country: str | None = None, home: str | None = None, facts: str | None = None
    ) -> None:
        """Note what a portal is called, without a crawl. facts: see remember_portal."""
        if facts is not None:
            self._facts[portal] = facts
        portals.describe(self._connection, portal, name=name, country=country, home=home, now=self._now())

    def start_run(self, targets: Iterable[str]) -> int:
        """Begin a run and return its number."""
        return runs.start(self._connection, targets, self._now())

    def finish_run(self, run_id: int, state: str) -> None:
        """End a run: `finished`, or why it stopped."""
        runs.finish(self._connection, run_id, state, self._now())

    def save_portal_counts(self, run_id: int, portal: str, counts: Mapping[str, Any]) -> None:
        """Note what a portal's crawl came to, by the names of `runs.PortalCounts`; others are ignored."""
        runs.save_counts(self._connection, run_id, portal, counts)

    def add_issue(self, run_id: int, portal: str, url: str, reason: str) -> None:
        """Note what went wrong at an address."""
        runs.add_issue(self._connection, run_id, portal, url, reason, self._now())

    def add_note(self, run_id: int, portal: str, pattern: str, note: str) -> None:
        """Note which pattern of addresses a run left alone, and why."""
        runs.add_note(self._connection, run_id, portal, pattern, note, self._now())

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

    def add_alias(self, portal: str, url: str, story: str) -> bool:
        """Note that a known address is another one of the story at `story`; return whether there is such a story."""
        with self._capturing(portal) as (writer, now):
            added = frontier.add_alias(self._connection, portal, url, story)
            if added:
                previous = captures.last_link(self._connection, portal)
                entry = journal.of_alias(url, story, _seconds(now), previous, portal)
                writer.journal(url, journal.encode(entry), now)
        return added

    def set_priority(self, portal: str, url: str, priority: int) -> None:
        """Visit a pending address earlier or later; the lowest is first."""
        frontier.set_priority(self._connection, portal, url, priority)

    def pending(self, portal: str, limit: int, *, skip: Collection[str] = ()) -> list[Address]:
        """Return which pages come next: by priority (the lowest first), date (the newest first), order of sight.

        skip: addresses that are on their way already.
        """
        return frontier.pending(self._connection, portal, limit, skip)

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

    def save(
        self, visit: Visit, reread: visits.Reread = visits.cannot, *, captured_at: datetime | None = None
    ) -> Outcome:
        """Store a visit in one transaction: its captures, the address, its aliases, the links found and the article.

        reread: reads a capture by today's rules, so that a story that is read otherwise is told from one that was
        edited. captured_at: when an imported page was captured; a page that was fetched was so now.
        """
        with self._capturing(visit.portal, visit.run_id) as (writer, now):
            ids = writer.exchanges(visit.exchanges, now)
            capture_id = ids[-1] if ids else None
            at = Circumstances(now=_seconds(captured_at or now), capture_id=capture_id, reread=reread)
            outcome = visits.save(self._connection, visit, at)
            previous = captures.last_link(self._connection, visit.portal)
            page = captures.one(self._connection, capture_id) if capture_id else None
            place = journal.Place(file=page.file, offset=page.offset) if page else None
            entry = journal.of_visit(visit, at.now, previous, outcome.found, place, outcome.article_id)
            writer.journal(visit.url, journal.encode(entry), now)
        return outcome

    def add_evidence(self, portal: str, url: str, evidence: Evidence, run_id: int | None = None) -> None:
        """Keep what speaks for the withdrawal of the story that is followed at an address, without a visit to it."""
        visit = Visit(portal=portal, url=url, state=State.DONE, evidence=(evidence,), run_id=run_id)
        with self._capturing(portal, run_id) as (writer, now):
            visits.save_evidence(self._connection, visit, _seconds(now))
            previous = captures.last_link(self._connection, portal)
            entry = journal.of_evidence(visit, _seconds(now), previous)
            writer.journal(url, journal.encode(entry), now)

    def capture(self, portal: str, exchanges: Iterable[Packed], run_id: int | None = None) -> list[int]:
        """Keep what went over the wire beside any visit (robots.txt); return the captures' numbers."""
        packed = list(exchanges)
        if not packed:
            return []
        with self._capturing(portal, run_id) as (writer, now):
            return writer.exchanges(packed, now)

    def has_capture(self, url: str, captured_at: str, payload_digest: str | None) -> bool:
        """Whether there is this very answer already: of this address, at this moment (as WARC-Date), this payload."""
        return captures.is_known(self._connection, url, captured_at, payload_digest)

    def readable(self, filters: Filters | None = None) -> Iterator[Readable]:
        """The revisions of the chosen stories with the captures they were read from, story by story, in order."""
        return readings.readable(self._connection, filters or Filters())

    def read_again(self, revision: Readable, article: Article, read_by: str) -> None:
        """Let a revision say what its page says by other rules; the reading before is put aside, the revision stays."""
        record = self.get(revision.article_id, revision.revision)
        present = self.get(revision.article_id)
        with self._connection.transaction():
            is_present = present.revision == revision.revision
            readings.save(self._connection, record, article, read_by=read_by, is_present=is_present, now=self._now())

    def put_down(self, portal: str) -> None:
        """Close a portal's file of captures until something is to be written again."""
        writer = self._writers.pop(portal, None)
        if writer is not None:
            writer.close()

    def replaying(self, portal: str) -> Replaying:
        """What takes up the captures that are in no index: what a killed run left, or all."""
        return Replaying(self._connection, self.path, portal)

    def page(self, capture_id: int) -> RawPage:
        """A captured answer, unpacked. Raises CaptureError where it cannot be read."""
        return captures.page(self._connection, self.path, capture_id)

    def captures_of(self, url: str, portal: str | None = None) -> list[Capture]:
        """The answers that an address gave, the oldest first."""
        return captures.of_url(self._connection, url, portal)

    def story_captures(self, article_id: int) -> StoryCaptures:
        """The captures that a story rests on. Raises ArticleNotFoundError."""
        return story_captures.of_story(self._connection, article_id, self.get(article_id).portal)

    def capture_data(self, capture: Capture) -> bytes:
        """The bytes of the files that a capture is: packed records. Raises CaptureError."""
        return captures.data(self.path, capture)

    def portal_facts(self, portal: str) -> str:
        """What the newest file of a portal's captures begins with of its facts: JSON; `{}` where there is none."""
        return replaying.portals_in(self.path, portal).get(portal, "{}")

    def capture_id(self, article_id: int, revision: int) -> int | None:
        """The capture that a revision was read from; None where none was kept."""
        return articles.capture_of(self._connection, article_id, revision)

    def story_source(self, article_id: int) -> StorySource:
        """What a story's present revision was read from."""
        return articles.source(self._connection, article_id)

    @property
    def robots(self) -> RobotsStore:
        """robots.txt of each host as it was fetched last."""
        return RobotsStore(self._connection)

    def template_samples(self, portal: str) -> list[SampleMarks]:
        """The marks of the story pages that are kept of a portal, the oldest first: at most templates.WINDOW."""
        return templates.samples(self._connection, portal)

    def site_chrome(self, portal: str) -> Chrome:
        """What was learned of a portal's chrome."""
        return templates.chrome(self._connection, portal)

    def learn_chrome(self, portal: str, chrome: Chrome, rereads: Iterable[Reread] = ()) -> None:
        """Let this be the portal's chrome, and stories say what their pages say without it: all of it or nothing.

        That is no revision of theirs: the ministry changed nothing.
        """
        with self._connection.transaction():
            templates.save_chrome(self._connection, portal, chrome, self._now())
            for reread in rereads:
                templates.note_removed(self._connection, reread.article_id, reread.removed)
                content_hash = articles.read_again(self._connection, reread.article_id, reread.article)
                if content_hash is not None:
                    index.enqueue(self._connection, reread.article_id, content_hash)

    def index_pending(self) -> int:
        """Let the index catch up with the articles, in short transactions; return how many were indexed."""
        return index.index_pending(self._connection)

    # The asking side

    def get(self, article_id: int, revision: int | None = None) -> Record:
        """One article, as it is or in an earlier revision. Raises ArticleNotFoundError."""
        found = articles.records(self._connection, [article_id]) if abs(article_id) <= _MOST else []
        if not found:
            raise ArticleNotFoundError(article_id)
        if revision is None or revision == found[0].revision:
            return found[0]
        earlier = articles.revision(self._connection, article_id, revision) if abs(revision) <= _MOST else None
        if earlier is None:
            raise ArticleNotFoundError(article_id, revision)
        return earlier

    def files(self, article_id: int) -> list[StoryFile]:
        """An article's pictures, then its documents, each in page order. Raises ArticleNotFoundError."""
        self.get(article_id)
        return media.of_article(self._connection, article_id)

    def file(self, sha256: str) -> bytes:
        """The content of a picture or document, out of its capture. Raises CaptureError where it cannot be had."""
        capture_id = media.capture_of(self._connection, sha256)
        if capture_id is None:
            raise CaptureError(f"no capture holds the content {sha256}")
        body = self.page(capture_id).body
        if hashlib.sha256(body).hexdigest() != sha256:
            raise CaptureError(f"capture {capture_id} does not hold the content {sha256}")
        return body

    def removed(self, article_id: int) -> list[Removed]:
        """What was left out of an article as its site's chrome, in page order. Raises ArticleNotFoundError."""
        self.get(article_id)
        return templates.removed_from(self._connection, article_id)

    def evidence(self, article_id: int) -> list[Seen]:
        """What spoke for a story's withdrawal, and for its return, the oldest first. Raises ArticleNotFoundError."""
        self.get(article_id)
        return withdrawals.history(self._connection, article_id)

    def withdrawals(self, since: str, portals: Sequence[str] = ()) -> list[Listed]:
        """Stories withdrawn, suspected to be or restored, as seen at `since` (UTC, or a day) or later; latest first."""
        return list(withdrawals.listed(self._connection, since, portals))

    def search(self, query: str, filters: Filters | None = None, limit: int | None = None) -> list[Hit]:
        """The best hits for a query. Raises QueryError where there is nothing to look for.

        All words must be found, with or without their diacritics; quoted ones as a phrase.
        """
        filters = filters or Filters()
        if limit is not None:
            filters = replace(filters, limit=limit)
        if self._connection.writable:
            index.index_pending(self._connection)
        return search(self._connection, query, filters)

    def articles(self, filters: Filters | None = None) -> Iterator[Record]:
        """Records of the articles, the newest first, as they were when the reading began.

        Only a few are in memory at once. A connection of its own is open until the iterator ends or is closed.
        """
        filters = filters or Filters()
        condition, parameters = where(filters)
        limit = -1 if filters.limit is None else filters.limit
        sql = f"SELECT id FROM articles WHERE {condition} ORDER BY date DESC, id DESC LIMIT ?"  # noqa: S608 - placeholders
        reading = open_database(self.path, readonly=True)
        try:
            with reading.snapshot():
                for chunk in reading.chunks(sql, (*parameters, limit), size=_CHUNK):
                    yield from articles.records(reading, [row["id"] for row in chunk])
        finally:
            reading.close()

    def changes(self, filters: Filters | None = None) -> list[Change]:
        """Edits and withdrawals of the chosen stories, the weightiest first, then the newest.

        since, until: when they were seen. limit: at most so many changes.
        """
        reading = open_database(self.path, readonly=True)
        try:
            with reading.snapshot():
                return changes(reading, filters or Filters())
        finally:
            reading.close()

    def runs(self, limit: int = 20) -> list[Run]:
        """The last runs, the newest first, without their issues."""
        return runs.latest(self._connection, limit)

    def run(self, run_id: int) -> Run:
        """One run with its issues. Raises RunNotFoundError."""
        found = runs.one(self._connection, run_id) if abs(run_id) <= _MOST else None
        if found is None:
            raise RunNotFoundError(run_id)
        return found

    def issues(self, run_id: int) -> list[Issue]:
        """What went wrong in a run, in order."""
        return runs.issues(self._connection, run_id)

    def notes(self, run_id: int) -> list[Note]:
        """What a run left alone on purpose, in order."""
        return runs.notes(self._connection, run_id)

    def stats(self) -> Stats:
        """How much there is, portal by portal."""
        return stats(self._connection)

    # Within

    def _now(self) -> str:
        return _seconds(self._clock())

    @contextmanager
    def _capturing(self, portal: str, run_id: int | None = None) -> Iterator[tuple[CaptureWriter, datetime]]:
        """A transaction in which captures are written: on the disk before it ends, or not at all."""
        if portal not in self._writers:
            self._writers[portal] = CaptureWriter(self._connection, self.path, portal, roll_at=self._roll_at)
        writer, now = self._writers[portal], self._clock()
        writer.run_id, writer.facts = run_id, self._facts.get(portal, "{}")
        try:
            with self._connection.transaction():
                portals.ensure(self._connection, portal, _seconds(now))
                yield writer, now
                writer.sync()
        except BaseException:
            writer.undo()
            raise


def _seconds(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
