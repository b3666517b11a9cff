"""A story's pages read again by better rules: what that changes, kept apart from what the ministry changed.

A revision is what the ministry published; a reading is what we make of it. A new reading takes the old one's place, the
old one is put aside, and the revision stays the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from archive import articles
from archive.article import Article, Attachment, Image
from archive.connection import Connection
from archive.filters import Filters, where
from archive.record import Record

_SINGLE = ("title", "date", "date_text", "date_source", "modified", "language", "summary", "body", "body_html")
_LISTS = ("authors", "tags")
_FILES: dict[str, tuple[str, ...]] = {
    "images": ("url", "caption", "alt", "credit"),  # what the page says; size and digest are of the file
    "attachments": ("url", "title"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """A revision that can be read again. capture_id: its raw page; None where none was kept."""

    article_id: int
    portal: str
    revision: int
    capture_id: int | None
    listed_title: str | None
    listed_date: str | None


def readable(connection: Connection, filters: Filters) -> Iterator[Readable]:
    """The revisions of the chosen stories, the oldest story first, each story's revisions in order."""
    condition, parameters = where(filters)
    limit = -1 if filters.limit is None else filters.limit
    sql = f"""
        WITH chosen AS (SELECT * FROM article_rows AS articles WHERE {condition} ORDER BY date DESC, id DESC LIMIT ?)
        SELECT chosen.id AS article_id, chosen.portal, number AS revision, said.capture_id,
            addresses.title AS listed_title, addresses.date AS listed_date
        FROM chosen JOIN (
            SELECT id AS article_id, revision AS number, capture_id FROM article_rows AS articles
            UNION ALL SELECT article_id, number, capture_id FROM revision_rows AS revisions
        ) AS said ON said.article_id = chosen.id
        LEFT JOIN addresses ON addresses.portal = chosen.portal AND addresses.url = chosen.read_from
        ORDER BY chosen.id, number
    """  # noqa: S608 - placeholders
    for row in connection.rows(sql, (*parameters, limit)):
        yield Readable(**dict(row))


def differences(record: Record, article: Article) -> dict[str, tuple[Any, Any]]:
    """What another reading of the same page says otherwise: old and new value by field, as JSON has them."""
    anew = articles.storable(replace(article, title=article.title or record.title))
    pairs = [(name, getattr(record, name), getattr(anew, name)) for name in _SINGLE]
    pairs += [(name, list(getattr(record, name)), list(getattr(anew, name))) for name in _LISTS]
    for name, parts in _FILES.items():
        pairs.append((name, _said(getattr(record, name), parts), _said(getattr(anew, name), parts)))
    return {name: (old, new) for name, old, new in pairs if old != new}


def save(
    connection: Connection, record: Record, article: Article, *, read_by: str, is_present: bool, now: str
) -> dict[str, tuple[Any, Any]]:
    """Let a revision say what another reading of its page says; the reading before is put aside. In a transaction.

    Return what differs.
    """
    different = differences(record, article)
    if different:
        put_aside(connection, record, now)
    if is_present:
        articles.read_again(connection, record.id, article, read_by=read_by)
    else:
        _rewrite(connection, record, article, read_by)
    return different


def put_aside(connection: Connection, record: Record, now: str) -> None:
    """Keep a revision as it was read until now."""
    sql = """
        INSERT INTO readings (article_id, revision, read_by, replaced_at, record)
        SELECT :id, :revision, coalesce(
            (SELECT read_by FROM revision_rows WHERE article_id = :id AND number = :revision),
            (SELECT read_by FROM article_rows WHERE id = :id AND revision = :revision)), :now, :record
    """
    told = json.dumps(record.as_dict(), ensure_ascii=False)
    connection.execute(sql, {"id": record.id, "revision": record.revision, "now": now, "record": told})


def count(connection: Connection, article_id: int) -> int:
    """How many earlier readings of a story's pages are kept."""
    return int(connection.value("SELECT count(*) FROM readings WHERE article_id = ?", (article_id,)))


def _rewrite(connection: Connection, record: Record, article: Article, read_by: str) -> None:
    anew = articles.storable(replace(article, title=article.title or record.title))
    told = record.as_dict() | {name: getattr(anew, name) for name in _SINGLE}
    told |= {name: list(getattr(anew, name)) for name in _LISTS} | {"content_hash": anew.content_hash}
    told["images"] = [asdict(_with_file(image, record.images)) for image in anew.images]
    told["attachments"] = [asdict(_with_file(document, record.attachments)) for document in anew.attachments]
    sql = "UPDATE revision_rows SET record = ?, content_hash = ?, read_by = ? WHERE article_id = ? AND number = ?"
    text = json.dumps(told, ensure_ascii=False)
    connection.execute(sql, (text, anew.content_hash, read_by, record.id, record.revision))


def _with_file(anew: Any, before: tuple[Image, ...] | tuple[Attachment, ...]) -> Any:
    """What is known of the bytes behind an address stays known."""
    same = next((each for each in before if each.url == anew.url), None)
    if same is None:
        return anew
    known = {name: value for name, value in asdict(same).items() if value is not None}
    return replace(anew, **{name: value for name, value in known.items() if getattr(anew, name) is None})


def _said(files: Any, parts: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{name: getattr(each, name) for name in parts} for each in files]
