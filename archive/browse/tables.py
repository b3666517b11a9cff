"""What Datasette shows of the tables: those that say something to a person."""

from __future__ import annotations

from typing import Any

_HIDDEN = (
    "sealed_tables",
    "row_seals",
    "broken_seals",
    "sealed_state",
    "search_queue",
    "settings",
    "story_pages",
    "hint_records",
    "_sqlite_migrations",
)

METADATA: dict[str, Any] = {
    "title": "envnews",
    "databases": {"archive": {"tables": {name: {"hidden": True} for name in _HIDDEN}}},
}
