"""The stories that one crawl looks at again: what it heard of them, which come next, what became of them."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from archive import Archive
from archive.followed import Followed
from archive.frontier import Address, State
from archive.revisions import title_key
from archive.visits import Visit
from archive.withdrawals import Evidence, Sign
from crawler import hints, revisits
from crawler.discovery.link import Kind, Link
from crawler.portal import Portal
from crawler.ranking import is_story, may_be_story
from crawler.revisits import Known
from crawler.wishes import Wishes

CONTROLS = 8  # stories at most that are asked for only to be held against those that have vanished
_OTHERS = 2  # other addresses of a story that has vanished, at which it is looked for
_FAILURES = 3  # in a row, after which a host is left alone


@dataclass
class SecondLooks:
    """known: by the address at which each story is followed. names: what each source named first when it was read last.

    urgent: stories that their listing does not name any more; they are asked for before what stands in their place.
    """

    archive: Archive
    portal: Portal
    wishes: Wishes
    known: dict[str, Known] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    others: defaultdict[int, list[Address]] = field(default_factory=lambda: defaultdict(list))
    heard: dict[str, set[str]] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)
    hinted: dict[str, str] = field(default_factory=dict)
    urgent: deque[Known] = field(default_factory=deque)
    queue: deque[Address] | None = None
    in_flight: dict[str, bool] = field(default_factory=dict)  # address -> whether it was urgent
    asked: set[int] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    named_again: set[str] = field(default_factory=set)
    pages: Counter[str] = field(default_factory=Counter)
    sources: int = 0  # that were read in this crawl
    there: int = 0
    vanished: int = 0
    failures: int = 0
    spent: int = 0
    controls: int = 0

    def open(self, addresses: Sequence[Address]) -> None:
        """Take up what is known when the crawl begins."""
        by_url = {address.url: address for address in addresses}
        self.known = {one.url: (one, by_url[one.url]) for one in self.archive.followed(self.portal.id)}
        self.names = {address.url: address.names for address in addresses if address.names}
        for address in addresses:
            if address.article_id is not None and address.url not in self.known and may_be_story(address.kind):
                self.others[address.article_id].append(address)

    # what the sources say

    def see(self, source: Address, kind: Kind, links: Sequence[Link], now: datetime | None = None) -> None:
        """Take down what a source says of stories that are known, and which of them it names no more."""
        self.flush()
        self.sources += 1
        stories = [link for link in links if is_story(link)]
        if kind in {Kind.LISTING, Kind.FEED}:
            self._miss(source, [link.url for link in stories])
        for link in stories:
            self._hear(link, source)
        for url, updated in hints.updates(stories, now or datetime.now(UTC)).items():
            if url in self.known and hints.is_later(updated, self.known[url][1].visited_at):
                self.hinted[url] = f"updated {source.url}"

    def flush(self) -> None:
        """Write down what was heard."""
        if self.told or self.hinted:
            self.archive.note_sources(self.portal.id, self.told, self.hinted)
            self.told, self.hinted = {}, {}

    def _hear(self, link: Link, source: Address) -> None:
        keys = hints.said(link)
        known = self._heard(link.url, source)
        is_known = link.url in self.known
        new = hints.news(keys, known, _own(self.known[link.url][0]) if is_known else ())
        if new or hints.first_heard(keys, known):
            known |= keys
            if is_known:
                self.told[link.url] = known
        if new and is_known:
            self.hinted[link.url] = f"listed {source.url}"
        if link.url in self.known and self.known[link.url][0].unlisted and link.url not in self.named_again:
            self.named_again.add(link.url)
            listed = Evidence(kind=Sign.LISTED, note=f"named again by {source.url}")
            self.archive.add_evidence(self.portal.id, link.url, listed)

    def _heard(self, url: str, source: Address) -> set[str]:
        if url not in self.heard:
            self.heard[url] = _listed(*self.known[url], source) if url in self.known else set()
        return self.heard[url]

    def _miss(self, source: Address, now: list[str]) -> None:
        """Ask at once for the stories that the source named and does not name any more."""
        before = self.names.get(source.url, ())
        days = {url: self.known[url][0].date or "" for url in before if url in self.known}
        days = {url: day[:10] for url, day in days.items() if day}
        for url in hints.unlisted(before, now, days):
            if url not in self.known or url in self.missing or self.known[url][0].gone_at:
                continue
            self.missing.add(url)
            self.hinted[url] = f"unlisted {source.url}"
            if not self.known[url][0].unlisted:
                seen = Evidence(kind=Sign.UNLISTED, note=f"{source.url} does not name it any more, but older ones")
                self.archive.add_evidence(self.portal.id, url, seen)
            self.urgent.append(self.known[url])

    # what comes next

    def next_urgent(self) -> Address | None:
        """The next story that its listing does not name any more."""
        while self.urgent and self._room > 0:
            story, address = self.urgent.popleft()
            if story.id not in self.asked:
                return self._ask(story, address, urgent=True)
        return None

    @property
    def waits(self) -> bool:
        """Whether new stories wait: one that moved is to be known by its old address first."""
        return any(self.in_flight.values())

    def next(self) -> Address | None:
        """The next story to look at again, once there is nothing new."""
        if self.queue is None:
            self.flush()
            self.queue = deque(address for _, address in self._due())
        while self.queue and self._room > 0:
            address = self.queue.popleft()
            story = self.known[address.url][0] if address.url in self.known else None
            if story is None:
                self.in_flight[address.url] = False
                self.spent += 1
                return address
            if story.id not in self.asked:
                return self._ask(story, address, urgent=False)
        return None

    @property
    def coming(self) -> int:
        """How many stories are still to be looked at again, as far as they are chosen by now."""
        return max(min(len(self.urgent) + len(self.queue or ()), self._room), 0)

    @property
    def _room(self) -> int:
        return len(self.known) + 1 if self.wishes.full else self.portal.revisits - self.spent

    def _due(self) -> list[Known]:
        """All stories, or those whose time has come."""
        free = [one for one in self._with_hints() if one[0].id not in self.asked]
        if self.wishes.full:
            return free
        records = self.archive.hint_records(self.portal.id) if self._room > 0 else {}
        return revisits.chosen(free, datetime.now(UTC), self._room, records)

    def _with_hints(self) -> list[Known]:
        now = {one.url: one for one in self.archive.followed(self.portal.id)}
        return [(now[url], address) for url, (_, address) in self.known.items() if url in now]

    def _ask(self, story: Followed, address: Address, *, urgent: bool) -> Address:
        self.asked.add(story.id)
        self.in_flight[address.url] = urgent
        self.spent += 1
        return address

    def holds(self, address: Address) -> bool:
        """Whether an address is on its way as one that is looked at again."""
        return address.url in self.in_flight

    def is_whole(self, address: Address) -> bool:
        """Whether a story's page is asked for whatever its validators say."""
        return address.url not in self.known or revisits.wants_whole(*self.known[address.url])

    # what became of them

    def done(self, url: str) -> None:
        """Note that an address was dealt with."""
        self.in_flight.pop(url, None)

    def evidence(self, address: Address, seen: Evidence, text: str = "") -> Evidence:
        """What an answer speaks for, with regard to the crawl. text: the page's; one that many give is a soft 404."""
        if text and seen.kind is Sign.REPLACED:
            self.pages[text] += 1
            if self.pages[text] > 1:
                seen = Evidence(kind=Sign.SOFT_404, note=f"the same page as for other stories: {text[:100]}")
        return Evidence(kind=seen.kind, note=seen.note, hinted=address.url in self.missing)

    def learn(self, visit: Visit) -> None:
        """Take up what became of a story that was looked at again."""
        if visit.url not in self.in_flight:
            return
        self.failures = self.failures + 1 if visit.state is State.FAILED else 0
        if self.failures >= _FAILURES:
            self.urgent.clear()
            self.queue = deque()
        if visit.state is State.DONE:
            self.there += 1
        elif visit.state is State.GONE and visit.url in self.known:
            self.vanished += 1
            self._look_around(self.known[visit.url][0])

    def _look_around(self, gone: Followed) -> None:
        """Have a vanished story looked for at its other addresses, and others asked for beside it."""
        if self.queue is None:
            self.queue = deque(address for _, address in self._due())
        for address in self.others.get(gone.id, [])[:_OTHERS]:
            self.queue.appendleft(address)
        coming = len(self.queue) + len(self.in_flight)
        wanted = min(self.vanished + 1 - self.there - coming, CONTROLS - self.controls)
        if wanted > 0:
            queued = {self.known[address.url][0].id for address in self.queue if address.url in self.known}
            more = revisits.controls(list(self.known.values()), self.asked | queued, wanted)
            self.controls += len(more)
            self.queue.extend(address for _, address in more)


def _listed(story: Followed, address: Address, source: Address) -> set[str]:
    """What listings said of a story's headline and day; what another one said at first is no measure here."""
    first = _keys(address.title, address.date) if address.found_on == source.url else set()
    return first | set(story.told)


def _own(story: Followed) -> set[str]:
    return _keys(story.title, story.date)


def _keys(title: str | None, day: str | None) -> set[str]:
    return ({f"title {title_key(title)}"} if title else set()) | ({f"date {day[:10]}"} if day else set())
