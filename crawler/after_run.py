"""What a run leaves to be told: which portals need a person, on standard error and through the notifiers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from archive.text import printable
from crawler.config import load
from crawler.counts import Result
from crawler.interruption import STOPPED


def tell(result: Result, *, err: bool) -> bool:
    """Tell which portals need a person, and return whether one does.

    err: on standard error; else on standard output, where somebody who asked for the crawl reads what it came to.
    """
    if result.own_outage:
        click.echo(f"envnews: {result.own_outage}", err=True)
    troubled = [one for one in result.verdicts if one.verdict.needs_person]
    for one in troubled:
        head = "envnews: " if err else "Health: "
        click.echo(f"{head}{printable(one.portal)}: {one.verdict}: {printable(one.reasons[0])}", err=err)
    return bool(troubled)


def notify_after(folder: Path, result: Result) -> None:
    """See notify; but a run that was told to stop has no twenty seconds for it: the next one does it."""
    if result.stopped not in STOPPED.values():
        notify(folder)


def notify(folder: Path) -> None:
    """Send what is untold and due. Whatever a notifier does, the run is not concerned: a line says what went wrong.

    Raises StorageError, PortalFileError and ConfigError.
    """
    config = load()
    if not config.notify:
        return
    from archive import Archive
    from crawler.notifying.telling import notify_changes, notify_digest

    now = datetime.now(UTC)
    with Archive(folder, create=False) as archive:
        for problem in (*notify_changes(archive, config, now), *notify_digest(archive, config, now)):
            click.echo(f"envnews: {printable(problem)}", err=True)
