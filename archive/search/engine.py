"""The index on disk: tantivy's, in the folder `search` of the archive.

It holds nothing that the database does not: where it is missing, damaged or of other rules, it is made anew. One
process writes at a time; those who read see the last commit.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import DiskFullError, StorageError

if TYPE_CHECKING:
    from tantivy import Index, IndexWriter, Schema, Searcher

FOLDER = "search"
LIST = "meta.json"  # tantivy's, of what belongs to the index
_NAME = "made"  # the file with the name of this making of the index, which the database knows too
_HEAP = 50_000_000  # bytes that a writer fills before it writes a segment


@cache
def schema() -> Schema:
    """What is kept of a story. Text fields hold terms with blanks between them (terms.py); nothing is stored.

    day: YYYYMMDD, 0 without a date. place: newest first, by day and id. fresh: doubles with each year. like: the id of
    the first story with nearly this text. publisher, simhash, figures, bands: alike.py and likeness.py.
    """
    from tantivy import SchemaBuilder

    made = SchemaBuilder()
    for name in ("title", "body", "more", "author", "tag"):
        made.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    made.add_text_field("spelled", tokenizer_name="whitespace", index_option="basic")
    for name in ("facts", "bands"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("portal", "country", "language"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("id", "day", "place", "like"):
        made.add_integer_field(name, indexed=True, fast=True)
    made.add_integer_field("year", fast=True)
    for name in ("publisher", "simhash", "figures", "content"):
        made.add_unsigned_field(name, fast=True)
    made.add_float_field("fresh", fast=True)
    return made.build()


class _View:
    """A folder of links to an index that we may only read."""

    def __init__(self, index: Path) -> None:
        self._list = index / LIST
        self._state = self._list.stat().st_mtime_ns
        self._folder = tempfile.TemporaryDirectory(prefix="envnews-search-")
        self.folder = self._folder.name
        for path in index.iterdir():
            if not path.name.endswith(".lock"):
                Path(self.folder, path.name).symlink_to(path.resolve())

    def is_current(self) -> bool:
        """Whether nobody has written to the index since."""
        return self._list.stat().st_mtime_ns == self._state

    def close(self) -> None:
        """Remove the links."""
        self._folder.cleanup()


class Engine:
    """The index of one archive. Used by one thread; others and other processes have their own."""

    def __init__(self, archive: Path) -> None:
        self._folder = archive / FOLDER
        self._index: Index | None = None
        self._view: _View | None = None

    @property
    def made(self) -> str | None:
        """The name of this making of the index; None where there is none that can be used."""
        try:
            return (self._folder / _NAME).read_text("utf-8") if self._opened() is not None else None
        except (OSError, UnicodeDecodeError):
            return None

    def searcher(self) -> Searcher | None:
        """What was committed last; None where there is no index."""
        if self._view is not None and not self._view.is_current():
            self.close()
        index = self._opened()
        if index is None:
            return None
        with self._border():
            index.reload()
            return index.searcher()

    def make(self) -> str:
        """Begin an empty index in the place of what is there; return its name."""
        from tantivy import Index

        with self._border():
            self.close()
            if self._folder.exists():
                shutil.rmtree(self._folder)
            self._folder.mkdir()
            self._index = Index(schema(), str(self._folder))
            name = uuid.uuid4().hex
            (self._folder / _NAME).write_text(name, "utf-8")
        return name

    def close(self) -> None:
        """Let go of the index; the next question opens it again."""
        self._index = None
        if self._view is not None:
            self._view.close()
            self._view = None

    @contextmanager
    def writing(self) -> Iterator[IndexWriter]:
        """A writer, whose merges are awaited at the end. Raises StorageError, also while another has one."""
        index = self._opened()
        if index is None:
            raise StorageError(self._folder, "there is no search index")
        with self._border():
            writer = index.writer(_HEAP, 1)
            yield writer
            writer.wait_merging_threads()
            self._let_others_read()

    def _let_others_read(self) -> None:
        """Give the lists of files the permissions that a new file gets: tantivy makes them for their owner alone."""
        mode = (self._folder / _NAME).stat().st_mode & 0o777
        for path in (self._folder / LIST, self._folder / ".managed.json"):
            path.chmod(mode)

    def _opened(self) -> Index | None:
        """Open the index; one that is damaged or has other fields is none."""
        from tantivy import Index

        if self._index is None and (self._folder / LIST).exists():
            try:
                self._index = Index(schema(), str(self._folder), reuse=True)
            except ValueError as error:
                if "lock" in str(error).lower():
                    self._index = self._opened_elsewhere()
        return self._index

    def _opened_elsewhere(self) -> Index | None:
        """Open an index in whose folder we may not even lock anything."""
        from tantivy import Index

        try:
            self._view = _View(self._folder)
            return Index.open(self._view.folder)
        except ValueError:
            self.close()
            return None

    @contextmanager
    def _border(self) -> Iterator[None]:
        """Where tantivy's errors become ours. It has but one kind."""
        try:
            yield
        except (ValueError, OSError) as error:
            raise self._error(error) from error

    def _error(self, error: Exception) -> StorageError:
        text = " ".join(str(error).split())
        kind = DiskFullError if "os error 28" in text or "No space left" in text else StorageError
        return kind(self._folder, f"the search index: {text}")
