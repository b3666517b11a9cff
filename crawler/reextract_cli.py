"""`envnews reextract`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli_options import archive_option, filter_options
from archive.filters import Filters
from archive.text import as_json, printable
from crawler.portals_cli import portals_option
from crawler.registry import load

if TYPE_CHECKING:
    from crawler.reextraction import Reextracted

_SHOWN = 60  # characters of a value that a line shows


@click.command("reextract")
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@archive_option
@portals_option
@filter_options
@click.option("--json", "json_", is_flag=True, help="Print JSON, one object a line.")
def command(dry_run: bool, archive: Path, folder: Path | None, json_: bool, **filters: Any) -> None:
    """Read the stored pages by today's rules, and tell field by field what changes.

    An earlier reading is put aside. Revisions are what the ministry published: they stay as they are.
    """
    from archive.store import Archive
    from crawler.reextraction import reextract

    with Archive(archive, create=False) as opened:
        done = reextract(opened, load(folder), Filters(**filters), dry_run=dry_run)
        read, faults = _tell(done, json_=json_, dry_run=dry_run)
        if not dry_run:
            opened.index_pending()
    sys.exit(1 if faults or not read else 0)


def _tell(done: Iterable[Reextracted], *, json_: bool, dry_run: bool) -> tuple[int, int]:
    """Print what comes; return how many were read, and how many could not be."""
    fields: Counter[str] = Counter()
    read = changed = faults = 0
    for one in done:
        fields.update(one.changes.keys())
        changed += bool(one.changes)
        read += one.fault is None
        faults += one.fault is not None
        if json_ and (one.changes or one.fault):
            click.echo(as_json(asdict(one)))
        elif one.fault:
            click.echo(f"envnews: article {one.id}, revision {one.revision}: {one.fault}", err=True)
        elif one.changes:
            _print(one)
    verb = "would change" if dry_run else "changed"
    counted = ", ".join(f"{name} {count}" for name, count in fields.most_common())
    click.echo(f"{read} revisions read, {changed} {verb}{f': {counted}' if counted else ''}", err=json_)
    return read, faults


def _print(one: Reextracted) -> None:
    click.echo(printable(f"{one.id}, revision {one.revision}  {one.title}"))
    for name, (old, new) in one.changes.items():
        click.echo(printable(f"    {name}: {_short(old)} -> {_short(new)}"))


def _short(value: Any) -> str:
    text = " ".join(as_json(value).split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"
