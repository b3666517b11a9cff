"""The captured pages of a portal's stories, and of what its listings call stories though their pages gave none.

Which of them are read again is the caller's choice; a row holds what is known of the story beside its page.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from archive.connection import Connection

# A redirect's answer is written right before the page that it led to. Files of stories have kinds of their own.
_PAGES = """
WITH RECURSIVE answers (capture_id, status, url, captured_at, asked, hops) AS (
    SELECT captures.id, captures.status, captures.url, captured_at, addresses.id, 0
    FROM captures JOIN addresses ON addresses.portal = captures.portal AND addresses.url = captures.url
    WHERE captures.portal = :portal AND captures.type IN ('response', 'revisit', 'resource')
    AND (article_id IS NOT NULL OR (title IS NOT NULL AND kind IN ('article', 'unknown')))
    AND kind NOT IN ('image', 'attachment') AND captures.status IN (200, 301, 302, 303, 307, 308)
    UNION ALL
    SELECT captures.id, captures.status, captures.url, captures.captured_at, asked, hops + 1
    FROM answers JOIN captures ON captures.id = capture_id + 1
    WHERE answers.status <> 200 AND hops < 5 AND captures.portal = :portal AND captures.type IN ('response', 'revisit')
)
SELECT capture_id, answers.url, answers.captured_at, addresses.url AS address, addresses.title, addresses.date, told,
    article_id, state
FROM answers JOIN captures ON captures.id = capture_id JOIN addresses ON addresses.id = asked
WHERE answers.status = 200 AND coalesce(media_type, 'text/html') IN ('text/html', 'application/xhtml+xml')
GROUP BY capture_id HAVING hops = max(hops) ORDER BY answers.captured_at DESC, capture_id DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """A capture of a page that is, or should be, a story's. captured_at: UTC.

    url: of the page; address: what was asked for. title, date: what a listing said of it first; told: what listings
    said beside (`title …` in small letters, `date YYYY-MM-DD`). article_id: of its story, None where it gave none.
    """

    capture_id: int
    url: str
    address: str
    captured_at: str
    title: str | None
    date: str | None
    told: frozenset[str]
    article_id: int | None
    state: str


def of_portal(connection: Connection, portal: str) -> list[StoryPage]:
    """The captured pages of a portal's stories, the newest first."""
    return [_page(row) for row in connection.rows(_PAGES, {"portal": portal})]


def _page(row: sqlite3.Row) -> StoryPage:
    return StoryPage(**{**dict(row), "told": frozenset(json.loads(row["told"] or "[]"))})
