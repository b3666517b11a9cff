"""Search: the index moved out of the database, which keeps what the index does not know yet."""
# ruff: noqa: S608 - constants

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_OLD = ("search_index", "search_documents", "search_queue")

_QUEUE = """
CREATE TABLE search_queue (         -- articles that the index, in the folder search, does not know as they are now
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    ticket TEXT NOT NULL            -- another one with every change: who has indexed an article gives back its own
)
"""

# Whoever changes what is searched, and in whatever way, the index learns of it.
_SEARCHED = ("title", "body", "authors", "tags", "date", "portal", "country", "language", "revision", "gone_at")
_DIFFER = (
    f"({', '.join(f'old.{name}' for name in _SEARCHED)}) IS NOT ({', '.join(f'new.{name}' for name in _SEARCHED)})"
)
_TRIGGERS = {
    "search_new": ("INSERT ON articles", "new.id"),
    "search_changed": (f"UPDATE ON articles WHEN {_DIFFER}", "new.id"),
    "search_document_read": ("UPDATE OF text ON attachments WHEN old.text IS NOT new.text", "new.article_id"),
}


@migrations(name="0013_search")
def search(db: Database) -> None:
    """Drop the index of before, and let triggers say what is to be indexed."""
    for table in _OLD:
        db.conn.execute(f"DROP TABLE {table}")
    db.conn.execute("DELETE FROM settings WHERE name = 'fold_version'")
    db.conn.execute(_QUEUE)
    for name, (event, article) in _TRIGGERS.items():
        ticket = "lower(hex(randomblob(8)))"
        # An upsert, since INSERT OR REPLACE in a trigger would do as the statement does that set it off.
        db.conn.execute(
            f"CREATE TRIGGER {name} AFTER {event} BEGIN "
            f"INSERT INTO search_queue VALUES ({article}, {ticket}) "
            "ON CONFLICT (article_id) DO UPDATE SET ticket = excluded.ticket; END"
        )
