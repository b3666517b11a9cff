"""What the index keeps of a story."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.filters import day_number
from archive.search.alike import Known
from archive.search.likeness import bands, likeness
from archive.search.terms import analysed, index_terms

if TYPE_CHECKING:
    from tantivy import Document

# A story's row with all that is searched. `more`: what is beside title and body: people, subjects, captions, documents.
COLUMNS = """
articles.id, portal, country, language, date, first_seen, gone_at, revision, title, body, authors, tags,
EXISTS (SELECT 1 FROM image_rows WHERE article_id = articles.id) AS has_image,
EXISTS (SELECT 1 FROM attachments WHERE article_id = articles.id) AS has_attachment,
(
    SELECT coalesce(group_concat(value, char(10)), '') FROM (
        SELECT value FROM json_each(authors) UNION ALL SELECT value FROM json_each(tags)
        UNION ALL SELECT caption FROM image_rows WHERE article_id = articles.id
        UNION ALL SELECT title FROM attachments WHERE article_id = articles.id
        UNION ALL SELECT text FROM attachments WHERE article_id = articles.id)
) AS more
"""

_PLACES = 1 << 36  # ids that one day has room for
_BETWEEN = "\u2063"  # an invisible comma


@dataclass(frozen=True, slots=True)
class Prepared:
    """A story, ready for the index but for `like`, which is its own id as yet."""

    known: Known
    bands: list[str]
    document: Document


def prepare(row: sqlite3.Row) -> Prepared:
    """Take the words of a story and what is known of it. row: of COLUMNS."""
    from tantivy import Document

    (title, of_title), (body, of_body), (more, of_more) = (analysed(row[name]) for name in ("title", "body", "more"))
    its = likeness(body or title)
    document = Document()
    for name, terms in (
        ("title", title),
        ("body", body),
        ("more", more),
        ("author", _of_list(row["authors"])),
        ("tag", _of_list(row["tags"])),
        ("spelled", sorted(of_title | of_body | of_more)),
    ):
        document.add_text(name, " ".join(terms))
    for fact in facts(row):
        document.add_text("facts", fact)
    parts = bands(its.simhash)
    for band in parts:
        document.add_text("bands", band)
    for name in ("portal", "country", "language"):
        if row[name]:
            document.add_text(name, row[name])
    day = day_number(row["date"]) if row["date"] else 0
    document.add_integer("id", row["id"])
    document.add_integer("day", day)
    document.add_integer("year", day // 10_000)
    document.add_integer("place", day * _PLACES + row["id"])
    document.add_float("fresh", fresh(day or day_number(row["first_seen"])))
    publisher = _bits(row["portal"])
    document.add_unsigned("publisher", publisher)
    document.add_unsigned("simhash", its.simhash)
    document.add_unsigned("figures", its.figures)
    document.add_unsigned("content", content(row))
    return Prepared(Known(row["id"], publisher, its, row["id"]), parts, document)


def article_of(place: int) -> int:
    """The story at a place of the order by day."""
    return place % _PLACES


def facts(row: sqlite3.Row) -> list[str]:
    """What can be asked of a story by `field:value`, in lower case."""
    language = (row["language"] or "").lower().split("-")
    found = {
        f"portal:{row['portal'].lower()}": True,
        f"country:{(row['country'] or '').lower()}": row["country"],
        "has:image": row["has_image"],
        "has:attachment": row["has_attachment"],
        "has:date": row["date"],
        "is:gone": row["gone_at"],
        "is:edited": row["revision"] > 1,
    }
    spans = ["-".join(language[: length + 1]) for length in range(len(language))]  # zh-hans is also zh
    return [fact for fact, holds in found.items() if holds] + [f"lang:{span}" for span in spans if span]


def content(row: sqlite3.Row) -> int:
    """64 bits of all that a document is made of, to tell whether the index knows it as it is."""
    said = json.dumps([row[name] for name in row.keys() if name != "ticket"])  # noqa: SIM118 - a Row is no dict
    return _bits(said)


def _bits(text: str) -> int:
    """A hash of 64 bits."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())


def _of_list(texts: str) -> list[str]:
    """The terms of a JSON list. Between two of them stands what nobody searches: no phrase spans them."""
    return [term for text in json.loads(texts) for term in (*index_terms(str(text)), _BETWEEN)]


def fresh(day: int) -> float:
    """How new a day is: twice as much for each year. day: YYYYMMDD.

    >>> fresh(20210101) / fresh(20200101)
    2.0
    """
    years = day // 10_000 + (day // 100 % 100) / 12 + (day % 100) / 366
    return float(2.0 ** min(60.0, max(-60.0, years - 2020)))
