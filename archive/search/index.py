"""Keeps the search index in step with the articles, outside the transactions that store them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from archive.connection import Connection
from archive.fold import FOLD_VERSION, fold

# Articles folded and written at a time: a crawl waits for the write lock no longer than this takes.
_BATCH = 100

# What of an article is indexed. `more`: what is beside title and body: people, subjects, captions, documents.
WORDS = """
title, body, (
    SELECT coalesce(group_concat(value, char(10)), '') FROM (
        SELECT value FROM json_each(authors) UNION ALL SELECT value FROM json_each(tags)
        UNION ALL SELECT caption FROM images WHERE article_id = articles.id
        UNION ALL SELECT title FROM attachments WHERE article_id = articles.id
        UNION ALL SELECT text FROM attachments WHERE article_id = articles.id)
    ) AS more
"""

_WAITING = f"""
SELECT id, search_queue.content_hash, {WORDS}
FROM search_queue JOIN articles ON articles.id = article_id
ORDER BY article_id LIMIT ?
"""  # noqa: S608 - a constant


def enqueue(connection: Connection, article_id: int, content_hash: str) -> None:
    """Note, in the transaction that changes an article, that the index does not know its content yet."""
    connection.execute("INSERT OR REPLACE INTO search_queue VALUES (?, ?)", (article_id, content_hash))


def index_pending(connection: Connection) -> int:
    """Bring the index up to date, in short transactions; return how many articles were indexed.

    After a change of the folding rules the whole index is built anew.
    """
    if connection.value("SELECT value FROM settings WHERE name = 'fold_version'") != str(FOLD_VERSION):
        _begin_anew(connection)
    count = 0
    while batch := connection.rows(_WAITING, (_BATCH,)):
        folded = [(fold(row["title"]), fold(row["body"]), fold(row["more"])) for row in batch]
        with connection.transaction():
            for row, texts in zip(batch, folded, strict=True):
                count += _index(connection, row, texts)
    return count


def waiting(connection: Connection) -> int:
    """How many articles the index does not know yet."""
    return int(connection.value("SELECT count(*) FROM search_queue"))


def _index(connection: Connection, row: sqlite3.Row, texts: Sequence[str]) -> bool:
    """Index one article, unless it was changed or indexed by another process since it was read."""
    sql = "DELETE FROM search_queue WHERE article_id = ? AND content_hash = ?"
    if not connection.execute(sql, (row["id"], row["content_hash"])).rowcount:
        return False
    connection.execute("DELETE FROM search_documents WHERE article_id = ?", (row["id"],))
    document = connection.execute("INSERT INTO search_documents (article_id) VALUES (?)", (row["id"],)).lastrowid
    connection.execute("INSERT INTO search_index (rowid, title, body, more) VALUES (?, ?, ?, ?)", (document, *texts))
    return True


def _begin_anew(connection: Connection) -> None:
    with connection.transaction():
        connection.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
        connection.execute("DELETE FROM search_documents")
        connection.execute("INSERT OR REPLACE INTO search_queue SELECT id, content_hash FROM articles")
        connection.execute("INSERT OR REPLACE INTO settings VALUES ('fold_version', ?)", (str(FOLD_VERSION),))
