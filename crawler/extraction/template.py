"""A site's chrome, learned: the blocks and pictures that recur on its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.html import HtmlElement

from crawler.extraction.blocks import read_layout
from crawler.extraction.marks import Mark, Marks, marks_of

LEAST_PAGES = 3  # two stories may share a paragraph
LEAST_SHARE = 0.5
KEPT_SHARE = 0.3  # lower, so that chrome that half of the pages bear does not come and go


@dataclass(frozen=True, slots=True)
class SiteTemplate:
    """The marks of a portal's chrome. `extract` leaves what bears them out of a story, wherever it stands."""

    chrome: frozenset[str] = frozenset()

    def knows(self, mark: Mark) -> str | None:
        """The mark by which a block is chrome, None where it is none."""
        if mark.literal in self.chrome:
            return mark.literal
        return mark.folded if mark.folded in self.chrome else None

    def recurring(self, marks: Marks) -> frozenset[int]:
        """The numbers of a page's blocks that recur on the site's pages."""
        return frozenset(number for number, mark in enumerate(marks.blocks) if self.knows(mark))


def learn(pages: Iterable[HtmlElement]) -> SiteTemplate:
    """The chrome of a portal, from the trees of its story pages.

    The pages must be different stories; of captures of one story everything recurs.
    """
    tally = Tally()
    for page in pages:
        tally.add(frozenset(marks_of(read_layout(page)).all()))
    return SiteTemplate(tally.chrome())


class Tally:
    """On how many of a site's story pages each mark stands."""

    def __init__(self) -> None:
        self.pages = 0
        self.counts: Counter[str] = Counter()

    def add(self, marks: frozenset[str]) -> None:
        """Count a page."""
        self.pages += 1
        self.counts.update(marks)

    def drop(self, marks: frozenset[str]) -> None:
        """Forget a page that was counted."""
        self.pages -= 1
        self.counts.subtract(marks)
        for mark in marks:
            if not self.counts[mark]:
                del self.counts[mark]

    def chrome(self, known: frozenset[str] = frozenset()) -> frozenset[str]:
        """The marks that recur: on half of the pages, and on three. Those `known` stay until fewer than a third do."""
        least = max(LEAST_PAGES, self.pages * LEAST_SHARE)
        stays = max(LEAST_PAGES, self.pages * KEPT_SHARE)
        return frozenset(
            mark for mark, count in self.counts.items() if count >= least or (count >= stays and mark in known)
        )
