"""What the archive answers: articles, searches, changes, runs, numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from archive import (
    articles,
    crawl_history,
    cursor,
    following,
    locks,
    media,
    polls,
    remembered,
    runs,
    templates,
    withdrawals,
)
from archive.arrivals import Arrivals, arrivals
from archive.article import Removed
from archive.capture_side import CaptureSide
from archive.changes import Change, changes
from archive.coverage import Missing, missing
from archive.crawl_history import Crawl, Known
from archive.database import open_database
from archive.errors import CaptureError, RunNotFoundError, StorageError
from archive.filters import Filters, where
from archive.frames import Library, frame
from archive.media import StoryFile
from archive.polls import Poll
from archive.record import Record
from archive.runs import Issue, Note, Run
from archive.search import index
from archive.search.answer import Answer, Hit, Sort, answer, found_by, others_like
from archive.search.query import parse
from archive.stats import Stats, known, stats
from archive.withdrawals import Listed, Seen

if TYPE_CHECKING:
    from tantivy import Searcher

    from archive.connection import Connection
    from archive.frames import Frame

# Records that are in memory at once while many are read.
_CHUNK = 200
_MOST = 2**63 - 1  # SQLite's largest integer


class AskingSide(CaptureSide):
    """Questions."""

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

    @property
    def name(self) -> str:
        """The archive's own name, for good: 16 hexadecimal digits. A copy has the same."""
        return cursor.name_of(self._connection)

    def search(
        self,
        query: str,
        filters: Filters | None = None,
        limit: int | None = None,
        *,
        offset: int = 0,
        sort: Sort = "relevance",
        facets: bool = False,
    ) -> Answer:
        """The best stories for a query, DEFAULT_LIMIT of them where no limit is set; of an empty query, any story.

        Words are found with or without their diacritics; `archive.search.query` has the language. offset: how many to
        leave out. sort: by `relevance`, by that with `recent` stories before old ones, the `newest` or the `oldest`
        first. facets: count also by portal, country, language and year.

        Raises QueryError for a query that does not parse; StorageError where there is no index and none can be made.
        """
        node = parse(query)
        filters = filters or Filters()
        if limit is not None:
            filters = replace(filters, limit=limit)
        searcher = self._searcher()
        if searcher is None:
            return Answer()
        return answer(self._connection, searcher, node, filters, offset=offset, sort=sort, facets=facets)

    def alike(self, article_id: int) -> list[Hit]:
        """Other stories with nearly the same text, the oldest first. Raises ArticleNotFoundError."""
        self.get(article_id)
        searcher = self._searcher()
        return [] if searcher is None else others_like(self._connection, searcher, article_id)

    def articles(self, filters: Filters | None = None, query: str | None = None) -> Iterator[Record]:
        """Records of the articles, the newest first, as they were when the reading began.

        query: only those that it finds (see `search`). Only a few are in memory at once. A connection of its own is
        open until the iterator ends or is closed. Raises QueryError.
        """
        ids = self._ids(filters or Filters(), query)
        with self._reading() as reading:
            for chunk in ids(reading):
                yield from articles.records(reading, chunk)

    def count(self, filters: Filters | None = None, query: str | None = None) -> int:
        """How many articles `articles` gives. Raises QueryError."""
        filters = filters or Filters()
        if query is None:
            condition, parameters = where(filters)
            sql = f"SELECT count(*) FROM article_rows AS articles WHERE {condition}"  # noqa: S608 - placeholders
            found = self._connection.value(sql, parameters)
        else:
            found = self.search(query, filters, 1).total
        return int(found) if filters.limit is None else min(int(found), filters.limit)

    def to_frame(
        self, filters: Filters | None = None, query: str | None = None, library: Library | None = None
    ) -> Frame:
        """The chosen articles as a data frame, the newest first: of polars, or of pandas where only that is there.

        library: `polars` or `pandas`. All is in memory. Raises MissingLibraryError, QueryError.
        """
        return frame(self.articles(filters, query), library)

    def revisions(self, article_id: int) -> list[Record]:
        """What an article said, from its first revision to the present one; `history` has when.

        Raises ArticleNotFoundError.
        """
        present = self.get(article_id)
        earlier = (articles.revision(self._connection, article_id, number) for number in range(1, present.revision))
        return [*filter(None, earlier), present]

    def changed(
        self, since: str | None, filters: Filters | None = None, query: str | None = None
    ) -> tuple[str, Iterator[Record]]:
        """For those who follow along: a new cursor, and the articles whose record changed after the one given.

        since: a cursor that this returned before; None is from the beginning, and in the order of `articles`. limit of
        the filters: the earliest so many changes, after which the new cursor is. Whoever keeps each cursor once all of
        its records are read, and asks with it next time, misses no change. What is no change: `last_seen` alone. A
        story that a query does not find any more is not told of. Raises QueryError for a cursor of another archive.
        """
        filters = filters or Filters()
        if query is not None:
            self._searcher()  # what was written before this moment is then in the index of this moment
        with ExitStack() as stack:
            reading = stack.enter_context(self._reading())
            cursor.current(reading)  # from here on it is this moment's
            found = None
            if query is not None or (since is None and filters.limit is None):
                found = partial(self._ids(replace(filters, limit=None), query), reading)
            asked = following.part(reading, since, filters, found, by_index=query is not None)
            held = stack.pop_all()
        return asked.cursor, _records(reading, held, asked.ids)

    def _ids(self, filters: Filters, query: str | None) -> Callable[[Connection], Iterator[list[int]]]:
        """How to find the chosen articles in one moment's database, the newest first, some at a time."""
        if query is None:
            return partial(_listed, filters)
        searcher, node = self._searcher(), parse(query)
        found = iter(()) if searcher is None else islice(found_by(searcher, node, filters), filters.limit)
        return lambda _: iter(lambda: list(islice(found, _CHUNK)), [])

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection that reads what was there at one moment."""
        reading = open_database(self.path, readonly=True)
        try:
            with reading.snapshot():
                yield reading
        finally:
            reading.close()

    def _searcher(self) -> Searcher | None:
        """The index, up to date where we may write; None for an archive without stories."""
        self._bring_index_up_to_date()
        if index.is_known(self._connection, self._engine):
            return self._engine.searcher()
        if self._connection.row("SELECT 1 FROM article_rows LIMIT 1") is None:
            return None
        raise StorageError(self.path, "there is no search index, and none can be made: the archive is read-only")

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

    def arrivals(self, since: str, until: str, titles: int = 3) -> list[Arrivals]:
        """How many stories were first seen in a time (UTC, until exclusive), portal by portal, with some titles."""
        return arrivals(self._connection, since, until, titles)

    def remembered(self, name: str) -> str | None:
        """What `remember` kept under this name; None where nothing was."""
        return remembered.get(self._connection, name)

    def runs(self, limit: int = 20, portals: Sequence[str] = (), *, failed: bool = False) -> list[Run]:
        """The last runs, the newest first, without their issues.

        portals: only runs that crawled one of these, with the counts of these alone. failed: only runs in which
        something failed, or that did not come to their end. Raises QueryError for a portal that is not known.
        """
        asked = known(self._connection, portals)
        dead = [run_id for run_id in runs.running(self._connection) if not self._is_at_work(run_id)]
        found = runs.latest(self._connection, limit, asked, failed=failed, dead=dead)
        return [replace(run, state="killed") if run.id in dead else run for run in found]

    def run(self, run_id: int, portals: Sequence[str] = ()) -> Run:
        """One run with its issues; where portals are given, of these alone. Raises RunNotFoundError, QueryError."""
        asked = known(self._connection, portals)
        found = runs.one(self._connection, run_id, asked) if abs(run_id) <= _MOST else None
        if found is None:
            raise RunNotFoundError(run_id)
        is_dead = found.state == "running" and not self._is_at_work(run_id)
        return replace(found, state="killed") if is_dead else found

    def _is_at_work(self, run_id: int) -> bool:
        """Whether a run that says that it is running is: one that died without a word says so until the next begins."""
        return locks.is_held(self.path, locks.of_run(run_id))

    def polls(self, portal: str, limit: int = 500) -> list[Poll]:
        """The last crawls of a portal with what they saw, the newest first."""
        return polls.latest(self._connection, portal, limit)

    def issues(self, run_id: int) -> list[Issue]:
        """What went wrong in a run, in order."""
        return runs.issues(self._connection, run_id)

    def notes(self, run_id: int) -> list[Note]:
        """What a run left alone on purpose, in order."""
        return runs.notes(self._connection, run_id)

    def crawls(self, portal: str, limit: int) -> list[Crawl]:
        """The last crawls of a portal in brief, the newest first."""
        return crawl_history.crawls(self._connection, portal, limit)

    def publication_dates(self, portal: str, since: str, until: str, limit: int) -> list[str]:
        """When its latest stories of these days were published, the newest first."""
        return crawl_history.dates(self._connection, portal, since, until, limit)

    def known_portals(self) -> Sequence[Known]:
        """The portals that the archive knows by name, and when each was crawled last."""
        return crawl_history.portals(self._connection)

    def last_due_run(self) -> str | None:
        """When the last run of due portals began, UTC; None where there was none."""
        return crawl_history.last_due_run(self._connection)

    def stats(self, portals: Sequence[str] = ()) -> Stats:
        """How much there is, portal by portal; of these portals alone where some are given. Raises QueryError."""
        return stats(self._connection, portals)

    def missing(self, portals: Sequence[str] = ()) -> list[Missing]:
        """The stories that sources named and that are not held, with why; of these portals. Raises QueryError."""
        return missing(self._connection, known(self._connection, portals))


def _listed(filters: Filters, reading: Connection) -> Iterator[list[int]]:
    condition, parameters = where(filters)
    limit = -1 if filters.limit is None else filters.limit
    sql = f"SELECT id FROM article_rows AS articles WHERE {condition} ORDER BY date DESC, id DESC LIMIT ?"  # noqa: S608 - placeholders
    for chunk in reading.chunks(sql, (*parameters, limit), size=_CHUNK):
        yield [row["id"] for row in chunk]


def _records(reading: Connection, held: ExitStack, ids: Iterator[list[int]]) -> Iterator[Record]:
    with held:
        for chunk in ids:
            yield from articles.records(reading, chunk)
