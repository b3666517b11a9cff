"""`envnews changes`: what was edited, withdrawn and put back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from archive.changes_printing import print_changes
from archive.cli_options import archive_option, json_option, open_archive
from archive.filters import Filters
from archive.printing import console, print_json

_DAYS = 30
_FEEDS = ("atom", "json-feed", "rss")


@click.command()
@archive_option
@click.option("--portal", multiple=True, metavar="ID", help="Only this portal (may be repeated).")
@click.option("--country", multiple=True, metavar="CC", help="Only this country, as VN (may be repeated).")
@click.option("--language", multiple=True, metavar="TAG", help="Only this language, as vi (may be repeated).")
@click.option("--since", metavar="DATE", help=f"Seen on or after this day, month or year; else the last {_DAYS} days.")
@click.option("--until", metavar="DATE", help="Seen on or before.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most N changes.")
@click.option("--format", "name", type=click.Choice(_FEEDS), help="As a feed.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Of a feed; standard output if left out."
)
@json_option
def changes(
    archive: Path,
    portal: tuple[str, ...],
    country: tuple[str, ...],
    language: tuple[str, ...],
    since: str | None,
    until: str | None,
    limit: int | None,
    name: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """List edits, withdrawals and returns, the weightiest first, then the newest.

    Numbers, dates and targets that were changed come before passages that were removed or added, wording after them,
    layout last. `show ID --diff A B` shows an edit.
    """
    if as_json and name:
        raise click.UsageError(f"--json and --format {name} contradict each other")
    if output and not name:
        raise click.UsageError("-o is for --format")
    filters = Filters(
        portal=portal, country=country, language=language, since=since or _recently(until), until=until, limit=limit
    )
    with open_archive(archive) as opened:
        found = opened.changes(filters)
        if name:
            from archive.changes_feed import write_feed
            from archive.export.destination import destination

            with destination(output) as stream:
                write_feed(name, opened, found, stream)
            return
    if as_json:
        print_json([asdict(change) for change in found])
    else:
        print_changes(console(), found)


def _recently(until: str | None) -> str | None:
    """The day from which on, where none is given; all of the past, where only its end is."""
    return None if until else f"{datetime.now(UTC) - timedelta(days=_DAYS):%Y-%m-%d}"
