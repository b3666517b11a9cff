"""Answers a query from the index: ranked, filtered, with snippets."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from archive.connection import Connection
from archive.filters import Filters, where
from archive.search.query import Phrase, parse, to_fts
from archive.search.snippet import Snippet, excerpt, highlight

__all__ = ["DEFAULT_LIMIT", "Filters", "Hit", "search"]

DEFAULT_LIMIT = 20

# Of the best by bm25, so many are looked at for the exact spelling.
_LOOKED_AT = 200
_DOCUMENTS = 5  # of an article that are looked through for a snippet


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that answers a query. score: the higher the better, comparable within one answer alone."""

    id: int
    url: str
    portal: str
    country: str | None
    language: str | None
    title: str
    date: str | None
    gone_at: str | None
    score: float
    headline: Snippet
    snippet: Snippet


def search(connection: Connection, text: str, filters: Filters) -> list[Hit]:
    """The best hits, DEFAULT_LIMIT of them where the filters set no limit. Raises QueryError."""
    phrases = parse(text)
    limit = DEFAULT_LIMIT if filters.limit is None else filters.limit
    spellings = [_spelling(phrase.spelling) for phrase in phrases if phrase.spelling]
    rows = _ranked(connection, phrases, filters, max(limit, _LOOKED_AT) if spellings else limit)
    if spellings:
        rows.sort(key=lambda row: -_spelled(row, spellings))  # stable: by bm25 among equals
    return [_hit(connection, row, phrases) for row in rows[:limit]]


def _ranked(connection: Connection, phrases: tuple[Phrase, ...], filters: Filters, limit: int) -> list[sqlite3.Row]:
    """The best rows by bm25, a word in the title being worth ten in the body."""
    condition, parameters = where(filters)
    # Without conditions the articles of all hits need not be read, only those of the best.
    filtered = f"AND article_id IN (SELECT id FROM articles WHERE {condition})" if parameters else ""  # noqa: S608 - placeholders
    sql = f"""
        WITH best(id, score) AS MATERIALIZED (
            SELECT article_id, -bm25(search_index, 10.0, 1.0, 0.5) AS score
            FROM search_index CROSS JOIN search_documents ON document = search_index.rowid
            WHERE search_index MATCH ? {filtered}
            ORDER BY score DESC, article_id DESC LIMIT ?
        )
        SELECT id, url, portal, country, language, title, date, gone_at, body, score
        FROM best JOIN articles USING (id) ORDER BY score DESC, id DESC
    """  # noqa: S608 - `where` returns placeholders
    return connection.rows(sql, (to_fts(phrases), *parameters, limit))


def _spelling(typed: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(typed)}(?!\w)")


def _spelled(row: sqlite3.Row, spellings: Sequence[re.Pattern[str]]) -> int:
    """How many of the phrases stand there just as they were typed."""
    text = unicodedata.normalize("NFC", f"{row['title']}\n{row['body']}").casefold()
    return sum(spelling.search(text) is not None for spelling in spellings)


def _hit(connection: Connection, row: sqlite3.Row, phrases: Sequence[Phrase]) -> Hit:
    columns = {name: row[name] for name in row.keys() if name != "body"}  # noqa: SIM118 - a Row is no dict
    headline, snippet = highlight(row["title"], phrases), excerpt(row["body"], phrases)
    if len(headline.marks) + len(snippet.marks) < len(phrases):
        snippet = max((snippet, *_in_documents(connection, row["id"], phrases)), key=lambda one: len(one.marks))
    return Hit(**columns, headline=headline, snippet=snippet)


def _in_documents(connection: Connection, article_id: int, phrases: Sequence[Phrase]) -> list[Snippet]:
    """Where each of an article's documents has what is sought."""
    sql = "SELECT text FROM attachments WHERE article_id = ? AND text IS NOT NULL ORDER BY position LIMIT ?"
    return [excerpt(row["text"], phrases) for row in connection.rows(sql, (article_id, _DOCUMENTS))]
