"""Which captures a story rests on: those of its revisions, of its pictures and documents, and what these refer to."""

from __future__ import annotations

from dataclasses import dataclass

from archive import captures
from archive.captures import Capture
from archive.connection import Connection

_ANSWERS = """
WITH files (url) AS (
    SELECT url FROM image_rows WHERE article_id = :id
    UNION SELECT url FROM attachments WHERE article_id = :id
    UNION SELECT json_extract(named.value, '$.url') FROM revision_rows, json_each(record, '$.images') AS named
        WHERE article_id = :id
    UNION SELECT json_extract(named.value, '$.url') FROM revision_rows, json_each(record, '$.attachments') AS named
        WHERE article_id = :id
),
chosen (id) AS (
    SELECT capture_id FROM article_rows WHERE id = :id AND capture_id IS NOT NULL
    UNION SELECT capture_id FROM revision_rows WHERE article_id = :id AND capture_id IS NOT NULL
    UNION SELECT captures.id FROM captures JOIN files ON files.url = captures.url
        WHERE portal = :portal AND type IN ('response', 'revisit') AND status = 200
    UNION SELECT captures.id FROM captures JOIN addresses ON addresses.url = captures.url
        WHERE article_id = :id AND captures.portal = :portal AND addresses.portal = :portal
        AND captures.status IN (301, 302, 303, 307, 308)
)
SELECT id FROM chosen UNION SELECT refers_to FROM captures WHERE id IN (SELECT id FROM chosen) AND refers_to IS NOT NULL
ORDER BY id
"""

_PAGES = """
SELECT number, capture_id FROM (
    SELECT revision AS number, capture_id FROM article_rows WHERE id = :id
    UNION ALL SELECT number, capture_id FROM revision_rows WHERE article_id = :id
) WHERE capture_id IS NOT NULL ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class StoryCaptures:
    """The captures of a story. pages: revision -> the capture that it was read from."""

    captures: tuple[Capture, ...]
    pages: dict[int, Capture]


def of_story(connection: Connection, article_id: int, portal: str) -> StoryCaptures:
    """What a story rests on, in the order in which it was captured; redirects to it included."""
    wanted = {"id": article_id, "portal": portal}
    found = {row["id"]: captures.one(connection, row["id"]) for row in connection.rows(_ANSWERS, wanted)}
    pages = {row["number"]: found[row["capture_id"]] for row in connection.rows(_PAGES, wanted)}
    return StoryCaptures(captures=tuple(found.values()), pages=pages)
