"""`/changes`: edits, withdrawals and returns, the weightiest first."""

from __future__ import annotations

from archive.browse.page import Page, RefusedError, Routes
from archive.browse.paging import Paging
from archive.browse.request import Request
from archive.browse.weighing import recently, weigh_more, weighed
from archive.changes import Event
from archive.differences.classes import Class
from archive.filters import Filters
from archive.store import Archive

KINDS = (Event.WITHDRAWN, Event.SUSPECTED, Event.RESTORED, *Class)
_PAGE = 25


def changes(request: Request, archive: Archive) -> Page:
    """A page of them. since, until: when they were seen; portal, kind: only these."""
    filters = Filters(portal=request.all("portal"), since=_since(request), until=request.one("until") or None)
    kinds = request.all("kind")
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise RefusedError(f"kind: there are no changes of the kind '{unknown[0]}'.")
    found = weighed(archive, filters)
    chosen = [change for change in found.changes if not kinds or change.kind in kinds]
    paging = Paging.of(request, len(chosen), _PAGE)
    values = {
        "filters": filters,
        "kind": kinds[0] if kinds else "",
        "kinds": KINDS,
        "names": {known.id: known.name for known in archive.known_portals()},
        "changes": chosen[paging.first : paging.first + _PAGE],
        "paging": paging,
        "waiting": found.waiting,
    }
    after = (lambda archive: weigh_more(archive, filters)) if found.waiting else None
    return Page(template="changes.html", values=values, after=after)


def _since(request: Request) -> str | None:
    """The last days where nothing else is asked for; all of the past where only its end is."""
    if asked := request.one("since"):
        return asked
    return None if request.one("until") else recently(request.now)


ROUTES: Routes = ((r"/changes", changes),)
