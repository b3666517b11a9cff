"""A TOML file that people write: its table, or the file, the key and the reason why not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

MAX_BYTES = 64 * 1024


class PortalFileError(Exception):
    """A portal's file says something wrong. `str()` is one line: file, key (where one is to blame), reason."""

    def __init__(self, path: Path, key: str, reason: str) -> None:
        self.path = path
        self.key = _one_line(key)
        self.reason = _one_line(reason)
        super().__init__(": ".join(filter(None, (_one_line(_near(path)), self.key, self.reason))))


def table_of(path: Path) -> dict[str, Any]:
    """Read a file of at most MAX_BYTES. Raises PortalFileError."""
    try:
        return tomllib.loads(bytes_of(path).decode("utf-8"))
    except UnicodeDecodeError:
        raise PortalFileError(path, "", "not UTF-8") from None
    except ValueError as error:  # TOMLDecodeError, and an integer of thousands of digits
        raise PortalFileError(path, "", f"no TOML: {error}") from None
    except RecursionError:
        raise PortalFileError(path, "", "nested too deep") from None


def bytes_of(path: Path) -> bytes:
    """Read a file of at most MAX_BYTES as it is. Raises PortalFileError."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PortalFileError(path, "", f"cannot be read: {error.strerror}") from None
    if len(raw) > MAX_BYTES:
        raise PortalFileError(path, "", f"longer than {MAX_BYTES // 1024} kB")
    return raw


def check_tables(path: Path, data: Mapping[str, Any], keys: Sequence[str]) -> None:
    """Refuse what should be a table [key] and is none."""
    for key in keys:
        if not isinstance(data.get(key, {}), dict):
            raise PortalFileError(path, key, f"expected a table [{key}]")


def check_names(
    path: Path, prefix: str, table: Mapping[str, Any], known: Sequence[str], evidence: Sequence[str] = ()
) -> None:
    """Refuse a key that is not known, with the nearest one that is; `evidence` are keys of the table of this name."""
    for key in table:
        if key in known:
            continue
        if key in evidence:
            raise PortalFileError(path, key, "belongs in the table [evidence]")
        near = get_close_matches(key, known, n=1)
        raise PortalFileError(path, prefix + key, f"unknown key; did you mean '{near[0]}'?" if near else "unknown key")


def _one_line(text: str) -> str:
    """Make text that quotes a file fit for a terminal: its middle is left out where it is long."""
    short = text if len(text) <= 1_000 else f"{text[:500]}…{text[-500:]}"
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in short)


def _near(path: Path) -> str:
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):  # elsewhere; or the working directory is gone
        return str(path)
