"""Holds the search index against the articles: folds them again, and compares word by word."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from archive.fold import FOLD_VERSION, fold
from archive.search.index import WORDS
from archive.verify.finding import Finding, Note, Progress

_BATCH = 200  # articles that are folded at a time
_AGAIN = "CREATE VIRTUAL TABLE temp.indexed_again"

_MISSING = """
SELECT id FROM articles
WHERE id NOT IN (SELECT article_id FROM search_documents) AND id NOT IN (SELECT article_id FROM search_queue)
"""
_LIVE = f"""
SELECT document, article_id, {WORDS} FROM search_documents JOIN articles ON id = article_id
WHERE document > ? AND article_id NOT IN (SELECT article_id FROM search_queue) ORDER BY document LIMIT {_BATCH}
"""  # noqa: S608 - constants


def check_search(raw: sqlite3.Connection, progress: Progress) -> Iterator[Finding | Note]:
    """Find articles that the index does not know, or not by the words that they have."""
    folded = raw.execute("SELECT value FROM settings WHERE name = 'fold_version'").fetchone()
    count = raw.execute("SELECT count(*) FROM search_documents").fetchone()[0]
    if folded is None or folded[0] != str(FOLD_VERSION):
        if count:
            yield Note(where="search index", what="made by other rules of folding; the next search makes it anew")
        return
    for (article_id,) in raw.execute(_MISSING):
        yield _finding(article_id, "is not in the search index")
    yield from _compare(raw, count, progress)


def _compare(raw: sqlite3.Connection, count: int, progress: Progress) -> Iterator[Finding]:
    """Sums of hashes over (word, column, place) for each document, in the index and by the articles.

    Documents of superseded texts stay in the index until it is made anew: they are passed over.
    """
    sql = raw.execute("SELECT sql FROM sqlite_schema WHERE name = 'search_index'").fetchone()[0]
    raw.execute(str(sql).replace("CREATE VIRTUAL TABLE search_index", _AGAIN))
    raw.execute("CREATE VIRTUAL TABLE temp.words_again USING fts5vocab('temp', 'indexed_again', 'instance')")
    raw.execute("CREATE VIRTUAL TABLE temp.words_kept USING fts5vocab('main', 'search_index', 'instance')")
    kept = _sums(raw, "words_kept")
    document = done = 0
    while batch := raw.execute(_LIVE, (document,)).fetchall():
        again = _again(raw, batch)
        for row in batch:
            document = row["document"]
            if kept.get(document, 0) != again.get(document, 0):
                yield _finding(row["article_id"], "has other words in the search index than in its text")
        done += len(batch)
        progress("search", done, count)
    for table in ("words_kept", "words_again", "indexed_again"):
        raw.execute(f"DROP TABLE temp.{table}")


def _again(raw: sqlite3.Connection, batch: list[sqlite3.Row]) -> dict[int, int]:
    raw.execute("INSERT INTO temp.indexed_again (indexed_again) VALUES ('delete-all')")
    rows = [(row["document"], fold(row["title"]), fold(row["body"]), fold(row["more"])) for row in batch]
    raw.executemany("INSERT INTO temp.indexed_again (rowid, title, body, more) VALUES (?, ?, ?, ?)", rows)
    return _sums(raw, "words_again")


def _sums(raw: sqlite3.Connection, table: str) -> dict[int, int]:
    sums: dict[int, int] = defaultdict(int)
    words = raw.cursor()
    words.row_factory = None  # plain tuples: there are millions
    for word in words.execute(f"SELECT term, col, offset, doc FROM temp.{table}"):  # noqa: S608 - our own names
        sums[word[3]] += hash(word)
    return sums


def _finding(article_id: int, what: str) -> Finding:
    return Finding(part="search", where=f"article {article_id}", what=what)
