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


class DiskFullError(StorageError):
    """There is no room: nothing was half-written, and the same can be done again when there is."""


class ForeignDatabaseError(StorageError):
    """The file is a database, but not one of ours; it is left untouched."""


class NewerSchemaError(StorageError):
    """The database was written by a later version of envnews."""


class NoArchiveError(StorageError):
    """The folder holds no archive, and none was to be made."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "no archive")

    def __str__(self) -> str:
        return f"no archive in {self.path}; `envnews crawl` makes one"


class ArticleNotFoundError(ArchiveError):
    """No article has this id, or it has no such revision."""

    def __init__(self, article_id: int, revision: int | None = None) -> None:
        what = f"no article {article_id}" if revision is None else f"no revision {revision} of article {article_id}"
        super().__init__(f"{what} in this archive")
        self.article_id = article_id
        self.revision = revision


class RunNotFoundError(ArchiveError):
    """No crawl has this number."""

    def __init__(self, run_id: int) -> None:
        super().__init__(f"no run {run_id} in this archive")
        self.run_id = run_id


class QueryError(ArchiveError):
    """A search that cannot be answered: it does not parse, or a filter is none.

    position: of the character in the query that it is about, from 0; None where it is about no one character.
    """

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


class ExportError(ArchiveError):
    """An export that cannot be made as it was asked for: its name, its format and its options do not go together."""


class CaptureError(ArchiveError):
    """A raw record cannot be read: torn, damaged, larger than its bound, or its file is not there."""


class CiteError(ArchiveError):
    """A proof that cannot be made: no raw record, or one that is damaged."""


class QuoteError(CiteError):
    """A quotation that the text does not contain."""


class MissingLibraryError(ArchiveError):
    """A library that this package does without, but not this task, is not installed."""

    def __init__(self, library: str, extra: str | None = None) -> None:
        wanted = f"'envnews[{extra}]'" if extra else library
        super().__init__(f"{library} is not installed: pip install {wanted}")
        self.library = library
