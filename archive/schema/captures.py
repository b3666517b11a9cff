"""The index of the raw captures: which record of which WARC file holds what came over the wire, and when."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_FILES = """
CREATE TABLE capture_files (        -- the WARC files in captures/
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,      -- vn-mae-20261122T221219Z-0001.warc.gz
    portal TEXT NOT NULL REFERENCES portals(id),
    size INTEGER NOT NULL           -- bytes that are indexed; the next run takes up what a killed one wrote after them
)
"""

_CAPTURES = """
CREATE TABLE captures (             -- every record of the WARC files, in the order in which they were written
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file_id INTEGER NOT NULL REFERENCES capture_files(id),
    start INTEGER NOT NULL,         -- first byte of what belongs together: a request, then its response
    offset INTEGER NOT NULL,        -- first byte of the record itself; the two are equal for all but responses
    end INTEGER NOT NULL,           -- first byte after it
    type TEXT NOT NULL,             -- warcinfo, response, revisit, resource, metadata
    portal TEXT NOT NULL REFERENCES portals(id),
    url TEXT,
    captured_at TEXT NOT NULL,      -- WARC-Date: UTC, with microseconds
    status INTEGER,                 -- HTTP status, of responses and revisits
    media_type TEXT,                -- of the payload, as the server said: text/html
    payload_digest TEXT,            -- WARC-Payload-Digest: of the body as it came, sha256: and 64 hexadecimal digits
    refers_to INTEGER REFERENCES captures(id),  -- of a revisit: the capture that has the same payload
    truncated TEXT,                 -- length, time or disconnect, where it was cut off
    run_id INTEGER REFERENCES runs(id),
    sha256 TEXT NOT NULL,           -- of the bytes from start to end
    link TEXT NOT NULL,             -- SHA-256 of the portal's link before this one and of this sha256: the hash chain
    UNIQUE (file_id, start)
)
"""

_INDICES = (
    "CREATE INDEX captures_by_url ON captures(url, captured_at)",
    "CREATE INDEX captures_by_portal ON captures(portal, id)",
    "CREATE INDEX captures_by_payload ON captures(payload_digest) WHERE type = 'response'",
    "CREATE INDEX captures_by_reference ON captures(refers_to) WHERE refers_to IS NOT NULL",
)

_COLUMNS = (
    "ALTER TABLE articles DROP COLUMN capture",
    "ALTER TABLE articles ADD COLUMN capture_id INTEGER REFERENCES captures(id)",
    "ALTER TABLE revisions ADD COLUMN capture_id INTEGER REFERENCES captures(id)",
    "ALTER TABLE story_pages DROP COLUMN url",  # the page itself is a capture
    "ALTER TABLE story_pages DROP COLUMN charset",
    "ALTER TABLE story_pages DROP COLUMN html",
    "CREATE INDEX articles_by_capture ON articles(capture_id) WHERE capture_id IS NOT NULL",
    "CREATE INDEX revisions_by_capture ON revisions(capture_id) WHERE capture_id IS NOT NULL",
)


@migrations(name="0006_captures")
def captures(db: Database) -> None:
    """Make the index of the captures; every revision of a story names the one it was read from."""
    for statement in (_FILES, _CAPTURES, *_INDICES, *_COLUMNS):
        db.conn.execute(statement)
