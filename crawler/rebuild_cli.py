"""`envnews rebuild DIR`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from archive.cli_options import archive_option
from crawler.portals_cli import portals_option
from crawler.registry import load


@click.command()
@click.argument("target", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@archive_option
@portals_option
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def rebuild(target: Path, archive: Path, folder: Path | None, as_json: bool) -> None:
    """Make the database of DIR anew from the WARC files in DIR/captures alone.

    The stories keep their numbers, dates of sight and revisions. A database that is in DIR already is kept under
    another name. Where DIR has no captures, those of --archive are copied there first. Nothing is fetched.
    """
    from crawler.rebuilding import copy_captures
    from crawler.rebuilding import rebuild as run
    from crawler.replay import Replayed

    def say(portal: str, done: Replayed) -> None:
        click.echo(f"{portal}: {done.visits} visits, {done.stories} of them to stories", err=True)

    copy_captures(archive, target)
    rebuilt = run(target, load(folder), say)
    if as_json:
        click.echo(json.dumps(asdict(rebuilt), default=str, ensure_ascii=False, indent=2))
    else:
        click.echo(f"{rebuilt.articles} articles from {rebuilt.visits} visits in {target}")
        if rebuilt.kept:
            click.echo(f"The database that was there is now {rebuilt.kept}")
    for fault in rebuilt.faults:
        click.echo(f"envnews: {fault}", err=True)
    sys.exit(1 if rebuilt.faults else 0)
