"""Which stored stories a sighting may be of, and under which address a story is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence

from archive.connection import Connection
from archive.revisions import Known, Sighting, title_key
from archive.text import clean

# More stories than this under one generic headline on one day are not compared.
_NAMESAKES = 30

_CANDIDATES = """
WITH addressed(id, attached) AS (
    SELECT article_id, url = :url FROM addresses
    WHERE portal = :portal AND article_id IS NOT NULL AND url IN (SELECT value FROM json_each(:urls))
    UNION ALL SELECT id, url = :url FROM article_rows AS articles
    WHERE portal = :portal AND url IN (SELECT value FROM json_each(:urls))
), found(id, attached, claimed) AS (
    SELECT id, attached, NOT attached FROM addressed
    UNION ALL SELECT * FROM (
        SELECT id, 0, 0 FROM article_rows WHERE portal = :portal AND content_hash = :content_hash LIMIT :most)
    UNION ALL SELECT * FROM (
        SELECT id, 0, 0 FROM article_rows AS articles
        WHERE portal = :portal AND title_key = :title_key
        AND (date IS NULL OR :day IS NULL OR substr(date, 1, 10) = :day) ORDER BY id DESC LIMIT :most)
)
SELECT articles.id, articles.url, read_from AS followed, articles.title, articles.date, body, content_hash,
    coalesce(address.is_copy, 0) AS is_copy, coalesce(address.state, 'done') NOT IN ('gone', 'failed') AS alive,
    max(attached) AS attached, max(claimed) AS claimed,
    EXISTS (SELECT 1 FROM json_each(:translations) AS named WHERE named.value = articles.url OR EXISTS (
        SELECT 1 FROM addresses WHERE portal = :portal AND addresses.url = named.value AND article_id = articles.id))
    OR EXISTS (SELECT 1 FROM translations WHERE article_id = articles.id AND translations.url = :url) AS translated
FROM found JOIN article_rows AS articles USING (id)
LEFT JOIN addresses AS address ON address.portal = :portal AND address.url = read_from
GROUP BY articles.id ORDER BY articles.id
"""


def candidates(connection: Connection, portal: str, sighting: Sighting, urls: Sequence[str]) -> list[Known]:
    """Find the stories that the sighting may be of: by address, content or title.

    urls: other addresses that the sighting goes by.
    """
    article = sighting.article
    parameters = {
        "portal": portal,
        "url": sighting.url,
        "translations": json.dumps([clean(translation.url) for translation in article.translations]),
        "urls": json.dumps([sighting.url, *urls]),
        "content_hash": article.content_hash,
        "title_key": title_key(article.title),
        "day": article.date and article.date[:10],
        "most": _NAMESAKES,
    }
    return [Known(**dict(row)) for row in connection.rows(_CANDIDATES, parameters)]


def own_url(connection: Connection, portal: str, sighting: Sighting, kind: str) -> str:
    """Choose a new story's address: the one it claims, unless that is another story's or no story's at all."""
    claimed = sighting.article.url
    if claimed is None or claimed == sighting.url:
        return sighting.url
    sql = """
        SELECT 1 FROM article_rows WHERE portal = :portal AND url = :url UNION ALL
        SELECT 1 FROM addresses WHERE portal = :portal AND url = :url
        AND (article_id IS NOT NULL OR kind NOT IN (:kind, 'unknown'))
    """
    taken = connection.row(sql, {"portal": portal, "url": claimed, "kind": kind})
    return sighting.url if taken else claimed
