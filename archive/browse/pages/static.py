"""`/static/…`: what comes with the package."""

from __future__ import annotations

from archive.browse.assets import asset
from archive.browse.page import Content, Routes
from archive.browse.request import Request
from archive.store import Archive


def static(request: Request, _: Archive) -> Content:
    """A file of ours."""
    return asset(request.parts["name"])


def favicon(_: Request, __: Archive) -> Content:
    """What browsers ask for by themselves."""
    return asset("icon.svg")


ROUTES: Routes = ((r"/static/(?P<name>[^/]+)", static), (r"/favicon\.ico", favicon))
