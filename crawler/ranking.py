"""How early an address is asked for, and whether at all. Pure; plan.py acts on it."""

from __future__ import annotations

from enum import IntEnum

from crawler.discovery.link import Kind, Link

PAGER = "pager"  # a listing's further page: kept apart from LISTING, since it is not visited again by itself
FORBIDDEN = "forbidden by robots.txt"  # the reason of what the portal does not want to be asked for
SURE = 0.6  # score from which a link is taken for a story
DOUBTFUL = 0.3  # score under which it is not asked for
NEWS = 0.65  # score from which a section is taken for one of news, and not of a topic
_PUT_OFF = "before "


class Priority(IntEnum):
    """Lower is first. Stories come before more listings, so that --limit brings the newest."""

    SOURCE = 0
    STORY = 10
    SECTION = 20
    PAGER = 30  # 30 to 38: one listing is read to its end before the next
    MAPPED = 39  # what nothing but a sitemap names: it may be gone, or no story
    TOPIC = 40  # sections that may only repeat what others name
    DOUBTFUL = 50
    PROBE = 60


SECTIONS = frozenset({Priority.SOURCE, Priority.SECTION, Priority.TOPIC})


def may_be_story(kind: str) -> bool:
    """Whether an address of this kind is asked for as a story."""
    return kind in {Kind.ARTICLE, Kind.UNKNOWN}


def is_story(link: Link) -> bool:
    """Whether a link is taken for a story's, however doubtful."""
    return may_be_story(link.kind) and not link.pager


def worth_asking(link: Link) -> bool:
    """Whether a link is worth a request."""
    return not is_story(link) or link.score >= DOUBTFUL


def priority_of(link: Link) -> Priority:
    """How early a link is followed; pagers have their own priority."""
    if link.kind in {Kind.FEED, Kind.SITEMAP}:
        return Priority.SOURCE
    if link.kind == Kind.LISTING:
        return Priority.SECTION if link.score >= NEWS else Priority.TOPIC
    return Priority.STORY if link.score >= SURE else Priority.DOUBTFUL


def pager_priority(rank: int) -> int:
    """How early a further page is read: rank is its listing's place among those that have further pages."""
    return Priority.PAGER + min(rank, Priority.MAPPED - Priority.PAGER - 1)


def is_before(date: str | None, since: str | None) -> bool:
    """Whether a date is older than a day, month or year. What has no date is not.

    >>> is_before("2025-02-28T08:00:00+07:00", "2025-03"), is_before("2025-03-01", "2025-03"), is_before(None, "2025")
    (True, False, False)
    """
    return bool(date and since and date[: len(since)] < since)


def put_off(since: str | None) -> str:
    """The reason of an address that `--since` leaves out: a later crawl that goes further back takes it up again."""
    return f"{_PUT_OFF}{since}"


def is_put_off_no_more(reason: str | None, since: str | None) -> bool:
    """Whether an address was left out by a later boundary than today's.

    >>> is_put_off_no_more("before 2025-03", "2024"), is_put_off_no_more("before 2025-03", "2025-03")
    (True, False)
    """
    if not reason or not reason.startswith(_PUT_OFF):
        return False
    return since is None or since < reason.removeprefix(_PUT_OFF)
