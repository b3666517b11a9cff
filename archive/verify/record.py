"""Holds a record, whose bytes are those that were written, against what it says itself, its row and the journal's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from archive import journal, warc
from archive.captures import GENESIS, LONGEST
from archive.errors import CaptureError
from archive.warc import Record

# By `start`, for which there is an index: a request stands before its page, and nothing else does.
_PAGE = """
SELECT offset FROM captures JOIN capture_files ON capture_files.id = file_id WHERE name = ? AND start <= ?
ORDER BY start DESC LIMIT 1
"""


def check_record(raw: sqlite3.Connection, row: sqlite3.Row, data: bytes) -> Iterator[str]:
    """Faults of one row's records. row: of captures. data: the packed bytes."""
    answer = row["offset"] - row["start"]
    try:
        if answer:
            request = warc.read_member(data[:answer], LONGEST)
            yield from _check_digests(request)
        record = warc.read_member(data[answer:], LONGEST)
    except CaptureError as error:
        yield str(error)
        return
    yield from _check_digests(record)
    yield from _check_index(row, record)
    if row["type"] == "revisit":
        yield from _check_reference(raw, row)
    if row["type"] == "metadata":
        yield from _check_entry(raw, row, record)


def _check_digests(record: Record) -> Iterator[str]:
    block = record.header("WARC-Block-Digest")
    if block is not None and block != warc.digest_of(record.block):
        yield f"the {record.type} has another block than its digest says"
    payload = record.header("WARC-Payload-Digest")
    whole = record.type == "response" and payload is not None
    if whole and payload != warc.digest_of(warc.split_head(record.block)[1]):
        yield "the response has another payload than its digest says"


def _check_index(row: sqlite3.Row, record: Record) -> Iterator[str]:
    """Whether the index says what the record says."""
    status, media_type = warc.described(record)
    said = {
        "type": record.type,
        "url": record.url,
        "captured_at": record.header("WARC-Date"),
        "status": status,
        "media_type": media_type,
        "payload_digest": record.header("WARC-Payload-Digest"),
        "truncated": record.header("WARC-Truncated"),
    }
    for name, value in said.items():
        if row[name] != value:
            yield f"the index says {name} {row[name]!r}, the record {value!r}"


def _check_reference(raw: sqlite3.Connection, row: sqlite3.Row) -> Iterator[str]:
    sql = "SELECT payload_digest FROM captures WHERE id = ?"
    kept = raw.execute(sql, (row["refers_to"],)).fetchone()
    if kept is None:
        yield "the revisit refers to no capture"
    elif kept["payload_digest"] != row["payload_digest"]:
        yield f"the revisit refers to capture {row['refers_to']}, which has another payload"


def _links_before(raw: sqlite3.Connection, row: sqlite3.Row) -> list[str]:
    """The link before a row, and where a new file was begun for it, also the one before that file's beginning."""
    sql = "SELECT type, link FROM captures WHERE portal = ? AND id < ? ORDER BY id DESC LIMIT 2"
    before = raw.execute(sql, (row["portal"], row["id"])).fetchall()
    links = [each["link"] for each in before] + [GENESIS] * (2 - len(before))
    return links if before and before[0]["type"] == "warcinfo" else links[:1]


def _is_place(raw: sqlite3.Connection, page: journal.Place) -> bool:
    found = raw.execute(_PAGE, (page.file, page.offset)).fetchone()
    return found is not None and found["offset"] == page.offset


def _check_entry(raw: sqlite3.Connection, row: sqlite3.Row, record: Record) -> Iterator[str]:
    """Whether the journal agrees with the chain and with the rows that it led to."""
    try:
        entry = journal.decode(record.block)
    except CaptureError as error:
        yield str(error)
        return
    if entry.previous not in _links_before(raw, row):
        yield "the journal says that another link of the chain came before it"
    if entry.page is not None and not _is_place(raw, entry.page):
        yield f"the journal speaks of a page at {entry.page.file}, {entry.page.offset}, where none begins"
    visit, story = entry.visit, entry.story
    if visit is not None:
        sql = "SELECT 1 FROM addresses WHERE portal = ? AND url = ?"
        if not raw.execute(sql, (row["portal"], visit.url)).fetchone():
            yield "the journal speaks of an address that the database does not know"
    if story is not None and not raw.execute("SELECT 1 FROM article_rows WHERE id = ?", (story.id,)).fetchone():
        yield f"the journal speaks of article {story.id}, which the database does not have"
