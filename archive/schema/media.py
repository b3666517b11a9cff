"""The files of stories: pictures and documents, told apart by their content."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_MEDIA = """
CREATE TABLE media (                -- the contents of pictures and documents, each once; the bytes are in its capture
    sha256 TEXT PRIMARY KEY,        -- of the content, transfer and content encoding undone: 64 hexadecimal digits
    size INTEGER NOT NULL,          -- bytes
    media_type TEXT NOT NULL,       -- by its bytes, whatever the server said
    width INTEGER,                  -- pixels, of pictures
    height INTEGER,
    text TEXT,                      -- what a document says
    note TEXT,                      -- why there is no text of a document, or not all of it
    capture_id INTEGER REFERENCES captures(id)  -- the first that brought it; empty where none was kept
)
"""

_COLUMNS = (
    # of a picture's or document's address: what it gave when it was fetched last
    "ALTER TABLE addresses ADD COLUMN sha256 TEXT REFERENCES media(sha256)",
    # pictures and documents that were fetched, and that could not be
    "ALTER TABLE run_portals ADD COLUMN files INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE run_portals ADD COLUMN files_failed INTEGER NOT NULL DEFAULT 0",
)

_INDICES = (
    "CREATE INDEX media_by_capture ON media(capture_id) WHERE capture_id IS NOT NULL",
    "CREATE INDEX images_by_url ON images(url)",
    "CREATE INDEX attachments_by_url ON attachments(url)",
    "CREATE INDEX addresses_by_content ON addresses(sha256) WHERE sha256 IS NOT NULL",
    """
CREATE INDEX addresses_files_pending ON addresses(portal, priority, date DESC, id)
WHERE state = 'pending' AND kind IN ('image', 'attachment')
""",
)


@migrations(name="0007_media")
def media(db: Database) -> None:
    """Make the table of what pictures and documents contain; their addresses say which of it they gave."""
    for statement in (_MEDIA, *_COLUMNS, *_INDICES):
        db.conn.execute(statement)
