"""What a crawl stores: its runs, its visits with their captures, what it learns of a portal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from archive import (
    articles,
    captures,
    frontier,
    journal,
    locks,
    polls,
    portals,
    readings,
    remembered,
    runs,
    templates,
    visits,
)
from archive.article import Article
from archive.frontier import State
from archive.opened import Opened, seconds
from archive.polls import Observed
from archive.readings import Readable
from archive.templates import Chrome, Reread, SampleMarks
from archive.visits import Circumstances, Outcome, Visit
from archive.warc import Packed
from archive.withdrawals import Evidence


class StoringSide(Opened):
    """Runs, visits and what is learned."""

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

    def start_run(self, targets: Iterable[str], why: str = "asked for") -> int:
        """Begin a run and return its number. why: `asked for`, or `due`.

        It is taken for killed if this archive is not open any more before the run is finished.
        """
        with self._connection.transaction(durable=True):  # its number shall never be another's, nor its end be unknown
            run_id = runs.start(self._connection, targets, self._now(), why)
            lock = locks.take(self.path, locks.of_run(run_id), "")
        self._locks += [lock] if lock is not None else []
        return run_id

    def note_killed_runs(self) -> list[int]:
        """Note which runs ended without a word, by kill -9 or a power cut: return their numbers."""
        killed = [run_id for run_id in runs.running(self._connection) if self._is_dead(run_id)]
        for run_id in killed:
            runs.kill(self._connection, run_id)
        return killed

    def lock_portal(self, portal: str, run_id: int) -> str | None:
        """Have a portal for oneself until this archive is closed; return who has it, None where that worked."""
        lock = locks.take(self.path, locks.of_portal(portal), f"run {run_id}")
        if lock is None:
            return locks.holder_of(self.path, locks.of_portal(portal)) or "another run"
        self._locks.append(lock)
        return None

    def _is_dead(self, run_id: int) -> bool:
        lock = locks.take(self.path, locks.of_run(run_id), "")
        if lock is not None:
            lock.release()
        return lock is not None

    def finish_run(self, run_id: int, state: str) -> None:
        """End a run: `finished`, or why it stopped."""
        runs.finish(self._connection, run_id, state, self._now())

    def begin_portal(self, run_id: int, portal: str) -> None:
        """Note that a run begins with a portal."""
        runs.save_counts(self._connection, run_id, portal, {"started": self._now()})

    def save_portal_counts(self, run_id: int, portal: str, counts: Mapping[str, Any]) -> None:
        """Note what a portal's crawl has come to by now, by the names of `runs.PortalCounts`; others are ignored."""
        runs.save_counts(self._connection, run_id, portal, counts)

    def end_portal(self, run_id: int, portal: str, counts: Mapping[str, Any], observed: Observed) -> None:
        """Note what a portal's crawl came to and what it saw."""
        row = {**counts, "finished": self._now(), "observed": polls.encode(observed)}
        runs.save_counts(self._connection, run_id, portal, row)

    def add_issue(self, run_id: int, portal: str, url: str, reason: str) -> None:
        """Note what went wrong at an address."""
        runs.add_issue(self._connection, run_id, portal, url, reason, self._now())

    def add_note(self, run_id: int, portal: str, pattern: str, note: str) -> None:
        """Note which pattern of addresses a run left alone, and why."""
        runs.add_note(self._connection, run_id, portal, pattern, note, self._now())

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
            at = Circumstances(now=seconds(captured_at or now), capture_id=capture_id, reread=reread)
            outcome = visits.save(self._connection, visit, at)
            previous = captures.last_link(self._connection, visit.portal)
            page = captures.one(self._connection, capture_id) if capture_id else None
            place = journal.Place(file=page.file, offset=page.offset) if page else None
            entry = journal.of_visit(visit, at.now, previous, outcome.found, place, outcome.article_id)
            writer.journal(visit.url, journal.encode(entry), now)
        return outcome

    def add_alias(self, portal: str, url: str, story: str) -> bool:
        """Note that a known address is another one of the story at `story`; return whether there is such a story."""
        with self._capturing(portal) as (writer, now):
            added = frontier.add_alias(self._connection, portal, url, story)
            if added:
                previous = captures.last_link(self._connection, portal)
                entry = journal.of_alias(url, story, seconds(now), previous, portal)
                writer.journal(url, journal.encode(entry), now)
        return added

    def add_evidence(self, portal: str, url: str, evidence: Evidence, run_id: int | None = None) -> None:
        """Keep what speaks for the withdrawal of the story that is followed at an address, without a visit to it."""
        visit = Visit(portal=portal, url=url, state=State.DONE, evidence=(evidence,), run_id=run_id)
        with self._capturing(portal, run_id) as (writer, now):
            visits.save_evidence(self._connection, visit, seconds(now))
            previous = captures.last_link(self._connection, portal)
            entry = journal.of_evidence(visit, seconds(now), previous)
            writer.journal(url, journal.encode(entry), now)

    def capture(self, portal: str, exchanges: Iterable[Packed], run_id: int | None = None) -> list[int]:
        """Keep what went over the wire beside any visit (robots.txt); return the captures' numbers."""
        packed = list(exchanges)
        if not packed:
            return []
        with self._capturing(portal, run_id) as (writer, now):
            return writer.exchanges(packed, now)

    def put_down(self, portal: str) -> None:
        """Close a portal's file of captures until something is to be written again."""
        writer = self._writers.pop(portal, None)
        if writer is not None:
            writer.close()

    def read_again(self, revision: Readable, article: Article, read_by: str) -> None:
        """Let a revision say what its page says by other rules; the reading before is put aside, the revision stays."""
        record = self.get(revision.article_id, revision.revision)
        present = self.get(revision.article_id)
        with self._connection.transaction():
            is_present = present.revision == revision.revision
            readings.save(self._connection, record, article, read_by=read_by, is_present=is_present, now=self._now())

    def learn_chrome(self, portal: str, chrome: Chrome, rereads: Iterable[Reread] = ()) -> None:
        """Let this be the portal's chrome, and stories say what their pages say without it: all of it or nothing.

        That is no revision of theirs: the ministry changed nothing.
        """
        with self._connection.transaction():
            templates.save_chrome(self._connection, portal, chrome, self._now())
            for reread in rereads:
                templates.note_removed(self._connection, reread.article_id, reread.removed)
                articles.read_again(self._connection, reread.article_id, reread.article)

    def index_pending(self, is_stopped: Callable[[], bool] = lambda: False) -> int:
        """Let the index catch up with the articles; return how many were indexed.

        0 also while another process does so. is_stopped: asked every few hundred articles whether to leave the rest.
        """
        return self._bring_index_up_to_date(is_stopped)

    def remember(self, name: str, value: str) -> None:
        """Keep a small thing for the next run, in the place of what was kept under this name."""
        remembered.put(self._connection, name, value)

    def template_samples(self, portal: str) -> list[SampleMarks]:
        """The marks of the story pages that are kept of a portal, the oldest first: at most templates.WINDOW."""
        return templates.samples(self._connection, portal)

    def site_chrome(self, portal: str) -> Chrome:
        """What was learned of a portal's chrome."""
        return templates.chrome(self._connection, portal)
