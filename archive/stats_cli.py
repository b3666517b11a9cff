"""`envnews stats`: how much there is, month by month, and what is missing."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.cli_options import archive_option, json_option, open_archive
from archive.filters import checked_date
from archive.month_table import MONTHS, MOST
from archive.month_table import months as months_of
from archive.printing import console, print_json


@click.command()
@archive_option
@click.option("--portal", multiple=True, metavar="ID", help="Only this portal (may be repeated).")
@click.option("--since", metavar="DATE", help="The first month of the table (YYYY, YYYY-MM or YYYY-MM-DD).")
@click.option("--until", metavar="DATE", help="The last month of the table; else this one.")
@click.option(
    "--months",
    type=click.IntRange(1, MOST),
    metavar="N",
    help=f"The last N months ({MONTHS} where no --since is given).",
)
@click.option("--missing", is_flag=True, help="List all stories that are known of and not held, and why.")
@json_option
def stats(
    archive: Path,
    portal: tuple[str, ...],
    since: str | None,
    until: str | None,
    months: int | None,
    missing: bool,
    as_json: bool,
) -> None:
    """Tell how much there is: stories by portal and month, and coverage.

    Coverage is of the stories that a portal's feeds, sitemaps and listings named: how many are held, which are missing.
    """
    shown = months_of(
        f"{datetime.now(UTC):%Y-%m-%d}",
        since and checked_date("since", since),
        until and checked_date("until", until),
        months,
    )
    if missing:
        _missing(archive, portal, as_json=as_json)
        return
    with open_archive(archive) as opened:
        counted = opened.stats(portal)
    if as_json:
        print_json(asdict(counted))
    else:
        from archive.stats_printing import print_stats

        print_stats(console(), counted, shown)


def _missing(folder: Path, portals: tuple[str, ...], *, as_json: bool) -> None:
    with open_archive(folder) as opened:
        found = opened.missing(portals)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    from archive.stats_printing import print_missing

    print_missing(console(), found)
    if not found:
        click.echo("Nothing is missing.")
