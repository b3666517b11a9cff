"""Whether pages still give what they gave: judged field by field against the portal's own stories. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archive.polls import Cases, Poll
from archive.verdicts import Health
from crawler.health.finding import Finding

_CORE = ("title", "date", "body")  # whose loss alone tells; others differ from story to story
_FIELDS = (*_CORE, "images", "summary", "authors", "tags", "attachments", "language")
_SHARE = 0.6  # of a crawl's stories, that lack what they had
_LEAST, _LEAST_OTHERS = 2, 8  # stories that must speak
_KNOWN = 6  # stories before, that tell what was usual
_CHANCE = 1e-4  # under which chance explains it no more
_UNREAD = "unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of how many stories lacked a field, in the crawls since a moment. examples: addresses."""

    missing: int = 0
    of: int = 0
    since: str = ""
    examples: tuple[str, ...] = ()


Count = Callable[[Poll], tuple[Cases, int]]
Before = Mapping[str, Mapping[str, int]]


def suspicions(polls: Sequence[Poll]) -> set[str]:
    """Since when (as Poll.started) most stories lack some field: what came before has to be known to judge it."""
    tallies = [_tally(polls, _counting(name)) for name in _FIELDS]
    return {tally.since for tally in (*tallies, _tally(polls, _count_unread)) if tally.of >= _LEAST}


def layout_of(polls: Sequence[Poll], before: Before, expected: Sequence[str]) -> Finding | None:
    """Judge the last crawls, the newest first. expected: fields that each story must have.

    before: by each of the `suspicions`, how many of the stories that were found until then lack which field, and of how
    many (`stories`).
    """
    found = []
    for name in _FIELDS:
        tally = _tally(polls, _counting(name))
        if _is_lost(name, tally, before.get(tally.since, {}), must=name in expected):
            found.append((name, tally))
    unread = _tally(polls, _count_unread)
    known = before.get(unread.since, {}).get("stories", 0)
    if (
        known >= 2 * _LEAST <= 2 * unread.of
        and _chance(unread.missing, unread.of, _usually_unread(polls, unread)) < _CHANCE
    ):
        found.append((_UNREAD, unread))
    if not any(name in _CORE or name in expected or name == _UNREAD for name, _ in found):
        found = [one for one in found if len(found) > 1]  # a single lesser field is no layout
    if not found:
        return None
    reasons = tuple(_reason(name, tally, before.get(tally.since, {})) for name, tally in found)
    examples = tuple(dict.fromkeys(url for _, tally in found for url in tally.examples))[:3]
    return Finding(Health.LAYOUT_CHANGED, min(tally.since for _, tally in found), reasons, examples)


def _counting(name: str) -> Count:
    return lambda poll: (poll.observed.missing.get(name, Cases()), poll.observed.stories)


def _count_unread(poll: Poll) -> tuple[Cases, int]:
    return poll.observed.unread, poll.observed.unread.count + poll.observed.stories


def _tally(polls: Sequence[Poll], count: Count) -> Tally:
    """Add up the last crawls, back to the first of those in which most stories lacked the field."""
    tally = Tally()
    for poll in polls:
        cases, stories = count(poll)
        if stories and cases.count < _SHARE * stories:
            break
        if stories:
            examples = (*tally.examples, *cases.examples)[:3]
            tally = Tally(
                missing=tally.missing + cases.count, of=tally.of + stories, since=poll.started, examples=examples
            )
    return tally


def _is_lost(name: str, tally: Tally, before: Mapping[str, int], *, must: bool) -> bool:
    if must and tally.of >= _LEAST:
        return True
    known = before.get("stories", 0)
    if tally.of < (_LEAST if name in _CORE else _LEAST_OTHERS) or known < _KNOWN:
        return False
    usually = (before.get(name, 0) + 0.5) / (known + 1)
    return usually < _SHARE / 2 and _chance(tally.missing, tally.of, usually) < _CHANCE


def _usually_unread(polls: Sequence[Poll], now: Tally) -> float:
    """The share of pages that gave no story before."""
    earlier = [_count_unread(poll) for poll in polls if poll.started < now.since]
    unread, pages = sum(cases.count for cases, _ in earlier), sum(number for _, number in earlier)
    return (unread + 1) / (pages + 20)


def _chance(missing: int, of: int, usually: float) -> float:
    """How likely so many or more of so many are, where each lacks it as often as usual."""
    return sum(math.comb(of, n) * usually**n * (1 - usually) ** (of - n) for n in range(missing, of + 1))


def _reason(name: str, tally: Tally, before: Mapping[str, int]) -> str:
    if name == _UNREAD:
        return f"{tally.missing} of the last {tally.of} pages that should be stories gave none, since {tally.since}"
    known = before.get("stories", 0)
    told = f"{tally.missing} of the last {tally.of} stories have no {name}, since {tally.since}"
    return f"{told}; of the {known} before, {before.get(name, 0)} had none" if known else told
