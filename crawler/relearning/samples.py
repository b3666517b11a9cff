"""A captured story page, with what is known of its story."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from lxml.html import HtmlElement

from archive.article import Article
from crawler.extraction import extract_page
from crawler.extraction.address import document_base
from crawler.extraction.script.react_stream import put_together
from crawler.extraction.selectors import select
from crawler.extraction.template import SiteTemplate
from crawler.page import Page
from crawler.portal import Portal, Selectors
from crawler.relearning.holders import of_title
from crawler.relearning.known import Known
from crawler.relearning.names import names_on

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_FAR = 12  # steps, where no headline is known


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """One page. day: when it was fetched. moment: the same as ISO 8601, for the order. article: as it is read today.

    story: what tells one story from another.
    """

    page: Page
    moment: str
    known: Known
    article: Article
    portal: Portal
    template: SiteTemplate | None = None
    story: str = ""

    @property
    def day(self) -> date:
        """The day on which it was fetched."""
        return date.fromisoformat(self.moment[:10])

    @cached_property
    def tree(self) -> HtmlElement:
        """The page as selectors see it."""
        return put_together(self.page.tree)

    @cached_property
    def names(self) -> frozenset[str]:
        """The tags, ids and classes by which its form is known."""
        return names_on(self.tree)

    @property
    def selectors(self) -> Selectors:
        """Those of the portal's file for the day."""
        return self.portal.selectors_of(self.day)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """In which its dates are read."""
        told = self.article.language
        return (*self.portal.languages, *((told,) if told else ()))

    @cached_property
    def base(self) -> str | None:
        """What its addresses are relative to."""
        return document_base(self.tree, self.page.url)

    @cached_property
    def _around_headline(self) -> dict[HtmlElement, int]:
        """What stands around the known headline, by its distance; the likeliest one where it is printed more often."""
        found = [element for element, ending in of_title(self.tree, self.known) if not ending.startswith("::attr")]
        best = min(found, key=lambda element: _HEADINGS.get(str(element.tag), 9), default=None)
        return {one: steps for steps, one in enumerate(best.iterancestors(), 1)} if best is not None else {}

    def steps_to_headline(self, element: HtmlElement) -> int:
        """How far in the tree an element is from the known headline: the steps up from both to where they meet."""
        around = self._around_headline
        above = enumerate(element.iterancestors(), 1)
        return next((steps + around[one] for steps, one in above if one in around), _FAR)

    @cached_property
    def _readings(self) -> dict[object, Article]:
        return {}

    def read_with(self, selectors: Selectors) -> Article:
        """The page as other selectors would have it read; read once where two choose the same body."""
        key = (replace(selectors, body=None), *select(self.tree, selectors.body))
        if key not in self._readings:
            portal = replace(self.portal, selectors=selectors, former_selectors=())
            self._readings[key] = extract_page(self.page, self.template, portal=portal).article
        return self._readings[key]
