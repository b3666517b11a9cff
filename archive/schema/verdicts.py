"""What health says of each portal: a row for each change of verdict."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_VERDICTS = """
CREATE TABLE verdicts (             -- the last row of a portal is what holds; the others are its history
    id INTEGER PRIMARY KEY,
    portal TEXT NOT NULL,
    verdict TEXT NOT NULL,          -- ok, quiet, stale, down… (archive/verdicts.py)
    before TEXT,                    -- the verdict that it took the place of; empty for the first
    since TEXT NOT NULL,            -- since when it is so, as far as the crawls tell: a day, or UTC
    judged_at TEXT NOT NULL,        -- when it was judged so first
    confirmed_at TEXT NOT NULL,     -- and last
    run_id INTEGER REFERENCES runs(id) ON DELETE SET NULL,  -- the run after which it was judged so last
    reasons TEXT NOT NULL,          -- a JSON array of sentences, as of then
    examples TEXT NOT NULL,         -- a JSON array of addresses
    moved_to TEXT,                  -- of `moved`: the address
    told_at TEXT                    -- when somebody was notified; empty until then
)
"""

_INDICES = (
    "CREATE INDEX verdicts_by_portal ON verdicts(portal, id)",
    "CREATE INDEX verdicts_untold ON verdicts(id) WHERE told_at IS NULL",
)


@migrations(name="0012_verdicts")
def verdicts(db: Database) -> None:
    """Make the table of verdicts."""
    for statement in (_VERDICTS, *_INDICES):
        db.conn.execute(statement)
