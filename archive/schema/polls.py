"""What health and the schedule need: why a run was made, and what each portal's crawl saw."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_COLUMNS = (
    "ALTER TABLE runs ADD COLUMN why TEXT NOT NULL DEFAULT 'asked for'",  # or: due
    "ALTER TABLE run_portals ADD COLUMN started TEXT",  # UTC, as finished
    "ALTER TABLE run_portals ADD COLUMN finished TEXT",  # empty while the portal is crawled, and if it was killed
    "ALTER TABLE run_portals ADD COLUMN gone INTEGER NOT NULL DEFAULT 0",  # stories that were found withdrawn
    "ALTER TABLE run_portals ADD COLUMN observed TEXT NOT NULL DEFAULT '{}'",  # JSON: archive.polls.Observed
)


@migrations(name="0011_polls")
def polls(db: Database) -> None:
    """Let runs say why they were made, and keep what a portal's crawl saw."""
    for statement in (*_COLUMNS, "CREATE INDEX run_portals_by_portal ON run_portals(portal, run_id)"):
        db.conn.execute(statement)
