"""Article, image, attachment and revision rows, in and out.

The functions take an open connection and begin no transaction of their own: store.py decides what belongs together.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from archive import media, translations
from archive.article import Article, Attachment, Image, Translation
from archive.connection import Connection
from archive.record import Record
from archive.revisions import Sighting, title_key
from archive.text import clean, cleaned

_IMAGE = tuple(field.name for field in fields(Image))
_ATTACHMENT = tuple(field.name for field in fields(Attachment))
_COLUMNS = (
    "portal, url, country, language, title, date, date_text, date_source, modified, authors, tags, summary, body, "
    "body_html, revision, first_seen, last_seen, changed_at, content_hash, capture_id, read_by, read_from, title_key"
)
_INSERT = f"INSERT INTO article_rows (id, {_COLUMNS}) VALUES (:id, :{', :'.join(_COLUMNS.split(', '))})"  # noqa: S608

_TEXTS = ("title", "date", "date_text", "date_source", "modified", "summary", "body", "body_html", "language", "url")
_CONTENT = (*_TEXTS, "authors", "tags", "content_hash", "capture_id", "read_by", "read_from", "title_key")
_UPDATE = f"UPDATE article_rows SET {', '.join(f'{name} = :{name}' for name in _CONTENT)} WHERE id = :id"  # noqa: S608

_READ = tuple(name for name in _TEXTS if name != "url")
_ALSO_READ = (*_READ, "authors", "tags", "content_hash", "title_key")
_READ_AGAIN = f"""
UPDATE article_rows SET {", ".join(f"{name} = :{name}" for name in _ALSO_READ)}, read_by = coalesce(:read_by, read_by)
WHERE id = :id
"""  # noqa: S608 - constants

_KEEP = """
INSERT INTO revision_rows (article_id, number, content_hash, seen_at, replaced_at, capture_id, read_by, record)
SELECT id, revision, content_hash, changed_at, :now, capture_id, read_by, :record FROM article_rows WHERE id = :id
"""

_RECORDS = """
SELECT articles.*, capture_files.name AS file, captures.offset, captures.payload_digest
FROM article_rows AS articles
LEFT JOIN captures ON captures.id = capture_id LEFT JOIN capture_files ON capture_files.id = file_id
WHERE articles.id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySource:
    """The page that a story was read from: its address, its capture, what a listing said of it."""

    url: str
    capture_id: int | None = None
    listed_title: str | None = None
    listed_date: str | None = None


def storable(article: Article) -> Article:
    """Drop from an article what no database can hold (see text.clean)."""
    texts: dict[str, Any] = {name: cleaned(getattr(article, name)) for name in _TEXTS}
    return replace(
        article,
        **texts,
        authors=tuple(map(clean, article.authors)),
        tags=tuple(map(clean, article.tags)),
        images=tuple(replace(image, **_clean_values(image)) for image in article.images),
        attachments=tuple(replace(attachment, **_clean_values(attachment)) for attachment in article.attachments),
    )


def _clean_values(value: Image | Attachment) -> dict[str, Any]:
    return {name: _clean_value(part) for name, part in asdict(value).items()}


def _clean_value(value: str | int | None) -> str | int | None:
    """Clean a text; a width of more pixels than there can be is none."""
    if isinstance(value, str):
        return clean(value)
    return value if value is None or 0 <= value < 1 << 31 else None


def insert(
    connection: Connection,
    portal: str,
    sighting: Sighting,
    *,
    url: str,
    country: str | None,
    now: str,
    article_id: int | None = None,
) -> int:
    """Store a new story; return its id: the one that is given, if no other story has it."""
    taken = connection.row("SELECT 1 FROM article_rows WHERE id = ?", (article_id,))
    row = _content(sighting, url) | {
        "id": None if taken else article_id,
        "portal": portal,
        "country": cleaned(country),
        "revision": 1,
        "first_seen": now,
        "last_seen": now,
        "changed_at": now,
    }
    number = int(connection.execute(_INSERT, row).lastrowid or 0)
    _insert_files(connection, number, sighting.article)
    translations.put(connection, number, sighting.article.translations)
    return number


def replace_content(connection: Connection, article_id: int, sighting: Sighting, *, url: str) -> None:
    """Let the article say what was read now."""
    connection.execute(_UPDATE, _content(sighting, url) | {"id": article_id})
    _replace_files(connection, article_id, sighting.article)
    translations.put(connection, article_id, sighting.article.translations)


def keep_revision(connection: Connection, article_id: int, now: str) -> None:
    """Put aside what the article says now, and count its next revision."""
    record = records(connection, [article_id])[0]
    connection.execute(_KEEP, {"id": article_id, "now": now, "record": _json(record.as_dict())})
    sql = "UPDATE article_rows SET revision = revision + 1, changed_at = ? WHERE id = ?"
    connection.execute(sql, (now, article_id))


