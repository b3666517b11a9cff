"""`/portal/ID`: one portal: its stories by month, how it does and did, what is missing, its last runs."""

from __future__ import annotations

from archive.browse import months
from archive.browse.covered import count, coverage_of
from archive.browse.page import NotFoundError, Page, Routes
from archive.browse.paging import Paging
from archive.browse.request import Request
from archive.overview import Glance
from archive.store import Archive

_RUNS, _HISTORY, _MISSING = 10, 20, 10
_PAGE = 50


def portal(request: Request, archive: Archive) -> Page:
    """One portal."""
    glance = _glance(request, archive)
    found = archive.months([glance.id]).get(glance.id, {})
    history = archive.verdict_history(glance.id, _HISTORY)
    values = {
        "portal": glance,
        "chart": months.whole(found, f"{request.now:%Y-%m-%d}"),
        "years": months.by_year(found),
        "undated": glance.articles - sum(found.values()),
        "verdict": history[0] if history else None,
        "history": history,
        "coverage": coverage_of(archive, glance.id),
        "missing": archive.first_missing(glance.id, _MISSING),
        "runs": archive.runs(_RUNS, [glance.id]),
    }
    return Page(template="portal.html", values=values, after=count)


def missing(request: Request, archive: Archive) -> Page:
    """All stories that its sources named and that are not held."""
    glance = _glance(request, archive)
    paging = Paging.of(request, coverage_of(archive, glance.id).missing, _PAGE)
    found = archive.first_missing(glance.id, paging.last)[paging.first :]
    return Page(template="missing.html", values={"portal": glance, "missing": found, "paging": paging})


def _glance(request: Request, archive: Archive) -> Glance:
    for glance in archive.glances([request.parts["id"]]):
        return glance
    raise NotFoundError("There is no such portal in this archive.")


ROUTES: Routes = ((r"/portal/(?P<id>[^/]+)", portal), (r"/portal/(?P<id>[^/]+)/missing", missing))
