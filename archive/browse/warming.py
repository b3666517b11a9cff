"""What the first visitor would wait for, done beside the start of the server."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.browse import charts
from archive.browse.covered import count
from archive.browse.page import Page
from archive.browse.pages import changes, portals, start
from archive.browse.rendering import render
from archive.browse.request import Request
from archive.browse.weighing import recently, weigh_all
from archive.filters import Filters
from archive.store import Archive


def warm(archive: Archive) -> None:
    """Read templates and libraries in, compare the recent edits, count the coverage."""
    charts.small([1])
    for page in (start.start, changes.changes, portals.portals):
        made: Page = page(Request(path="/"), archive)
        render(made.template, made.values)
    weigh_all(archive, Filters(since=recently(datetime.now(UTC))))
    count(archive)