def read_again(connection: Connection, article_id: int, article: Article, *, read_by: str | None = None) -> None:
    """Let a story say what its captured page says when it is read anew, by these rules. No revision is made."""
    record = records(connection, [article_id])[0]
    anew = storable(replace(article, title=article.title or record.title))
    row: dict[str, Any] = {name: getattr(anew, name) for name in _READ}
    row |= {"authors": _json(anew.authors), "tags": _json(anew.tags), "title_key": title_key(anew.title)}
    row |= {"content_hash": anew.content_hash, "read_by": read_by, "id": article_id}
    connection.execute(_READ_AGAIN, row)
    if _described(anew) != _described(record):
        _replace_files(connection, article_id, anew)


def _described(said: Article | Record) -> list[tuple[str | None, ...]]:
    """What a page says of its pictures and documents."""
    images = [(image.url, image.caption, image.alt, image.credit) for image in said.images]
    return [*images, *((document.url, document.title) for document in said.attachments)]


def describe_again(connection: Connection, article_id: int, article: Article) -> None:
    """Take over what describes unchanged content: a better language tag, a new tag, a translation, `modified`."""
    sql = """
        UPDATE article_rows SET language = coalesce(?, language), modified = coalesce(?, modified), authors = ?,
        tags = ?, summary = ?, body_html = ?, date_text = ?, date_source = ? WHERE id = ?
    """
    described = (article.language, article.modified, _json(article.authors), _json(article.tags), article.summary)
    connection.execute(sql, (*described, article.body_html, article.date_text, article.date_source, article_id))
    translations.put(connection, article_id, article.translations)


def capture_of(connection: Connection, article_id: int, revision: int) -> int | None:
    """The capture that a revision was read from; None where none was kept."""
    sql = """
        SELECT capture_id FROM article_rows WHERE id = :id AND revision = :revision
        UNION ALL SELECT capture_id FROM revision_rows WHERE article_id = :id AND number = :revision
    """
    found: int | None = connection.value(sql, {"id": article_id, "revision": revision})
    return found


def source(connection: Connection, article_id: int) -> StorySource:
    """What a story's present revision was read from."""
    sql = """
        SELECT articles.capture_id, read_from AS url, addresses.title AS listed_title, addresses.date AS listed_date
        FROM article_rows AS articles
        LEFT JOIN addresses ON addresses.portal = articles.portal AND addresses.url = read_from
        WHERE articles.id = ?
    """
    row = connection.row(sql, (article_id,))
    return StorySource(**dict(row)) if row else StorySource(url="")


def seen(connection: Connection, article_id: int, now: str) -> None:
    """Note that the portal shows the article (again)."""
    sql = "UPDATE article_rows SET last_seen = ?, gone_at = NULL, gone_why = NULL WHERE id = ?"
    connection.execute(sql, (now, article_id))


def was_seen_since(connection: Connection, article_id: int, at: str) -> bool:
    """Whether more recent things are known of a story than of this time."""
    sql = "SELECT max(last_seen, coalesce(gone_at, '')) > ? FROM article_rows WHERE id = ?"
    return bool(connection.value(sql, (at, article_id)))


def seen_earlier(connection: Connection, article_id: int, at: str) -> None:
    """Note that the portal showed the article at a time before others that are known; what it says now stays.

    Revisions keep their numbers, by which they are cited: what it said then is a capture and no revision.
    """
    sql = "UPDATE article_rows SET first_seen = min(first_seen, :at), last_seen = max(last_seen, :at) WHERE id = :id"
    connection.execute(sql, {"at": at, "id": article_id})


def gone(connection: Connection, portal: str, url: str, why: str, now: str) -> None:
    """Note that the address a story was followed at is gone; the first sight of that stays."""
    sql = """
        UPDATE article_rows SET gone_at = ?, gone_why = ?
        WHERE portal = ? AND gone_at IS NULL AND read_from = ? AND id IN (
            SELECT article_id FROM addresses WHERE portal = ? AND url = ?)
    """
    connection.execute(sql, (now, clean(why), portal, clean(url), portal, clean(url)))


def followed_at(connection: Connection, portal: str, url: str) -> int | None:
    """The story whose text is followed at an address; None where there is none."""
    sql = """
        SELECT articles.id FROM addresses JOIN article_rows AS articles ON articles.id = article_id
        WHERE addresses.portal = ? AND addresses.url = ? AND read_from = addresses.url
    """
    found: int | None = connection.value(sql, (portal, url))
    return found


def seen_elsewhere(connection: Connection, article_id: int, run_id: int | None) -> str | None:
    """Another address at which the story was met in this run."""
    sql = """
        SELECT addresses.url FROM addresses JOIN article_rows AS articles ON articles.id = article_id
        WHERE article_id = ? AND run_id = ? AND state = 'done' AND NOT is_copy AND addresses.url <> read_from LIMIT 1
    """
    found: str | None = connection.value(sql, (article_id, run_id))
    return found


