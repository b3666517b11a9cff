"""What re-visits need: how often a story was looked at, what hints at a change, what speaks for a withdrawal."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_EVIDENCE = """
CREATE TABLE withdrawal_evidence (  -- what speaks for it that the portal took a story away, and that it is back
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    seen_at TEXT NOT NULL,
    kind TEXT NOT NULL,             -- missing, soft 404, home, login, emptied, unlisted… (withdrawals.py)
    certainty REAL NOT NULL,        -- 0 to 1, taken by itself
    hinted INTEGER NOT NULL,        -- 1: the story was asked for because its listing does not name it any more
    fresh INTEGER NOT NULL,         -- 1: the story was not known to be gone
    mass INTEGER NOT NULL DEFAULT 0,    -- 1: most of what the run asked for vanished alike, which speaks for a relaunch
    run_id INTEGER REFERENCES runs(id),
    capture_id INTEGER REFERENCES captures(id),     -- the answer that it was seen in
    note TEXT NOT NULL
)
"""

_BELIEFS = """
CREATE TABLE hint_records (         -- how often a source was right that a story had changed
    portal TEXT NOT NULL REFERENCES portals(id),
    hint TEXT NOT NULL,             -- the kind of hint and the source that gave it: "updated https://…/sitemap.xml"
    asked INTEGER NOT NULL,         -- stories that were looked at with this hint
    changed INTEGER NOT NULL,       -- those among them that had changed or were gone
    PRIMARY KEY (portal, hint)
) WITHOUT ROWID
"""

_COLUMNS = (
    "ALTER TABLE addresses ADD COLUMN rounds INTEGER NOT NULL DEFAULT 0",  # visits that were answered
    "ALTER TABLE addresses ADD COLUMN hint TEXT",  # why it should be visited again: as hint_records has it
    "ALTER TABLE addresses ADD COLUMN told TEXT",  # JSON: headlines and days that listings gave it
)

_INDICES = (
    "CREATE INDEX withdrawal_evidence_by_article ON withdrawal_evidence(article_id)",
    "CREATE INDEX withdrawal_evidence_by_run ON withdrawal_evidence(run_id)",
    "CREATE INDEX withdrawal_evidence_by_time ON withdrawal_evidence(seen_at)",
    "CREATE INDEX addresses_by_run ON addresses(portal, run_id)",
)


@migrations(name="0008_revisits")
def revisits(db: Database) -> None:
    """Make the table of evidence; addresses remember what hints at a change."""
    for statement in (_EVIDENCE, _BELIEFS, *_COLUMNS, *_INDICES):
        db.conn.execute(statement)
