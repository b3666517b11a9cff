"""The revisions of a story: when each was seen, and the capture it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from archive.connection import Connection

_REVISIONS = """
SELECT number, seen_at, replaced_at, captures.id AS capture_id, captured_at, capture_files.name AS file, "offset",
    captures.sha256
FROM (
    SELECT number, seen_at, replaced_at, capture_id FROM revision_rows WHERE article_id = :id
    UNION ALL SELECT revision, changed_at, NULL, capture_id FROM article_rows WHERE id = :id
) LEFT JOIN captures ON captures.id = capture_id LEFT JOIN capture_files ON capture_files.id = file_id
ORDER BY number
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One revision. seen_at: first, replaced_at: by the next one, None of the present one; UTC.

    capture_id and what follows: the capture it was read from, None where none was kept. file, offset: where that is;
    sha256: of its bytes there.
    """

    number: int
    seen_at: str
    replaced_at: str | None
    capture_id: int | None
    captured_at: str | None
    file: str | None
    offset: int | None
    sha256: str | None


def of_story(connection: Connection, article_id: int) -> list[Told]:
    """All revisions, the first one first."""
    return [Told(**dict(row)) for row in connection.rows(_REVISIONS, {"id": article_id})]
