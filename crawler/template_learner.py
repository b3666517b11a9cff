"""A portal's chrome, learned as its crawl goes: what each story page adds, and which stories must be read again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date

from archive import Archive
from archive.store import Outcome, Visit
from archive.templates import WINDOW, Chrome, Reread, Sample, SampleMarks
from crawler.extraction import extract_page
from crawler.extraction.site_page import Extraction
from crawler.extraction.template import SiteTemplate, Tally
from crawler.page import Page
from crawler.portal import Portal


def sample_of(page: Page, extraction: Extraction) -> Sample:
    """A story page as the archive keeps it."""
    return Sample(
        url=page.url,
        html=page.body,
        charset=page.charset,
        marks=extraction.marks,
        own_marks=extraction.own_marks,
    )


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
            page = None if sample.own_marks.isdisjoint(changed) else self.archive.story_page(article_id)
            if page is not None:
                yield self._read(article_id, page)

    def _read(self, article_id: int, sample: Sample) -> Reread:
        headers = {"content-type": f"text/html; charset={sample.charset}"} if sample.charset else {}
        page = Page(url=sample.url, body=sample.html, headers=headers)
        day = date.fromisoformat(sample.read_at[:10]) if sample.read_at else None
        extraction = extract_page(page, self.template, portal=self.portal, day=day)
        return Reread(article_id=article_id, article=extraction.article, removed=extraction.removed)
