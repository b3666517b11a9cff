"""`envnews export`: articles as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from archive.cli_options import archive_option, filter_options, open_archive
from archive.export import FOLLOWED, NAMES, About
from archive.export.cursor_file import read_cursor, write_cursor
from archive.export.packing import format_of
from archive.export.record_schema import schema_text
from archive.export.writing import Done, Export, to_standard_output
from archive.export.writing import export as write
from archive.filters import Filters


@click.command()
@click.argument("query", nargs=-1)
@click.option("--format", "name", type=click.Choice(NAMES), help="By default what the file's name ends in, or json.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Standard output if left out, or -."
)
@archive_option
@filter_options
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--changed-since", metavar="CURSOR", help="Only what changed after the export that gave this cursor.")
@click.option(
    "--cursor-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Continue from the cursor in this file, and keep the next one there.",
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a record, and nothing else.")
def export(
    query: tuple[str, ...],
    name: str | None,
    output: Path | None,
    archive: Path,
    as_json: bool,
    changed_since: str | None,
    cursor_file: Path | None,
    schema: bool,
    **filters: Any,
) -> None:
    """Write articles to a file, the newest first: all, or those that a query finds (see search).

    The file appears when it is complete. A name that ends in .gz or .zst is packed so: news.jsonl.zst.

    \b
    json, jsonl, csv, parquet   the records; their JSON Schema is printed by --schema
    newsarticle                 schema.org NewsArticle, one a line
    rss, atom, json-feed        a feed of the newest 100, or as --limit says, with full text
    markdown, site              a folder: a file a story with its pictures; or a web site that needs no server
    wacz                        what was captured of the articles, all revisions, for ReplayWeb.page or pywb

    To follow along, give --cursor-file FILE every time: the first export has everything, each one after it what has
    changed since, of whatever age, the earliest change first; with --limit, so many at a time.
    """  # noqa: D301 - click's own sign for lines that stay lines
    if schema:
        click.echo(schema_text(), nl=False)
        return
    if cursor_file is not None and changed_since is None:
        changed_since = read_cursor(cursor_file)
    chosen = _format(name, output, as_json=as_json)
    followed = changed_since is not None or cursor_file is not None
    wanted = Filters(**filters)
    with open_archive(archive) as opened:
        about = About(archive=opened, filters=wanted, query=" ".join(query).strip() or None)
        follow = followed or (chosen in FOLLOWED and wanted.limit is None)
        done = write(Export(name=chosen, output=output, about=about, changed_since=changed_since, follow=follow))
    if cursor_file is not None and done.cursor is not None:
        write_cursor(cursor_file, done.cursor)
    _tell(done, output, asked=followed)


def _format(name: str | None, output: Path | None, *, as_json: bool) -> str:
    if as_json and name not in {None, "json"}:
        raise click.UsageError(f"--json and --format {name} contradict each other")
    told = format_of(output)
    return name or (told if told is not None and not as_json else "json")


def _tell(done: Done, output: Path | None, *, asked: bool) -> None:
    if not to_standard_output(output):
        click.echo(f"{done.count} articles in {output}", err=True)
    if done.cursor is not None and (asked or not to_standard_output(output)):
        click.echo(f"cursor: {done.cursor}", err=True)


def export_to(
    folder: Path, output: Path | None, name: str, filters: Filters | None = None, query: str | None = None
) -> int:
    """Write an archive's articles in a format; return how many. output: None or `-` is standard output."""
    with open_archive(folder) as opened:
        about = About(archive=opened, filters=filters or Filters(), query=query)
        return write(Export(name=name, output=output, about=about)).count
