"""The portals' health for people, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from rich.console import Console
from rich.text import Text

from archive.text import printable
from archive.verdicts import WORST_FIRST, Health, Verdict

_LATE = timedelta(days=7)  # since the last crawl, after which a verdict is told to be old
_STYLES = {Health.OK: "green", Health.QUIET: "green", Health.UNKNOWN: "dim"}


def worst_first(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The worst first, then by portal."""
    return sorted(verdicts, key=lambda one: (WORST_FIRST.index(one.verdict), one.portal))


def print_health(out: Console, verdicts: Sequence[Verdict], now: datetime) -> None:
    """Each portal with its verdict, since when, and why."""
    for one in verdicts:
        line = Text.assemble(
            (f"{one.verdict:<14} ", _STYLES.get(one.verdict, "bold red")),
            (printable(one.portal), "bold"),
            f"  since {printable(one.since)}{_age(one, now)}",
        )
        out.print(line, soft_wrap=True)
        for told in one.reasons:
            out.print(Text(f"    {printable(told)}"), soft_wrap=True)
        for url in one.examples if one.verdict.needs_person else ():
            out.print(Text(f"    {printable(url)}", "blue"), soft_wrap=True)
    if not verdicts:
        out.print("No portal was crawled yet.")


def as_record(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON has it."""
    return asdict(verdict) | {"needs_person": verdict.verdict.needs_person}


def _age(one: Verdict, now: datetime) -> str:
    if not one.confirmed_at:
        return ""
    age = now - datetime.fromisoformat(one.confirmed_at)
    return f", as of {age.days} days ago: it was not crawled since" if age > _LATE else ""
