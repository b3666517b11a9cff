"""Whether a portal's listings and feeds still name its stories. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from archive.polls import Look, Poll
from archive.publications import Named
from archive.verdicts import Health
from crawler.health.answers import is_well, moment
from crawler.health.finding import Finding
from crawler.health.habits import Habit

_NAMED = 3  # stories that a listing named before it is missed
_LISTING_LASTS, _ALONE_LASTS = timedelta(hours=24), timedelta(days=3)
_FEED_LASTS = timedelta(days=3)
_FROZEN_DAYS, _FROZEN_STORIES, _FROZEN_TIMES = 14, 6, 3


@dataclass(frozen=True, slots=True)
class Seen:
    """A source as one crawl saw it."""

    at: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A source that gives nothing, since when, in how many crawls."""

    url: str
    since: str
    times: int
    lasts: timedelta
    reason: str
    before: int


def listings_of(polls: Sequence[Poll], home: str, named: Sequence[str]) -> Finding | None:
    """Judge the listings. polls: those that were answered, the newest first. named: listings of the portal's file."""
    seen = _by_source(polls, "listing")
    broken = [one for url, looks in seen.items() if (one := _broken(url, looks)) is not None]
    of_file = [one for one in broken if one.url in named and one.url != home]
    if broken and _all_broken(broken, seen) and all(one.lasts >= _needed(broken, seen) for one in broken):
        chosen = broken
    else:
        chosen = [one for one in of_file if one.times >= 2 and one.lasts >= _LISTING_LASTS]
    if not chosen:
        return None
    reasons = tuple(_told(one) for one in chosen[:3])
    return Finding(
        Health.LISTING_BROKEN, min(one.since for one in chosen), reasons, tuple(one.url for one in chosen[:3])
    )


def feeds_of(
    polls: Sequence[Poll], feeds: Sequence[Named], habit: Habit, counted: Sequence[date], named: Sequence[str]
) -> Finding | None:
    """Judge the feeds. counted: the days of all stories. named: feeds of the portal's file; others must have lived."""
    looks = _by_source(polls, "feed")
    lived = {url for url, seen in looks.items() if any(one.look.fresh for one in seen)}
    first = min((poll.started for poll in polls), default="")
    lived |= {feed.url for feed in feeds if any(seen > first for seen in feed.first_seen) and first}
    found = [
        *_silenced({url: seen for url, seen in looks.items() if url in lived or url in named}),
        *(_frozen(feed, habit, counted) for feed in feeds if feed.url in lived or feed.url in named),
    ]
    dead = [one for one in found if one is not None]
    return dead[0] if dead else None


def _by_source(polls: Sequence[Poll], kind: str) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {}
    for poll in polls:
        for look in poll.observed.looks:
            if look.kind == kind:
                found.setdefault(look.url, []).append(Seen(poll.started, look))
    return found


def _is_empty(look: Look) -> bool:
    return not look.unchanged and (not look.stories or not is_well(look))


def _broken(url: str, seen: Sequence[Seen]) -> Broken | None:
    """The latest looks at a source that gave nothing, where it gave something before."""
    empty: list[Seen] = []
    for one in seen:
        if not _is_empty(one.look):
            before = max((each.look.stories for each in seen if not _is_empty(each.look)), default=0)
            return _since(url, empty, before) if empty and (before >= _NAMED or one.look.unchanged) else None
        empty.append(one)
    return None


def _since(url: str, empty: Sequence[Seen], before: int) -> Broken:
    newest, oldest = empty[0], empty[-1]
    reason = newest.look.reason or "it answers, and names no story"
    lasts = moment(newest.at) - moment(oldest.at)
    return Broken(url=url, since=oldest.at, times=len(empty), lasts=lasts, reason=reason, before=before)


def _all_broken(broken: Sequence[Broken], seen: dict[str, list[Seen]]) -> bool:
    """Whether no listing is known to name stories since the first of the broken ones broke."""
    since = min(one.since for one in broken)
    hollow = {one.url for one in broken}
    newest = max(looks[0].at for looks in seen.values())
    again = [one for one in broken if one.times >= 2 and one.since < newest]
    well = [looks for url, looks in seen.items() if url not in hollow and not _is_empty(looks[0].look)]
    return bool(again) and not any(looks[0].at >= since for looks in well)


def _needed(broken: Sequence[Broken], seen: dict[str, list[Seen]]) -> timedelta:
    """How long: longer where other listings were not asked since, which would be in place of the broken ones."""
    return _LISTING_LASTS if len(broken) == len(seen) else _ALONE_LASTS


def _told(one: Broken) -> str:
    times = "one crawl" if one.times == 1 else f"{one.times} crawls"
    named = f"; it named {one.before} stories before" if one.before else ""
    return f"{one.url}: {one.reason}, in {times} since {one.since}{named}"


def _silenced(looks: dict[str, list[Seen]]) -> Iterator[Finding]:
    """Feeds that cannot be read, or are empty, for days."""
    for url, seen in looks.items():
        one = _broken(url, seen)
        if one is not None and one.times >= 3 and one.lasts >= _FEED_LASTS:
            told = _told(one).replace("it answers, and names no story", "it is empty")
            yield Finding(Health.FEED_DEAD, one.since, (told,), (url,))


def _frozen(feed: Named, habit: Habit, counted: Sequence[date]) -> Finding | None:
    """A feed whose newest story is old, while many came since."""
    days = sorted({date.fromisoformat(day) for day in feed.days if len(day) == 10})
    if not days or not habit.is_known:
        return None
    read = moment(feed.read).date()
    newest = days[-1]
    since = [day for day in counted if newest < day <= read]
    own = max(((later - earlier).days for earlier, later in pairwise(days)), default=0)
    least = max(_FROZEN_DAYS, 2 * habit.longest, _FROZEN_TIMES * own)
    if (read - newest).days <= least or len(since) < max(_FROZEN_STORIES, len(feed.days)):
        return None
    told = f"{feed.url}: its newest story is of {newest}; the portal has published {len(since)} since"
    return Finding(Health.FEED_DEAD, newest.isoformat(), (told,), (feed.url,))
