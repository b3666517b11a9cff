"""After a run: tells what has to be told, and remembers what was."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import msgspec

from archive import Archive, locks
from archive.filters import Filters
from archive.opened import seconds
from crawler.config import Config
from crawler.notifying import digest
from crawler.notifying.changes import GIVE_UP, Change, changes_of, message_of
from crawler.notifying.defused import defused
from crawler.notifying.message import Message
from crawler.notifying.sender import Answer
from crawler.notifying.sending import SECONDS, send

LOCK = "notify"
SENT = "digest"  # the name under which the archive remembers it


def notify_changes(archive: Archive, config: Config, now: datetime, wait: float = SECONDS) -> list[str]:
    """Tell the changes of verdict that nobody was told of; return what went wrong, a line each.

    A change is told once at least one notifier took it. What none took is tried again at the next run, and given up
    where it is older than GIVE_UP. A run that is killed between sending and noting so has it sent once more: better
    twice than never. wait: seconds, for all notifiers together. Raises StorageError alone.
    """
    if not config.notify:
        return []
    lock = _turn(archive.path, wait)
    if lock is None:
        return ["another run is notifying; the changes of this one are told after the next run"]
    try:
        return _tell(archive, config, now, wait)
    finally:
        lock.release()


def _tell(archive: Archive, config: Config, now: datetime, wait: float) -> list[str]:
    untold = changes_of(archive.untold_verdicts())
    wanted = [change for change in untold if _is_news(change, now)]
    _mark(archive, [change for change in untold if not _is_news(change, now)])
    if not wanted:
        return []
    answers = send(config.notify, message_of(wanted), wait)
    if any(answer.took for answer in answers):
        _mark(archive, wanted)
        return problems(answers)
    lost = [change for change in wanted if change.is_older_than(GIVE_UP, now)]
    _mark(archive, lost)
    return [*problems(answers), *_later(wanted, lost)]


def _is_news(change: Change, now: datetime) -> bool:
    return change.deserves and (change.is_trouble or not change.is_older_than(GIVE_UP, now))


def _mark(archive: Archive, changes: Sequence[Change]) -> None:
    for number in chain.from_iterable(change.ids for change in changes):
        archive.verdict_told(number)


def _later(wanted: Sequence[Change], lost: Sequence[Change]) -> Iterator[str]:
    if kept := len(wanted) - len(lost):
        yield f"nobody was told of {_portals(kept)}; it is tried again after the next run"
    if lost:
        names = ", ".join(f"{defused(change.last.portal)} {change.last.verdict}" for change in lost[:10])
        yield f"nobody could be told of {_portals(len(lost))}, {GIVE_UP.days} days old and given up: {names}"


def _portals(count: int) -> str:
    return f"the change of {count} portal{'s' * (count > 1)}"


def notify_digest(archive: Archive, config: Config, now: datetime, wait: float = SECONDS) -> list[str]:
    """Send the digest where one is wished for and due; return what went wrong, a line each.

    The moment that it is due at is remembered before it is sent: two runs, or one that is killed meanwhile, never send
    it twice. What it told is remembered after it: what a killed run could not send stands in the next one.
    """
    if not config.notify or config.digest is None:
        return []
    lock = _turn(archive.path, wait)
    if lock is None:
        return []  # whoever is notifying sends it
    try:
        before = sent(archive)
        due = digest.due_at(config.digest, before, now)
        return [] if due is None else problems(send_digest(archive, config, now, due, wait))
    finally:
        lock.release()


def send_digest(archive: Archive, config: Config, now: datetime, due: str, wait: float = SECONDS) -> list[Answer]:
    """Send it now, as the one that was due then."""
    before, message = sent(archive), digest_of(archive, now)
    _keep(archive, digest.Sent(due=due, until=before.until))
    answers = send(config.notify, message, wait)
    took = any(answer.took for answer in answers)
    _keep(archive, digest.Sent(due=due, until=seconds(now)) if took else before)
    return answers


def digest_of(archive: Archive, now: datetime) -> Message:
    """The digest of what was not told yet."""
    begin = digest.since(sent(archive), now)
    start, end = seconds(begin), seconds(now)
    changes = archive.changes(Filters(since=start[:10]))
    lately = [change for change in changes if start <= seconds(datetime.fromisoformat(change.when)) < end]
    news = digest.News(
        since=begin,
        until=now.astimezone(UTC),
        verdicts=archive.verdicts(),
        arrivals=archive.arrivals(start, end),
        changes=lately,
    )
    return digest.message_of(news)


def sent(archive: Archive) -> digest.Sent:
    """What is remembered of the last digest."""
    try:
        return msgspec.json.decode(archive.remembered(SENT) or "{}", type=digest.Sent)
    except msgspec.DecodeError:  # of a later version
        return digest.Sent()


def problems(answers: Sequence[Answer]) -> list[str]:
    """A line for each notifier that did not take a message."""
    return [f"{answer.shown}: {answer.why}" for answer in answers if not answer.took]


def _keep(archive: Archive, said: digest.Sent) -> None:
    archive.remember(SENT, msgspec.json.encode(said).decode())


def _turn(folder: Path, wait: float) -> locks.Lock | None:
    """Have the notifiers for this run alone, once no other run has them; None where that takes too long."""
    end = time.monotonic() + wait
    while (lock := locks.take(folder, LOCK, "")) is None and time.monotonic() < end:
        time.sleep(0.1)
    return lock
