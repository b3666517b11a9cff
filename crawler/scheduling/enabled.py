"""Which portals a run takes by itself, and which of them are due: what the archive and the registry say together.

Nobody wants a hundred ministries crawled that he never named. A portal is enabled once it was crawled by hand into this
archive, or where its file lies in the user's own folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from archive import Archive
from archive.crawl_history import Known
from crawler.portal import Portal, PortalState
from crawler.registry import SHIPPED, Registry
from crawler.scheduling.due import Due, agenda, zone_of
from crawler.scheduling.history import history_of, last_run_of
from crawler.urls import canonical, host_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Enabled:
    """portals: those that a run takes. remarks: which cannot be crawled that otherwise were, and why."""

    portals: tuple[Portal, ...]
    remarks: tuple[str, ...] = ()


def due_portals(archive: Archive, registry: Registry, now: datetime, *, every: bool = False) -> list[Due]:
    """Which portals are due, in the order in which they are to be taken. every: of the registry's, all active ones."""
    return due_of(archive, enabled_portals(archive, registry, every=every), now)


def due_of(archive: Archive, enabled: Enabled, now: datetime) -> list[Due]:
    """The same of portals that are known to be enabled."""
    return [one for one in agenda_of(archive, enabled, now) if one.due_at <= now]


def agenda_of(archive: Archive, enabled: Enabled, now: datetime) -> list[Due]:
    """When each of these portals is due that nobody crawls just now. Notes the runs that were killed."""
    archive.note_killed_runs()
    last_run = last_run_of(archive)
    histories = (history_of(archive, portal.id, zone_of(portal), now, last_run) for portal in enabled.portals)
    return agenda(zip(enabled.portals, histories, strict=True), now)


def enabled_portals(archive: Archive, registry: Registry, *, every: bool = False) -> Enabled:
    """The portals that a run takes by itself, in no order that matters."""
    known = {portal.id: portal for portal in archive.known_portals() if portal.last_crawled}
    chosen = [portal for portal in registry if every or portal.id in known or _is_own(registry, portal)]
    active = [portal for portal in chosen if portal.state is PortalState.ACTIVE]
    named = {portal.id for portal in active}
    unnamed = [portal for one in known.values() if (portal := _unnamed(one, registry, named))]
    return Enabled(
        portals=(*active, *unnamed), remarks=tuple(_remarks(registry, chosen, every=every, known=set(known)))
    )


def _is_own(registry: Registry, portal: Portal) -> bool:
    return not registry.path(portal.id).is_relative_to(SHIPPED)


def _unnamed(known: Known, registry: Registry, enabled: set[str]) -> Portal | None:
    """A portal that no file describes, as it was crawled by its address.

    One that a file has come to describe goes on as it is until that is enabled.
    """
    home = canonical(known.home) if known.home else None
    if known.id in registry.ids or home is None or host_of(home) != known.id:
        return None
    described = registry.for_url(home)
    if described is not None and described.id in enabled:
        return None
    return Portal(id=known.id, home=home, name=known.name)


def _remarks(registry: Registry, chosen: list[Portal], *, every: bool, known: set[str]) -> Iterator[str]:
    for problem in registry.problems:
        if every or problem.path.stem in known or not problem.path.is_relative_to(SHIPPED):
            yield str(problem)
    for portal in chosen:
        if portal.id in known and portal.state is PortalState.ARCHIVED:
            heir = f"; '{portal.successor}' took over" if portal.successor else ""
            yield f"{portal.id} is archived and not crawled{heir}"
        elif portal.id in known and portal.state is PortalState.DISABLED and not _is_own(registry, portal):
            yield f"{portal.id} is disabled and not crawled; with a file of your own it would be"
