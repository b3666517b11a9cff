"""The database made anew, or brought up to its captures: the journal's visits are stored again, their pages read again.

What a crawl does at a visit beside fetching: read the page with what was known of the site's chrome by then, compare it
with what the archive has, learn. No page is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from archive import Archive
from archive.errors import CaptureError
from archive.journal import ALIAS, EVIDENCE
from archive.replaying import Replaying, Taken
from archive.store import Outcome, Visit
from archive.visits import Circumstances
from crawler.extraction.rules import rules
from crawler.media import NoMediaError, media_of
from crawler.portal import Portal
from crawler.reading import Listed
from crawler.rereading import read_capture
from crawler.template_learner import TemplateLearner, sample_of


@dataclass
class Replayed:
    """What came of it. stories: visits that brought one; cut, faults: see Replaying."""

    visits: int = 0
    stories: int = 0
    cut: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def replay(archive: Archive, portal: Portal) -> Replayed:
    """Take up all captures of a portal that are in no index."""
    result = Replayed()
    replaying = archive.replaying(portal.id)
    for _ in _steps(archive, portal, replaying, result):
        pass
    result.cut, result.faults = replaying.cut, replaying.faults
    return result


def _steps(archive: Archive, portal: Portal, replaying: Replaying, result: Replayed) -> Iterator[None]:
    rests = replaying.rests()
    if not rests:
        return
    reader = _Reader(archive, portal, replaying)
    for rest in rests:
        for taken, stored in replaying.take_up(rest, reader.store):
            result.visits += 1
            if stored is not None:
                result.stories += stored.outcome.verdict is not None
                reader.learn(taken, stored)
            yield
    reader.learner.close()


@dataclass(frozen=True)
class _Stored:
    visit: Visit
    outcome: Outcome


class _Reader:
    """Reads the pages of one portal's journal. A run begins by counting the site's chrome anew, as a crawl's does."""

    def __init__(self, archive: Archive, portal: Portal, replaying: Replaying) -> None:
        self.archive = archive
        self.portal = portal
        self.replaying = replaying
        self.run_id: int | None = None
        self.learner = TemplateLearner(archive, portal)

    def store(self, taken: Taken) -> _Stored | None:
        """Store what an entry tells; None where it is no visit."""
        entry = taken.entry
        if entry.event == ALIAS:
            self.replaying.save_alias(entry)
        elif entry.event == EVIDENCE:
            self.replaying.save_evidence(entry)
        if entry.event in {ALIAS, EVIDENCE} or entry.visit is None:
            return None
        visit = self._with_media(taken, self._with_article(taken, entry.visit))
        listed = Listed(title=visit.listed_title, date=visit.listed_date)
        at = Circumstances(
            now=entry.at,
            capture_id=taken.capture_id,
            article_id=entry.story.id if entry.story else None,
            reread=lambda capture_id: self.learner.read(capture_id, listed),
        )
        return _Stored(visit, self.replaying.save(visit, at))

    def learn(self, taken: Taken, stored: _Stored) -> None:
        """Learn from a story's page, once it is stored."""
        run_id = taken.entry.visit.run_id if taken.entry.visit else None
        if run_id != self.run_id and self.run_id is not None:
            self.learner.close()
            self.learner = TemplateLearner(self.archive, self.portal)
        self.run_id = run_id
        self.learner.learn(stored.visit, stored.outcome)

    def _with_media(self, taken: Taken, visit: Visit) -> Visit:
        """A picture's or document's visit, with what its capture contains by today's rules."""
        if visit.media is None or taken.capture_id is None:
            return visit
        try:
            media = media_of(self.archive.page(taken.capture_id).body, visit.kind)
        except (CaptureError, NoMediaError) as error:
            self.replaying.faults.append(f"{visit.url}: {error}")
            return replace(visit, media=None)
        return replace(visit, media=media)

    def _with_article(self, taken: Taken, visit: Visit) -> Visit:
        story = taken.entry.story
        if story is None or taken.capture_id is None:
            return visit
        listed = Listed(title=visit.listed_title, date=visit.listed_date)
        reread = read_capture(self.archive, taken.capture_id, self.portal, self.learner.template, listed)
        if reread is None:
            self.replaying.faults.append(f"{visit.url}: its capture cannot be read")
            return visit
        article = replace(reread.article, url=story.url, translations=story.translations)
        sample, removed = sample_of(reread.extraction), reread.extraction.removed
        return replace(visit, article=article, sample=sample, removed=removed, read_by=rules())
