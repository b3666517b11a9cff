"""What the plan depends on, and whether it changed: portal files, and what others do with the archive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crawler import registry
from crawler.registry import Registry

Signature = frozenset[tuple[str, int, int]]


class Files:
    """The portal files, read again when one of them is changed, added or taken away."""

    def __init__(self, own: Path | None) -> None:
        self._own = own
        self._seen: Signature | None = None
        self._read: Registry | None = None

    @property
    def have_changed(self) -> bool:
        """Whether they are not as they were when they were read."""
        return self._seen != self._now

    def read(self) -> Registry:
        """The portals as the files say now. Raises PortalFileError where the folder is none."""
        now = self._now
        if self._read is None or self._seen != now:
            self._read = registry.load(self._own)
            self._seen = now
        return self._read

    @property
    def _now(self) -> Signature:
        folders = [registry.SHIPPED, *([self._own] if self._own else [])]
        return signature_of(path for folder in folders for path in (*folder.glob("*.toml"), *folder.glob("*/*")))


def archive_signature(folder: Path) -> Signature:
    """What tells that somebody wrote into the archive."""
    return signature_of(folder / name for name in ("archive.db", "archive.db-wal"))


def signature_of(paths: Iterable[Path]) -> Signature:
    """Names, times and sizes; a file that is not there is none."""
    found = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return frozenset(found)
