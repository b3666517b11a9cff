"""What a crawl needs to know of sources: what is posted, what they named last, what was left alone."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_RUN_NOTES = """
CREATE TABLE run_notes (            -- what a run left alone on purpose, pattern by pattern; nothing went wrong
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    portal TEXT NOT NULL,
    pattern TEXT NOT NULL,          -- of addresses: numbers as 0, years as Y, slugs as *
    note TEXT NOT NULL,
    noted_at TEXT NOT NULL
)
"""

_SOURCE_COLUMNS = (  # `.schema` shows them without comments: SQLite keeps none of a column that is added
    # JSON {body, media_type}: what is sent by POST, where the portal's page does so
    "ALTER TABLE addresses ADD COLUMN post TEXT",
    # JSON array: the first stories a feed or listing named when it was read last
    "ALTER TABLE addresses ADD COLUMN names TEXT",
    # where it redirected to when it was read last
    "ALTER TABLE addresses ADD COLUMN leads_to TEXT",
)


@migrations(name="0003_sources")
def sources(db: Database) -> None:
    """Make room for addresses that are asked for by POST, for what a source named last, for a run's notes."""
    index = "CREATE INDEX run_notes_by_run ON run_notes(run_id)"
    for statement in (*_SOURCE_COLUMNS, _RUN_NOTES, index):
        db.conn.execute(statement)
