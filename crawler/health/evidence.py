"""What a portal is judged from, as values; gathered from an archive."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from archive import Archive
from archive.polls import Poll
from archive.publications import Named, Published
from crawler.health.answers import Sort, moment, sort_of
from crawler.health.calendars import calendar_of
from crawler.health.habits import Habit, habit_of
from crawler.health.layout import Before, suspicions
from crawler.portal import Portal

_DATED = 0.7  # of the stories, from which their days tell the habit
_FRESH = timedelta(days=14)  # between a story's day and its first sight, within which it was found as it came
_EARLIEST = date(1995, 1, 1)  # what is dated before is dated wrongly


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A portal's stories in time. counts: how many, by day, in order; last: the day of the newest sign of life."""

    counts: Mapping[date, int] = field(default_factory=dict)
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that a portal is judged from. polls: the newest first, without those of our own outages.

    first: when the first whole crawl ended. before: see `layout_of`.
    """

    portal: Portal
    now: datetime
    habit: Habit
    polls: tuple[Poll, ...] = ()
    first: str | None = None
    history: History = History()
    sources: tuple[Named, ...] = ()
    before: Before


def gather(archive: Archive, portal: Portal, now: datetime) -> Evidence:
    """Read from the archive what a portal is judged from."""
    own = archive.own_outages(portal.id)
    polls = tuple(poll for poll in archive.polls(portal.id) if poll.run_id not in own)
    first = archive.first_crawled(portal.id)
    history = history_of(archive.published(portal.id), polls, first, zone_of(portal), now)
    answered = [poll for poll in polls if sort_of(poll) is Sort.ANSWERED]
    return Evidence(
        portal=portal,
        now=now,
        polls=polls,
        first=first,
        history=history,
        habit=habit_of(tuple(history.counts), calendar_of(portal.country)),
        sources=tuple(archive.sources_named(portal.id)),
        before={since: archive.stories_without(portal.id, since) for since in suspicions(answered)},
    )


def history_of(
    stories: Sequence[Published], polls: Sequence[Poll], first: str | None, zone: ZoneInfo, now: datetime
) -> History:
    """Read a portal's stories in time. first: when its first whole crawl ended (UTC); what came later was new then.

    A story counts on the day that it bears; of a portal whose stories bear none, on the day of its first sight, unless
    that was in the first crawl.
    """
    today = now.astimezone(zone).date()
    dated = [(day, one.number) for one in stories if (day := _day(one.date, today)) is not None]
    fresh = [one for one in stories if first is not None and one.first_seen > first and _is_fresh(one, today)]
    sights = sorted(moment(one.first_seen) for one in fresh)
    if sum(number for _, number in dated) < _DATED * sum(one.number for one in stories):
        counted = [(day, 1) for day in _without_absences(sights, polls, zone)]
    else:
        counted = dated
    signs = [*(min(day, today) for day, _ in dated), *(sight.astimezone(zone).date() for sight in sights[-1:])]
    return History(counts=_counts(counted), last=max(signs, default=None))


def _counts(counted: Iterable[tuple[date, int]]) -> dict[date, int]:
    counts: Counter[date] = Counter()
    for day, number in counted:
        counts[day] += number
    return dict(sorted(counts.items()))


def zone_of(portal: Portal) -> ZoneInfo:
    """The portal's time zone, UTC where its file names none."""
    return ZoneInfo(portal.timezone or "UTC")


def _day(text: str | None, today: date) -> date | None:
    """The day that a story bears; None where it cannot be."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return day if day is not None and _EARLIEST <= day <= today + timedelta(days=1) else None


def _is_fresh(one: Published, today: date) -> bool:
    day = _day(one.date, today)
    return day is None or date.fromisoformat(one.first_seen[:10]) - day <= _FRESH


def _without_absences(sights: Sequence[datetime], polls: Sequence[Poll], zone: ZoneInfo) -> list[date]:
    """The days of first sights, moved together by what nobody watched: our absence is not the portal's silence."""
    watched = sorted(moment(poll.started) for poll in polls if sort_of(poll) is Sort.ANSWERED)
    shift, days = timedelta(), []
    for later, earlier in zip(reversed(sights), [*reversed(sights[:-1]), None], strict=bool(sights)):
        days.append((later + shift).astimezone(zone).date())
        if earlier is not None and watched and watched[0] < later:
            last = watched[max(bisect_right(watched, later - timedelta(minutes=1)) - 1, 0)]
            unwatched = later - max(last, earlier)
            shift += unwatched if unwatched > timedelta(days=3) else timedelta()
    return days[::-1]
