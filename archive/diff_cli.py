"""`show ID --diff A B`: what was changed between two revisions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from archive.diff_page import page
from archive.diff_text import print_comparison
from archive.differences import compare
from archive.export.destination import destination
from archive.printing import console, print_json

if TYPE_CHECKING:
    from archive.store import Archive

_F = TypeVar("_F", bound=Callable[..., Any])
_OPTION = "--diff"


class _Revisions(click.ParamType[tuple[int, int | None]]):
    """One revision, to be compared with the present one, or two."""

    name = "revisions"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int | None]:
        if isinstance(value, tuple):
            return value
        numbers = value.split()
        if not 1 <= len(numbers) <= 2 or not all(map(_is_number, numbers)):
            self.fail(f"{value!r} is no revision; give one or two numbers", param, ctx)
        return int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else None


class DiffCommand(click.Command):
    """A command whose `--diff` takes one number or two, which click's own options cannot."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _joined(args))


def _joined(arguments: list[str]) -> list[str]:
    """`--diff 1 2` as one option with one value."""
    if _OPTION not in arguments:
        return arguments
    place = arguments.index(_OPTION) + 1
    numbers = arguments[place : place + 2]
    if len(numbers) < 2 or not all(map(_is_number, numbers)):
        return arguments
    return [*arguments[:place], " ".join(numbers), *arguments[place + 2 :]]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 40  # more digits Python does not read


def diff_options(command: _F) -> _F:
    """`--diff A [B]` and `--html FILE`; arrive as `diff` and `html`."""
    diff = click.option(
        _OPTION,
        type=_Revisions(),
        metavar="A [B]",
        help="What was changed from revision A to B, or to the present one.",
    )
    html = click.option(
        "--html",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="With --diff: write it as a page; - for standard output.",
    )
    return diff(html(command))


def show_difference(
    opened: Archive, article: int, revisions: tuple[int, int | None], html: Path | None, *, as_json: bool
) -> None:
    """Print what was changed between two revisions, or write it as a page. Raises ArticleNotFoundError."""
    old, new = opened.get(article, revisions[0]), opened.get(article, revisions[1])
    comparison = compare(old, new)
    if html is not None:
        with destination(html) as stream:
            stream.write(page(old, new, comparison))
    if as_json:
        print_json({"id": new.id, "url": new.url, "old": old.revision, "new": new.revision} | comparison.as_dict())
    elif html is None:
        print_comparison(console(), old, new, comparison)
