"""The chrome of each portal, as it was learned: what recurs on its story pages, and what was left out of which story.

What may recur of the latest story pages of a portal is kept: from these marks its chrome is counted, and when that
changes the captured pages are read again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from archive.article import Article, Removed
from archive.connection import Connection
from archive.text import clean

WINDOW = 50  # story pages of a portal that count
LONGEST_TEXT = 500  # characters of a removed block that are kept
_MARK = 8  # bytes of a mark, which is written in hexadecimal digits elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A story page from which the site's chrome is learned.

    marks: of everything on it that may recur. own_marks: of the story, with what was left out of it.
    """

    marks: frozenset[str] = frozenset()
    own_marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleMarks:
    """The marks of a kept page; article_id: of the story that was read from it."""

    article_id: int
    marks: frozenset[str]
    own_marks: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """The marks of a portal's chrome, and on how many of its story pages each stood when they were counted last.

    pages: how many were counted. kept: the marks that the portal's file tells to leave in the stories all the same.
    """

    marks: Mapping[str, int]
    pages: int
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What a kept page says when it is read with another template: text, pictures, documents, and what was left out."""

    article_id: int
    article: Article
    removed: tuple[Removed, ...] = ()


def keep_sample(connection: Connection, article_id: int, portal: str, sample: Sample, now: str) -> None:
    """Keep the marks of a story's page, and of the portal's pages only the latest."""
    sql = "INSERT OR REPLACE INTO story_pages (article_id, portal, marks, own_marks, read_at) VALUES (?, ?, ?, ?, ?)"
    connection.execute(sql, (article_id, portal, _pack(sample.marks), _pack(sample.own_marks), now))
    sql = """
        DELETE FROM story_pages WHERE article_id IN (
            SELECT article_id FROM story_pages WHERE portal = ? ORDER BY read_at DESC, article_id DESC
            LIMIT -1 OFFSET ?)
    """
    connection.execute(sql, (portal, WINDOW))


def samples(connection: Connection, portal: str) -> list[SampleMarks]:
    """The marks of the pages that are kept of a portal, the oldest first."""
    sql = "SELECT article_id, marks, own_marks FROM story_pages WHERE portal = ? ORDER BY read_at, article_id"
    return [
        SampleMarks(article_id=row["article_id"], marks=_unpack(row["marks"]), own_marks=_unpack(row["own_marks"]))
        for row in connection.rows(sql, (portal,))
    ]


def chrome(connection: Connection, portal: str) -> Chrome:
    """The chrome of a portal."""
    rows = connection.rows("SELECT mark, pages, of_pages, kept FROM site_chrome WHERE portal = ?", (portal,))
    return Chrome(
        marks={row["mark"]: row["pages"] for row in rows},
        pages=max((row["of_pages"] for row in rows), default=0),
        kept=frozenset(row["mark"] for row in rows if row["kept"]),
    )


def save_chrome(connection: Connection, portal: str, counted: Chrome, now: str) -> None:
    """Let this be the portal's chrome; a mark that was known keeps the day it was learned."""
    connection.execute(
        "DELETE FROM site_chrome WHERE portal = ? AND mark NOT IN (SELECT value FROM json_each(?))",
        (portal, _json(counted.marks)),
    )
    sql = """
        INSERT INTO site_chrome (portal, mark, pages, of_pages, kept, learned_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (portal, mark) DO UPDATE SET
            pages = excluded.pages, of_pages = excluded.of_pages, kept = excluded.kept
    """
    rows = [(portal, mark, pages, counted.pages, mark in counted.kept, now) for mark, pages in counted.marks.items()]
    connection.execute_many(sql, rows)


def note_removed(connection: Connection, article_id: int, removed: Iterable[Removed]) -> None:
    """Remember what was left out of a story."""
    connection.execute("DELETE FROM removed_blocks WHERE article_id = ?", (article_id,))
    rows = [
        (article_id, position, each.mark, clean(each.text)[:LONGEST_TEXT]) for position, each in enumerate(removed, 1)
    ]
    if rows:
        connection.execute_many(
            "INSERT INTO removed_blocks (article_id, position, mark, text) VALUES (?, ?, ?, ?)", rows
        )


def removed_from(connection: Connection, article_id: int) -> list[Removed]:
    """What was left out of a story, in page order."""
    sql = """
        SELECT mark, text, pages, of_pages AS "of" FROM removed_blocks
        JOIN article_rows AS articles ON articles.id = article_id LEFT JOIN site_chrome USING (portal, mark)
        WHERE article_id = ? ORDER BY position
    """
    return [Removed(**dict(row)) for row in connection.rows(sql, (article_id,))]


def _json(marks: Collection[str]) -> str:
    return "[" + ", ".join(f'"{mark}"' for mark in marks) + "]"


def _pack(marks: Iterable[str]) -> bytes:
    return b"".join(map(bytes.fromhex, sorted(marks)))


def _unpack(packed: bytes) -> frozenset[str]:
    return frozenset(packed[start : start + _MARK].hex() for start in range(0, len(packed), _MARK))
