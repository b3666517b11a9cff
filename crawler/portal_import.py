"""One portal's pages of an imported file: read as if they had been fetched on the day of their capture, and kept.

A story page becomes a visit with its own date and its own capture, so that the archive needs the imported file no more.
Pages that list stories are used for what they say of them and are not kept.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from http import HTTPStatus

from archive import Archive, Article
from archive.foreign import ForeignCapture
from archive.frontier import Address, State
from archive.http_message import MessageError
from archive.revisions import Verdict
from archive.store import Outcome, Visit
from archive.warc import Packed, pack, warc_date
from archive.withdrawals import Evidence
from crawler.discovery.link import Kind
from crawler.extraction.rules import rules
from crawler.extraction.site_page import Extraction
from crawler.looking_again import look_again, turns_away
from crawler.markup import UnreadablePageError
from crawler.page import Page
from crawler.plan import Plan
from crawler.portal import Portal
from crawler.portal_facts import facts_of
from crawler.ranking import PAGER, is_before, may_be_story
from crawler.reading import Listed, Reading, read, with_listing
from crawler.replay import replay
from crawler.rereading import page_of
from crawler.seeds import seeds_of
from crawler.stated_address import can_be_canonical
from crawler.template_learner import TemplateLearner, sample_of
from crawler.urls import canonical, is_print_copy, key_of
from crawler.wishes import Wishes
from crawler.withdrawals import of_status


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What of the files is wanted. portals: only these. anything: of every host. since, until: days of publication.

    limit: new stories a portal.
    """

    portals: tuple[Portal, ...] = ()
    anything: bool = False
    since: str | None = None
    until: str | None = None
    limit: int | None = None


@dataclass(slots=True, kw_only=True)
class Counts:
    """What came of one portal's pages.

    pages: answers that were looked at. earlier: captures of known stories that are older than what is known of them;
    known: captures that the archive has already; gone: answers that speak for a story's withdrawal; skipped: pages that
    are no story, or not wanted; failed: pages that cannot be read.
    """

    portal: str
    pages: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    alias: int = 0
    earlier: int = 0
    known: int = 0
    gone: int = 0
    skipped: int = 0
    failed: int = 0

    @property
    def stories(self) -> int:
        """How many answers were of stories."""
        return self.new + self.changed + self.same + self.alias + self.earlier + self.known + self.gone


@dataclass(frozen=True, slots=True)
class _Found:
    """One answer on its way into the archive."""

    address: Address
    page: Page
    capture: ForeignCapture
    packed: Packed

    @property
    def listed(self) -> Listed:
        """What a listing had said of it."""
        return Listed(title=self.address.title, date=self.address.date)


