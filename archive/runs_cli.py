"""`envnews runs`: the ledger of the crawls."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from archive.cli_options import archive_option, json_option, open_archive
from archive.printing import console, print_json

_portal_option = click.option("--portal", multiple=True, metavar="ID", help="Only this portal (may be repeated).")


@click.group(invoke_without_command=True)
@archive_option
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="The last N runs."
)
@_portal_option
@click.option("--failed", is_flag=True, help="Only runs in which something failed, or that did not come to their end.")
@json_option
@click.pass_context
def runs(
    context: click.Context, archive: Path, limit: int, portal: tuple[str, ...], failed: bool, as_json: bool
) -> None:
    """List the crawls, the newest first; `runs show N` tells more of one."""
    context.obj = archive
    if context.invoked_subcommand is not None:
        return
    with open_archive(archive) as opened:
        latest = opened.runs(limit, portal, failed=failed)
    if as_json:
        print_json([asdict(run) for run in latest])
    else:
        from archive.runs_printing import print_runs

        print_runs(console(), latest)


@runs.command("show")
@click.argument("number", type=int, metavar="N")
@click.option("--archive", "folder", type=click.Path(path_type=Path), metavar="DIR", help="The archive's folder.")
@_portal_option
@click.option("--all", "whole", is_flag=True, help="Every portal and every address, however many.")
@json_option
@click.pass_obj
def show_run(
    archive: Path, number: int, folder: Path | None, portal: tuple[str, ...], whole: bool, as_json: bool
) -> None:
    """Show one crawl: what each portal brought, what failed and why, what was left alone."""
    with open_archive(folder or archive) as opened:
        run = opened.run(number, portal)
    if as_json:
        print_json(asdict(run))
    else:
        from archive.runs_printing import print_run

        print_run(console(), run, whole=whole)
