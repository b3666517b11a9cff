"""Whether it is our own network that is down, and not every portal at once. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from archive.polls import Poll

_MANY = 3  # portals that do not fall silent at one moment by themselves


def own_outage(polls: Sequence[Poll]) -> str | None:
    """Say that the crawls of one run speak of this machine's network alone; None where they do not.

    polls: those of the run that came to their end (`Archive.polls_of_run`). Verdicts need no correction: what health
    judges from leaves such crawls out.
    """
    if len(polls) < _MANY or any(poll.observed.reachable for poll in polls):
        return None
    return f"none of {len(polls)} portals answered: this machine's own network is taken to be down"
