"""The file in which who follows along keeps how far they are."""

from __future__ import annotations

from pathlib import Path

from archive.errors import ExportError
from archive.export.destination import binary_destination

_LONGEST = 200  # characters


def read_cursor(path: Path) -> str | None:
    """The cursor in a file; None where there is no file yet. Raises ExportError where it holds something else."""
    try:
        with path.open("rb") as stream:
            text = stream.read(_LONGEST + 1).decode("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"{path}: no cursor can be read in it: {error}") from error
    if not text or len(text) > _LONGEST or len(text.split()) != 1:
        raise ExportError(f"{path}: does not hold a cursor; remove it to begin anew")
    return text


def write_cursor(path: Path, cursor: str) -> None:
    """Put a cursor into the file, whole or not at all. Raises StorageError."""
    with binary_destination(path) as stream:
        stream.write(f"{cursor}\n".encode())
