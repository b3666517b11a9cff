"""The pause between two requests to a host that is in no trouble: as its rules, its portal's file and its speed ask.

Values only; handlers.py waits. All times are seconds of one clock that never goes back.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass
class Pace:
    """One host's.

    began, ended: the last request, the last answer. crawl_delay: from its robots.txt. rest: how long it is left alone
    after an answer, because it is slow.
    """

    began: float = -math.inf
    ended: float = -math.inf
    crawl_delay: float = 0.0
    rest: float = 0.0

    def wait(self, delay: float, now: float) -> float:
        """Seconds until the host may be asked. delay: what its portal has between the beginnings of two requests."""
        return max(self.began + max(delay, self.crawl_delay) - now, self.ended + self.rest - now, 0.0)

    def begin(self, now: float) -> None:
        """Note that it is being asked."""
        self.began = now

    def end(self, now: float) -> None:
        """Note that it answered, or that nothing more is waited for."""
        self.ended = now

    def answered(self, latency: float, *, well: bool, share: float, longest: float) -> None:
        """Note how long an answer took; `rest_after` says what comes of it."""
        self.rest = rest_after(self.rest, latency, well=well, share=share, longest=longest)


def rest_after(rest: float, latency: float, *, well: bool, share: float, longest: float) -> float:
    """How long a host rests after an answer, so that it works for us no more than a share of its time.

    rest: what it was before. latency: seconds until the answer began. A slower answer counts at once, a faster one by
    half, and an error (`well` is False), which is made fast, not at all. share: of the time;
    longest: the bound, seconds.

    >>> rest_after(0.0, 3.0, well=True, share=0.5, longest=30.0)
    3.0
    >>> rest_after(3.0, 1.0, well=True, share=0.5, longest=30.0)
    2.0
    >>> rest_after(3.0, 0.0, well=False, share=0.5, longest=30.0)
    3.0
    """
    asked = max(latency * (1.0 / share - 1.0), 0.0) if share > 0 else longest
    if asked < rest:
        asked = (rest + asked) / 2.0 if well else rest
    return min(asked, longest)
