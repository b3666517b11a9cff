"""What an archive holds at the moment at which its crawl was struck, read without touching anything in it."""
# ruff: noqa: INP001 - a folder of scripts, no package

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive import Archive, journal
from archive.capture_scan import scan
from archive.captures import FOLDER
from archive.database import FILE
from archive.errors import CaptureError
from archive.frontier import State
from archive.verify.check import verify

LOG = f"{FILE}-wal"
# What two crawls of the same pages may say otherwise.
APART = ("id", "first_seen", "last_seen", "capture")

_STORIES = "SELECT addresses.url, articles.id FROM addresses JOIN articles ON articles.id = article_id"
_HAVE = "SELECT url FROM addresses WHERE state = 'done' AND visited_at IS NOT NULL"


@dataclass(frozen=True)
class Held:
    """ids: of stories, by their addresses. stored: the addresses whose visit is on the disk, by index or by journal."""

    ids: dict[str, int]
    stored: frozenset[str]


def held(folder: Path, *, tail: bool = True) -> Held:
    """What is there; nothing where no archive was made yet. tail: also what only the journal tells."""
    if not (folder / FILE).exists():
        return Held({}, frozenset())
    with _database(folder) as (_, database):
        ids = dict(database.execute(_STORIES).fetchall())
        stored = {url for (url,) in database.execute(_HAVE)}
        sizes = dict(database.execute("SELECT name, size FROM capture_files").fetchall())
    for path in sorted((folder / FOLDER).glob("*.warc.gz")) if tail else ():
        for entry in _journalled(path, sizes.get(path.name, 0)):
            if entry.visit is not None and entry.visit.state is State.DONE:
                stored.add(entry.visit.url)
                ids |= {entry.visit.url: entry.story.id} if entry.story else {}
    return Held(ids, frozenset(stored))


@contextmanager
def _database(folder: Path) -> Iterator[tuple[Path, sqlite3.Connection]]:
    """A copy of the database with its log: to open the thing itself would bring it in order."""
    with tempfile.TemporaryDirectory() as name:
        for part in (FILE, LOG):
            if (folder / part).exists():
                shutil.copy(folder / part, Path(name) / part)
        with closing(sqlite3.connect(Path(name) / FILE)) as database:
            yield Path(name), database


def _journalled(path: Path, start: int) -> Iterator[journal.Entry]:
    try:
        for found in scan(path, start):
            if found.new.type == "metadata":
                yield journal.decode(found.record.block)
    except CaptureError:
        return  # torn: the rest is nothing


def capture_sizes(folder: Path) -> dict[str, int]:
    """How many bytes of each file of captures the database knows: those were synced before it was told of them."""
    if not (folder / FILE).exists():
        return {}
    with _database(folder) as (_, database):
        return dict(database.execute("SELECT name, size FROM capture_files").fetchall())


def faults(folder: Path) -> list[str]:
    """What `envnews verify` finds in a copy; an archive that was not made yet has no faults."""
    if not (folder / FILE).exists():
        return []
    with tempfile.TemporaryDirectory() as name:
        copy = shutil.copytree(folder, Path(name) / "copy")
        return [str(finding) for finding in verify(copy).findings]


def records(folder: Path) -> dict[str, dict[str, Any]]:
    """What the archive says of each story, by its address."""
    with Archive(folder, create=False) as archive:
        told = {record.url: record.as_dict() for record in archive.articles()}
    for record in told.values():
        for name in APART:
            del record[name]
    return told


def stories_twice(folder: Path) -> int:
    """How many records tell a story that another record tells, too."""
    with Archive(folder, create=False) as archive:
        titles = [record.title for record in archive.articles()]
    return len(titles) - len(set(titles))


def differences(found: dict[str, dict[str, Any]], expected: dict[str, dict[str, Any]]) -> list[str]:
    """What the records say otherwise, a line each."""
    told = [f"{url}: only in one of the two" for url in found.keys() ^ expected.keys()]
    for url in found.keys() & expected.keys():
        names = [name for name, value in expected[url].items() if found[url][name] != value]
        told += [f"{url}: {name} {found[url][name]!r:.200}, not {expected[url][name]!r:.200}" for name in names]
    return told
