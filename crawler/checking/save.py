"""The result of a check, written into the portal's file: its comments and its order stay."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

import tomlkit
from tomlkit.items import AbstractTable

from crawler.checking.report import Report
from crawler.portal import Confidence, Scope


class SaveError(Exception):
    """A file that cannot be written; `str()` is one line."""


def ensure_writable(path: Path) -> None:
    """Raise SaveError where a result could not be written later: before a visit that would be in vain."""
    for place in (path, path.parent):
        if not os.access(place, os.W_OK):
            raise SaveError(f"{path} cannot be written: copy it into a folder of your own and name that with --portals")


def save(path: Path, report: Report) -> None:
    """Note the day and the result under [evidence]. Raises SaveError."""
    try:
        text = path.read_bytes().decode("utf-8")
        write(path, with_result(text, report))
    except OSError as error:
        raise SaveError(f"{path} cannot be written: {error.strerror}") from None


def with_result(text: str, report: Report) -> str:
    """A portal file's text with the result of a check.

    `confidence` becomes "checked" only where a listing and stories were read; it is never taken back here.
    """
    document = tomlkit.parse(text)
    evidence = document.get("evidence")
    if not isinstance(evidence, AbstractTable):
        raise SaveError("the file has no table [evidence]")
    if report.confirmed:
        evidence["confidence"] = Confidence.CHECKED.value
        evidence["seen_scope"] = Scope.BOTH.value
    evidence["checked"] = report.day
    evidence["check"] = report.line
    return tomlkit.dumps(document)


def write(path: Path, text: str) -> None:
    """Put a file into its place whole, or not at all. Raises OSError."""
    with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(text.encode("utf-8"))
    try:
        Path(file.name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(file.name).replace(path)
    except OSError:
        Path(file.name).unlink(missing_ok=True)
        raise
