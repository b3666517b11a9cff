"""`envnews import`: stories out of what other tools captured. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from archive import Archive
from archive.foreign import Gathered, gather
from crawler.owners import Owners
from crawler.portal import Portal
from crawler.portal_facts import portal_of
from crawler.portal_import import Chosen, Counts, PortalImport
from crawler.registry import Registry

__all__ = ["Chosen", "Counts", "Imported", "import_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A finished import. records: of all files. faults: `FILE:offset: reason`, the first of them; more: the others."""

    run_id: int
    records: int
    counts: tuple[Counts, ...]
    faults: tuple[str, ...] = ()
    more: int = 0


def import_files(
    paths: Sequence[Path], archive: Archive, registry: Registry, chosen: Chosen, progress: Callable[[str, int], None]
) -> Imported:
    """Take the files' stories into the archive; each is a transaction of its own. Raises StorageError.

    What was imported already is left alone, so that an import that was stopped can be started again.
    progress: told what is being read, and how many records or pages of it.
    """
    owners = Owners(registry, chosen=chosen.portals, others=_own_portals(archive, registry), anything=chosen.anything)
    run_id = archive.start_run([path.name for path in paths])
    with gather(paths, archive.path, lambda url: bool(owners.id_of(url)), progress) as gathered:
        counts = tuple(_import_all(archive, gathered, owners, chosen, run_id, progress))
        for fault in gathered.faults:
            archive.add_issue(run_id, "import", f"{fault.file}:{fault.offset}", fault.reason)
        archive.finish_run(run_id, "finished")
        archive.index_pending()
        return Imported(
            run_id=run_id,
            records=gathered.records,
            counts=counts,
            faults=tuple(map(str, gathered.faults)),
            more=gathered.more,
        )


def _own_portals(archive: Archive, registry: Registry) -> Iterator[Portal]:
    """The archive's portals that no file describes."""
    for known in archive.stats().portals:
        if known.id not in registry.ids:
            portal = portal_of(known.id, archive.portal_facts(known.id), registry)
            if portal is not None:
                yield portal


def _import_all(
    archive: Archive,
    gathered: Gathered,
    owners: Owners,
    chosen: Chosen,
    run_id: int,
    progress: Callable[[str, int], None],
) -> Iterator[Counts]:
    """Portal by portal, the oldest page first."""
    for portal_id, group in groupby(gathered.captures(owners.id_of), lambda capture: owners.id_of(capture.url)):
        at_work = PortalImport(archive, owners.portals[portal_id], chosen, run_id)
        for number, capture in enumerate(group):
            progress(portal_id, number)
            at_work.take(capture)
        at_work.close()
        yield at_work.counts
