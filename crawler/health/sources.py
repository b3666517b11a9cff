"""Whether a portal's listings and feeds still name its stories. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from archive.polls import Look, Poll
from archive.publications import Named
from archive.verdicts import Health
from crawler.health.answers import is_well, moment
from crawler.health.finding import Finding

_NAMED = 3  # stories that a listing named before it is missed
_LISTING_LASTS, _ALONE_LASTS = timedelta(hours=24), timedelta(days=3)
_FEED_LASTS = timedelta(days=3)
_ASLEEP = timedelta(days=30)  # before the first crawl, from which a source was dead already
_FROZEN_DAYS, _FROZEN_STORIES = 5, 5
_WHOLE = 0.9  # of the portal's stories that a feed names at most, as far as its newest tell
_CHIEF = 0.3  # of them, under which a feed is one of a topic, and nobody's loss
_SURE = 11.0  # of a chance of one in four hundred, twice: topics come in swarms


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the archive knows of a portal's sources.

    sources: with what they named last. counts: of all stories, by day. first: when the portal was crawled first; a
    source that was dead by then is nobody's loss, unless the portal's file names it.
    """

    sources: Sequence[Named] = ()
    counts: Mapping[date, int] = field(default_factory=dict)
    first: str | None = None

    def alive(self, kind: str, named: Sequence[str]) -> list[Named]:
        """The sources of a kind that named news when the portal was crawled first, or since; and those of the file."""
        mine = [source for source in self.sources if source.kind == kind]
        least = moment(self.first).date() - _ASLEEP if self.first else date.min
        return [one for one in mine if one.url in named or max(days_of(one), default=date.min) >= least]


def days_of(source: Named) -> list[date]:
    """The days of the stories that a source named, in order; of first sight where they bear none."""
    told = (day or seen[:10] for day, seen in zip(source.days, source.first_seen, strict=True))
    return sorted(date.fromisoformat(day) for day in told if day)


def listings_of(polls: Sequence[Poll], known: Known, home: str, named: Sequence[str]) -> Finding | None:
    """Judge the listings. polls: those that were answered, the newest first. named: listings of the portal's file."""
    seen = _by_source(polls, "listing")
    kept = {source.url: len(source.days) for source in known.sources}
    broken = [one for url, looks in seen.items() if (one := _broken(url, looks, kept.get(url, 0))) is not None]
    of_file = [one for one in broken if one.url in named and one.url != home]
    chief = [one for one in known.alive("listing", named) if one.url in {home, *named}]
    if (frozen := _first_frozen(chief, known.counts)) is not None:
        return frozen
    if broken and _all_broken(broken, seen) and max(one.lasts for one in broken) >= _needed(broken, seen):
        chosen = broken
    else:
        chosen = [one for one in of_file if one.times >= 2 and one.lasts >= _LISTING_LASTS]
    if not chosen:
        return None
    reasons = tuple(_told(one) for one in chosen[:3])
    return Finding(
        Health.LISTING_BROKEN, min(one.since for one in chosen), reasons, tuple(one.url for one in chosen[:3])
    )


def feeds_of(polls: Sequence[Poll], known: Known, named: Sequence[str]) -> Finding | None:
    """Judge the feeds. named: those of the portal's file."""
    alive = known.alive("feed", named)
    kept = {feed.url: len(feed.days) for feed in alive}
    seen = {url: looks for url, looks in _by_source(polls, "feed").items() if url in kept or url in named}
    chief = [feed for feed in alive if feed.url in named or share_of(feed, known.counts) >= _CHIEF]
    return next(_silenced(seen, kept), None) or _first_frozen(chief, known.counts)


def _first_frozen(sources: Sequence[Named], counts: Mapping[date, int]) -> Finding | None:
    return next((found for source in sources if (found := _frozen(source, counts)) is not None), None)


def share_of(source: Named, counts: Mapping[date, int]) -> float:
    """How much of what the portal published a source names: from after its oldest day, which may be cut, on."""
    days = days_of(source)
    over = sum(number for day, number in counts.items() if days[0] < day <= days[-1]) if days else 0
    named = sum(day > days[0] for day in days)
    return min(named / over, _WHOLE) if over else _WHOLE


def _by_source(polls: Sequence[Poll], kind: str) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {}
    for poll in polls:
        for look in poll.observed.looks:
            if look.kind == kind:
                found.setdefault(look.url, []).append(Seen(poll.started, look))
    return found


def _is_empty(look: Look) -> bool:
    return not look.unchanged and (not look.stories or not is_well(look))


def _broken(url: str, seen: Sequence[Seen], kept: int) -> Broken | None:
    """The latest looks at a source that gave nothing, where it gave something before. kept: stories that it named."""
    empty: list[Seen] = []
    for one in seen:
        if not _is_empty(one.look):
            before = max((each.look.stories for each in seen if not _is_empty(each.look)), default=0)
            return _since(url, empty, before) if empty and (before >= _NAMED or one.look.unchanged) else None
        empty.append(one)
    return _since(url, empty, kept) if kept >= _NAMED else None


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


def _silenced(looks: dict[str, list[Seen]], kept: Mapping[str, int]) -> Iterator[Finding]:
    """Feeds that cannot be read, or are empty, for days."""
    for url, seen in looks.items():
        one = _broken(url, seen, kept.get(url, 0))
        if one is not None and one.times >= 3 and one.lasts >= _FEED_LASTS:
            told = _told(one).replace("it answers, and names no story", "it is empty")
            yield Finding(Health.FEED_DEAD, one.since, (told,), (url,))


def _frozen(source: Named, counts: Mapping[date, int]) -> Finding | None:
    """A source whose newest story is old, while so many came that it would have named some of them."""
    days = days_of(source)
    if not days:
        return None
    read, newest = moment(source.read).date(), days[-1]
    missed = sum(number for day, number in counts.items() if newest < day <= read)
    enough = max(_FROZEN_STORIES, _SURE / -math.log(1 - share_of(source, counts)))
    if missed < enough or (read - newest).days < _FROZEN_DAYS:
        return None
    verdict = Health.FEED_DEAD if source.kind == "feed" else Health.LISTING_BROKEN
    reason = f"{source.url}: its newest story is of {newest}; the portal has published {missed} since"
    return Finding(verdict, newest.isoformat(), (reason,), (source.url,))
