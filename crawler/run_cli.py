"""`envnews run`: every enabled portal that is due, many side by side. Safe to start at any moment."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli_options import archive_option
from crawler.after_run import notify, notify_after, tell
from crawler.config import load as configuration
from crawler.config_values import seconds_of
from crawler.contact import warn_without_contact
from crawler.counts import Result
from crawler.crawl_cli import crawl_now, crawl_options, exit_code, options_of, report
from crawler.interruption import BUDGET
from crawler.portal import Portal
from crawler.portals_cli import portals_option
from crawler.registry import Registry, load

if TYPE_CHECKING:
    from crawler.scheduling import Due


@click.command()
@archive_option
@portals_option
@click.option("--all", "every", is_flag=True, help="Every active portal there is, also those that were never crawled.")
@click.option("--now", "at_once", is_flag=True, help="Whether due or not.")
@click.option("--budget", metavar="TIME", help='End in time: "30m", "2h". What is left is taken first next time.')
@crawl_options
def run(archive: Path, folder: Path | None, every: bool, at_once: bool, budget: str | None, **given: Any) -> None:
    """Crawl every enabled portal that is due; those that an earlier run left come first, then the most overdue.

    A portal is enabled once you have crawled it into this archive, and if its file lies in your own folder of portals.
    What another run is crawling at this moment is left to that one.
    """
    config, options = configuration(), options_of(**given)
    options = replace(options, workers=options.workers or config.workers)
    seconds = config.budget if budget is None else _seconds(budget)
    due = _due(archive, load(folder), every=every, at_once=at_once, as_json=options.as_json)
    if not due:
        notify(archive)
        return
    result = crawl_now(due, archive, options, why="due", budget=seconds)
    report(result, options)
    warn_without_contact(due, options.overrides)
    code = max(_failed(result), int(tell(result, err=True)))
    notify_after(archive, result)
    sys.exit(code)


def _due(archive: Path, registry: Registry, *, every: bool, at_once: bool, as_json: bool) -> list[Portal]:
    """The portals that are to be crawled, in order. Says which cannot be, or that none is due and which is next."""
    from archive import Archive
    from crawler.scheduling import agenda_of, enabled_portals

    now = datetime.now(UTC)
    with Archive(archive) as opened:
        enabled = enabled_portals(opened, registry, every=every)
        agenda = agenda_of(opened, enabled, now)
    due = [one.portal for one in agenda if at_once or one.due_at <= now]
    for remark in enabled.remarks if due else ():
        click.echo(f"envnews: {remark}", err=True)
    if not due:
        click.echo(_none_as_json(agenda) if as_json else _why_none(agenda, len(enabled.portals)))
    return due


def _why_none(agenda: Sequence[Due], enabled: int) -> str:
    if enabled and not agenda:
        return f"Another run is crawling all that is enabled, {enabled} portals."
    if not agenda:
        return "No portal is enabled: crawl one by hand first (`envnews crawl ID`), or write a file for it."
    first = min(agenda, key=lambda one: one.due_at)
    return f"None of {len(agenda)} portals is due; the next is {first.portal.id}, at {first.due_at:%Y-%m-%d %H:%M} UTC."


def _none_as_json(agenda: Sequence[Due]) -> str:
    first = min(agenda, key=lambda one: one.due_at, default=None)
    next_due = {"portal": first.portal.id, "due_at": first.due_at.isoformat(timespec="seconds")} if first else None
    return json.dumps({"run_id": None, "counts": [], "next": next_due}, indent=2)


def _failed(result: Result) -> int:
    """1 where a portal could not be crawled to its end for another reason than the budget, or another run."""
    mine = [counts for counts in result.counts if not counts.elsewhere]
    if result.stopped == BUDGET:
        mine = [replace(counts, finish="finished") if counts.finish == "shutdown" else counts for counts in mine]
    for counts in mine:
        if counts.trouble:
            click.echo(f"envnews: {counts.portal}: {counts.trouble}", err=True)
    if result.stopped == BUDGET and result.left:
        click.echo(f"envnews: {BUDGET}; {len(result.left)} portals were not begun and come first next time", err=True)
    return min(1, exit_code(mine)) if mine else 0


def _seconds(budget: str) -> float:
    try:
        return seconds_of(budget)
    except ValueError as error:
        raise click.UsageError(f"--budget: {error}") from error
