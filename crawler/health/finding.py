"""What one look at a portal's history comes to."""

from __future__ import annotations

from dataclasses import dataclass

from archive.verdicts import Health


@dataclass(frozen=True, slots=True)
class Finding:
    """See `archive.verdicts.Verdict`, of which this is what is judged."""

    verdict: Health
    since: str
    reasons: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    moved_to: str | None = None


def worst(findings: list[Finding]) -> Finding | None:
    """The one that needs a person most."""
    order = list(Health)
    return min(findings, key=lambda one: order.index(one.verdict), default=None)
