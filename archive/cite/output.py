"""Writes a proof: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from archive.connection import border


def write(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there. Raises StorageError where that cannot be done."""
    with border(path):
        handle, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
        new = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            new.chmod(0o644)
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)
