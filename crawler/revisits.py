"""Which known stories are looked at again, and when: young ones often, old ones seldom, all within a budget. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from operator import itemgetter

from archive.followed import Followed, HintRecord
from archive.frontier import Address, State

LEAST = timedelta(hours=20)  # between two visits: a daily run that begins a little earlier is a daily run
GROWTH = 0.5  # of a story's time in the archive goes by until the next visit
_OF_AGE = 0.02  # of the time since it was published likewise: an old story hardly changes
_PATIENCE = 6  # visits without a change after which a source's hints need one to be believed
_RIGHT = 0.1  # share of them that were right from which it is believed
_FOR_HINTS = 0.75  # of the budget at most, so that a source that hints at everything starves nothing

Known = tuple[Followed, Address]


def chosen(stories: Iterable[Known], now: datetime, budget: int, records: Mapping[str, HintRecord]) -> list[Known]:
    """The stories to look at again now, the most urgent first, at most `budget`."""
    known = list(stories)
    hinted = [one for one in known if one[0].hint and is_believed(one[0].hint, records)]
    hinted.sort(key=lambda one: lateness(one[0], one[1], now), reverse=True)
    late = sorted(((lateness(one[0], one[1], now), one) for one in known), key=itemgetter(0), reverse=True)
    taken = {story.id for story, _ in hinted}
    due = [one for how_late, one in late if how_late >= 1 and one[0].id not in taken]
    due += _unconfirmed(late, {*taken, *(story.id for story, _ in due)}, now)
    room = max(int(budget * _FOR_HINTS), budget - len(due))
    return [*hinted[:room], *due][:budget]


def _unconfirmed(stories: Iterable[tuple[float, Known]], taken: Collection[int], now: datetime) -> list[Known]:
    """What was never looked at again, the latest news first: it has its turn while there is room."""
    free = [one for _, one in stories if one[0].id not in taken and one[0].rounds < 2 and one[1].visited_at]
    rested = [one for one in free if now - moment(one[1].visited_at or "") >= LEAST and not one[1].attempts]
    return sorted(rested, key=lambda one: one[0].date or one[0].first_seen, reverse=True)


def lateness(story: Followed, address: Address, now: datetime) -> float:
    """How much of the time between two visits has gone by since the last one; from 1 on a story is due."""
    if address.visited_at is None:
        return 1.0
    visited = moment(address.visited_at)
    return (now - visited) / interval(story, address, visited)


def interval(story: Followed, address: Address, visited: datetime) -> timedelta:
    """How long after a visit the next one is due."""
    if story.gone_at:
        return max(LEAST * 2, (visited - moment(story.gone_at)) * GROWTH)
    if story.suspected or address.state in {State.FAILED, State.GONE}:
        return LEAST * int(2 ** min(address.attempts, 6))
    since = moment(story.changed_at if story.revision > 1 else story.first_seen)
    published = moment(story.date) if story.date and story.revision == 1 else since
    return max(LEAST, (visited - since) * GROWTH, (visited - published) * _OF_AGE)


def moment(text: str) -> datetime:
    """An ISO day or instant with or without offset; what cannot be read is the beginning of time.

    >>> moment("2026-11-20").isoformat()
    '2026-11-20T00:00:00+00:00'
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return datetime(1990, 1, 1, tzinfo=UTC)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def is_believed(hint: str, records: Mapping[str, HintRecord]) -> bool:
    """Whether a source's hints have been worth following; a new one is given a chance."""
    record = records.get(hint)
    return record is None or record.asked < _PATIENCE or record.changed >= _RIGHT * record.asked


def wants_whole(story: Followed, address: Address) -> bool:
    """Whether the page is asked for whatever the server holds its validators for.

    Many portals leave ETag and Last-Modified as they were when they edit a story: "nothing changed" is never believed
    twice in a row, and not before the story was looked at again once.
    """
    return bool(story.hint) or story.suspected or story.rounds < 2 or address.status == 304


def controls(stories: Sequence[Known], taken: Iterable[int], count: int) -> list[Known]:
    """Stories to hold against one that has vanished: those that were seen last, for they should be there."""
    asked = set(taken)
    free = [one for one in stories if one[0].id not in asked and one[1].state is State.DONE and not one[0].gone_at]
    return sorted(free, key=lambda one: one[1].visited_at or "", reverse=True)[:count]
