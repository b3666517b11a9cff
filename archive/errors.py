"""Everything the archive can refuse, as one tree of exceptions.

Each class carries what a caller needs to say what went wrong; `str()` of it is one line fit for standard error.
"""

from __future__ import annotations

from pathlib import Path


class ArchiveError(Exception):
    """Root of all errors raised by this package."""


class StorageError(ArchiveError):
    """The archive's folder or database cannot be used: not writable, damaged, locked for too long, disk full."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ForeignDatabaseError(StorageError):
    """The file is a database, but not one of ours; it is left untouched."""


class NewerSchemaError(StorageError):
    """The database was written by a later version of envnews."""


class ArticleNotFoundError(ArchiveError):
    """No article has this id."""

    def __init__(self, article_id: int) -> None:
        super().__init__(f"no article {article_id} in this archive")
        self.article_id = article_id


class QueryError(ArchiveError):
    """A search that cannot be answered: empty, or a filter that is none."""
