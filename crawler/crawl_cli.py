"""`envnews crawl`: the portals that are named, now."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console

from archive.cli_options import archive_option
from archive.filters import checked_date
from archive.printing import console
from crawler.after_run import notify_after, tell
from crawler.contact import warn_without_contact, with_contact
from crawler.counts import Counts, Result
from crawler.overrides import OverrideError, overrides_of
from crawler.portal import Portal, PortalState
from crawler.portals_cli import portals_option
from crawler.registry import load
from crawler.targets import portal_for
from crawler.wishes import Wishes

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `crawl` and `run` are told alike, read from the command line. overrides: Scrapy's settings."""

    wishes: Wishes
    overrides: dict[str, str]
    workers: int | None
    as_json: bool


def crawl_options(command: Command) -> Command:
    """Add the options that `crawl` and `run` share; options_of reads them."""
    options = (
        click.option(
            "--since", metavar="DATE", help="Fetch nothing that was published before (YYYY, YYYY-MM or YYYY-MM-DD)."
        ),
        click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Stop after N new articles a portal."),
        click.option("--full", is_flag=True, help="Visit the whole listing again; stop nowhere early."),
        click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="Portals side by side (16)."),
        click.option("-s", "settings", multiple=True, metavar="NAME=VALUE", help="A Scrapy setting for this crawl."),
        click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def options_of(
    *, since: str | None, limit: int | None, full: bool, workers: int | None, settings: tuple[str, ...], as_json: bool
) -> Options:
    """Check the options. Raises UsageError."""
    try:
        overrides = overrides_of(settings)
    except OverrideError as error:
        raise click.UsageError(str(error)) from error
    wishes = Wishes(since=since and checked_date("since", since), limit=limit, full=full)
    return Options(wishes=wishes, overrides=overrides, workers=workers, as_json=as_json)


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@archive_option
@portals_option
@crawl_options
def crawl(targets: tuple[str, ...], archive: Path, folder: Path | None, **given: Any) -> None:
    """Crawl portals: registry ids (`envnews portals list`) or any addresses."""
    registry = load(folder)
    chosen = list({portal.id: portal for portal in (portal_for(target, registry) for target in targets)}.values())
    for portal in chosen:
        _say_if_archived(portal)
    options = options_of(**given)
    result = crawl_now(chosen, archive, options)
    report(result, options)
    if any(counts.reachable for counts in result.counts):
        warn_without_contact(chosen, options.overrides)
    for counts in result.counts:
        if counts.trouble:
            click.echo(f"envnews: {counts.portal}: {counts.trouble}", err=True)
    if not options.as_json:
        tell(result, err=False)
    notify_after(archive, result)
    sys.exit(exit_code(result.counts))


def crawl_now(
    portals: Sequence[Portal], archive: Path, options: Options, *, why: str = "asked for", budget: float | None = None
) -> Result:
    """Crawl them in this order. budget: seconds.

    Progress is shown on standard error; a run that was not asked for (`due`) and has no terminal keeps that for what is
    wrong, since cron mails it.
    """
    from crawler.crew import WORKERS
    from crawler.progress import display_for
    from crawler.runner import crawl as run

    overrides = with_contact(portals, options.overrides)
    shown = Console(stderr=True)
    if why == "due" and not shown.is_terminal and not options.as_json:
        shown = Console()
    with display_for(shown, len(portals)) as display:
        workers = options.workers or WORKERS
        return run(portals, archive, options.wishes, overrides, display, why=why, workers=workers, budget=budget)


def report(result: Result, options: Options) -> None:
    """Print what came of it on standard output."""
    from crawler.progress import print_summary

    if options.as_json:
        click.echo(json.dumps(asdict(result), ensure_ascii=False, indent=2))
    elif any(counts.reachable for counts in result.counts):
        print_summary(console(), result)


def exit_code(portals: Sequence[Counts]) -> int:
    """0 done; 1 done but something needs attention; 2 no target answers at all.

    >>> gone, fine = Counts(portal="x", reachable=False, trouble="…"), Counts(portal="y", finish="finished")
    >>> exit_code([gone]), exit_code([gone, fine]), exit_code([fine])
    (2, 1, 0)
    """
    if portals and not any(counts.reachable for counts in portals):
        return 2
    return 1 if any(counts.trouble or counts.finish != "finished" for counts in portals) else 0


def _say_if_archived(portal: Portal) -> None:
    if portal.state is PortalState.ARCHIVED:
        hint = f"; '{portal.successor}' took over" if portal.successor else ""
        click.echo(f"envnews: {portal.id} is archived, its host gone or frozen{hint}", err=True)
