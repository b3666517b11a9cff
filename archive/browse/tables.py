"""What Datasette shows of the tables: those that say something to a person."""

from __future__ import annotations

from typing import Any

from archive.described import described
from archive.schema.views import VIEWS

_HIDDEN = (
    "sealed_tables",
    "row_seals",
    "broken_seals",
    "sealed_state",
    "search_queue",
    "settings",
    "story_pages",
    "hint_records",
    "article_changes",
    "article_rows",
    "image_rows",
    "portal_rows",
    "revision_rows",
    "run_rows",
    "_sqlite_migrations",
)


def _told() -> dict[str, Any]:
    found = filter(None, map(described, VIEWS))
    return {each.name: {"description": each.about, "columns": dict(each.columns)} for each in found}


METADATA: dict[str, Any] = {
    "title": "envnews",
    "databases": {"archive": {"tables": {name: {"hidden": True} for name in _HIDDEN} | _told()}},
}
