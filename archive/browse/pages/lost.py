"""Whatever is neither a page of ours nor one of the tables: Datasette's other pages, too, are not for visitors."""

from __future__ import annotations

from archive.browse.page import NotFoundError, Redirect, Routes
from archive.browse.request import Request
from archive.store import Archive


def lost(request: Request, _: Archive) -> Redirect:
    """Nothing, or the same without its last slash."""
    shorter = request.path.rstrip("/")
    if shorter != request.path and not shorter.startswith(("//", "/\\")):
        return Redirect(shorter)
    raise NotFoundError("There is no such page.")


ROUTES: Routes = ((r"(?s)/(?!archive(?:[/.]|$)|-/static/).*", lost),)
