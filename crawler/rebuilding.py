"""`envnews rebuild`: the database made anew from the WARC files alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive import Archive
from archive.captures import FOLDER
from archive.connection import border
from archive.database import FILE
from archive.errors import StorageError
from archive.file_seal import SEAL
from archive.replaying import portals_in
from crawler.portal_facts import portal_of
from crawler.registry import Registry
from crawler.replay import Replayed, replay

_NEW = ".rebuild"  # the folder in which the new database grows


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuild came to. kept: where the database that was there before is now."""

    articles: int
    visits: int
    kept: Path | None
    faults: tuple[str, ...]


def copy_captures(source: Path, target: Path) -> None:
    """Copy an archive's captures to where there are none."""
    if any((target / FOLDER).glob("*.warc.gz")) or not any((source / FOLDER).glob("*.warc.gz")):
        return
    with border(target):
        (target / FOLDER).mkdir(parents=True, exist_ok=True)
        for path in sorted((source / FOLDER).glob("*.warc.gz")):
            shutil.copy2(path, target / FOLDER / path.name)


def rebuild(folder: Path, registry: Registry, progress: Callable[[str, Replayed], None]) -> Rebuilt:
    """Make `archive.db` of a folder anew from its captures; the old one, if any, is kept beside it under another name.

    The new one takes its place only once it is whole. Raises StorageError where there are no captures.
    """
    found = portals_in(folder)
    if not found:
        raise StorageError(folder / FOLDER, "holds no captures")
    work = folder / _NEW
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    (work / FOLDER).symlink_to(Path("..") / FOLDER)
    try:
        articles, visits, faults = _replay_all(work, found, registry, progress)
        kept = _put_in_place(folder, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Rebuilt(articles=articles, visits=visits, kept=kept, faults=tuple(faults))


def _replay_all(
    work: Path, found: dict[str, str], registry: Registry, progress: Callable[[str, Replayed], None]
) -> tuple[int, int, list[str]]:
    visits = 0
    faults: list[str] = []
    with Archive(work) as archive:
        for portal_id, facts in found.items():
            portal = portal_of(portal_id, facts, registry)
            if portal is None:
                faults.append(f"{portal_id}: neither the registry nor its captures say what it is")
                continue
            archive.describe_portal(portal_id, name=portal.name, country=portal.country, home=portal.home)
            done = replay(archive, portal)
            progress(portal_id, done)
            visits += done.visits
            faults += [*done.cut, *done.faults]
        archive.index_pending()
        return archive.stats().articles, visits, faults


def _put_in_place(folder: Path, work: Path) -> Path | None:
    """Swap the databases. What SQLite keeps beside a database goes with it."""
    old = folder / FILE
    kept = None
    if old.exists():
        kept = folder / f"archive-{datetime.now(UTC):%Y%m%dT%H%M%S}.db"
        for ending in ("-wal", "-shm", ""):
            part = old.with_name(FILE + ending)
            if part.exists():
                part.rename(kept.with_name(kept.name + ending))
    (work / FILE).replace(old)
    (folder / SEAL).unlink(missing_ok=True)  # it was the other database's
    if (work / SEAL).exists():
        (work / SEAL).replace(folder / SEAL)
    return kept