def follow(connection: Connection, article_id: int, url: str) -> None:
    """Follow a story's text at another of its addresses from now on."""
    connection.execute("UPDATE article_rows SET read_from = ? WHERE id = ?", (url, article_id))


def records(connection: Connection, ids: Sequence[int]) -> list[Record]:
    """Read articles, in the order of `ids`, in six queries however many there are. Unknown ids are left out."""
    wanted = json.dumps(list(ids))
    rows = connection.rows(_RECORDS, (wanted,))
    images = _grouped(connection, "image_rows", wanted)
    attachments = _grouped(connection, "attachments", wanted)
    aliases = _aliases(connection, wanted)
    translated = translations.of_articles(connection, wanted)
    found = {
        row["id"]: _record(
            row,
            aliases=tuple(aliases[row["id"]]),
            images=tuple(Image(**_pick(image, _IMAGE)) for image in images[row["id"]]),
            attachments=tuple(Attachment(**_pick(document, _ATTACHMENT)) for document in attachments[row["id"]]),
            translations=translated.get(row["id"], ()),
        )
        for row in rows
    }
    return [found[article_id] for article_id in ids if article_id in found]


def revision(connection: Connection, article_id: int, number: int) -> Record | None:
    """Read a superseded revision as it was put aside; None where there is none."""
    sql = "SELECT record FROM revision_rows WHERE article_id = ? AND number = ?"
    text = connection.value(sql, (article_id, number))
    return None if text is None else kept(text)


def kept(text: str) -> Record:
    """Read a record as it was put aside."""
    saved: dict[str, Any] = json.loads(text)
    saved["images"] = tuple(Image(**image) for image in saved["images"])
    saved["attachments"] = tuple(Attachment(**attachment) for attachment in saved["attachments"])
    saved["translations"] = tuple(Translation(**named) for named in saved.get("translations", ()))
    for name in ("aliases", "authors", "tags"):
        saved[name] = tuple(saved[name])
    return Record(**saved)


def _record(row: sqlite3.Row, **parts: Any) -> Record:
    columns = {name: row[name] for name in row.keys() if name in Record.__slots__}  # noqa: SIM118 - a Row is no dict
    columns["authors"] = tuple(json.loads(row["authors"]))
    columns["tags"] = tuple(json.loads(row["tags"]))
    place = {"file": row["file"], "offset": row["offset"], "digest": row["payload_digest"]}
    return Record(**columns, capture=place if row["capture_id"] else None, **parts)


def _grouped(connection: Connection, table: str, ids: str) -> dict[int, list[sqlite3.Row]]:
    sql = f"SELECT * FROM {table} WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id, position"  # noqa: S608 - our own names
    grouped: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in connection.rows(sql, (ids,)):
        grouped[row["article_id"]].append(row)
    return grouped


def _aliases(connection: Connection, ids: str) -> dict[int, list[str]]:
    sql = """
        SELECT article_id, addresses.url FROM addresses JOIN article_rows AS articles ON articles.id = article_id
        WHERE article_id IN (SELECT value FROM json_each(?)) AND addresses.url <> articles.url ORDER BY addresses.id
    """
    grouped: dict[int, list[str]] = defaultdict(list)
    for article_id, url in connection.rows(sql, (ids,)):
        grouped[article_id].append(url)
    return grouped


def _content(sighting: Sighting, url: str) -> dict[str, Any]:
    article = sighting.article
    row: dict[str, Any] = {name: getattr(article, name) for name in _TEXTS}
    return row | {
        "url": url,
        "authors": _json(article.authors),
        "tags": _json(article.tags),
        "content_hash": article.content_hash,
        "capture_id": sighting.capture_id,
        "read_by": sighting.read_by,
        "read_from": sighting.url,
        "title_key": title_key(article.title),
    }


def _replace_files(connection: Connection, article_id: int, article: Article) -> None:
    connection.execute("DELETE FROM image_rows WHERE article_id = ?", (article_id,))
    connection.execute("DELETE FROM attachments WHERE article_id = ?", (article_id,))
    _insert_files(connection, article_id, article)


def _insert_files(connection: Connection, article_id: int, article: Article) -> None:
    _insert_rows(connection, "image_rows", article_id, _IMAGE, article.images)
    _insert_rows(connection, "attachments", article_id, _ATTACHMENT, article.attachments)
    media.show(connection, article_id)


def _insert_rows(
    connection: Connection, table: str, article_id: int, names: Sequence[str], values: Iterable[Image | Attachment]
) -> None:
    columns = ("article_id", "position", *names)
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our own names
    rows = [
        (article_id, position, *(getattr(value, name) for name in names)) for position, value in enumerate(values, 1)
    ]
    if rows:
        connection.execute_many(sql, rows)


def _pick(row: sqlite3.Row, names: Sequence[str]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
