"""The tables of a new archive: portals, articles, revisions, the frontier, runs, the search index."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema.registry import migrations

_PORTALS = """
CREATE TABLE portals (
    id TEXT PRIMARY KEY,            -- the registry's id, or the host of a portal that no file describes
    name TEXT NOT NULL,
    country TEXT,                   -- ISO 3166-1 alpha-2
    home TEXT,
    first_crawled TEXT NOT NULL,    -- UTC, like all times here but articles.date and articles.modified
    last_crawled TEXT NOT NULL
)
"""

_ARTICLES = """
CREATE TABLE articles (             -- every story once, as the portal shows it now
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    portal TEXT NOT NULL REFERENCES portals(id),
    url TEXT NOT NULL,              -- the canonical address; its other addresses are in the table addresses
    country TEXT,                   -- ISO 3166-1 alpha-2
    language TEXT,                  -- BCP 47
    title TEXT NOT NULL,
    date TEXT,                      -- of publication: a day, or an instant with offset (ISO 8601)
    date_text TEXT,                 -- the date as it was printed
    date_source TEXT,               -- where on the page it was found
    modified TEXT,                  -- the page's own statement that it changed
    authors TEXT NOT NULL,          -- a JSON array of names
    tags TEXT NOT NULL,             -- a JSON array
    summary TEXT,
    body TEXT NOT NULL,             -- plain text, paragraphs apart by a blank line
    body_html TEXT NOT NULL,        -- the same as clean HTML
    revision INTEGER NOT NULL,      -- 1 at first sight; grows when the content changes
    first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    changed_at TEXT NOT NULL,       -- when the current revision was first seen
    gone_at TEXT,                   -- when the portal was found to have withdrawn it
    gone_why TEXT,
    content_hash TEXT NOT NULL,     -- SHA-256 of title, date, body, images and attachments
    capture TEXT,                   -- JSON {file, offset, digest}: the raw record it was read from
    read_from TEXT NOT NULL,        -- the address the text was read from
    title_key TEXT NOT NULL,        -- the title without case and spacing, to find a story's other addresses
    UNIQUE (portal, url)
)
"""

_IMAGES = """
CREATE TABLE images (               -- in page order
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    caption TEXT,
    alt TEXT,
    credit TEXT,
    sha256 TEXT,                    -- of the bytes, once they were fetched
    width INTEGER,
    height INTEGER,
    media_type TEXT,
    PRIMARY KEY (article_id, position)
) WITHOUT ROWID
"""

_ATTACHMENTS = """
CREATE TABLE attachments (          -- documents that a story offers, in page order
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    title TEXT,
    media_type TEXT,
    sha256 TEXT,                    -- of the bytes, once they were fetched
    text TEXT,                      -- what the document says, once it was read
    PRIMARY KEY (article_id, position)
)
"""

_REVISIONS = """
CREATE TABLE revisions (            -- what articles said before they were changed; the current text is in articles
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    seen_at TEXT NOT NULL,          -- when this revision was first seen
    replaced_at TEXT NOT NULL,      -- when the next one was
    record TEXT NOT NULL,           -- JSON: the fields of the article as they were
    PRIMARY KEY (article_id, number)
)
"""

_ADDRESSES = """
CREATE TABLE addresses (            -- what is known of each address: the frontier of the crawl
    id INTEGER PRIMARY KEY,
    portal TEXT NOT NULL REFERENCES portals(id),
    url TEXT NOT NULL,
    kind TEXT NOT NULL,             -- feed, sitemap, listing, pager, article, unknown
    state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'failed', 'gone', 'skipped')),
    priority INTEGER NOT NULL,      -- the lowest is visited first
    title TEXT,                     -- what the listing calls it
    date TEXT,                      -- what the listing says
    found_on TEXT,                  -- the address that named it first
    article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
    is_copy INTEGER NOT NULL DEFAULT 0,     -- 1: a print copy or the like; another address of the story is better
    status INTEGER,                 -- HTTP status of the last visit
    reason TEXT,                    -- why it failed, is gone or was skipped
    attempts INTEGER NOT NULL DEFAULT 0,    -- failed visits in a row
    etag TEXT,
    last_modified TEXT,
    first_seen TEXT NOT NULL,
    visited_at TEXT,
    run_id INTEGER REFERENCES runs(id),     -- the last run that visited it
    UNIQUE (portal, url)
)
"""

_RUNS = """
CREATE TABLE runs (                 -- crawls
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    started TEXT NOT NULL,
    finished TEXT,                  -- empty while it runs, and for ever if it was killed
    state TEXT NOT NULL,            -- running, finished, or why it stopped
    targets TEXT NOT NULL           -- a JSON array: what was asked for
)
"""

_RUN_PORTALS = """
CREATE TABLE run_portals (          -- what a run found, portal by portal
    run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    portal TEXT NOT NULL,
    requests INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    found INTEGER NOT NULL DEFAULT 0,       -- addresses that were unknown
    new INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    same INTEGER NOT NULL DEFAULT 0,
    alias INTEGER NOT NULL DEFAULT 0,       -- further addresses of known stories
    failed INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    finish TEXT,                            -- why the portal's crawl ended
    trouble TEXT,                           -- why the portal as a whole gave nothing, where it did not
    PRIMARY KEY (run_id, portal)
)
"""

_RUN_ISSUES = """
CREATE TABLE run_issues (           -- what went wrong in a run, address by address
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    portal TEXT NOT NULL,
    url TEXT NOT NULL,
    reason TEXT NOT NULL,
    noted_at TEXT NOT NULL
)
"""

# The index keeps folded words only (fold.py), no text: a hit leads to its article through search_documents. A changed
# article gets a new document; its old one stays in the index, where nothing leads to it, until the next rebuild.
# (SQLite before 3.43 can delete from such a table only with the very text that was put in.)
_SEARCH = (
    """
CREATE VIRTUAL TABLE search_index USING fts5(
    title, body, more, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
)
""",
    """
CREATE TABLE search_documents (     -- which row of search_index speaks for which article
    document INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL UNIQUE REFERENCES articles(id) ON DELETE CASCADE
)
""",
    """
CREATE TABLE search_queue (         -- articles whose present content is not yet in the index
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    content_hash TEXT NOT NULL
)
""",
)

_SETTINGS = """
CREATE TABLE settings (
    name TEXT PRIMARY KEY,          -- fold_version: how the words of search_index were folded
    value TEXT NOT NULL
)
"""

_INDICES = (
    "CREATE INDEX articles_by_date ON articles(date)",
    "CREATE INDEX articles_by_portal ON articles(portal, date)",
    "CREATE INDEX articles_by_content ON articles(portal, content_hash)",
    "CREATE INDEX articles_by_title ON articles(portal, title_key)",
    "CREATE INDEX addresses_pending ON addresses(portal, priority, date DESC, id) WHERE state = 'pending'",
    "CREATE INDEX addresses_by_state ON addresses(portal, state)",
    "CREATE INDEX addresses_by_article ON addresses(article_id) WHERE article_id IS NOT NULL",
    "CREATE INDEX run_issues_by_run ON run_issues(run_id)",
)


@migrations(name="0001_begin")
def begin(db: Database) -> None:
    """Make the tables of a new archive."""
    tables = (_PORTALS, _ARTICLES, _IMAGES, _ATTACHMENTS, _REVISIONS, _RUNS, _ADDRESSES, _RUN_PORTALS, _RUN_ISSUES)
    for statement in (*tables, *_SEARCH, _SETTINGS, *_INDICES):
        db.conn.execute(statement)
