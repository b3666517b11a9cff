"""Who is at work in an archive's folder: a locked file a portal and a run, free again once the process is dead.

The locks are flock(2): the folder has to lie on a file system that all processes share and that knows them, as any
local one does.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from archive.capture_writer import file_stem
from archive.connection import border

FOLDER = "locks"
_NOTE = 200  # bytes of who holds a lock that are read


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that is held until it is released, or until the process ends in whatever way."""

    path: Path
    descriptor: int

    def release(self) -> None:
        """Let go. The file is removed while it is still held, so that nobody can lock what is no longer there."""
        self.path.unlink(missing_ok=True)
        os.close(self.descriptor)


def take(folder: Path, name: str, holder: str) -> Lock | None:
    """Lock a name in an archive's folder; None where somebody else holds it. holder: whom others are told of.

    Raises StorageError where the folder cannot be written.
    """
    path = folder / FOLDER / name
    with border(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            if not _is_locked(descriptor):
                os.close(descriptor)
                return None
            if _is_the_file(descriptor, path):
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, holder.encode()[:_NOTE], 0)
                return Lock(path, descriptor)
            os.close(descriptor)  # it was removed by its last holder while we waited for it


def is_held(folder: Path, name: str) -> bool:
    """Whether anybody holds a name. Writes nothing, so that an archive can be asked that only may be read."""
    try:
        descriptor = os.open(folder / FOLDER / name, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def holder_of(folder: Path, name: str) -> str:
    """Who said to hold a name, when it was locked last; empty where nobody did."""
    try:
        with (folder / FOLDER / name).open("rb") as file:
            return file.read(_NOTE).decode("utf-8", "replace")
    except OSError:
        return ""


def of_portal(portal: str) -> str:
    """The name of a portal's lock: no two portals share one.

    >>> of_portal("vn-mae")
    'portal-vn-mae-466e3f9f'
    """
    return f"portal-{file_stem(portal)}-{hashlib.sha256(portal.encode()).hexdigest()[:8]}"


def of_run(run_id: int) -> str:
    """The name of a run's lock."""
    return f"run-{run_id}"


def _is_locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_the_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
