"""Keeps the index in step with the articles, outside the transactions that store them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from archive.connection import Connection
from archive.fold import FOLD_VERSION
from archive.search.alike import Known, first_alike
from archive.search.documents import COLUMNS, Prepared, prepare
from archive.search.engine import Engine

if TYPE_CHECKING:
    from tantivy import IndexWriter

# Raise it whenever a document would be made otherwise than before: archives then build their index anew.
INDEX_VERSION = 2

_READ = 200  # articles that are in memory at once
_COMMITTED = 5000  # articles between two commits, each of which costs some 50 ms

_WAITING = f"""
SELECT ticket, {COLUMNS} FROM search_queue JOIN article_rows AS articles ON articles.id = article_id
WHERE article_id > ? ORDER BY article_id LIMIT {_READ}
"""  # noqa: S608 - a constant


def is_up_to_date(connection: Connection, engine: Engine) -> bool:
    """Whether there is nothing to do."""
    return is_known(connection, engine) and not waiting(connection)


def index_pending(connection: Connection, engine: Engine, is_stopped: Callable[[], bool]) -> int:
    """Bring the index up to date; return how many articles were indexed. One process at a time may do so.

    Where the index is missing, or was made by other rules, it is made anew. Raises StorageError.
    """
    if not is_known(connection, engine):
        _begin_anew(connection, engine)
    if not waiting(connection):
        return 0
    with engine.writing() as writer:
        return _index(connection, engine, writer, is_stopped)


def waiting(connection: Connection) -> int:
    """How many articles the index does not know yet."""
    return int(connection.value("SELECT count(*) FROM search_queue"))


def is_known(connection: Connection, engine: Engine) -> bool:
    """Whether the index is the one that this database's articles went into, by today's rules."""
    made = engine.made
    return made is not None and connection.value("SELECT value FROM settings WHERE name = 'search_index'") == _name(
        made
    )


def _name(made: str) -> str:
    return f"{INDEX_VERSION}.{FOLD_VERSION} {made}"


def _begin_anew(connection: Connection, engine: Engine) -> None:
    made = engine.make()
    with connection.transaction():
        # What waits already keeps its ticket: to replace a million rows takes SQLite a quarter of an hour.
        connection.execute("INSERT OR IGNORE INTO search_queue SELECT id, lower(hex(randomblob(16))) FROM article_rows")
        connection.execute("INSERT OR REPLACE INTO settings VALUES ('search_index', ?)", (_name(made),))


def _index(connection: Connection, engine: Engine, writer: IndexWriter, is_stopped: Callable[[], bool]) -> int:
    """Index what waits. An article leaves the queue once the index has it on disk, and only as it was then."""
    count, done = 0, []
    twins = _Twins(engine)
    for batch in _waiting(connection):
        for row in batch:
            prepared = prepare(row)
            writer.delete_documents_by_term("id", prepared.known.id)
            prepared.document.add_integer("like", twins.of(prepared))
            writer.add_document(prepared.document)
            done.append((row["id"], row["ticket"]))
        if len(done) >= _COMMITTED:
            count += _commit(connection, writer, done)
            done, twins = [], _Twins(engine)
        if is_stopped():
            break
    return count + _commit(connection, writer, done)


def _waiting(connection: Connection) -> Iterator[list[sqlite3.Row]]:
    last = 0
    while batch := connection.rows(_WAITING, (last,)):
        last = batch[-1]["id"]
        yield batch


def _commit(connection: Connection, writer: IndexWriter, done: Sequence[tuple[int, str]]) -> int:
    if not done:
        return 0
    writer.commit()
    with connection.transaction():
        return connection.execute_many("DELETE FROM search_queue WHERE article_id = ? AND ticket = ?", done)


class _Twins:
    """Finds a story that is already known with nearly the same text, in the index or among those to be committed."""

    def __init__(self, engine: Engine) -> None:
        self._searcher = engine.searcher()
        self._new: dict[str, list[Known]] = {}

    def of(self, prepared: Prepared) -> int:
        """The first of its like: itself, where it is like none."""
        among = [one for band in prepared.bands for one in self._new.get(band, ())]
        like = first_alike(self._searcher, prepared.known, among)
        for band in prepared.bands:
            self._new.setdefault(band, []).append(prepared.known._replace(like=like))
        return like
