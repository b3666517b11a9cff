"""What a portal is judged from, as values; gathered from an archive."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
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
    """A portal's stories in time. days: of each, in order, with repeats; last: of the newest sign of life."""

    days: tuple[date, ...] = ()
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
        habit=habit_of(sorted(set(history.days)), calendar_of(portal.country)),
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
    latest = now.astimezone(zone).date() + timedelta(days=1)
    dated = [day for one in stories if (day := _day(one.date)) is not None and _EARLIEST <= day <= latest]
    fresh = [one for one in stories if first is not None and one.first_seen > first and _is_fresh(one)]
    sights = sorted(moment(one.first_seen) for one in fresh)
    days = dated if len(dated) >= _DATED * len(stories) else _without_absences(sights, polls, zone)
    today = now.astimezone(zone).date()
    signs = [*(min(day, today) for day in dated), *(sight.astimezone(zone).date() for sight in sights)]
    return History(days=tuple(sorted(days)), last=max(signs, default=None))


def zone_of(portal: Portal) -> ZoneInfo:
    """The portal's time zone, UTC where its file names none."""
    return ZoneInfo(portal.timezone or "UTC")


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _is_fresh(one: Published) -> bool:
    day = _day(one.date)
    return day is None or moment(one.first_seen).date() - day <= _FRESH


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
