"""A day in one message: who needs a person, what is new, what was changed and withdrawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from archive.arrivals import Arrivals
from archive.changes import Change
from archive.opened import seconds
from archive.verdicts import WORST_FIRST, Verdict
from crawler.config_values import DigestTime
from crawler.notifying.changes import standing
from crawler.notifying.defused import defused
from crawler.notifying.message import Item, Message

DAY = timedelta(days=1)
LONGEST = timedelta(days=7)  # what is told at once after a pause
REST = "and {count} more: envnews changes, envnews health"

_TITLE = 120  # characters
_CHANGES = 10
_ARRIVALS = 20
_EVENTS = {"suspected": "perhaps withdrawn"}


class Sent(msgspec.Struct, frozen=True):
    """What is remembered of digests, UTC. due: when the last was due, sent or not yet. until: up to when one told."""

    due: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a digest tells. since, until: of what, UTC. changes: the weightiest first."""

    since: datetime
    until: datetime
    verdicts: Sequence[Verdict] = ()
    arrivals: Sequence[Arrivals] = ()
    changes: Sequence[Change] = ()


def due_at(digest: DigestTime, sent: Sent, now: datetime) -> str | None:
    """The moment that a digest is due at by now; None where that one was sent.

    The first digest of all waits for its hour: nobody wished for that of the day before.
    """
    last = sent.due if sent.due <= seconds(now) else ""  # else the clock was wrong then
    if not last and not digest.is_past(now):
        return None
    due = seconds(digest.last_due(now))
    return due if due > last else None


def since(sent: Sent, now: datetime) -> datetime:
    """From when on a digest tells: from the end of the last, at most LONGEST ago."""
    last = datetime.fromisoformat(sent.until) if sent.until else now - DAY
    return min(max(last, now - LONGEST), now).astimezone(UTC)


def message_of(news: News) -> Message:
    """The digest of these news; also of a day without any, so that silence means that envnews itself is dead."""
    bad = sorted((verdict for verdict in news.verdicts if verdict.verdict.needs_person), key=_order)
    changed = _shown(tuple(map(_changed, news.changes)), _CHANGES, "changes of stories")
    arrived = _shown(tuple(map(_arrived, news.arrivals)), _ARRIVALS, "portals with new stories")
    items = (*map(standing, bad), *changed, *arrived)
    return Message(subject=_subject(news, len(bad)), items=items or (Item(line="nothing new"),), rest=REST)


def _shown(items: tuple[Item, ...], most: int, what: str) -> tuple[Item, ...]:
    """The first of them: no kind of news takes the others' room."""
    more = len(items) - most
    return items if more <= 0 else (*items[:most], Item(line=f"and {more} more {what}"))


def _order(verdict: Verdict) -> tuple[int, str]:
    return WORST_FIRST.index(verdict.verdict), verdict.portal


def _subject(news: News, bad: int) -> str:
    return f"envnews since {news.since:%Y-%m-%d %H:%M} UTC: {', '.join(_counts(news))}{_needs(bad)}"


def _counts(news: News) -> Iterator[str]:
    yield f"{sum(arrived.count for arrived in news.arrivals)} new"
    for event, count in sorted(Counter(str(change.event) for change in news.changes).items()):
        yield f"{count} {_EVENTS.get(event, event)}"


def _needs(bad: int) -> str:
    return f"; {bad} portal{'s need' if bad > 1 else ' needs'} you" if bad else ""


def _arrived(arrived: Arrivals) -> Item:
    titles = tuple(defused(title, _TITLE) for title in arrived.titles)
    return Item(line=f"{defused(arrived.portal)}: {arrived.count} new", details=titles)


def _changed(change: Change) -> Item:
    title = defused(change.title, _TITLE)
    return Item(line=f"{defused(change.portal)}: {defused(change.sentence)}: {title} (article {change.article_id})")
