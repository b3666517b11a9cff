"""Pictures and documents of stories: their addresses in the frontier, what these gave, and the rows that show it.

An address is a file's without the part after `#`, which names a place in it. The functions take an open connection and
begin no transaction of their own: store.py decides what belongs together.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from archive import frontier
from archive.connection import Connection
from archive.frontier import ATTACHMENT, FILES, IMAGE, Address, NewAddress, State
from archive.text import clean, cleaned


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """What a file contains. sha256: of its bytes, in hexadecimal digits; size: bytes; width, height: pixels.

    text: what a document says; note: why there is none, or not all of it.
    """

    sha256: str
    size: int
    media_type: str
    width: int | None = None
    height: int | None = None
    text: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFile:
    """A picture or document of a story. kind: image or attachment; position: from 1; name: caption or title.

    sha256, size, capture_id: of what its address gave; None while it gave nothing. missing: why it did not.
    """

    kind: str
    position: int
    url: str
    name: str | None
    media_type: str | None
    sha256: str | None
    size: int | None
    width: int | None
    height: int | None
    note: str | None
    capture_id: int | None
    missing: str | None


_KEEP = """
INSERT INTO media (sha256, size, media_type, width, height, text, note, capture_id)
VALUES (:sha256, :size, :media_type, :width, :height, :text, :note, :capture_id)
ON CONFLICT (sha256) DO UPDATE SET
    media_type = excluded.media_type, width = excluded.width, height = excluded.height,
    text = coalesce(excluded.text, text), note = excluded.note, capture_id = coalesce(capture_id, excluded.capture_id)
"""

_SHOWN = {
    "image_rows": "sha256 = media.sha256, media_type = media.media_type, "
    "width = coalesce(media.width, image_rows.width), "
    "height = iif(media.width IS NULL, image_rows.height, media.height)",
    # What a file's bytes say of it only in general, its page may know better: CSV is plain text.
    "attachments": "sha256 = media.sha256, text = media.text, media_type = coalesce("
    "iif(media.media_type IN ('text/plain', 'application/octet-stream', 'application/x-ole-storage'), "
    "attachments.media_type, NULL), media.media_type)",
}
_OF_ADDRESS = """
    (url = :url OR (url > :url || '#' AND url < :url || '$'))
    AND EXISTS (SELECT 1 FROM article_rows AS articles WHERE articles.id = article_id AND articles.portal = :portal)
"""
_OF_ARTICLE = """
UPDATE {table} SET {shown}
FROM article_rows AS articles, addresses, media
WHERE {table}.article_id = :id AND articles.id = :id AND addresses.portal = articles.portal
AND addresses.url = substr({table}.url, 1, instr({table}.url || '#', '#') - 1) AND media.sha256 = addresses.sha256
"""

_OWN = """
SELECT substr(url, 1, instr(url || '#', '#') - 1) FROM image_rows WHERE article_id = :id
UNION SELECT substr(url, 1, instr(url || '#', '#') - 1) FROM attachments WHERE article_id = :id
"""

_UNASKED = """
SELECT DISTINCT substr(its.url, 1, instr(its.url || '#', '#') - 1) AS url, :kind AS kind, articles.date,
    read_from AS found_on
FROM {table} AS its JOIN article_rows AS articles ON articles.id = its.article_id
WHERE articles.portal = :portal AND gone_at IS NULL AND position <= :most AND its.sha256 IS NULL AND NOT EXISTS (
    SELECT 1 FROM addresses
    WHERE portal = :portal AND addresses.url = substr(its.url, 1, instr(its.url || '#', '#') - 1))
"""

_FILES = """
SELECT :kind AS kind, position, its.url, {name} AS name, coalesce(media.media_type, its.media_type) AS media_type,
    its.sha256, media.size, {width} AS width, {height} AS height, media.note, media.capture_id,
    iif(its.sha256 IS NOT NULL, NULL, CASE
        WHEN addresses.state IS NULL THEN 'not asked for'
        WHEN addresses.kind NOT IN ('image', 'attachment') THEN 'read as a page'
        WHEN addresses.state = 'pending' THEN coalesce('still to be fetched: ' || reason, 'still to be fetched')
        ELSE coalesce(reason, 'not fetched') END) AS missing
FROM {table} AS its JOIN article_rows AS articles ON articles.id = its.article_id
LEFT JOIN addresses ON addresses.portal = articles.portal
    AND addresses.url = substr(its.url, 1, instr(its.url || '#', '#') - 1)
