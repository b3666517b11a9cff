"""`envnews cite`: a self-contained proof of what a story said."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from archive.cli_options import archive_option
from archive.printing import console, print_json
from archive.text import printable

_LONGEST_QUOTE = 10_000  # characters


@click.command()
@click.argument("article", type=int, metavar="ID")
@click.option("--revision", type=int, metavar="N", help="As it was in revision N; the present one if left out.")
@click.option("--quote", metavar="TEXT", help="A passage that is quoted; refused where the text does not say it.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="The zip file to write."
)
@archive_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def cite(
    article: int, revision: int | None, quote: str | None, output: Path | None, archive: Path, as_json: bool
) -> None:
    """Write a proof of what an article said, as a zip file that can be mailed.

    In it are the text with the quotation marked, the raw page as it came over the wire, what leads from it to the root
    of its day (see `envnews verify --help`), and a small program that checks all this with nothing but Python.

    It proves that the bytes have not been changed since somebody else got hold of such a root; not that the ministry
    sent them.
    """
    from archive.cite.bundle import cite as make
    from archive.cite.output import write

    if quote is not None and len(quote) > _LONGEST_QUOTE:
        raise click.UsageError(f"--quote: more than {_LONGEST_QUOTE} characters")
    made = make(archive, article, revision, quote)
    path = output or Path(f"{made.name}.zip")
    write(path, made.data)
    if as_json:
        print_json({"file": str(path), **made.summary})
        return
    out = console()
    out.print(printable(f"{path}: {made.summary['title']}"), soft_wrap=True)
    out.print(printable(f"{made.summary['url']}, captured {made.summary['captured_at']}"), soft_wrap=True)
    if made.summary["quotation"]:
        out.print(printable(f"Quoted: {made.summary['quotation']}"), soft_wrap=True)
    out.print(f"It leads up to the root of {made.summary['day']}: {made.summary['root']}", soft_wrap=True)
    if made.summary["day"] >= f"{datetime.now(UTC):%Y-%m-%d}":
        out.print("That day is not over (UTC), and its root may change: make the proof again when it is.")
