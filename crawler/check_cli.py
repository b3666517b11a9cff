"""`envnews portals check ID…` and `envnews portals add URL`: a live portal beside its file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from crawler import registry
from crawler.portal import Portal
from crawler.portals_cli import portals_option

if TYPE_CHECKING:
    from crawler.checking.report import Report
    from crawler.checking.visit import Visit

REQUESTS = 15  # of one visit


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--save", "keep", is_flag=True, help="Write day and result into the portals' files.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.option("-s", "settings", multiple=True, metavar="NAME=VALUE", help="A Scrapy setting for these visits.")
@portals_option
@click.pass_context
def check(
    context: click.Context,
    ids: tuple[str, ...],
    keep: bool,
    as_json: bool,
    settings: tuple[str, ...],
    folder: Path | None,
) -> None:
    """Visit live portals and tell what in their files is wrong. Some 15 requests a portal.

    Exit code 1 where something needs attention.
    """
    from crawler.checking.judging import report_of
    from crawler.checking.save import SaveError, ensure_writable, save

    known = registry.load(folder)
    chosen = [known.get(portal_id) for portal_id in dict.fromkeys(ids)]
    try:
        for portal in chosen if keep else ():
            ensure_writable(known.path(portal.id))
        reports = [report_of(portal, visit) for portal, visit in visit_each(chosen, settings)]
        _show(reports, as_json=as_json)
        for report in reports if keep else ():
            save(known.path(report.portal), report)
    except SaveError as error:
        raise click.ClickException(str(error)) from None
    context.exit(0 if len(reports) == len(chosen) and all(report.well for report in reports) else 1)


def visit_each(portals: Sequence[Portal], settings: Sequence[str]) -> list[tuple[Portal, Visit]]:
    """Visit the portals side by side; a visit that was stopped before its end is named on standard error."""
    from rich.console import Console

    from crawler.checking.printing import Steps
    from crawler.checking.spider import visit_all
    from crawler.overrides import OverrideError, overrides_of

    try:
        overrides = overrides_of(settings)
    except OverrideError as error:
        raise click.UsageError(str(error)) from error
    with Steps(Console(stderr=True)) as steps:
        visits = visit_all(portals, overrides, steps, REQUESTS)
    done = [(portal, visit) for portal in portals if (visit := visits[portal.id]) is not None]
    for portal in portals:
        if visits[portal.id] is None:
            click.echo(f"envnews: {portal.id}: the visit was stopped before its end", err=True)
    return done


def _show(reports: Sequence[Report], *, as_json: bool) -> None:
    from archive.printing import console, print_json
    from crawler.checking.printing import print_report

    if as_json:
        print_json(msgspec.to_builtins(reports))
        return
    for number, report in enumerate(reports):
        if number:
            click.echo()
        print_report(console(), report)
