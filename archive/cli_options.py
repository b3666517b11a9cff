"""The options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from archive.store import Archive

_F = TypeVar("_F", bound=Callable[..., Any])


def archive_option(command: _F) -> _F:
    """`--archive DIR`, as every command has it; arrives as `archive: Path`."""
    return click.option(
        "--archive",
        type=click.Path(path_type=Path),
        envvar="ENVNEWS_ARCHIVE",
        default=Path("envnews-data"),
        show_default="./envnews-data",
        show_envvar=True,
        metavar="DIR",
        help="The archive's folder.",
    )(command)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def filter_options(command: _F) -> _F:
    """The filters; arrive as the fields of Filters."""
    options = (
        click.option("--portal", multiple=True, metavar="ID", help="Only this portal (may be repeated)."),
        click.option("--country", multiple=True, metavar="CC", help="Only this country, as VN (may be repeated)."),
        click.option("--language", multiple=True, metavar="TAG", help="Only this language, as vi (may be repeated)."),
        click.option("--since", metavar="DATE", help="Published on or after (YYYY, YYYY-MM or YYYY-MM-DD)."),
        click.option("--until", metavar="DATE", help="Published on or before."),
        click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most N articles."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def open_archive(folder: Path) -> Archive:
    """Open for asking: nothing is made where there is no archive; one that cannot be written is only read."""
    from archive.store import Archive

    return Archive(folder, create=False)