class PortalImport:
    """One portal's pages of an import, to be taken in the order of their dates."""

    def __init__(self, archive: Archive, portal: Portal, chosen: Chosen, run_id: int) -> None:
        self.archive = archive
        self.portal = portal
        self.chosen = chosen
        self.run_id = run_id
        self.counts = Counts(portal=portal.id)
        archive.describe_portal(
            portal.id, name=portal.name, country=portal.country, home=portal.home, facts=facts_of(portal)
        )
        replay(archive, portal)
        self.learner = TemplateLearner(archive, portal)
        self.plan = Plan(archive=archive, portal=portal, wishes=Wishes())
        self.roles = {_key(url): kind for url, kind in seeds_of(portal)}
        self.known: dict[str, Address] = {}
        for address in archive.addresses(portal.id):
            self.known[_key(address.url)] = address
            self.plan.spelling[key_of(address.url)] = address.url
            self.plan.lessons.remember(address)

    def take(self, capture: ForeignCapture) -> None:
        """Read an answer, and keep it where it is a story's."""
        url = canonical(capture.url)
        if url is None:
            return
        self.counts.pages += 1
        if is_print_copy(url) and key_of(url) in self.known and self.known[key_of(url)].article_id is not None:
            self.counts.skipped += 1  # a crawl would not ask for it either
            return
        packed = pack(capture.exchange)
        if self.archive.has_capture(capture.url, warc_date(capture.captured_at), packed.payload_digest):
            self.counts.known += 1
            return
        try:
            raw = capture.page()
            found = _Found(self._address(url), replace(page_of(raw, requested=url), url=url), capture, packed)
            if found.address.article_id is not None:
                self._read_again(found, found.address.article_id)
            elif raw.body and raw.status == HTTPStatus.OK:
                self._read(found)
        except (MessageError, UnreadablePageError) as error:
            self.counts.failed += 1
            self.archive.add_issue(self.run_id, self.portal.id, capture.url, f"{error} ({capture.source})")

    def close(self) -> None:
        """Note what came of it."""
        self.learner.close()
        self.archive.save_portal_counts(self.run_id, self.portal.id, {**asdict(self.counts), "finish": "finished"})
        self.archive.put_down(self.portal.id)

    def _address(self, url: str) -> Address:
        """What is known of an address, by an earlier crawl or from what this import has read so far."""
        key = _key(url)
        found = self.known.get(key)
        if found is None:
            kind = self.roles.get(key, Kind.UNKNOWN)
            found = Address(url=url, kind=kind, state=State.PENDING, priority=0, first_seen="")
        return found

    def _read(self, found: _Found) -> None:
        address = found.address
        reading = read(
            found.page,
            self.portal,
            role=_role(address),
            hosts=self.portal.every_host,
            named=self.plan.lessons.names(address),
            seen=self.plan.lessons.yields.seen_like(address.url),
            harvest=False,
            listed=found.listed,
            template=self.learner.template,
            day=found.capture.captured_at.date(),
        )
        self._learn_links(address, reading)
        if reading.article is None or self._is_unwanted(reading.article.date):
            self.counts.skipped += 1
            if may_be_story(address.kind) and reading.kind == Kind.UNKNOWN:
                self.plan.lessons.learn(address, story=False, new=False, dated=False)
            return
        self._keep(found, reading.article, reading.extraction)

    def _read_again(self, found: _Found, article_id: int) -> None:
        """What a known story's address answered on that day: the story, what speaks for its withdrawal, or neither."""
        if (sign := of_status(found.page.status)) is not None:
            if not turns_away(found.page):
                note = f"HTTP {found.page.status} {HTTPStatus(found.page.status).phrase}"
                self._note_gone(found, article_id, Evidence(kind=sign, note=note))
            return
        record = self.archive.get(article_id)
        again = look_again(
            found.page,
            self.portal,
            record,
            template=self.learner.template,
            listed=found.listed,
            day=found.capture.captured_at.date(),
        )
        if again.finding.is_story:
            article = with_listing(again.extraction.article, found.listed)
            if is_before(article.date, self.chosen.since) or self._is_later(article.date):
                self.counts.skipped += 1
                return
            self._keep(found, article, again.extraction)
        elif again.finding.evidence is not None:
            self._note_gone(found, article_id, again.finding.evidence)
        else:
            self.counts.skipped += 1

    def _keep(self, found: _Found, article: Article, extraction: Extraction | None) -> None:
        visit = self._visit(found, article, extraction)
        self._count(found.address, visit, self._store(visit, found))

    def _store(self, visit: Visit, found: _Found) -> Outcome:
        outcome = self.archive.save(
            visit, lambda number: self.learner.read(number, found.listed), captured_at=found.capture.captured_at
        )
        self.learner.learn(visit, outcome)
        return outcome

    def _count(self, address: Address, visit: Visit, outcome: Outcome) -> None:
        new = outcome.verdict is Verdict.NEW
        is_dated = visit.article is not None and visit.article.date is not None
        self.plan.lessons.learn(address, story=True, new=new, dated=is_dated)
        name = str(outcome.verdict)
        setattr(self.counts, name, getattr(self.counts, name) + 1)
        self.known[_key(address.url)] = replace(address, kind=Kind.ARTICLE, article_id=outcome.article_id)

    def _is_unwanted(self, date: str | None) -> bool:
        is_enough = self.chosen.limit is not None and self.counts.new >= self.chosen.limit
        return is_before(date, self.chosen.since) or self._is_later(date) or is_enough

    def _is_later(self, date: str | None) -> bool:
        until = self.chosen.until
        return bool(date and until and date[: len(until)] > until)

    def _visit(self, found: _Found, article: Article, extraction: Extraction | None) -> Visit:
        address, page = found.address, found.page
        if article.url and not can_be_canonical(self.plan, article.url, page.url):
            article = replace(article, url=None)
        stated = canonical(article.url) if article.url else None
        return replace(
            self._bare_visit(found),
            kind=Kind.ARTICLE,
            article=replace(article, translations=self.plan.translations(article.translations)),
            sample=sample_of(extraction) if extraction else None,
            removed=extraction.removed if extraction else (),
            read_by=rules(),
            listed_title=address.title,
            listed_date=address.date,
            aliases=(stated,) if stated and stated != address.url else (),
            is_copy=is_print_copy(page.url),
            etag=page.headers.get("etag"),
            last_modified=page.headers.get("last-modified"),
        )

    def _note_gone(self, found: _Found, article_id: int, seen: Evidence) -> None:
        """A story that was not there on that day: the same as if a crawl had come then."""
        self.counts.gone += 1
        if _seconds(found.capture) <= self.archive.get(article_id).last_seen:
            return  # it came back since
        visit = replace(self._bare_visit(found), state=State.GONE, reason=seen.note, evidence=(seen,))
        self.archive.save(visit, captured_at=found.capture.captured_at)

    def _bare_visit(self, found: _Found) -> Visit:
        return Visit(
            portal=self.portal.id,
            url=found.address.url,
            state=State.DONE,
            kind=found.address.kind,
            status=found.page.status,
            country=self.portal.country,
            run_id=self.run_id,
            exchanges=(found.packed,),
            imported=found.capture.source,
        )

    def _learn_links(self, address: Address, reading: Reading) -> None:
        """What a feed, a sitemap or a listing says of other pages helps to read them."""
        if reading.kind == Kind.FEED:
            self.plan.lessons.feeds.add(address.url)
        if reading.kind not in {Kind.FEED, Kind.SITEMAP, Kind.LISTING}:
            return
        for link in reading.links:
            known = self._address(link.url)
            kind = PAGER if link.pager else link.kind
            self.known[_key(link.url)] = replace(
                known,
                url=self.plan.spelling.setdefault(key_of(link.url), link.url)
                if not is_print_copy(link.url)
                else link.url,
                kind=kind if known.kind == Kind.UNKNOWN else known.kind,
                title=known.title or link.title,
                date=known.date or link.date,
                found_on=known.found_on or address.url,
            )


def _role(address: Address) -> Kind:
    return Kind.LISTING if address.kind == PAGER else Kind(address.kind)


def _seconds(capture: ForeignCapture) -> str:
    return capture.captured_at.isoformat(timespec="seconds")


def _key(url: str) -> str:
    """By which an address is known. A view for printing is one of its own: it was captured for itself."""
    return key_of(url) + ("#print" if is_print_copy(url) else "")
