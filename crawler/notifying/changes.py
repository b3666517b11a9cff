"""Which changes of verdict deserve a message, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.verdicts import WORST_FIRST, Health, Verdict
from crawler.notifying.defused import cut, defused
from crawler.notifying.message import Item, Message

REST = "and {count} more: envnews health"
GIVE_UP = timedelta(days=7)  # after that long a change is news no more

_EXAMPLES = 2
_NAMES = 40  # characters of a portal's id in a subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """All untold changes of one portal: told as one, by the last of them. ids: of all."""

    last: Verdict
    ids: tuple[int, ...]
    deserves: bool

    @property
    def is_trouble(self) -> bool:
        """Whether it needs a person now."""
        return self.last.verdict.needs_person

    def is_older_than(self, age: timedelta, now: datetime) -> bool:
        """Whether the portal has been judged so for that long."""
        return datetime.fromisoformat(self.last.judged_at) < now - age


def changes_of(untold: Sequence[Verdict]) -> list[Change]:
    """The untold changes, portal by portal, the worst first. untold: the oldest first."""
    by_portal: dict[str, list[Verdict]] = {}
    for verdict in untold:
        by_portal.setdefault(verdict.portal, []).append(verdict)
    return sorted((_change(rows) for rows in by_portal.values()), key=_order)


def _change(rows: Sequence[Verdict]) -> Change:
    troubled = any(row.verdict.needs_person or (row.before or Health.OK).needs_person for row in rows)
    return Change(last=rows[-1], ids=tuple(row.id for row in rows), deserves=troubled)


def _order(change: Change) -> tuple[int, str]:
    return WORST_FIRST.index(change.last.verdict), change.last.portal


def message_of(changes: Sequence[Change]) -> Message:
    """One message on all of them."""
    return Message(subject=_subject(changes), items=tuple(_item(change) for change in changes), rest=REST)


def _subject(changes: Sequence[Change]) -> str:
    if len(changes) == 1:
        return f"envnews: {_headline(changes[0])}"
    bad = sum(change.is_trouble for change in changes)
    well = len(changes) - bad
    parts = [
        f"{bad} portal{'s need' if bad > 1 else ' needs'} you" if bad else "",
        f"{well} well again" if well else "",
    ]
    return f"envnews: {', '.join(filter(None, parts))}"


def _headline(change: Change) -> str:
    again = " again" if change.last.verdict is Health.OK else ""
    return f"{cut(defused(change.last.portal), _NAMES)}: {change.last.verdict}{again}"


def _item(change: Change) -> Item:
    last = change.last
    before = f" (was {last.before})" if last.before else ""
    since = f" since {defused(last.since)}" if change.is_trouble else ""
    to = f", now at {defused(last.moved_to)}" if last.moved_to else ""
    why = "; ".join(map(defused, last.reasons))
    line = f"{_headline(change)}{before}{since}{to}"
    return Item(line=f"{line}: {why}" if why else line, details=tuple(map(defused, last.examples[:_EXAMPLES])))


def standing(verdict: Verdict) -> Item:
    """A line on how a portal is, where it needs a person: of a digest."""
    return _item(Change(last=verdict, ids=(), deserves=True))
