"""What a crawl notes of a portal beside its stories: how each source looked, which fields and pages were not there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archive.article import Article
from archive.frontier import Address, State
from archive.polls import Cases, Look, Observed
from archive.revisions import title_key
from archive.store import Visit
from crawler.discovery.link import Kind
from crawler.discovery.refusal import LOGIN, SOFT_404, TURNED_AWAY
from crawler.discovery.relocation import relocation
from crawler.middlewares import OFF_PORTAL
from crawler.ranking import FORBIDDEN, Priority, may_be_story
from crawler.urls import identity, in_scope

if TYPE_CHECKING:
    from crawler.page import Page
    from crawler.plan import Plan
    from crawler.portal import Portal

_SOURCES = frozenset({Kind.FEED, Kind.SITEMAP, Kind.LISTING})
_REASONS = 10  # kinds of failure that are kept of one crawl
_NAMESAKES = 2  # stories of one crawl that may have one headline; more of them, and it is the site's
_FACTS = ("title", "date", "body", "summary", "authors", "tags", "images", "attachments", "language")


class Observing:
    """One crawl of one portal."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.looks: dict[str, Look] = {}
        self.missing: dict[str, Cases] = {}
        self.failures: dict[str, Cases] = {}
        self.unread = Cases()
        self.stories = 0
        self.moved_to: str | None = None
        self._off: dict[str, str] = {}
        self._titles: Counter[str] = Counter()
        self._bodies: set[str] = set()

    def led_off(self, address: Address, reason: str, url: str) -> None:
        """Note where an address redirected to, where that is off the portal."""
        if reason.startswith(OFF_PORTAL):
            self._off[address.url] = url
            if identity(address.url) == identity(self.portal.home):
                self.moved_to = url

    def front(self, page: Page) -> None:
        """Note where the front page says that the portal went."""
        target = relocation(page)
        if target is not None and not in_scope(target, self.portal.every_host):
            self.moved_to = target

    def failed(self, url: str, reason: str) -> None:
        """Note what gave no page."""
        if reason in self.failures or len(self.failures) < _REASONS:
            self.failures[reason] = self.failures.get(reason, Cases()).and_at(url)

    def visit(self, visit: Visit, address: Address | None, plan: Plan) -> None:
        """Note what came of a visit."""
        if address is None:
            return
        if address.kind in _SOURCES and (address.priority != Priority.PROBE or visit.state is State.DONE):
            self._look(visit, address, plan)
        elif may_be_story(address.kind):
            self._story(visit, address, plan)

    def observed(self, *, reachable: bool) -> Observed:
        """All of it."""
        return Observed(
            reachable=reachable,
            looks=tuple(sorted(self.looks.values(), key=lambda look: look.kind == Kind.SITEMAP)),
            stories=self.stories,
            missing=self.missing,
            unread=self.unread,
            failures=self.failures,
            moved_to=self.moved_to or self._everything_leads_to(),
        )

    def _everything_leads_to(self) -> str | None:
        """Where the sources lead, where all of them lead off the portal."""
        off = [self._off.get(url) for url in self.looks]
        return off[0] if off and all(off) else None

    def _look(self, visit: Visit, address: Address, plan: Plan) -> None:
        named = {new.url for new in visit.found if may_be_story(new.kind)}.union(visit.names)
        came = visit.status is not None and visit.status < 400 and visit.state in {State.DONE, State.SKIPPED}
        reason = visit.reason if not came or visit.reason in {*TURNED_AWAY, LOGIN, FORBIDDEN} else None
        if reason:
            self.failed(visit.url, reason)
        self.looks[visit.url] = Look(
            url=visit.url,
            kind=address.kind,
            status=visit.status,
            reason=reason,
            stories=sum(url in plan.added or url in plan.again.known for url in named),  # menus name other pages, too
            fresh=len(named & plan.added),
            unchanged=visit.status == 304,
            leads_to=self._off.get(visit.url) or visit.leads_to,
        )

    def _story(self, visit: Visit, address: Address, plan: Plan) -> None:
        if visit.article is not None:
            self._article(visit.url, visit.article)
            return
        is_sure = address.kind == Kind.ARTICLE and address.priority <= Priority.STORY
        expected = address.article_id is not None or is_sure or plan.lessons.names(address)
        if visit.state is State.FAILED and (visit.status != 200 or visit.reason in TURNED_AWAY):
            self.failed(visit.url, visit.reason or "failed")
        elif expected and visit.reason in {FORBIDDEN, LOGIN}:
            self.failed(visit.url, visit.reason)
        elif expected and visit.status == 200 and visit.state is not State.DONE and not self._is_put_off(visit, plan):
            self.unread = self.unread.and_at(visit.url)

    def _is_put_off(self, visit: Visit, plan: Plan) -> bool:
        since = plan.wishes.since
        return visit.reason == SOFT_404 or bool(since and visit.reason and visit.reason.startswith("before "))

    def _article(self, url: str, article: Article) -> None:
        self.stories += 1
        for name in _FACTS:
            if not getattr(article, name) or self._is_common(name, article):
                self.missing[name] = self.missing.get(name, Cases()).and_at(url)

    def _is_common(self, name: str, article: Article) -> bool:
        """Whether a headline or a text is that of every page, and so none of the story's."""
        if name == "title":
            key = title_key(article.title)
            self._titles[key] += 1
            return self._titles[key] > _NAMESAKES
        if name == "body":
            was_there = article.body in self._bodies
            self._bodies.add(article.body)
            return was_there
        return False
