"""Of each of many addresses, the capture that was made nearest to a moment."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from archive.connection import Connection

_ANSWERS = "url = asked.value AND (status = 200 OR type = 'resource') AND type IN ('response', 'revisit', 'resource')"
_NEIGHBOURS = f"""
SELECT asked.value AS url, captures.id, captured_at, media_type
FROM json_each(:urls) AS asked JOIN captures ON captures.id IN (
    (SELECT id FROM captures WHERE {_ANSWERS} AND captured_at >= :at ORDER BY captured_at LIMIT 1),
    (SELECT id FROM captures WHERE {_ANSWERS} AND captured_at < :at ORDER BY captured_at DESC LIMIT 1))
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Nearest:
    """A capture of an address. media_type: as the server said."""

    id: int
    media_type: str | None


def nearest(connection: Connection, urls: Collection[str], at: str) -> dict[str, Nearest]:
    """What each address answered nearest to a moment (UTC, ISO 8601); those that never did are left out."""
    found: dict[str, tuple[float, Nearest]] = {}
    for row in connection.rows(_NEIGHBOURS, {"urls": json.dumps(list(urls)), "at": at}):
        apart = abs(_seconds(row["captured_at"]) - _seconds(at))
        known = found.get(row["url"])
        if known is None or apart < known[0]:
            found[row["url"]] = apart, Nearest(row["id"], row["media_type"])
    return {url: kept for url, (_, kept) in found.items()}


def _seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()
