"""The same story in other languages."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_TRANSLATIONS = (
    """
CREATE TABLE translations (         -- the same story in other languages, as its page names them
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,      -- in the order of the page
    language TEXT,                  -- BCP 47, where the page tells
    url TEXT NOT NULL,              -- the story there is found by this address, in articles or addresses
    PRIMARY KEY (article_id, position),
    UNIQUE (article_id, url)
) WITHOUT ROWID
""",
    "CREATE INDEX translations_by_url ON translations(url)",
    "CREATE INDEX articles_by_url ON articles(url)",
    "CREATE INDEX addresses_by_url ON addresses(url) WHERE article_id IS NOT NULL",
)


@migrations(name="0005_translations")
def translations(db: Database) -> None:
    """Make the table of what stories' pages name as their translations, and find stories by address quickly."""
    for statement in _TRANSLATIONS:
        db.conn.execute(statement)
