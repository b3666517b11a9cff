"""What the first visitor would wait for, done beside the start of the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from archive.browse import charts
from archive.browse.covered import count
from archive.browse.page import Page
from archive.browse.pages import changes, portals, start
from archive.browse.rendering import render
from archive.browse.request import Request
from archive.browse.weighing import recently, weigh_more
from archive.filters import Filters
from archive.store import Archive


def read_in(archive: Archive) -> None:
    """Libraries, templates, and what the pages read of the database."""
    charts.small([1])
    for page in (start.start, changes.changes, portals.portals):
        made: Page = page(Request(path="/"), archive)
        render(made.template, made.values)


def compare(archive: Archive) -> bool:
    """Some of the recent edits; return whether there are more."""
    return weigh_more(archive, Filters(since=recently(datetime.now(UTC))))


TASKS: tuple[Callable[[Archive], object], ...] = (read_in, compare, count)
