"""What a visit brought back: the answers, unjudged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from crawler.discovery.link import Kind, Link
from crawler.page import Page

# The keys of what the portal's file does not name: a page names it; it is only a usual place; the home page.
FOUND, PROBED, HOME = "found", "probed", "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of asking for one address.

    url: as it was asked for. page: None where the answer was none or an error, and `trouble` says why. hops: the
    addresses it redirected to. moved_to: the last of them, where that is on a host that is not the portal's and was
    therefore not asked. tls_failed: the trouble is TLS. seconds: from the last request to its answer.
    """

    url: str
    page: Page | None = None
    trouble: str | None = None
    hops: tuple[str, ...] = ()
    moved_to: str | None = None
    seconds: float = 0.0
    tls_failed: bool = False

    @property
    def final(self) -> str:
        """The address that answered."""
        return self.hops[-1] if self.hops else self.url


def is_of_file(key: str) -> bool:
    """Whether a key is one of a portal's file."""
    return key not in {FOUND, PROBED, HOME}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A feed, a sitemap or a listing worth asking for.

    key: what names it in the file (`feeds[0]`), else FOUND, PROBED or HOME.
    """

    key: str
    kind: Kind
    link: Link

    @property
    def named(self) -> bool:
        """Whether the file names it."""
        return is_of_file(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A stop and its answer. further: the next page of a listing, where it was asked for."""

    stop: Stop
    answer: Answer
    further: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A story that was asked for."""

    link: Link
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """A host's robots.txt. status: of its answer, None where there was none; text: of the rules."""

    url: str
    status: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handshake:
    """A verified connection. version: `TLSv1.3`. days_left: until the certificate ends."""

    version: str | None = None
    days_left: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """All that one visit saw. hosts: whose pages were read: the portal's, and the one its home has moved to.

    left_out: addresses of the file that were not asked for, since the requests were used up. requests: all of them,
    repeated ones and robots.txt with them.
    """

    day: date
    home: Answer
    hosts: frozenset[str]
    robots: Robots | None = None
    tls: Handshake | None = None
    sources: tuple[Asked, ...] = ()
    listings: tuple[Asked, ...] = ()
    samples: tuple[Sample, ...] = ()
    left_out: tuple[str, ...] = ()
    requests: int = 0
    seconds: float = 0.0

    def pages(self) -> Iterator[Page]:
        """Every page that answered, home first."""
        answers = [self.home, *(asked.answer for asked in self.listings), *(sample.answer for sample in self.samples)]
        yield from (answer.page for answer in answers if answer.page is not None)


@dataclass(frozen=True, slots=True)
class Route:
    """The stops of a visit, in their order."""

    sources: tuple[Stop, ...] = field(default=())
    listings: tuple[Stop, ...] = field(default=())
