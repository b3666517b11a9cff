"""The commands that ask the archive; `crawler.cli` mounts them."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import click

from archive.browse_cli import browse
from archive.cli_options import archive_option, filter_options, json_option, open_archive
from archive.errors import QueryError
from archive.export_cli import export, export_to
from archive.filters import Filters, checked_date
from archive.printing import console, print_hits, print_json, print_record
from archive.runs_cli import runs
from archive.search.answer import Answer, Sort
from archive.show_cli import show
from archive.stats_cli import stats

__all__ = ["archive_option", "checked_day", "commands", "export_to", "filter_options", "print_hits", "print_record"]

checked_day = checked_date


@click.command()
@click.argument("query", nargs=-1)
@archive_option
@filter_options
@click.option(
    "--sort",
    type=click.Choice(get_args(Sort)),
    default="relevance",
    show_default=True,
    help="recent: by relevance, new stories before old ones.",
)
@click.option("--offset", type=click.IntRange(min=0), default=0, metavar="N", help="Leave out the first N.")
@click.option("--facets", is_flag=True, help="Count what was found by portal, country, language and year.")
@json_option
def search(
    query: tuple[str, ...], archive: Path, sort: Sort, offset: int, facets: bool, as_json: bool, **filters: Any
) -> None:
    """Find articles that have all the words, with and without their diacritics.

    \b
    "a phrase"    words that follow each other      a OR b       one of the two
    -word         stories without it                prefix*      words that begin so
    a NEAR/5 b    at most 5 words apart             (a OR b) c   together
    title: author: tag: portal: country: lang:      only there, as in title:"coral reef"
    date:2025-01..2025-06  has:image  has:attachment  is:gone  is:edited

    Where you type diacritics, the exact spelling comes first. A query that begins with - goes after --.
    """  # noqa: D301 - click's own sign for lines that stay lines
    wanted = Filters(**filters)
    text = " ".join(query)
    if not text.strip() and wanted == Filters(limit=wanted.limit):
        raise QueryError("the search is empty")
    with open_archive(archive) as opened:
        found = opened.search(text, wanted, offset=offset, sort=sort, facets=facets)
    if as_json:
        print_json(_answer(found) if facets else [asdict(hit) for hit in found])
    else:
        print_hits(console(), found, offset)


def _answer(found: Answer) -> dict[str, Any]:
    facets = {name: [asdict(facet) for facet in values] for name, values in found.facets.items()}
    return {"total": found.total, "facets": facets, "hits": [asdict(hit) for hit in found]}


commands: tuple[click.Command, ...] = (search, show, export, browse, runs, stats)
