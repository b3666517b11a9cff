"""What is learned of each site's chrome."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_STORY_PAGES = """
CREATE TABLE story_pages (          -- the latest story pages of each portal, from which its chrome is learned
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    portal TEXT NOT NULL REFERENCES portals(id),
    url TEXT NOT NULL,
    charset TEXT,                   -- as the server said
    html BLOB NOT NULL,             -- the page as it came, packed (zlib)
    marks BLOB NOT NULL,            -- what may recur on other pages, 8 bytes each
    own_marks BLOB NOT NULL,        -- those of them in the story
    read_at TEXT NOT NULL
)
"""

_SITE_CHROME = """
CREATE TABLE site_chrome (          -- blocks and pictures that recur on a portal's story pages and are left out there
    portal TEXT NOT NULL REFERENCES portals(id),
    mark TEXT NOT NULL,             -- by which a block is known: 16 hexadecimal digits
    pages INTEGER NOT NULL,         -- on how many pages it stood when they were counted last
    of_pages INTEGER NOT NULL,      -- on how many it could have
    kept INTEGER NOT NULL DEFAULT 0,    -- 1: the portal's file says to leave it in all the same (keep_blocks)
    learned_at TEXT NOT NULL,
    PRIMARY KEY (portal, mark)
) WITHOUT ROWID
"""

_REMOVED_BLOCKS = """
CREATE TABLE removed_blocks (       -- what was left out of a story as its site's chrome, in page order
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    mark TEXT NOT NULL,
    text TEXT NOT NULL,             -- of a block, its beginning; of a picture or document, the address
    PRIMARY KEY (article_id, position)
) WITHOUT ROWID
"""


@migrations(name="0002_templates")
def templates(db: Database) -> None:
    """Make the tables of what is learned of each site's chrome."""
    index = "CREATE INDEX story_pages_by_portal ON story_pages(portal, read_at)"
    for statement in (_STORY_PAGES, _SITE_CHROME, _REMOVED_BLOCKS, index):
        db.conn.execute(statement)
