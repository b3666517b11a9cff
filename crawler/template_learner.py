"""A portal's chrome, learned as its crawl goes: what each story page adds, and which stories must be read again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from archive import Archive
from archive.article import Article
from archive.store import Outcome, Visit
from archive.templates import WINDOW, Chrome, Reread, Sample, SampleMarks
from crawler.extraction.site_page import Extraction
from crawler.extraction.template import SiteTemplate, Tally
from crawler.portal import Portal
from crawler.reading import Listed
from crawler.rereading import read_capture


def sample_of(extraction: Extraction) -> Sample:
    """What the archive keeps of a story page beside the page."""
    return Sample(marks=extraction.marks, own_marks=extraction.own_marks)


class TemplateLearner:
    """Keeps the template of one portal up to date, and the stories of its kept pages read with it.

    A mark that the portal's file says to keep is known, but is not in the template.
    """

    def __init__(self, archive: Archive, portal: Portal) -> None:
        self.archive = archive
        self.portal = portal
        self.window: OrderedDict[int, SampleMarks] = OrderedDict()
        self.tally = Tally()
        for sample in archive.template_samples(portal.id):
            self._count(sample)
        known = archive.site_chrome(portal.id)
        self.known = frozenset(known.marks)
        self.template = SiteTemplate(self.known - known.kept)
        # The portal's file may say something else by now; a killed crawl may not have learned from its last page.
        self._update(self.tally.chrome(self.known))

    def learn(self, visit: Visit, outcome: Outcome) -> None:
        """Count the page of a story that was just stored; where that teaches something, read the kept pages again."""
        if visit.sample is None or outcome.article_id is None or not outcome.followed:
            return
        sample = visit.sample
        self._count(SampleMarks(article_id=outcome.article_id, marks=sample.marks, own_marks=sample.own_marks))
        self._update(self.tally.chrome(self.known))

    def read(self, capture_id: int, listed: Listed) -> Article | None:
        """What a captured page says with the template as it is now; None where it cannot be read."""
        reread = read_capture(self.archive, capture_id, self.portal, self.template, listed)
        return reread.article if reread else None

    def close(self) -> None:
        """Note how often the chrome was found by the end of the crawl."""
        self.archive.learn_chrome(self.portal.id, self._counted())

    def _count(self, sample: SampleMarks) -> None:
        before = self.window.pop(sample.article_id, None)
        if before is None and len(self.window) >= WINDOW:
            _, before = self.window.popitem(last=False)
        if before is not None:
            self.tally.drop(before.marks)
        self.window[sample.article_id] = sample
        self.tally.add(sample.marks)

    def _update(self, known: frozenset[str]) -> None:
        kept = known.intersection(self.portal.keep_blocks)
        changed = (known - kept) ^ self.template.chrome
        if known == self.known and not changed:
            return
        self.known, self.template = known, SiteTemplate(known - kept)
        self.archive.learn_chrome(self.portal.id, self._counted(), list(self._rereads(changed)))

    def _counted(self) -> Chrome:
        marks = {mark: self.tally.counts[mark] for mark in self.known}
        return Chrome(marks=marks, pages=self.tally.pages, kept=self.known - self.template.chrome)

    def _rereads(self, changed: frozenset[str]) -> Iterable[Reread]:
        for article_id, sample in self.window.items():
            if sample.own_marks.isdisjoint(changed):
                continue
            story = self.archive.story_source(article_id)
            if story.capture_id is None:
                continue
            listed = Listed(title=story.listed_title, date=story.listed_date)
            reread = read_capture(self.archive, story.capture_id, self.portal, self.template, listed)
            if reread is not None:
                yield Reread(article_id=article_id, article=reread.article, removed=reread.extraction.removed)
