"""An archive of news in one folder: keeps articles with their revisions, and answers questions.

`from archive import Archive` opens one. Names are loaded when they are asked for, because extraction imports
`archive.article` and must stay free of a database.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.article import Article, Attachment, Image, Translation
    from archive.errors import (
        ArchiveError,
        ArticleNotFoundError,
        ForeignDatabaseError,
        NewerSchemaError,
        NoArchiveError,
        QueryError,
        RunNotFoundError,
        StorageError,
    )
    from archive.filters import Filters
    from archive.record import Record
    from archive.store import Archive

__all__ = [
    "Archive",
    "ArchiveError",
    "Article",
    "ArticleNotFoundError",
    "Attachment",
    "Filters",
    "ForeignDatabaseError",
    "Image",
    "NewerSchemaError",
    "NoArchiveError",
    "QueryError",
    "Record",
    "RunNotFoundError",
    "StorageError",
    "Translation",
]

_HOMES = {
    "Archive": "archive.store",
    "Article": "archive.article",
    "Attachment": "archive.article",
    "Filters": "archive.filters",
    "Image": "archive.article",
    "Record": "archive.record",
    "Translation": "archive.article",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "archive.errors")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
