"""`/about`: what this archive is, and how to cite it."""

from __future__ import annotations

from archive.browse.page import Page, Routes
from archive.browse.request import Request
from archive.store import Archive


def about(_: Request, archive: Archive) -> Page:
    """How much there is, where it comes from."""
    return Page(template="about.html", values={"portals": archive.known_portals()})


ROUTES: Routes = ((r"/about", about),)
