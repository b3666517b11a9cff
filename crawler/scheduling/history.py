"""What is known of a portal when its next crawl is planned: its crawls, and when its stories came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from archive import Archive
from archive.crawl_history import Crawl

WINDOW = timedelta(weeks=8)  # each hour of the week eight times: long enough for habits, short enough for new ones
_CRAWLS = 12  # enough to see a row of failures
_CRAWLS_OF_HABITS = 100
_STORIES = 200  # the latest; whoever publishes more than these in eight weeks is looked at often by fewer
_FUTURE = timedelta(days=2)  # an announcement's date may lie ahead; it was not published then


class End(StrEnum):
    """How a crawl ended, as far as the next one is concerned."""

    DONE = "done"
    STOPPED = "stopped"  # it was told to: by a signal, by the run's budget
    BROKEN = "broken"  # it was killed, or could not store what it fetched
    AT_WORK = "at work"  # it has not ended
    FAILED = "failed"  # the portal gave nothing, or asked to be left alone


@dataclass(frozen=True, slots=True)
class Past:
    """One crawl. at: when it began, UTC. new: stories that it found."""

    at: datetime
    end: End
    new: int = 0


@dataclass(frozen=True, slots=True)
class Publication:
    """A story's publication in the portal's own time. at: without offset; timed: whether its hour is known."""

    at: datetime
    timed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A portal's past as far as it counts. crawls, stories: the newest first.

    last_run: when the last run of due portals began, whichever it took.
    """

    crawls: tuple[Past, ...] = ()
    stories: tuple[Publication, ...] = ()
    last_run: datetime | None = None


NOTHING = History()

_STOPPED = {"shutdown"}  # Scrapy's word for a crawl that was told to stop
_BY_SETTING = "closespider_"  # its limits of time, pages and items
_BROKEN = {None, "the archive cannot be written", "error"}


def history_of(archive: Archive, portal: str, zone: tzinfo, now: datetime, last_run: datetime | None) -> History:
    """Read a portal's past out of the archive; only an index of the stories is read, not they.

    last_run: see last_run_of; it is the same for all.
    """
    since, until = (f"{moment:%Y-%m-%d}" for moment in (now - WINDOW, now + _FUTURE))
    dates = archive.publication_dates(portal, since, until, _STORIES)
    stories = tuple(story for date in dates if (story := _story(date, zone)) is not None)
    crawls = archive.crawls(portal, _CRAWLS if tell_hours(stories) else _CRAWLS_OF_HABITS)
    return History(crawls=tuple(past_of(crawl) for crawl in crawls), stories=stories, last_run=last_run)


def last_run_of(archive: Archive) -> datetime | None:
    """When the last run of due portals began."""
    started = archive.last_due_run()
    return datetime.fromisoformat(started) if started else None


def tell_hours(stories: Sequence[Publication]) -> bool:
    """Whether they tell at what hours their portal publishes; otherwise its crawls do, by what each found new."""
    return bool(stories) and sum(story.timed for story in stories) * 2 >= len(stories)


def past_of(crawl: Crawl) -> Past:
    """What the ledger says of a crawl, in brief."""
    end = End.AT_WORK if crawl.at_work else _end(crawl.finish, crawl.trouble)
    return Past(datetime.fromisoformat(crawl.started), end, crawl.new)


def _end(finish: str | None, trouble: str | None) -> End:
    if finish in _BROKEN:
        return End.BROKEN
    if finish in _STOPPED or (finish or "").startswith(_BY_SETTING):
        return End.STOPPED
    return End.FAILED if trouble or finish != "finished" else End.DONE


def _story(date: str, zone: tzinfo) -> Publication | None:
    """A day, or an instant; midnight sharp is what many systems write for a day. None where it is neither."""
    try:
        at = datetime.fromisoformat(date)
    except ValueError:
        return None
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return Publication(at.replace(tzinfo=None), timed=False)
    return Publication((at.astimezone(zone) if at.tzinfo else at).replace(tzinfo=None), timed=True)
