"""`envnews health [ID…]`: how each portal does, the worst first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli_options import archive_option, json_option, open_archive
from crawler import registry
from crawler.portals_cli import portals_option
from crawler.registry import Registry, UnknownPortalError

if TYPE_CHECKING:
    from archive import Archive
    from archive.verdicts import Verdict
    from crawler.portal import Portal


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@archive_option
@portals_option
@json_option
@click.pass_context
def health(context: click.Context, ids: tuple[str, ...], archive: Path, folder: Path | None, as_json: bool) -> None:
    """Tell how each portal does, the worst first, and why.

    Verdicts: ok, quiet, stale, blocked, down, moved, layout changed, listing broken, feed dead, unknown. Exit code 1
    where one of them needs a person.
    """
    from archive.printing import console, print_json
    from crawler.health.printing import as_record, print_health, worst_first

    now = datetime.now(UTC)
    with open_archive(archive) as opened:
        verdicts = worst_first(_verdicts(opened, registry.load(folder), ids, now))
    if as_json:
        print_json([as_record(one) for one in verdicts])
    else:
        print_health(console(), verdicts, now)
    context.exit(1 if any(one.verdict.needs_person for one in verdicts) else 0)


def _verdicts(archive: Archive, known: Registry, ids: tuple[str, ...], now: datetime) -> list[Verdict]:
    """What was judged after the last crawls; portals that were not judged yet are judged now."""
    from crawler.health.judging import verdict_on

    judged = {one.portal: one for one in archive.verdicts()}
    crawled = {one.id: one for one in archive.stats().portals}
    chosen = ids or tuple(sorted({*judged, *crawled}))
    for portal_id in chosen:
        if portal_id not in judged and portal_id not in crawled:
            known.get(portal_id)  # raises for what nobody knows
    return [judged.get(portal_id) or verdict_on(archive, _portal(known, portal_id), None, now) for portal_id in chosen]


def _portal(known: Registry, portal_id: str) -> Portal:
    from crawler.portal import Portal

    try:
        return known.get(portal_id)
    except UnknownPortalError:
        return Portal(id=portal_id, home=f"https://{portal_id}/")
