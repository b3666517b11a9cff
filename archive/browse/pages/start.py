"""`/`: a search box, what is new, what was edited or withdrawn, how the portals do."""

from __future__ import annotations

from archive.browse.page import Page, Routes
from archive.browse.portal_lines import lines, summary
from archive.browse.request import Request
from archive.browse.weighing import DAYS, recently, weigh_more, weighed
from archive.filters import Filters
from archive.store import Archive

_NEW, _CHANGES, _PORTALS = 12, 8, 15


def start(request: Request, archive: Archive) -> Page:
    """The start page."""
    filters = Filters(since=recently(request.now))
    portals = lines(archive, f"{request.now:%Y-%m-%d}")
    changed = weighed(archive, filters)
    values = {
        "newest": archive.newest(_NEW),
        "days": DAYS,
        "changes": changed.changes[:_CHANGES],
        "changed": changed,
        "lines": portals[:_PORTALS],
        "portals": len(portals),
        "stories": sum(line.portal.articles for line in portals),
        "summary": summary(portals),
    }
    after = (lambda archive: weigh_more(archive, filters)) if changed.waiting else None
    return Page(template="start.html", values=values, after=after)


ROUTES: Routes = ((r"/", start),)
