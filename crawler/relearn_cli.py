"""`envnews portals relearn ID`: selectors for a portal's new layout, as a change to its file."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from archive.cli_options import archive_option
from crawler import registry
from crawler.portals_cli import portals_option

if TYPE_CHECKING:
    from crawler.portal import Portal
    from crawler.relearning.addresses import Pattern
    from crawler.relearning.learner import FieldReport, Proposal


@click.command()
@click.argument("portal_id", metavar="ID")
@click.option("--write", "writes", is_flag=True, help="Write the changed file into your own folder of portals.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@archive_option
@portals_option
@click.pass_context
def relearn(
    context: click.Context, portal_id: str, writes: bool, as_json: bool, archive: Path, folder: Path | None
) -> None:
    """Learn selectors for a portal whose pages have a new layout, from its captured pages; print the change.

    What stands on the pages is compared with what listings, feeds and the pages of the former layout tell of the same
    stories. The change goes to standard output as `patch` takes it, the evidence to standard error. Exit code 1 where
    nothing can be learned.
    """
    from archive.store import Archive
    from crawler.relearning.addresses import relearned
    from crawler.relearning.change import as_diff, with_change
    from crawler.relearning.gathering import gather, named_now
    from crawler.relearning.learner import learn
    from crawler.relearning.placing import place, place_of, read_back

    known = registry.load(folder)
    portal, path = known.get(portal_id), known.path(portal_id)
    own = _own_folder(folder) if writes else None
    with Archive(archive, create=False, readonly=True) as opened:
        proposal = learn(portal, gather(opened, portal))
        proposal = replace(proposal, pattern=relearned(portal, named_now(opened, portal)))
    text, target, change = path.read_bytes().decode("utf-8"), None, ""
    if not proposal.is_empty:
        changed = with_change(text, portal, proposal)
        read_back(changed, path, known.families)
        change = as_diff(text, changed, f"{path.parent.name}/{path.name}")
        if own is not None:
            target = place_of(path, own, portal)
            _place(place, changed, path, target)
    _tell(portal, proposal, change, target, as_json=as_json)
    context.exit(1 if proposal.is_empty else 0)


def _own_folder(folder: Path | None) -> Path:
    own = folder or (Path(os.environ[registry.VARIABLE]) if os.environ.get(registry.VARIABLE) else None)
    if own is None:
        raise click.UsageError(f"name your folder of portals with --portals DIR (or {registry.VARIABLE})")
    return own


def _place(place: Any, changed: str, path: Path, target: Path) -> None:
    from crawler.checking.save import SaveError

    try:
        place(changed, path, target)
    except SaveError as error:
        raise click.ClickException(str(error)) from None


def _tell(portal: Portal, proposal: Proposal, change: str, target: Path | None, *, as_json: bool) -> None:
    from archive.printing import print_json
    from archive.text import printable

    if as_json:
        told = {"portal": portal.id, **msgspec.to_builtins(proposal), "change": change}
        print_json(told | {"written": str(target) if target else None})
        return
    for line in evidence(portal, proposal):
        click.echo(printable(line), err=True)
    click.echo(change, nl=False)
    if target is not None:
        click.echo(f"written: {target}", err=True)


def evidence(portal: Portal, proposal: Proposal) -> list[str]:
    """What the proposal rests on, a line a field."""
    lines = [_pattern_line(proposal.pattern)] if proposal.pattern else []
    if proposal.reason:
        return [f"{portal.id}: no selectors to propose: {proposal.reason}", *lines]
    counts = f"{proposal.pages} pages of the form since {proposal.since}, {proposal.older} of the one before"
    return [f"{portal.id}: {counts}", *map(_line, proposal.reports), *lines]


def _pattern_line(pattern: Pattern) -> str:
    return f"article_url  {pattern.found} of {pattern.of} addresses of stories; before: {pattern.before}"


def _line(one: FieldReport) -> str:
    """`title  h1.news-title  14 of 14 pages; before: h2.title 31 of 31`."""
    now = one.selector or "(no selector)"
    line = f"{one.field:<7} {now}  {one.pages} pages"
    if one.learned:
        line += f", {one.held_out} of those it was not learned from"
    if one.older.pages:
        line += f"; before: {one.former or '(no selector)'} {one.older}"
    return f"{line}; not learned: {one.why}" if one.why else line
