"""One verdict on a portal: pure, from its evidence; and the act of judging one from an archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from archive import Archive
from archive.polls import Poll
from archive.verdicts import Health, Verdict
from crawler.health.answers import Sort, moment, passing, sort_of, streak_of, trouble_of
from crawler.health.evidence import Evidence, gather, zone_of
from crawler.health.finding import Finding, worst
from crawler.health.layout import layout_of
from crawler.health.silence import Silence, silence_of
from crawler.health.sources import Known, feeds_of, listings_of
from crawler.portal import Portal

_LOOKED_AT = 200  # of the last crawls that were answered


def judge_portal(archive: Archive, portal: Portal, run_id: int | None, now: datetime) -> Verdict:
    """Judge a portal by what the archive knows of it, and keep the verdict. Raises StorageError."""
    return archive.save_verdict(verdict_on(archive, portal, run_id, now))


def verdict_on(archive: Archive, portal: Portal, run_id: int | None, now: datetime) -> Verdict:
    """The same without keeping it."""
    found = judge(gather(archive, portal, now))
    return Verdict(
        portal=portal.id,
        verdict=found.verdict,
        since=found.since,
        reasons=found.reasons,
        examples=found.examples,
        moved_to=found.moved_to,
        run_id=run_id,
    )


def judge(evidence: Evidence) -> Finding:
    """The verdict that needs a person most. Pure.

    What is silent is judged as of the last crawl that was answered: what nobody watched is not the portal's silence.
    """
    streak = streak_of(evidence.polls)
    if (trouble := trouble_of(streak, evidence.habit.clock.calendar)) is not None:
        return trouble
    answered = list(islice((poll for poll in evidence.polls if sort_of(poll) is Sort.ANSWERED), _LOOKED_AT))
    note = passing(streak)
    found = worst([*_of_pages(evidence, answered), *_of_time(evidence, answered)]) or _unknown(evidence)
    if note is None:
        return found
    return Finding(found.verdict, found.since, (*found.reasons, note), found.examples, found.moved_to)


def _of_pages(evidence: Evidence, answered: Sequence[Poll]) -> list[Finding]:
    portal = evidence.portal
    known = Known(sources=evidence.sources, counts=evidence.history.counts, first=evidence.first)
    found = [
        layout_of(answered, evidence.before, portal.expectations.fields),
        listings_of(answered, known, portal.home, portal.listings),
        feeds_of(answered, known, portal.feeds),
    ]
    return [one for one in found if one is not None]


def _of_time(evidence: Evidence, answered: Sequence[Poll]) -> list[Finding]:
    last = evidence.history.last
    if last is None or not answered:
        return []
    seen = moment(answered[0].started).astimezone(zone_of(evidence.portal)).date()
    silence = Silence(habit=evidence.habit, last=min(last, seen), today=seen)
    return [silence_of(silence, evidence.portal.expectations, evidence.history.counts)]


def _unknown(evidence: Evidence) -> Finding:
    if not evidence.polls:
        return Finding(Health.UNKNOWN, evidence.now.isoformat(timespec="seconds"), ("it was never crawled",))
    since = evidence.polls[-1].started
    return Finding(Health.UNKNOWN, since, (f"no story is known yet, after {len(evidence.polls)} crawls",))
