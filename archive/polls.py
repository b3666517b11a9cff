"""What one crawl saw of a portal: its sources, its stories' fields, what failed. Health is judged by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import msgspec

from archive.connection import Connection

EXAMPLES = 5  # addresses that are kept of a kind of trouble
LOOKS = 30  # sources that are kept of one crawl


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One feed, sitemap or listing as a crawl saw it.

    kind: `feed`, `sitemap`, `listing`. status: HTTP, None where no answer came. reason: why it could not be read.
    stories: how many it named; fresh: those among them that were unknown. unchanged: it is as it was last time (HTTP
    304, or the same bytes), and stories and fresh say nothing. leads_to: the address that it redirected to.
    """

    url: str
    kind: str
    status: int | None = None
    reason: str | None = None
    stories: int = 0
    fresh: int = 0
    unchanged: bool = False
    leads_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """How often something was seen, and the first addresses where it was."""

    count: int = 0
    examples: tuple[str, ...] = ()

    def and_at(self, url: str) -> Cases:
        """The same with one more."""
        return Cases(count=self.count + 1, examples=(*self.examples, url)[:EXAMPLES])


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What one crawl of a portal saw, beside its counts.

    reachable: some server of the portal answered. looks: its sources. stories: pages that were read as stories, new or
    known; missing: by field of the record (`title`, `date`, `body`, `images`…), those of them without it. unread: pages
    that should be stories, by the portal's file or because they were, and gave none. failures: by reason, what gave no
    page. moved_to: where the portal's front page redirects to, off the portal.
    """

    reachable: bool = True
    looks: tuple[Look, ...] = ()
    stories: int = 0
    missing: Mapping[str, Cases] = field(default_factory=dict)
    unread: Cases = Cases()
    failures: Mapping[str, Cases] = field(default_factory=dict)
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """One crawl of a portal. started, finished: UTC, ISO 8601; finished is None where it was killed.

    finish: why it ended (`finished` where it came to its end). trouble: why the portal as a whole gave nothing.
    """

    run_id: int
    portal: str
    started: str
    finished: str | None
    finish: str | None
    trouble: str | None
    requests: int
    new: int
    changed: int
    gone: int
    failed: int
    observed: Observed


def encode(observed: Observed) -> str:
    """As the database keeps it: JSON, at most LOOKS sources."""
    return msgspec.json.encode(replace(observed, looks=observed.looks[:LOOKS])).decode()


def decode(text: str) -> Observed:
    """The other way round. Raises msgspec.DecodeError for what is none."""
    return msgspec.json.decode(text, type=Observed)


_POLLS = """
SELECT run_id, portal, started, finished, finish, trouble, requests, new, changed, gone, failed, observed
FROM run_portals WHERE portal = ? AND started IS NOT NULL ORDER BY run_id DESC LIMIT ?
"""


def latest(connection: Connection, portal: str, limit: int) -> list[Poll]:
    """The last crawls of a portal, the newest first."""
    rows = connection.rows(_POLLS, (portal, limit))
    return [Poll(**{**dict(row), "observed": decode(row["observed"])}) for row in rows]
