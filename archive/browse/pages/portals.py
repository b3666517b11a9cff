"""`/portals`: all of them, those first that somebody has to look at."""

from __future__ import annotations

from archive.browse.page import Page, Routes
from archive.browse.portal_lines import lines, summary
from archive.browse.request import Request
from archive.store import Archive


def portals(request: Request, archive: Archive) -> Page:
    """A line for each."""
    found = lines(archive, f"{request.now:%Y-%m-%d}")
    return Page(template="portals.html", values={"lines": found, "summary": summary(found)})


ROUTES: Routes = ((r"/portals", portals),)
