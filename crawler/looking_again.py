"""A known story's page, fetched again: read as a story, and judged by what is known of the story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lxml import etree

from archive.record import Record
from crawler.discovery.classify import Looks, look
from crawler.discovery.refresh import refresh_link
from crawler.discovery.refusal import TURNED_AWAY, refusal
from crawler.extraction import extract_page
from crawler.extraction.site_page import Extraction
from crawler.extraction.template import SiteTemplate
from crawler.markup import UnreadablePageError
from crawler.page import Page
from crawler.portal import Portal
from crawler.reading import Listed, with_listing
from crawler.urls import identity
from crawler.withdrawals import Answer, Finding, Known, finding

_HARDLY = 4_000  # bytes of a page that may be a script alone
_WORDS = re.compile(r"""["']([^"']{4,200})["']""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What a story's address answered. extraction: as an article, whatever it is. text: by which pages are alike."""

    finding: Finding
    extraction: Extraction
    text: str


def look_again(
    page: Page,
    portal: Portal,
    known: Record,
    *,
    template: SiteTemplate | None,
    listed: Listed,
    day: date | None = None,
) -> Again:
    """Read and judge the page of a story that is known. Raises UnreadablePageError where it is no document."""
    script = _script_of(page)
    try:
        looks, target = look(page), refresh_link(page.tree, page.url)
    except UnreadablePageError:
        if not script and page.body.strip():
            raise
        looks, target = Looks(), None
    extraction = _extraction(page, template, portal, day)
    article = with_listing(extraction.article, listed)
    answer = Answer(
        asked=page.requested or page.url,
        url=page.url,
        story_title=extraction.article.title,
        dated=article.date is not None,
        body=article.body,
        files=len(article.images) + len(article.attachments),
        page_title=looks.title,
        headings=looks.headings,
        opening=looks.opening,
        script=script,
        prose=looks.prose,
        teasers=looks.teasers,
        password_field=looks.password_field,
        target=target.url if target and identity(target.url) != identity(page.url) else None,
    )
    story = Known(title=known.title, body=known.body, files=len(known.images) + len(known.attachments))
    return Again(finding=finding(answer, story, portal.home), extraction=extraction, text=looks.opening)


def turns_away(page: Page) -> bool:
    """Whether the page that came with an error is one that turns visitors away, and says nothing of the story."""
    try:
        looks = look(page)
    except UnreadablePageError:
        return False
    told = refusal(looks.title, looks.headings, looks.opening, body_length=looks.prose, password_field=False)
    return told in TURNED_AWAY


def _extraction(page: Page, template: SiteTemplate | None, portal: Portal, day: date | None) -> Extraction:
    try:
        return extract_page(page, template, portal=portal, day=day)
    except UnreadablePageError:
        from archive.article import Article

        return Extraction(article=Article(title="", body=""))


def _script_of(page: Page) -> str:
    """What a page that is hardly more than a script tells its visitor: `alert("…")`."""
    if len(page.body) > _HARDLY or b"<script" not in page.body.lower():
        return ""
    try:
        texts = page.tree.xpath("//script/text()")
    except (UnreadablePageError, etree.XPathError):
        texts = [page.body.decode("utf-8", "replace")]
    return " ".join(_WORDS.findall(" ".join(map(str, texts))))[:600] if isinstance(texts, list) else ""
