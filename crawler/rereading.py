"""A captured story page read by today's rules, as it would be read if it were fetched now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archive import Archive
from archive.article import Article
from archive.captures import RawPage
from archive.errors import CaptureError
from crawler.extraction import extract_page
from crawler.extraction.site_page import Extraction
from crawler.extraction.template import SiteTemplate
from crawler.markup import UnreadablePageError
from crawler.page import Page
from crawler.portal import Portal
from crawler.reading import Listed, with_listing


@dataclass(frozen=True, slots=True)
class Reread:
    """What a captured page says. article: with what the listing had said where the page is silent."""

    article: Article
    extraction: Extraction
    page: Page


def page_of(raw: RawPage, requested: str | None = None) -> Page:
    """A captured answer as the page that the crawl made of it."""
    headers = {name.lower(): value for name, value in raw.headers}
    return Page(url=raw.url, body=raw.body, status=raw.status, headers=headers, requested=requested)


def read_capture(
    archive: Archive, capture_id: int, portal: Portal, template: SiteTemplate | None, listed: Listed
) -> Reread | None:
    """Read a captured page. None where it cannot be read (any more)."""
    try:
        raw = archive.page(capture_id)
        page = page_of(raw)
        extraction = extract_page(page, template, portal=portal, day=date.fromisoformat(raw.captured_at[:10]))
    except (CaptureError, UnreadablePageError):
        return None
    return Reread(article=with_listing(extraction.article, listed), extraction=extraction, page=page)
