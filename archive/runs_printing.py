"""Runs for people: the last ones in a table; one of them portal by portal, with what went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from archive.runs import PortalCounts, Run
from archive.tables import duration, is_narrow, moment, size, table
from archive.text import printable
from archive.verdicts import WORST_FIRST

PORTALS = 40  # lines of a run; the portals that brought nothing are the first to be only counted
ISSUES = 20
VERDICTS = 20
NOTES = 10
_WIDE = 125  # columns, below which a terminal is not shown everything
_SPARE = frozenset({"why", "bytes", "same", "skipped", "files", "found"})
_SUMS = ("requests", "bytes", "found", "new", "changed", "gone", "failed")
_OF_PORTAL = ("requests", "bytes", "found", "new", "changed", "gone", "same", "skipped", "failed", "files")
_NUMBERS = frozenset({"run", "took", *_OF_PORTAL})
_WHOLE = frozenset({"started", "portals"})
_RANK = {health: rank for rank, health in enumerate(WORST_FIRST)}


def print_runs(out: Console, runs: Sequence[Run]) -> None:
    """A line for each run."""
    if not runs:
        out.print("No runs.")
        return
    names = _fitting(out, ("run", "started", "took", "why", "portals", *_SUMS, "state"))
    made = table(*names, right=_NUMBERS, whole=_WHOLE, tight=is_narrow(out, _WIDE))
    for run in runs:
        cells = {name: _number(name, run.totals[name]) for name in _SUMS} | {
            "run": str(run.id),
            "started": moment(run.started),
            "took": _took(run),
            "why": printable(run.why),
            "portals": _portals(run),
            "state": printable(run.state),
        }
        made.add_row(*(cells[name] for name in names))
    out.print(made)


def print_run(out: Console, run: Run, *, whole: bool = False) -> None:
    """One run: its portals, what went wrong, what it left alone. whole: all of it, however long."""
    ended = f" to {moment(run.finished)}" if run.finished else ""
    out.print(
        f"Run {run.id} ({printable(run.why)}): {printable(run.state)}, {moment(run.started)}{ended}, {_took(run)}"
    )
    sums = ", ".join(_number(name, run.totals[name]) + f" {name}" * (name != "bytes") for name in _SUMS)
    out.print(f"{_begun(run)}: {sums}", soft_wrap=True)
    _print_portals(out, run, len(run.portals) if whole else PORTALS)
    _print_verdicts(out, run, len(run.verdicts) if whole else VERDICTS)
    _print_issues(out, run, len(run.issues) if whole else ISSUES)
    shown = run.notes if whole else run.notes[:NOTES]
    for note in shown:
        text = f"Left alone at {note['portal']}: {note['note']}: {note['pattern']}"
        out.print(Text(printable(text)), soft_wrap=True)
    if len(shown) < len(run.notes):
        out.print(f"… and {len(run.notes) - len(shown)} more that were left alone: --all, or --json")


def by_weight(portals: Sequence[PortalCounts]) -> tuple[list[PortalCounts], list[PortalCounts]]:
    """The portals that brought or failed something, what failed first and then what brought most; and the others."""
    loud = [one for one in portals if _is_loud(one)]
    loud.sort(key=lambda one: (not _is_amiss(one), not one.failed, -(one.new + one.changed + one.gone), one.portal))
    return loud, [one for one in portals if not _is_loud(one)]


def _is_loud(one: PortalCounts) -> bool:
    return bool(_is_amiss(one) or one.failed or one.new or one.changed or one.gone)


def _is_amiss(one: PortalCounts) -> bool:
    return one.trouble is not None or one.finish != "finished"


def _print_portals(out: Console, run: Run, room: int) -> None:
    loud, rest = by_weight(run.portals)
    shown = (loud + rest)[:room] if len(run.portals) <= room else loud[:room]
    if shown:
        names = _fitting(out, ("portal", *_OF_PORTAL, "took", "end"))
        made = table(*names, right=_NUMBERS, tight=is_narrow(out, _WIDE))
        for one in shown:
            cells = {name: _number(name, getattr(one, name)) for name in _OF_PORTAL}
            cells |= {"portal": printable(one.portal), "took": duration(one.seconds), "end": printable(_end(run, one))}
            made.add_row(*(cells[name] for name in names))
        out.print(made)
    silent = len(run.portals) - max(len(shown), len(loud))
    if len(shown) < len(loud):
        out.print(f"… and {len(loud) - len(shown)} more that brought or failed something: --all, or --json")
    if len(run.portals) > room and silent:
        requests = sum(one.requests for one in rest)
        out.print(f"… and {silent} portals that brought nothing new ({requests} requests): --all, or --json")


def _print_verdicts(out: Console, run: Run, room: int) -> None:
    """How many portals are how, the worst first; and why those are that need a person."""
    if not run.verdicts:
        return
    how = Counter(one.verdict for one in run.verdicts)
    out.print("Health after it: " + ", ".join(f"{how[kind]} {kind}" for kind in WORST_FIRST if how[kind]))
    amiss = sorted((one for one in run.verdicts if one.verdict.needs_person), key=lambda one: _RANK[one.verdict])
    for one in amiss[:room]:
        why = f": {one.reasons[0]}" if one.reasons else ""
        out.print(Text(printable(f"  {one.portal}  {one.verdict} since {one.since[:10]}{why}")), soft_wrap=True)
    if len(amiss) > room:
        out.print(f"  … and {len(amiss) - room} more: --all, or --json")


def _print_issues(out: Console, run: Run, room: int) -> None:
    if not run.issues:
        return
    reasons = Counter(issue["reason"] for issue in run.issues)
    told = ", ".join(f"{count} × {printable(reason)}" for reason, count in reasons.most_common(5))
    more = f" and {len(reasons) - 5} other reasons" if len(reasons) > 5 else ""
    out.print(Text(f"Failed: {told}{more}"), soft_wrap=True)
    for issue in run.issues[:room]:
        line = f"  {issue['portal']}  {issue['reason']}: {issue['url']}"
        out.print(Text(" ".join(printable(line).splitlines())), soft_wrap=True)
    if len(run.issues) > room:
        out.print(f"  … and {len(run.issues) - room} more: --all, or --json")


def _fitting(out: Console, names: Sequence[str]) -> list[str]:
    return [name for name in names if name not in _SPARE or not is_narrow(out, _WIDE)]


def _number(name: str, value: int) -> str:
    return size(value) if name == "bytes" else str(value)


def _took(run: Run) -> str:
    if run.state == "running":
        return f"{duration((datetime.now(UTC) - datetime.fromisoformat(run.started)).total_seconds())} so far"
    return duration(run.seconds)


def _portals(run: Run) -> str:
    """One portal's name, or how many were begun of how many that were asked for."""
    if len(run.targets) == 1:
        return printable(run.targets[0])
    return f"{len(run.portals)} of {len(run.targets)}" if len(run.portals) < len(run.targets) else str(len(run.targets))


def _begun(run: Run) -> str:
    left = len(run.targets) - len(run.portals)
    portals = f"{len(run.targets)} portal{'s' * (len(run.targets) != 1)}"
    if not left:
        return portals
    return f"{len(run.portals)} of {portals}, {'others to come' if run.state == 'running' else 'the others not begun'}"


def _end(run: Run, one: PortalCounts) -> str:
    if one.trouble or one.finish:
        return one.trouble or one.finish or ""
    return "at work" if run.state == "running" else run.state
