"""`envnews show ID`: one article, its history, its files, its raw page."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.citation import STYLES
from archive.cli_options import archive_option, json_option, open_archive
from archive.diff_cli import DiffCommand, diff_options, show_difference
from archive.errors import CaptureError
from archive.files_cli import write_out
from archive.printing import console, print_evidence, print_json, print_record, print_why

if TYPE_CHECKING:
    from archive.store import Archive


@click.command(cls=DiffCommand)
@click.argument("article", type=int, metavar="ID")
@click.option("--revision", type=int, metavar="N", help="As it was in revision N.")
@click.option("--why", is_flag=True, help="Tell also which rule found the date, and what was left out as site chrome.")
@click.option("--raw", is_flag=True, help="Write the captured page as the server sent it, unpacked.")
@click.option(
    "--files", type=click.Path(path_type=Path), metavar="DIR", help="Write its pictures and documents into a folder."
)
@click.option("--format", "style", type=click.Choice(sorted(STYLES)), help="Print a citation of it.")
@diff_options
@archive_option
@json_option
def show(
    article: int,
    revision: int | None,
    why: bool,
    raw: bool,
    files: Path | None,
    style: str | None,
    diff: tuple[int, int | None] | None,
    html: Path | None,
    archive: Path,
    as_json: bool,
) -> None:
    """Show one article, or what was changed between two of its revisions."""
    _refuse_contradictions(revision=revision, why=why, raw=raw, files=files, style=style, diff=diff, html=html)
    if style and as_json:
        raise click.UsageError("--format does not go with --json")
    with open_archive(archive) as opened:
        if diff:
            show_difference(opened, article, diff, html, as_json=as_json)
        elif files is not None:
            sys.exit(write_out(opened, article, files, as_json=as_json))
        elif raw:
            _write_raw(opened, article, revision)
        elif style:
            _cite(opened, article, revision, style)
        else:
            _show(opened, article, revision, why=why, as_json=as_json)


def _refuse_contradictions(
    *,
    revision: int | None,
    why: bool,
    raw: bool,
    files: Path | None,
    style: str | None,
    diff: tuple[int, int | None] | None,
    html: Path | None,
) -> None:
    if html and not diff:
        raise click.UsageError("--html is for --diff A B")
    asked = [
        name
        for name, given in (
            *(("--diff", diff), ("--files", files is not None), ("--raw", raw)),
            *(("--format", style), ("--why", why)),
        )
        if given
    ]
    if len(asked) > 1:
        raise click.UsageError(f"{asked[0]} does not go with {asked[1]}")
    if revision is not None and asked and not (raw or style):
        told = "names its revisions itself" if diff else "tells of the present revision only"
        raise click.UsageError(f"{asked[0]} {told}")


def _show(opened: Archive, article: int, revision: int | None, *, why: bool, as_json: bool) -> None:
    record = opened.get(article, revision)
    removed = opened.removed(article) if why else []
    seen = opened.evidence(article) if revision is None else []
    if as_json:
        reasons = {"why": {"removed": [asdict(each) for each in removed]}} if why else {}
        evidence = {"evidence": [asdict(each) for each in seen]} if seen else {}
        print_json(record.as_dict() | reasons | evidence)
        return
    print_record(console(), record)
    print_evidence(console(), seen)
    if why:
        print_why(console(), record, removed)


def _cite(opened: Archive, article: int, revision: int | None, style: str) -> None:
    """Write a citation in UTF-8, with the ends of lines that its form has."""
    from archive.story_citation import cited

    text = STYLES[style](cited(opened, opened.get(article, revision)))
    with click.open_file("-", "wb") as stream:
        stream.write(text.encode("utf-8", "replace") + (b"" if text.endswith("\n") else b"\n"))


def _write_raw(opened: Archive, article: int, revision: int | None) -> None:
    """Write the page's bytes, in the charset they came in. Raises CaptureError where they were not kept."""
    record = opened.get(article, revision)
    capture = opened.capture_id(article, record.revision)
    if capture is None:
        raise CaptureError(f"article {article}, revision {record.revision}: its page was not captured")
    with click.open_file("-", "wb") as stream:
        stream.write(opened.page(capture).body)