LEFT JOIN media ON media.sha256 = its.sha256
WHERE its.article_id = :id ORDER BY position
"""
_TOLD = {
    IMAGE: {"name": "its.caption", "width": "its.width", "height": "its.height"},
    ATTACHMENT: {"name": "its.title", "width": "NULL", "height": "NULL"},
}


def claim(connection: Connection, portal: str, found: Iterable[NewAddress]) -> None:
    """Let addresses that a story shows as its files be such, where they were taken for pages and were none."""
    sql = """
        UPDATE addresses SET kind = :kind, state = 'pending', reason = NULL, attempts = 0, priority = :priority
        WHERE portal = :portal AND url = :url AND kind = 'unknown' AND article_id IS NULL
    """
    rows = [
        {"portal": portal, "url": clean(new.url), "kind": new.kind, "priority": new.priority}
        for new in found
        if new.kind in FILES
    ]
    if rows:
        connection.execute_many(sql, rows)


def ask_again(connection: Connection, portal: str, article_id: int) -> None:
    """Have the files of a story fetched again, because the story was changed."""
    sql = f"""
        UPDATE addresses SET state = 'pending', reason = NULL, attempts = 0
        WHERE portal = :portal AND kind IN ('image', 'attachment') AND state <> 'pending' AND url IN ({_OWN})
    """  # noqa: S608 - a constant
    connection.execute(sql, {"portal": portal, "id": article_id})


def unasked(connection: Connection, portal: str, kind: str, most: int) -> list[NewAddress]:
    """The files of one kind of stories that were stored without them; at most so many of a story's."""
    rows = connection.rows(_UNASKED.format(table=FILES[kind]), {"portal": portal, "kind": kind, "most": most})
    return [NewAddress(**dict(row)) for row in rows]


def save(connection: Connection, portal: str, url: str, media: Media, capture_id: int | None) -> None:
    """Note what an address gave, and show it in every story that has it."""
    row: dict[str, Any] = {name: getattr(media, name) for name in media.__slots__}
    row |= {"text": cleaned(media.text), "note": cleaned(media.note), "capture_id": capture_id}
    connection.execute(_KEEP, row)
    at = {"portal": portal, "url": clean(url), "sha256": media.sha256}
    connection.execute("UPDATE addresses SET sha256 = :sha256 WHERE portal = :portal AND url = :url", at)
    for table, shown in _SHOWN.items():
        sql = f"UPDATE {table} SET {shown} FROM media WHERE media.sha256 = :sha256 AND {_OF_ADDRESS}"  # noqa: S608
        connection.execute(sql, at)


def show(connection: Connection, article_id: int) -> None:
    """Fill in what the addresses of a story's files gave, after its rows were written."""
    for table, shown in _SHOWN.items():
        connection.execute(_OF_ARTICLE.format(table=table, shown=shown), {"id": article_id})


def pending(
    connection: Connection, portal: str, kinds: Collection[str], *, skip: Collection[str], only: Collection[str] | None
) -> Address | None:
    """The file that is fetched next. skip: addresses or origins (`https://cdn.example/`) to leave; only: of these."""
    sql = f"""
        SELECT {frontier.COLUMNS} FROM addresses
        WHERE portal = :portal AND state = 'pending' AND kind IN ('image', 'attachment')
        AND kind IN (SELECT value FROM json_each(:kinds))
        AND NOT EXISTS (SELECT 1 FROM json_each(:skip) WHERE substr(url, 1, length(value)) = value)
        AND (:only IS NULL OR url IN (SELECT value FROM json_each(:only)))
        ORDER BY priority, date DESC, id LIMIT 1
    """  # noqa: S608 - a constant
    given = {"kinds": list(kinds), "skip": list(skip), "only": None if only is None else list(only)}
    lists = {name: None if values is None else json.dumps(values) for name, values in given.items()}
    row = connection.row(sql, {"portal": portal, **lists})
    return frontier.address(row) if row else None


def unfetched(connection: Connection, portal: str) -> list[Address]:
    """The addresses of files that failed or were left out."""
    sql = f"""
        SELECT {frontier.COLUMNS} FROM addresses
        WHERE portal = ? AND kind IN ('image', 'attachment') AND state IN ('failed', 'skipped')
    """  # noqa: S608 - a constant
    return [frontier.address(row) for row in connection.rows(sql, (portal,))]


def give_up(connection: Connection, portal: str, origin: str, reason: str) -> None:
    """Note that the files on a host cannot be had now: each counts as tried."""
    sql = """
        UPDATE addresses SET state = :failed, reason = :reason, attempts = attempts + 1
        WHERE portal = :portal AND state = 'pending' AND kind IN ('image', 'attachment')
        AND substr(url, 1, length(:origin)) = :origin
    """
    connection.execute(sql, {"portal": portal, "origin": origin, "reason": clean(reason), "failed": State.FAILED})


def of_article(connection: Connection, article_id: int) -> list[StoryFile]:
    """A story's pictures, then its documents, each in page order."""
    found = []
    for kind, columns in _TOLD.items():
        sql = _FILES.format(table=FILES[kind], **columns)
        found += [StoryFile(**dict(row)) for row in connection.rows(sql, {"kind": kind, "id": article_id})]
    return found


def capture_of(connection: Connection, sha256: str) -> int | None:
    """The capture that holds a content; None where no capture is known."""
    found: int | None = connection.value("SELECT capture_id FROM media WHERE sha256 = ?", (sha256,))
    return found
