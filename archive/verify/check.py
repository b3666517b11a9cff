"""The whole check, in one snapshot: whoever else writes meanwhile neither waits nor shows in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from archive.connection import Connection
from archive.database import FILE, open_database
from archive.errors import ForeignDatabaseError, NewerSchemaError, NoArchiveError, StorageError
from archive.file_seal import SEAL, seal_file
from archive.verify.captures import check_captures
from archive.verify.chain import check_chain, read_roots
from archive.verify.database import check_database
from archive.verify.file import check_file, check_unreadable
from archive.verify.finding import Finding, Note, Progress, silent
from archive.verify.roots import DayRoot
from archive.verify.rows import check_rows
from archive.verify.search import check_search


@dataclass(slots=True, kw_only=True)
class Report:
    """What was found. roots: of all days, the oldest first. captures, size: how many records, and their bytes."""

    findings: list[Finding] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    roots: list[DayRoot] = field(default_factory=list)
    captures: int = 0
    size: int = 0
    rows: int = 0

    def add(self, told: Iterable[Finding | Note]) -> None:
        """Take up what one part of the check tells."""
        for each in told:
            if isinstance(each, Finding):
                self.findings.append(each)
            else:
                self.notes.append(each)


def verify(folder: Path, progress: Progress = silent, *, search: bool = True) -> Report:
    """Check everything. search: the search index too, whose words are all taken from the articles again.

    Where all is well and nobody else writes, the file is sealed anew. Raises NoArchiveError, NewerSchemaError, or
    ForeignDatabaseError where nothing shows that the database ever was an archive's.
    """
    report = Report()
    try:
        connection = open_database(folder)
    except (NoArchiveError, NewerSchemaError):
        raise
    except StorageError as error:
        if isinstance(error, ForeignDatabaseError) and not (folder / SEAL).exists():
            raise
        report.findings.append(_unreadable(error.reason))
        report.add(check_unreadable(folder))
        return report
    try:
        _check(folder, connection, progress, report, search=search)
        writable = connection.writable
    finally:
        connection.close()
    is_sealed = not any(note.where == FILE for note in report.notes)
    if writable and not report.findings and not is_sealed:
        seal_file(folder)
    return report


def _check(folder: Path, connection: Connection, progress: Progress, report: Report, *, search: bool) -> None:
    raw = connection.raw
    # Damaged text shall be told as such, not end the check.
    raw.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    parts: list[Callable[[], Iterable[Finding | Note]]] = [
        lambda: check_file(folder, connection),
        lambda: check_database(raw),
        lambda: check_rows(raw, progress),
        lambda: check_chain(raw),
        lambda: check_captures(raw, folder, progress),
    ]
    if search:
        parts.append(lambda: check_search(folder, connection, progress))
    with connection.snapshot():
        for part in parts:
            _guarded(report, part)
        _guarded(report, lambda: _counted(raw, report))


def _guarded(report: Report, part: Callable[[], Iterable[Finding | Note]]) -> None:
    """Run one part; where the database is too damaged for it, that is what it found."""
    try:
        report.add(part())
    except (sqlite3.Error, StorageError, ValueError) as error:  # ValueError: what the tables of seals hold is no JSON
        if not any(finding.what.endswith(str(error)) for finding in report.findings):
            report.findings.append(_unreadable(str(error)))


def _counted(raw: sqlite3.Connection, report: Report) -> Iterable[Finding]:
    report.captures = raw.execute("SELECT count(*) FROM captures").fetchone()[0]
    report.size = raw.execute("SELECT coalesce(sum(size), 0) FROM capture_files").fetchone()[0]
    report.rows = raw.execute("SELECT count(*) FROM row_seals").fetchone()[0]
    report.roots = read_roots(raw)
    return ()


def _unreadable(reason: str) -> Finding:
    return Finding(part="database", where=FILE, what=f"cannot be read: {reason}")
