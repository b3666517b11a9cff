"""Opens `archive.db` in a folder: makes it, migrates it, and refuses what is not ours."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from archive.connection import BUSY_SECONDS, Connection, border
from archive.errors import ForeignDatabaseError, NewerSchemaError, NoArchiveError, StorageError
from archive.seals import seal_everything
from archive.sync import sync_folder

if TYPE_CHECKING:
    from sqlite_utils import Database

FILE = "archive.db"
# Those of archive.schema, by name, so that an archive that has them all is opened without sqlite-utils: it imports
# pandas where that is installed, and takes longer to do so than a search takes.
MIGRATIONS = (
    "0001_begin", "0002_templates", "0003_sources", "0004_robots", "0005_translations", "0006_captures", "0007_media",
    "0008_revisits", "0009_seals", "0010_readings", "0011_polls", "0012_verdicts", "0013_search", "0014_changes",
    "0015_views",
)  # fmt: skip

# "envn" in the file's header: how we know our own files, and leave others alone.
APPLICATION_ID = 0x656E766E


def open_database(folder: Path, *, create: bool = False, readonly: bool = False) -> Connection:
    """Open the archive of a folder.

    create: make folder and database where there are none, and insist on writing. Without it, an archive that cannot be
    written is opened for reading (`Connection.writable` tells); with `readonly`, nothing is ever written.

    Raises NoArchiveError, ForeignDatabaseError, NewerSchemaError, or StorageError with the reason.
    """
    path = folder / FILE
    with border(folder):
        if not path.exists():
            if not create or readonly:
                raise NoArchiveError(folder)
            _create(path)
        _refuse_strangers(path)
        writable = not readonly and os.access(path, os.W_OK) and os.access(folder, os.W_OK)
        if create and not writable:
            raise StorageError(folder, "cannot be written")
    with border(path):
        return Connection(path, _connect_and_migrate(path) if writable else _connect_readonly(path), writable=writable)


def _create(path: Path) -> None:
    """Make the database beside its place and put it there whole: a crash leaves no half-made archive."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".archive-")
    os.close(handle)
    new = Path(name)
    try:
        with closing(_connect(new, "mode=rw")) as raw:
            raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _migrate(raw)
            raw.execute("PRAGMA journal_mode = WAL")
        new.chmod(0o666 & ~_umask())
        # A link, unlike a rename, does not overwrite what another process has made meanwhile.
        with suppress(FileExistsError):
            path.hardlink_to(new)
        sync_folder(path.parent)
        with suppress(PermissionError):  # whoever may make a folder there need not be allowed to look
            sync_folder(path.parent.parent)
    finally:
        new.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


def _refuse_strangers(path: Path) -> None:
    """Look at the file's header, and at nothing that SQLite might recover, lock or convert where it is not ours.

    Only SQLite may open the file: a file that a process closes loses all locks of that process, those of its other
    connections too.
    """
    try:
        application = _application_id(path, "mode=ro&immutable=1") if path.stat().st_size else None
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_CORRUPT and path.with_name(f"{path.name}-wal").exists():
            application = _application_id(path, "mode=ro")  # a disk that was full cut it short; the log has the rest
        elif error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            application = None
        else:
            raise
    if application is None:
        raise ForeignDatabaseError(path, "damaged, or no SQLite database at all")
    if application != APPLICATION_ID:
        raise ForeignDatabaseError(path, "a database of another program; it was left as it is")


def _application_id(path: Path, mode: str) -> int:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)) as raw:
        return int(raw.execute("PRAGMA application_id").fetchone()[0])


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # isolation_level None: transactions begin and end where we say so, never behind our back.
    raw = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    with _closed_on_error(raw):
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA synchronous = NORMAL")
    return raw


def _connect_and_migrate(path: Path) -> sqlite3.Connection:
    raw = _connect(path, "mode=rw")
    with _closed_on_error(raw):
        if _pending(path, raw):
            _migrate(raw)
        raw.execute("PRAGMA journal_mode = WAL")
    return raw


def _connect_readonly(path: Path) -> sqlite3.Connection:
    try:
        raw = _connect(path, "mode=ro")
    except sqlite3.OperationalError:
        # On a read-only medium SQLite cannot make the file that readers share. Where no writer left a log, nothing
        # is missing from the database itself, and it can be read as unchanging.
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise
        raw = _connect(path, "mode=ro&immutable=1")
    with _closed_on_error(raw):
        if _pending(path, raw):
            raise StorageError(path, "made by an older version of envnews, and read-only: it cannot be upgraded")
    return raw


@contextmanager
def _closed_on_error(raw: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        raw.close()
        raise


def _pending(path: Path, raw: sqlite3.Connection) -> bool:
    """Tell whether migrations are to be applied; refuse a database that knows more of them than we do."""
    there = raw.execute("SELECT 1 FROM sqlite_schema WHERE name = '_sqlite_migrations'").fetchone()
    rows = raw.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'envnews'") if there else ()
    done = {row[0] for row in rows}
    if unknown := done - set(MIGRATIONS):
        raise NewerSchemaError(path, f"made by a newer version of envnews (it has {', '.join(sorted(unknown))})")
    return len(done) < len(MIGRATIONS)


def _migrate(raw: sqlite3.Connection) -> None:
    """Apply what is missing, under the write lock: another process may have had the same idea."""
    from archive.schema import migrations

    raw.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(_sqlite_utils(raw))
        seal_everything(raw)
        raw.execute("COMMIT")
    except BaseException:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        raise


def _sqlite_utils(raw: sqlite3.Connection) -> Database:
    from sqlite_utils import Database

    return Database(raw, recursive_triggers=False, execute_plugins=False)
