"""What we read otherwise by now: earlier readings of one and the same page."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_READINGS = """
CREATE TABLE readings (             -- what a revision said as we read it before; the ministry changed nothing
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    read_by TEXT,                   -- the rules that it was read by
    replaced_at TEXT NOT NULL,      -- when it was read by others
    record TEXT NOT NULL            -- JSON: the fields of the article as they were
)
"""

_COLUMNS = (
    "ALTER TABLE articles ADD COLUMN read_by TEXT",  # the rules of extraction that its present text was read by
    "ALTER TABLE revisions ADD COLUMN read_by TEXT",
    "CREATE INDEX readings_by_article ON readings(article_id, revision)",
    "CREATE INDEX articles_by_gone ON articles(gone_at) WHERE gone_at IS NOT NULL",  # what `changes` asks for
    "CREATE INDEX revisions_by_time ON revisions(replaced_at)",
)


@migrations(name="0010_readings")
def readings(db: Database) -> None:
    """Make room for earlier readings of the same pages."""
    for statement in (_READINGS, *_COLUMNS):
        db.conn.execute(statement)
