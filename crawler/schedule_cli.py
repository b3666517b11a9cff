"""`envnews schedule`: runs of the portals that are due, by a process that goes on, or by cron, systemd or Docker."""

from __future__ import annotations

import logging
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli_options import archive_option
from crawler import registry
from crawler.config import Config
from crawler.config import load as load_config
from crawler.config_values import seconds_of
from crawler.portals_cli import portals_option

if TYPE_CHECKING:
    from crawler.scheduling.command import Wish

BUDGET = "30m"  # after which portals that have become due meanwhile get their turn


def _checked_budget(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    if text is not None:
        try:
            seconds_of(text)
        except ValueError as error:
            raise click.BadParameter(str(error)) from None
    return text


@click.command()
@archive_option
@portals_option
@click.option("--all", "every", is_flag=True, help="Take all active portals that envnews knows, not only yours.")
@click.option(
    "--budget", metavar="TIME", callback=_checked_budget, help=f"End each run after so long, as 20m or 2h ({BUDGET})."
)
@click.option("--workers", type=click.IntRange(1, 256), metavar="N", help="Portals side by side.")
@click.option(
    "--print",
    "unit",
    type=click.Choice(["cron", "systemd", "docker"]),
    help="Print a ready unit that does the same, and end.",
)
def schedule(
    archive: Path, folder: Path | None, every: bool, budget: str | None, workers: int | None, unit: str | None
) -> None:
    """Crawl each portal when it is due, until SIGTERM or Ctrl-C.

    A portal is yours once you crawled it into this archive, or where its file lies in your own folder. When it is due
    its file says (`every`, or the table [polling]); otherwise it is crawled as often as it publishes.
    """
    from crawler.scheduling.command import Wish, program

    registry.load(folder)  # a folder that is none is told now
    config = load_config()
    wish = Wish(
        program=program(),
        archive=archive,
        portals=folder,
        every=every,
        budget=budget or (None if config.budget else BUDGET),
        workers=workers,
    )
    if unit is None:
        _serve(wish)
    else:
        _print(unit, wish, config)


def _print(unit: str, wish: Wish, config: Config) -> None:
    from crawler.scheduling.units import unit_of

    try:
        click.echo(unit_of(unit, wish, config, Path.cwd()), nl=False)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _serve(wish: Wish) -> None:
    from archive import Archive, locks
    from crawler.scheduling.child import Child
    from crawler.scheduling.command import run_command
    from crawler.scheduling.service import Service, serve

    Archive(wish.archive).close()  # an archive that cannot be opened is told now
    lock = locks.take(wish.archive, "schedule", f"process {os.getpid()}")
    if lock is None:
        holder = locks.holder_of(wish.archive, "schedule") or "another process"
        raise click.ClickException(f"{holder} keeps the schedule of {wish.archive} already")
    _log()
    try:
        serve(Service(wish.archive, wish.portals, Child(run_command(wish)), every=wish.every))
    finally:
        lock.release()


def _log() -> None:
    """One line an event on standard error, by UTC."""
    logging.Formatter.converter = time.gmtime
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s schedule: %(message)s", datefmt="%Y-%m-%dT%H:%M:%SZ"
    )
