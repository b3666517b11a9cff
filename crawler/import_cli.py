"""`envnews import FILE...`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli_options import archive_option
from archive.filters import checked_date
from archive.printing import print_json
from archive.text import printable
from crawler.portals_cli import portals_option
from crawler.registry import load
from crawler.targets import portal_for

if TYPE_CHECKING:
    from crawler.importing import Counts, Imported

_SHOWN = 20  # faults that are told; `envnews runs show` has more


@click.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True),
)
@click.option("--portal", "targets", multiple=True, metavar="ID|URL", help="Only this portal (may be repeated).")
@click.option("--any", "anything", is_flag=True, help="Also from hosts that no portal's file describes.")
@click.option("--since", metavar="DATE", help="Only what was published on or after (YYYY, YYYY-MM or YYYY-MM-DD).")
@click.option("--until", metavar="DATE", help="Only what was published on or before.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Stop after N new articles a portal.")
@archive_option
@portals_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    files: tuple[Path, ...],
    targets: tuple[str, ...],
    anything: bool,
    since: str | None,
    until: str | None,
    limit: int | None,
    archive: Path,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Take stories from captures of other tools: WARC (also .gz), WACZ and ARC files.

    The pages are read as if they had been fetched on the day of their capture; their records are copied, so that the
    files are not needed any more. Several files are read as one. Nothing is fetched.
    """
    from archive.store import Archive
    from crawler.importing import Chosen, import_files

    registry = load(folder)
    chosen = Chosen(
        portals=tuple(portal_for(target, registry) for target in targets),
        anything=anything,
        since=since and checked_date("since", since),
        until=until and checked_date("until", until),
        limit=limit,
    )
    with Archive(archive) as opened, _progress() as progress:
        imported = import_files(files, opened, registry, chosen, progress)
    if as_json:
        print_json(asdict(imported))
    else:
        for counts in imported.counts:
            click.echo(printable(line_of(counts)))
    _tell_faults(imported)
    sys.exit(_exit_code(imported, anything=anything))


def line_of(counts: Counts) -> str:
    """One portal's counts in a line.

    >>> from crawler.importing import Counts
    >>> line_of(Counts(portal="vn-mae", pages=9, new=3, known=1, skipped=5))
    'vn-mae: 3 new, 0 changed, 0 same, 1 in the archive already, 5 no stories or not wanted'
    """
    told = [f"{counts.new} new", f"{counts.changed} changed", f"{counts.same + counts.alias} same"]
    others = {
        "older than what is known": counts.earlier,
        "not found any more": counts.gone,
        "in the archive already": counts.known,
        "no stories or not wanted": counts.skipped,
        "failed": counts.failed,
    }
    told += [f"{number} {name}" for name, number in others.items() if number]
    return f"{counts.portal}: {', '.join(told)}"


def _tell_faults(imported: Imported) -> None:
    for fault in imported.faults[:_SHOWN]:
        click.echo(f"envnews: {printable(fault)}", err=True)
    rest = len(imported.faults) + imported.more - _SHOWN
    if rest > 0:
        click.echo(f"envnews: … and {rest} more: envnews runs show {imported.run_id}", err=True)


def _exit_code(imported: Imported, *, anything: bool) -> int:
    """0 done; 1 something needs attention; 2 the files hold no record at all."""
    if not imported.records:
        click.echo("envnews: nothing to import: no WARC, ARC or WACZ file", err=True)
        return 2
    if not any(counts.stories for counts in imported.counts):
        hint = "" if anything else "; --any takes every host, --portal URL a portal that no file describes"
        click.echo(f"envnews: none of {imported.records} records is a story of a portal that is known{hint}", err=True)
        return 1
    return 1 if imported.faults or any(counts.failed for counts in imported.counts) else 0


@contextmanager
def _progress() -> Iterator[Callable[[str, int], None]]:
    """A line that changes, on a terminal; nothing otherwise."""
    from rich.console import Console
    from rich.markup import escape

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda *_: None
        return
    with console.status("reading") as status:

        def show(what: str, number: int) -> None:
            if number % 50 == 0:
                status.update(f"{escape(printable(what))}: {number}")

        yield show
