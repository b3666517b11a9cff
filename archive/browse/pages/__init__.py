"""Our pages, a module each. One that has ROUTES and is named here is served; the first pattern that matches answers."""

from __future__ import annotations

from archive.browse.page import Routes
from archive.browse.pages import about, lost, static

ROUTES: Routes = (*about.ROUTES, *static.ROUTES, *lost.ROUTES)
