"""Takes up captures that are in no index: what a killed run wrote and the database never heard of, or all there is.

The reading of pages is the caller's: `take_up` gives it the journal's entries, `save` stores a visit again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from archive import captures, frontier, journal, portals, runs, visits
from archive.capture_scan import Found, TornError, portal_of, scan
from archive.capture_writer import file_stem, lock
from archive.captures import FOLDER
from archive.connection import Connection
from archive.errors import CaptureError
from archive.frontier import State
from archive.visits import Circumstances, Outcome, Visit

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What stands in a file after its last indexed byte. name: the file's."""

    name: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An entry of the journal that was taken up, and the capture of the page that it speaks of."""

    entry: journal.Entry
    capture_id: int | None


class Replaying:
    """The files of one portal whose ends are in no index.

    cut: what was cut off as torn, a line each. faults: what could not be read, a line each.
    """

    def __init__(self, connection: Connection, folder: Path, portal: str) -> None:
        self.connection = connection
        self.folder = folder / FOLDER
        self.portal = portal
        self.cut: list[str] = []
        self.faults: list[str] = []

    def rests(self) -> list[Rest]:
        """The files that hold more than the index knows, the oldest first."""
        known = {
            row["name"]: row["size"]
            for row in self.connection.rows("SELECT name, size FROM capture_files WHERE portal = ?", (self.portal,))
        }
        found = []
        for path in sorted(self.folder.glob(f"{file_stem(self.portal)}-*.warc.gz")):
            start = known.get(path.name, 0)
            if path.stat().st_size > start and (start or portal_of(path).get("isPartOf") in {self.portal, None}):
                found.append(Rest(name=path.name, start=start))
        return found

    def take_up(self, rest: Rest, store: Callable[[Taken], _Result]) -> Iterator[tuple[Taken, _Result]]:
        """Put a file's rest into the index, and give each entry of the journal in it with what `store` made of it.

        The records and what `store` writes are in one transaction, which has ended when they are given. A file that
        another process writes is left alone.
        """
        path = self.folder / rest.name
        stream = lock(path)
        if stream is None:
            return
        with stream:
            try:
                yield from self._taken_up(path, rest, store)
            except TornError as error:
                stream.truncate(error.start)
                self.cut.append(f"{path}: its last record was torn and is cut off at {error.start}")
            except CaptureError as error:
                self.faults.append(str(error))

    def save(self, visit: Visit, at: Circumstances) -> Outcome:
        """Store a visit as the journal tells it."""
        return visits.save(self.connection, visit, at)

    def save_alias(self, entry: journal.Entry) -> None:
        """Store an alias as the journal tells it."""
        if entry.visit is not None and entry.alias_of is not None:
            frontier.add_alias(self.connection, self.portal, entry.visit.url, entry.alias_of)
            frontier.set_state(self.connection, self.portal, entry.visit.url, State.DONE, None)

    def save_evidence(self, entry: journal.Entry) -> None:
        """Store what a listing told, as the journal tells it."""
        if entry.visit is not None:
            visits.save_evidence(self.connection, entry.visit, entry.at)

    def _taken_up(self, path: Path, rest: Rest, store: Callable[[Taken], _Result]) -> Iterator[tuple[Taken, _Result]]:
        batch: list[Found] = []
        try:
            for found in scan(path, rest.start):
                batch.append(found)
                if found.new.type == "metadata":
                    yield self._store(path.name, batch, store)
                    batch = []
        finally:
            with self.connection.transaction():
                self._index(path.name, batch, None)

    def _store(self, name: str, batch: list[Found], store: Callable[[Taken], _Result]) -> tuple[Taken, _Result]:
        entry = journal.decode(batch[-1].record.block)
        with self.connection.transaction():
            self._note(entry)
            self._index(name, batch, entry)
            taken = Taken(entry=entry, capture_id=self._page(entry))
            return taken, store(taken)

    def _note(self, entry: journal.Entry) -> None:
        portals.ensure(self.connection, self.portal, entry.at)
        if entry.visit is None or entry.visit.imported is None:
            portals.crawled(self.connection, self.portal, entry.at)
        if entry.visit is not None and entry.visit.run_id is not None:
            runs.ensure(self.connection, entry.visit.run_id, self.portal, entry.at)

    def _index(self, name: str, batch: list[Found], entry: journal.Entry | None) -> None:
        if not batch:
            return
        sql = "INSERT OR IGNORE INTO capture_files (name, portal, size) VALUES (?, ?, 0)"
        portals.ensure(self.connection, self.portal, batch[0].new.captured_at)
        self.connection.execute(sql, (name, self.portal))
        file_id = self.connection.value("SELECT id FROM capture_files WHERE name = ?", (name,))
        run_id = entry.visit.run_id if entry and entry.visit else None
        for found in batch:
            captures.take_up(
                self.connection, found.new, file_id=file_id, start=found.start, portal=self.portal, run_id=run_id
            )
        self.connection.execute("UPDATE capture_files SET size = ? WHERE id = ?", (batch[-1].end, file_id))

    def _page(self, entry: journal.Entry) -> int | None:
        if entry.page is None:
            return None
        sql = """
            SELECT captures.id, offset FROM capture_files JOIN captures ON captures.file_id = capture_files.id
            WHERE name = ? AND start <= ? ORDER BY start DESC LIMIT 1
        """  # by `start`, which is indexed
        found = self.connection.row(sql, (entry.page.file, entry.page.offset))
        return int(found["id"]) if found is not None and found["offset"] == entry.page.offset else None


def portals_in(folder: Path, portal: str | None = None) -> dict[str, str]:
    """The portals that the files in `folder`'s captures speak of, each with its facts (JSON) as last written.

    portal: look at this one's files alone.
    """
    found: dict[str, str] = {}
    stem = "*" if portal is None else f"{file_stem(portal)}-*"
    for path in sorted((folder / FOLDER).glob(f"{stem}.warc.gz")):
        about = portal_of(path)
        if "isPartOf" in about:
            found[about["isPartOf"]] = about.get("envnews-portal", json.dumps({}))
    return found
