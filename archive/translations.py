"""Which stories are one another's translations: what their pages name, and which stored stories that are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from archive.article import Translation
from archive.connection import Connection
from archive.text import clean, cleaned

# Stories in one language that name one address as their translation; from so many on it is a section or a front page.
_CROWD = 3

_CROWDED = f"""
    SELECT url FROM (
        SELECT translations.url FROM translations JOIN article_rows AS articles ON articles.id = article_id
        WHERE translations.url IN (SELECT url FROM named)
        GROUP BY translations.url, articles.language HAVING count(*) >= {_CROWD})
"""  # noqa: S608 - a constant

# What the stories name; a stored one with that address, of the same portal before another's.
_NAMED = f"""
WITH named AS (
    SELECT article_id, position, language, url FROM translations
    WHERE article_id IN (SELECT value FROM json_each(:ids))
), held AS (
    SELECT articles.url AS named, articles.id FROM article_rows AS articles WHERE url IN (SELECT url FROM named) UNION
    SELECT addresses.url, article_id FROM addresses
    WHERE article_id IS NOT NULL AND url IN (SELECT url FROM named)
), chosen AS (
    SELECT article_id, position, named.language, named.url, (
        SELECT held.id FROM held JOIN article_rows AS other USING (id) JOIN article_rows AS own ON own.id = article_id
        WHERE held.named = named.url ORDER BY other.portal <> own.portal, held.id LIMIT 1
    ) AS id
    FROM named WHERE named.url NOT IN ({_CROWDED})
)
SELECT article_id, coalesce(chosen.language, articles.language) AS language, coalesce(articles.url, chosen.url) AS url,
    chosen.id
FROM chosen LEFT JOIN article_rows AS articles ON articles.id = chosen.id ORDER BY article_id, position
"""  # noqa: S608 - constants

# Who names one of the stories.
_NAMING = f"""
WITH named AS (
    SELECT id AS article_id, url FROM article_rows AS articles WHERE id IN (SELECT value FROM json_each(:ids)) UNION
    SELECT article_id, url FROM addresses WHERE article_id IN (SELECT value FROM json_each(:ids))
)
SELECT DISTINCT named.article_id, articles.language, articles.url, articles.id
FROM named JOIN translations ON translations.url = named.url
JOIN article_rows AS articles ON articles.id = translations.article_id
WHERE named.url NOT IN ({_CROWDED}) ORDER BY named.article_id, articles.id
"""  # noqa: S608 - constants


# The addresses that a portal's stories name and the crawl knows, in the order they were visited.
_KNOWN = """
SELECT translations.language, translations.url, max(addresses.visited_at) IS NOT NULL AS visited,
    coalesce(story.read_from = addresses.url, 0) AS own
FROM article_rows AS articles JOIN translations ON translations.article_id = articles.id
JOIN addresses ON addresses.portal = articles.portal AND addresses.url = translations.url
LEFT JOIN article_rows AS story ON story.id = addresses.article_id
WHERE articles.portal = ? GROUP BY translations.url ORDER BY addresses.visited_at
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An address that a story names as its translation. visited: it was asked for; is_story: and is one of its own."""

    translation: Translation
    visited: bool
    is_story: bool


def named_on(connection: Connection, portal: str) -> list[Named]:
    """What the stories of a portal name as their translations, as far as the crawl took it up; the unvisited first."""
    rows = connection.rows(_KNOWN, (portal,))
    return [
        Named(translation=Translation(language=language, url=url), visited=bool(visited), is_story=bool(own))
        for language, url, visited, own in rows
    ]


def put(connection: Connection, article_id: int, translations: Iterable[Translation]) -> None:
    """Let these be the translations that a story's page names. Where they are already, nothing is written."""
    named: dict[str, tuple[int, str | None]] = {}
    for at, each in enumerate(translations, 1):
        named.setdefault(clean(each.url), (at, cleaned(each.language)))
    rows = [(article_id, at, language, url) for url, (at, language) in named.items()]
    known = "SELECT article_id, position, language, url FROM translations WHERE article_id = ? ORDER BY position"
    if rows == [tuple(row) for row in connection.rows(known, (article_id,))]:
        return
    connection.execute("DELETE FROM translations WHERE article_id = ?", (article_id,))
    sql = "INSERT INTO translations (article_id, position, language, url) VALUES (?, ?, ?, ?)"
    connection.execute_many(sql, rows)


def of_articles(connection: Connection, ids: str) -> dict[int, tuple[Translation, ...]]:
    """The translations of stories (a JSON array of ids): those they name, then those that name them.

    `url` is the stored story's where there is one, else the address that is named.
    """
    found: defaultdict[int, dict[int | str, Translation]] = defaultdict(dict)
    for sql in (_NAMED, _NAMING):
        for article_id, language, url, other in connection.rows(sql, {"ids": ids}):
            if other != article_id:
                translation = Translation(language=language, url=url, id=other)
                found[article_id].setdefault(other or url, translation)
    return {article_id: tuple(translations.values()) for article_id, translations in found.items()}
