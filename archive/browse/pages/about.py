"""`/about`: what this archive is, how to ask it, how to cite it."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from archive.browse.page import Page, Routes
from archive.browse.request import Request
from archive.store import Archive


def about(request: Request, archive: Archive) -> Page:
    """How much there is, since when, made by what."""
    portals = archive.glances()
    crawls = [day for one in portals for day in (one.first_crawled, one.last_crawled) if day]
    values = {
        "portals": len(portals),
        "countries": len({one.country for one in portals if one.country}),
        "stories": sum(one.articles for one in portals),
        "gone": sum(one.gone for one in portals),
        "first": min(crawls, default=""),
        "last": max(crawls, default=""),
        "today": f"{request.now:%Y-%m-%d}",
        "version": _version(),
    }
    return Page(template="about.html", values=values)


def _version() -> str:
    try:
        return version("envnews")
    except PackageNotFoundError:  # run from a folder, not installed
        return ""


ROUTES: Routes = ((r"/about", about),)
