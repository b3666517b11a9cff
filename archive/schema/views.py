"""What people read: views with plain names. The tables beneath them end in `_rows`, and bear what only envnews needs.

The comments are kept in the database (`.schema`), and `archive.described` reads them for the web page and the manual.
"""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_RENAMED = {name: f"{name[:-1]}_rows" for name in ("articles", "revisions", "images", "portals", "runs")}

_ARTICLES = """
CREATE VIEW articles AS             -- every story once, as its portal shows it now
SELECT
    article_rows.id,                -- its number in this archive, for good
    article_rows.portal,            -- id of the portal, as in portals
    article_rows.url,               -- canonical address
    article_rows.country,           -- ISO 3166-1 alpha-2
    article_rows.language,          -- BCP 47
    article_rows.title,             -- the visible headline
    article_rows.date,              -- of publication: a day, or an instant with offset (ISO 8601)
    article_rows.date_text,         -- the date as it was printed
    article_rows.date_source,       -- where on the page it was found
    article_rows.modified,          -- the page's own statement that it changed
    article_rows.authors,           -- a JSON array of names
    article_rows.tags,              -- a JSON array
    article_rows.summary,           -- the lead, where the page marks one
    article_rows.body,              -- plain text, paragraphs apart by a blank line
    article_rows.body_html,         -- the same as clean HTML
    article_rows.revision,          -- 1 at first sight; grows when the content changes
    article_rows.first_seen,        -- UTC, as all times here but date and modified
    article_rows.last_seen,         -- UTC
    article_rows.changed_at,        -- when the present revision was first seen, UTC
    article_rows.gone_at,           -- when the portal was found to have withdrawn it, UTC
    article_rows.gone_why,          -- and what spoke for it
    article_rows.content_hash,      -- SHA-256 of title, date, body, images and attachments
    (SELECT name FROM captures JOIN capture_files ON capture_files.id = file_id WHERE captures.id = capture_id)
        AS capture_file,            -- the WARC file in captures/ with the page that it was read from
    (SELECT offset FROM captures WHERE captures.id = capture_id)
        AS capture_offset,          -- first byte of the record in that file
    (SELECT payload_digest FROM captures WHERE captures.id = capture_id)
        AS capture_digest           -- SHA-256 of the page as it came
FROM article_rows
"""

_REVISIONS = """
CREATE VIEW revisions AS            -- what each story said, from its first revision to the present one
SELECT
    revision_rows.article_id,       -- the story, as articles.id
    revision_rows.number,           -- of the revision, from 1
    revision_rows.seen_at,          -- when it was first seen, UTC
    revision_rows.replaced_at,      -- when the next one was; empty for the present one
    json_extract(record, '$.title') AS title,
    json_extract(record, '$.date') AS date,     -- of publication
    json_extract(record, '$.body') AS body,     -- plain text
    revision_rows.content_hash,     -- SHA-256 of title, date, body, images and attachments
    (SELECT name FROM captures JOIN capture_files ON capture_files.id = file_id WHERE captures.id = capture_id)
        AS capture_file,            -- the WARC file in captures/ with the page that it was read from
    (SELECT offset FROM captures WHERE captures.id = capture_id)
        AS capture_offset,          -- first byte of the record in that file
    (SELECT payload_digest FROM captures WHERE captures.id = capture_id)
        AS capture_digest           -- SHA-256 of the page as it came
FROM revision_rows
UNION ALL
SELECT
    article_rows.id, article_rows.revision, article_rows.changed_at, NULL, article_rows.title, article_rows.date,
    article_rows.body, article_rows.content_hash,
    (SELECT name FROM captures JOIN capture_files ON capture_files.id = file_id WHERE captures.id = capture_id),
    (SELECT offset FROM captures WHERE captures.id = capture_id),
    (SELECT payload_digest FROM captures WHERE captures.id = capture_id)
FROM article_rows
"""

_IMAGES = """
CREATE VIEW images AS               -- the pictures of the stories
SELECT
    image_rows.article_id,          -- the story, as articles.id
    image_rows.position,            -- in page order
    image_rows.url,
    image_rows.caption,
    image_rows.alt,                 -- the page's text for those who do not see it
    image_rows.credit,              -- whose picture it is
    image_rows.sha256,              -- of the bytes, once they were fetched
    image_rows.width,               -- pixels
    image_rows.height,              -- pixels
    image_rows.media_type,          -- by its bytes, once they were fetched
    media.size                      -- bytes, once they were fetched
FROM image_rows LEFT JOIN media ON media.sha256 = image_rows.sha256
"""

_PORTALS = """
CREATE VIEW portals AS              -- whose news these are
SELECT
    portal_rows.id,                 -- the registry's id, or the host of a portal that no file describes
    portal_rows.name,
    portal_rows.country,            -- ISO 3166-1 alpha-2
    portal_rows.home,               -- address of the front page
    portal_rows.first_crawled,      -- UTC
    portal_rows.last_crawled        -- UTC
FROM portal_rows
"""

_RUNS = """
CREATE VIEW runs AS                 -- crawls
SELECT
    run_rows.id,
    run_rows.started,               -- UTC
    run_rows.finished,              -- UTC; empty while it runs, and for ever if it was killed
    run_rows.state,                 -- running, finished, or why it stopped
    run_rows.why,                   -- asked for, or due
    run_rows.targets,               -- a JSON array: what was asked for
    count(run_portals.portal) AS portals,               -- how many were crawled
    coalesce(sum(run_portals.requests), 0) AS requests,
    coalesce(sum(run_portals.bytes), 0) AS bytes,       -- that came over the wire
    coalesce(sum(run_portals.found), 0) AS found,       -- addresses that were unknown
    coalesce(sum(run_portals.new), 0) AS new,           -- stories
    coalesce(sum(run_portals.changed), 0) AS changed,   -- stories with a new revision
    coalesce(sum(run_portals.gone), 0) AS gone,         -- stories that were found withdrawn
    coalesce(sum(run_portals.failed), 0) AS failed      -- addresses
FROM run_rows LEFT JOIN run_portals ON run_portals.run_id = run_rows.id
GROUP BY run_rows.id
"""

VIEWS = (_ARTICLES, _REVISIONS, _IMAGES, _PORTALS, _RUNS)


@migrations(name="0015_views")
def views(db: Database) -> None:
    """Give the plain names to views."""
    for name, rows in _RENAMED.items():
        db.conn.execute(f"ALTER TABLE {name} RENAME TO {rows}")
    for view in VIEWS:
        db.conn.execute(view)
