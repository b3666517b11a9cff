"""The captured pages that are learned from: few, the newest, and older ones to hold beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from http import HTTPStatus
from zoneinfo import ZoneInfo

from archive import Archive
from archive.captures import RawPage
from archive.errors import CaptureError
from archive.story_pages import StoryPage
from crawler.checking.found import found_on, stories_of
from crawler.discovery.link import Kind
from crawler.extraction import extract_page
from crawler.extraction.template import SiteTemplate
from crawler.markup import UnreadablePageError
from crawler.page import Page
from crawler.portal import Portal
from crawler.relearning.forms import split
from crawler.relearning.known import Known
from crawler.relearning.samples import Sample
from crawler.rereading import page_of
from crawler.urls import key_of

NEWEST = 24  # stories whose latest page is read
EARLIER = 12  # of them, stories whose first page is read, too
BEFORE = 14  # older pages, from all the time before
LIKELY = 0.9  # score from which a link without a date is surely a story's
LISTINGS = 6  # listings whose links are looked at
NARROWING = 8  # more, to find the day on which the form changed


def gather(archive: Archive, portal: Portal) -> list[Sample]:
    """Read at most some 60 captured pages of a portal, the oldest first."""
    rows = archive.story_pages(portal.id)
    chrome = archive.site_chrome(portal.id)
    reader = _Reader(archive, portal, SiteTemplate(frozenset(chrome.marks) - chrome.kept))
    samples = reader.read(chosen(rows))
    for _ in range(NARROWING):
        row = between(samples, rows)
        if row is None:
            break
        samples += reader.read([row])
    return sorted(samples, key=lambda sample: sample.moment)


def named_now(archive: Archive, portal: Portal) -> list[str]:
    """The addresses of what is surely a story on the listings as they were captured last, whatever these look like.

    Those of feeds and sitemaps are in the frontier as they are.
    """
    known = archive.addresses(portal.id, files=False)
    own = {key_of(url) for url in (portal.home, *portal.listings)}  # read as no listing once no link of it matches
    sources = [one for one in known if one.kind == Kind.LISTING or key_of(one.url) in own]
    listings = sorted(sources, key=lambda one: one.visited_at or "")
    pages = [page for one in listings[-LISTINGS:] if (page := _last_page(archive, portal, one.url)) is not None]
    links = [link for page in pages for link in stories_of(found_on(page, portal, portal.every_host))]
    found = [link.url for link in links if link.date or link.score >= LIKELY]
    newest = sorted((one for one in known if one.kind == Kind.ARTICLE and one.date), key=lambda one: one.first_seen)
    return found or [one.url for one in newest[-NEWEST:]]


def _last_page(archive: Archive, portal: Portal, url: str) -> Page | None:
    """What a listing's address answered last."""
    captured = [one for one in archive.captures_of(url, portal.id) if one.status == HTTPStatus.OK]
    try:
        return page_of(archive.page(captured[-1].id)) if captured else None
    except CaptureError:
        return None


def chosen(rows: Sequence[StoryPage]) -> list[StoryPage]:
    """Which captures are read: the latest of the newest stories, the first of some of these, and some older ones.

    rows: the newest first.
    """
    latest: dict[str, StoryPage] = {}
    first: dict[str, StoryPage] = {}
    for row in rows:
        latest.setdefault(story_of(row), row)
        first[story_of(row)] = row
    newest = list(latest.values())[:NEWEST]
    earlier = [first[story_of(row)] for row in newest if first[story_of(row)] is not row][:EARLIER]
    taken = {row.capture_id for row in (*newest, *earlier)}
    rest = [row for row in first.values() if row.capture_id not in taken]
    step = max(1, -(-len(rest) // BEFORE))
    return [*newest, *earlier, *rest[::step]]


def between(samples: Sequence[Sample], rows: Sequence[StoryPage]) -> StoryPage | None:
    """A capture that is not read yet, halfway between the last page of the old form and the first of the new one."""
    forms = split(samples)
    if not forms.older or not forms.pages:
        return None
    last, first = forms.older[-1].moment, forms.pages[0].moment
    known = {(sample.moment, sample.page.url) for sample in samples}
    inside = [row for row in rows if last <= row.captured_at <= first and (row.captured_at, row.url) not in known]
    return inside[len(inside) // 2] if inside else None


def story_of(row: StoryPage) -> str:
    """What tells the stories of a portal apart."""
    return row.address if row.article_id is None else str(row.article_id)


def known_of(row: StoryPage, timezone: str | None) -> Known:
    """What listings told of a story."""
    said = [part.partition(" ") for part in sorted(row.told)]
    titles = [row.title, *(value for kind, _, value in said if kind == "title")]
    days = [*_days(row.date, timezone), *(value[:10] for kind, _, value in said if kind == "date")]
    return Known(titles=tuple(dict.fromkeys(title for title in titles if title)), days=frozenset(filter(None, days)))


def _days(told: str | None, timezone: str | None) -> Iterable[str]:
    """The day of a date as it was told, and as it was where the portal is."""
    if not told:
        return ()
    days = [told[:10]]
    if timezone and "T" in told:
        moment = datetime.fromisoformat(told)
        days += [moment.astimezone(ZoneInfo(timezone)).date().isoformat()] if moment.tzinfo else []
    return days


class _Reader:
    def __init__(self, archive: Archive, portal: Portal, template: SiteTemplate) -> None:
        self.archive = archive
        self.portal = portal
        self.template = template

    def read(self, rows: Iterable[StoryPage]) -> list[Sample]:
        """The pages that can be read."""
        return [sample for row in rows if (sample := self._sample(row)) is not None]

    def _sample(self, row: StoryPage) -> Sample | None:
        try:
            raw: RawPage = self.archive.page(row.capture_id)
            page = page_of(raw)
            day = date.fromisoformat(raw.captured_at[:10])
            article = extract_page(page, self.template, portal=self.portal, day=day).article
        except (CaptureError, UnreadablePageError):
            return None
        return Sample(
            page=page,
            moment=row.captured_at,
            known=known_of(row, self.portal.timezone),
            article=article,
            portal=self.portal,
            template=self.template,
            story=story_of(row),
        )
