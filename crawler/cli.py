"""The `envnews` command."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console

from archive import cli as archive_cli
from archive.changes_cli import changes
from archive.cite_cli import cite
from archive.errors import ArchiveError, DiskFullError
from archive.printing import console
from archive.verify_cli import verify
from crawler.check_cli import add, check
from crawler.contact import ask_for_contact
from crawler.counts import Counts
from crawler.demo_cli import demo
from crawler.import_cli import command as import_
from crawler.portal_file import PortalFileError
from crawler.portals_cli import portals, portals_option
from crawler.rebuild_cli import rebuild
from crawler.reextract_cli import command as reextract
from crawler.registry import UnknownPortalError, load
from crawler.relearn_cli import relearn
from crawler.targets import TargetError, portal_for
from crawler.wishes import Wishes


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="envnews")
def envnews() -> None:
    """Archive what environment ministries publish: crawl their news portals, keep it, search it, export it."""


@envnews.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@archive_cli.archive_option
@portals_option
@click.option("--since", metavar="DATE", help="Fetch nothing that was published before (YYYY, YYYY-MM or YYYY-MM-DD).")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Stop after N new articles a portal.")
@click.option("--full", is_flag=True, help="Visit the whole listing again; stop nowhere early.")
@click.option("-s", "settings", multiple=True, metavar="NAME=VALUE", help="A Scrapy setting for this crawl.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def crawl(
    targets: tuple[str, ...],
    archive: Path,
    folder: Path | None,
    since: str | None,
    limit: int | None,
    full: bool,
    settings: tuple[str, ...],
    as_json: bool,
) -> None:
    """Crawl portals: registry ids (`envnews portals list`) or any addresses."""
    from crawler.overrides import OverrideError, overrides_of
    from crawler.progress import display_for, print_summary
    from crawler.runner import crawl as run

    registry = load(folder)
    chosen = list({portal.id: portal for portal in (portal_for(target, registry) for target in targets)}.values())
    try:
        overrides = overrides_of(settings)
    except OverrideError as error:
        raise click.UsageError(str(error)) from error
    wishes = Wishes(since=since and archive_cli.checked_day("since", since), limit=limit, full=full)
    with display_for(Console(stderr=True)) as display:
        result = run(chosen, archive, wishes, overrides, display)
    if as_json:
        click.echo(json.dumps(asdict(result), ensure_ascii=False, indent=2))
    elif any(counts.reachable for counts in result.counts):
        print_summary(console(), result)
    if any(counts.reachable for counts in result.counts):
        ask_for_contact(chosen, overrides)
    for counts in result.counts:
        if counts.trouble:
            click.echo(f"envnews: {counts.portal}: {counts.trouble}", err=True)
    sys.exit(exit_code(result.counts))


def exit_code(portals: Sequence[Counts]) -> int:
    """0 done; 1 done but something needs attention; 2 no target answers at all.

    >>> gone, fine = Counts(portal="x", reachable=False, trouble="…"), Counts(portal="y", finish="finished")
    >>> exit_code([gone]), exit_code([gone, fine]), exit_code([fine])
    (2, 1, 0)
    """
    if not any(counts.reachable for counts in portals):
        return 2
    return 1 if any(counts.trouble or counts.finish != "finished" for counts in portals) else 0


for command in (check, add, relearn):
    portals.add_command(command)
for command in (*archive_cli.commands, changes, verify, cite, portals, import_, reextract, rebuild, demo):
    envnews.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command. What was wrong with it goes to standard error in one line, with exit code 2."""
    try:
        code = envnews.main(arguments, prog_name="envnews", standalone_mode=False)
    except click.exceptions.Abort:
        code = 1
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        code = 0
    except click.ClickException as error:
        code = _refuse(error.format_message())
    except DiskFullError as error:
        _refuse(str(error))
        code = 1
    except (ArchiveError, PortalFileError, TargetError, UnknownPortalError) as error:
        code = _refuse(str(error))
    except BrokenPipeError:  # `envnews export | head`
        sys.stderr.close()
        code = 0
    sys.exit(code or 0)


def _refuse(reason: str) -> int:
    click.echo(f"envnews: {' '.join(reason.split())}", err=True)
    return 2
