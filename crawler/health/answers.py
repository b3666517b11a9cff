"""Whether a portal answers, turns us away, or leads elsewhere: judged from its last crawls. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from archive.polls import Look, Poll
from archive.verdicts import Health
from crawler.discovery.refusal import BLOCKED, LOGIN
from crawler.health.calendars import Calendar, DayKind
from crawler.health.finding import Finding
from crawler.ranking import FORBIDDEN

_REFUSALS = frozenset({401, 403, 407, 412, 418, 429, 451})
_REFUSED, _SILENT = timedelta(hours=24), timedelta(hours=48)  # in vain, before it is said
_SELDOM, _RARELY = timedelta(hours=72), timedelta(days=7)  # where so few crawls were made that chance may be it
_FEW, _FEW_SILENT = 3, 4  # crawls that are not few; a slow server is silent now and then
_WORKING, _LONG = timedelta(hours=24), timedelta(days=7)  # of a silent server: of working days, or of any
_FAILED_STORIES = 3  # in a crawl whose sources answer, from which the stories are what fails


class Sort(StrEnum):
    """What a crawl came to."""

    ANSWERED = "answered"
    REFUSED = "refused"
    ELSEWHERE = "elsewhere"
    SILENT = "silent"
    NOTHING = "nothing"  # it was killed, or ended before it could see anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """The last crawls in vain, the newest first, and the last before that was not."""

    polls: tuple[Poll, ...]
    before: Poll | None

    @property
    def lasts(self) -> timedelta:
        """From the first of them to the last."""
        return moment(self.polls[0].started) - moment(self.polls[-1].started)

    def is_long(self, sort: Sort, calendar: Calendar) -> bool:
        """Whether it is no passing trouble: a server that fails on a Friday night is mended on Monday."""
        if len(self.polls) < (_FEW_SILENT if sort is Sort.SILENT else _FEW):
            return len(self.polls) > 1 and self.lasts >= (_RARELY if sort is Sort.SILENT else _SELDOM)
        if sort is not Sort.SILENT:
            return self.lasts >= _REFUSED
        return self.lasts >= _SILENT and (self.lasts >= _LONG or self._working(calendar) >= _WORKING)

    def _working(self, calendar: Calendar) -> timedelta:
        """How much of it lay on working days."""
        first, last = moment(self.polls[-1].started), moment(self.polls[0].started)
        whole = timedelta()
        while first < last:
            midnight = first.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
            if calendar.kind(first.date()) in {DayKind.WORK, DayKind.BRIDGE}:
                whole += min(midnight, last) - first
            first = midnight
        return whole


def moment(text: str) -> datetime:
    """An instant as the archive has it."""
    return datetime.fromisoformat(text)


def sort_of(poll: Poll) -> Sort:
    """What a crawl came to, by its sources; by its stories, where these alone fail."""
    seen = poll.observed
    if poll.finished is None or not (seen.looks or seen.failures or not seen.reachable):
        return Sort.NOTHING
    if seen.moved_to is not None and not _names_something(seen.looks):
        return Sort.ELSEWHERE
    if any(is_well(look) for look in seen.looks):
        return _by_stories(poll)
    if not seen.reachable:
        return Sort.SILENT
    return Sort.REFUSED if any(map(_is_refused, _reasons(poll))) else Sort.SILENT


def is_well(look: Look) -> bool:
    """Whether a source gave a page."""
    return look.reason is None and look.status is not None and look.status < 400


def streak_of(polls: Sequence[Poll]) -> Streak:
    """The crawls in vain since the portal answered last; those that saw nothing say nothing."""
    vain: list[Poll] = []
    for poll in polls:
        sort = sort_of(poll)
        if sort is Sort.ANSWERED:
            return Streak(polls=tuple(vain), before=poll)
        if sort is not Sort.NOTHING:
            vain.append(poll)
    return Streak(polls=tuple(vain), before=None)


def trouble_of(streak: Streak, calendar: Calendar) -> Finding | None:
    """Judge crawls in vain: None where there are none, or too few to say more than that the portal had trouble."""
    if not streak.polls:
        return None
    newest = streak.polls[0]
    sort = Counter(sort_of(poll) for poll in streak.polls[:5]).most_common(1)[0][0]
    at_once = streak.before is None and sort is not Sort.SILENT
    if not (at_once or streak.is_long(sort, calendar)):
        return None
    since = streak.polls[-1].started
    if sort is Sort.ELSEWHERE:
        return _moved(streak, since)
    verdict = Health.BLOCKED if sort is Sort.REFUSED else Health.DOWN
    return Finding(verdict, since, (_told(streak), *_before(streak)), tuple(_examples(newest)))


def passing(streak: Streak) -> str | None:
    """What to say of crawls in vain that are no verdict yet."""
    return f"{_told(streak)}; that may pass" if streak.polls else None


def _moved(streak: Streak, since: str) -> Finding:
    target = next(poll.observed.moved_to for poll in streak.polls if poll.observed.moved_to)
    host = urlsplit(target or "").hostname
    told = f"the front page leads to {host}, in {_crawls(streak)} since {since}"
    return Finding(Health.MOVED, since, (told, *_before(streak)), tuple(_examples(streak.polls[0])), moved_to=target)


def _names_something(looks: Sequence[Look]) -> bool:
    return any(is_well(look) and (look.stories or look.unchanged) for look in looks)


def _by_stories(poll: Poll) -> Sort:
    """A crawl whose sources answer: it came to nothing where several stories failed, and none was read."""
    cases = [case.count for reason, case in poll.observed.failures.items() if not _is_of_source(poll, reason)]
    if poll.observed.stories or sum(cases) < _FAILED_STORIES:
        return Sort.ANSWERED
    refused = sum(case.count for reason, case in poll.observed.failures.items() if _is_refused(reason))
    return Sort.REFUSED if refused * 2 > sum(cases) else Sort.ANSWERED


def _is_of_source(poll: Poll, reason: str) -> bool:
    return any(look.reason == reason for look in poll.observed.looks)


def _reasons(poll: Poll) -> list[str]:
    looked = [look.reason for look in poll.observed.looks if look.reason]
    return looked or list(poll.observed.failures)


def _is_refused(reason: str) -> bool:
    if reason in {FORBIDDEN, BLOCKED, LOGIN}:
        return True
    return any(reason.startswith(f"HTTP {status}") for status in _REFUSALS) or "answers HTTP 429" in reason


def _told(streak: Streak) -> str:
    reasons = Counter(reason for poll in streak.polls for reason in _reasons(poll)[:3])
    named = ", ".join(f"'{reason}'" for reason, _ in reasons.most_common(2)) or "no answer"
    return f"{named} in {_crawls(streak)} since {streak.polls[-1].started}"


def _crawls(streak: Streak) -> str:
    return "one crawl" if len(streak.polls) == 1 else f"all {len(streak.polls)} crawls"


def _before(streak: Streak) -> list[str]:
    if streak.before is None:
        return ["no crawl before it was answered"]
    return [f"the last crawl that was answered began {streak.before.started}"]


def _examples(poll: Poll) -> list[str]:
    looked = [look.url for look in poll.observed.looks if not is_well(look)]
    cases = [url for case in poll.observed.failures.values() for url in case.examples]
    return list(dict.fromkeys([*looked, *cases]))[:3]
