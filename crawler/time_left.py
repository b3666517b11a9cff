"""How long a crawl still takes, as far as its pace tells. Pure."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from crawler.counts import Counts

WINDOW = 60.0  # seconds over which the pace is taken: a host may slow down, and hurry again
_LEAST_SECONDS = 3.0
_LEAST_REQUESTS = 3


@dataclass(frozen=True, slots=True)
class Left:
    """Seconds that a crawl still takes. at_least: there is more to come than is known, since new stories turn up."""

    seconds: float
    at_least: bool = False

    def __str__(self) -> str:
        return f"{clock(self.seconds)}{'+' * self.at_least}"


@dataclass
class Pace:
    """What one portal's crawl came to, moment by moment: (seconds, requests, stories found)."""

    seen: deque[tuple[float, int, int]] = field(default_factory=deque)

    def see(self, counts: Counts, now: float) -> None:
        """Take down how far it is. now: seconds, of any clock."""
        self.seen.append((now, counts.requests, counts.found))
        while len(self.seen) > 1 and self.seen[1][0] <= now - WINDOW:
            self.seen.popleft()

    def left(self, pending: int | None) -> Left | None:
        """What `pending` requests will take; None while nobody can tell."""
        if pending is None or not self.seen:
            return None
        (first, before, found), (last, requests, by_now) = self.seen[0], self.seen[-1]
        seconds, done = last - first, requests - before
        if seconds < _LEAST_SECONDS or done < _LEAST_REQUESTS:
            return None
        return Left(pending * seconds / done, at_least=by_now > found)


def left_of_all(elapsed: float, done: int, waiting: int | None, at_work: list[Left | None]) -> Left | None:
    """What a run of many portals still takes: those that wait as long as those that are done, the others as they go.

    done, waiting: portals; waiting is None where nobody said how many there are. None while nobody can tell.

    >>> left_of_all(60, 10, 20, [Left(5), None])
    Left(seconds=120.0, at_least=False)
    >>> left_of_all(60, 0, 20, [Left(5)]), left_of_all(60, 10, 0, [Left(5), None])
    (None, None)
    """
    if waiting is None or (waiting and not done) or (not waiting and None in at_work):
        return None
    known = [each for each in at_work if each is not None]
    queue = elapsed * waiting / done if waiting else 0.0
    seconds = max([queue, *(each.seconds for each in known)])
    return Left(seconds, at_least=any(each.at_least for each in known))


def clock(seconds: float) -> str:
    """Minutes and seconds, or hours and minutes.

    >>> clock(7), clock(192.4), clock(7261)
    ('0:07', '3:12', '2 h 01')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d}"
