"""Our pages, a module each. One that has ROUTES and is named here is served; the first pattern that matches answers."""

from __future__ import annotations

from archive.browse.page import Routes
from archive.browse.pages import about, article, captured, lost, search, static

ROUTES: Routes = (*about.ROUTES, *static.ROUTES, *search.ROUTES, *article.ROUTES, *captured.ROUTES, *lost.ROUTES)
