"""For those who follow along: a number for each story, which grows whenever its record changes."""
# ruff: noqa: S608 - constants

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

from archive.schema.registry import migrations

_TABLE = """
CREATE TABLE article_changes (      -- the last change of each article's record
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    number INTEGER NOT NULL UNIQUE  -- of all changes of the archive, in the order in which they were written
)
"""

# What a record says of its article, but for last_seen: that it is still there is no news.
_TOLD = """
url portal country language title date date_text date_source modified authors tags summary body body_html revision
first_seen gone_at gone_why content_hash capture_id
"""
_PARTS = {
    "images": "position url caption alt credit sha256 width height media_type",
    "attachments": "position url title media_type sha256 text",
    "translations": "position language url",
}

_NAMED = "SELECT article_id FROM translations WHERE url = new.url"
_OLD = "SELECT id FROM articles WHERE id = old.article_id"  # none where the article goes too

# The addresses of a story, and those that it names as its translations.
_ITS = "SELECT old.url UNION SELECT new.url UNION SELECT url FROM addresses WHERE article_id = new.id"
_NAMES = "SELECT url FROM translations WHERE article_id = new.id"

# How many stories in the language of one name an address: where three do, it is taken for none's translation, as
# archive/translations.py has it, and one more or less of many is no news to all of them.
# No more than matter are counted: a front page may be named by every story of its portal.
_CROWD = """
(SELECT count(*) FROM (
    SELECT 1 FROM translations AS t JOIN articles AS a ON a.id = t.article_id
    WHERE t.url = {row}.url AND a.language IS (SELECT language FROM articles WHERE id = {row}.article_id) LIMIT 4))
"""
_CROWD_IN = """
(SELECT count(*) FROM (
    SELECT 1 FROM translations AS t JOIN articles AS a ON a.id = t.article_id
    WHERE t.url = translations.url AND a.language IS {row}.language LIMIT 4))
"""


def _naming(row: str, crowd: int) -> str:
    """The articles that a translation's row tells of, once it is there or gone: who is named, and all who name it.

    crowd: with how many in one language the address has just become none's translation, or one's again.
    """
    many = _CROWD.format(row=row)
    return f"""
        SELECT id FROM articles WHERE url = {row}.url AND {many} <= {crowd}
        UNION SELECT article_id FROM addresses
        WHERE url = {row}.url AND article_id IS NOT NULL AND {many} <= {crowd}
        UNION SELECT article_id FROM translations WHERE url = iif({many} = {crowd}, {row}.url, NULL)
    """


def _related() -> str:
    """The articles whose records tell a story's address and language: its translations both ways, and their others."""
    crowded = f"{_CROWD_IN.format(row='old')} = 2 OR {_CROWD_IN.format(row='new')} = 3"
    return f"""
        SELECT article_id FROM translations WHERE url IN ({_ITS})
        UNION SELECT id FROM articles WHERE url IN ({_NAMES})
        UNION SELECT article_id FROM addresses WHERE url IN ({_NAMES}) AND article_id IS NOT NULL
        UNION SELECT article_id FROM translations WHERE url IN ({_NAMES}) AND ({crowded})
    """


def _differs(columns: str) -> str:
    names = columns.split()
    return f"({', '.join(f'old.{name}' for name in names)}) IS NOT ({', '.join(f'new.{name}' for name in names)})"


def _triggers() -> Iterator[tuple[str, str, str]]:
    """Name, event, and the articles whose records change with it."""
    yield "record_new", "INSERT ON articles", f"SELECT new.id UNION {_NAMED}"
    yield "record_changed", f"UPDATE ON articles WHEN {_differs(_TOLD)}", "SELECT new.id"
    alias = "SELECT id FROM articles WHERE id = new.article_id"
    yield "record_alias_new", "INSERT ON addresses WHEN new.article_id IS NOT NULL", f"{alias} UNION {_NAMED}"
    moved = "UPDATE ON addresses WHEN old.article_id IS NOT new.article_id"
    yield "record_alias_changed", moved, f"{alias} UNION {_OLD} UNION {_NAMED}"
    yield "record_related", f"UPDATE ON articles WHEN {_differs('url language')}", _related()
    for table, columns in _PARTS.items():
        is_named = table == "translations"
        new, gone = (f" UNION {_naming('new', 3)}", f" UNION {_naming('old', 2)}") if is_named else ("", "")
        yield f"record_{table}_new", f"INSERT ON {table}", f"SELECT new.article_id{new}"
        yield f"record_{table}_changed", f"UPDATE ON {table} WHEN {_differs(columns)}", "SELECT new.article_id"
        yield f"record_{table}_gone", f"DELETE ON {table}", f"{_OLD}{gone}"


@migrations(name="0014_changes")
def changes(db: Database) -> None:
    """Number the articles, and let triggers count every change from now on."""
    db.conn.execute(_TABLE)
    db.conn.execute("INSERT INTO article_changes SELECT id, id FROM articles")
    db.conn.execute("INSERT OR REPLACE INTO settings VALUES ('archive_id', lower(hex(randomblob(8))))")
    for name, event, articles in _triggers():
        # An upsert, since INSERT OR REPLACE in a trigger would do as the statement does that set it off.
        db.conn.execute(
            f"CREATE TRIGGER {name} AFTER {event} BEGIN INSERT INTO article_changes "
            "SELECT article_id, row_number() OVER () + (SELECT coalesce(max(number), 0) FROM article_changes) "
            f"FROM (SELECT NULL AS article_id WHERE 0 UNION {articles}) WHERE true "
            "ON CONFLICT (article_id) DO UPDATE SET number = excluded.number; END"
        )
