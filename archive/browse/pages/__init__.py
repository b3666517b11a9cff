"""Our pages, a module each. One that has ROUTES and is named here is served; the first pattern that matches answers."""

from __future__ import annotations

from archive.browse.page import Routes
from archive.browse.pages import about, article, captured, changes, chart, lost, portal, portals, search, start, static

ROUTES: Routes = (
    *start.ROUTES,
    *search.ROUTES,
    *article.ROUTES,
    *captured.ROUTES,
    *changes.ROUTES,
    *portals.ROUTES,
    *portal.ROUTES,
    *about.ROUTES,
    *chart.ROUTES,
    *static.ROUTES,
    *lost.ROUTES,  # the last: it takes whatever is left
)
