"""One portal file: TOML to a Portal, or the file, the key and the reason why not."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from crawler.portal import Confidence, FormerSelectors, Portal, PortalState, Scope, Selectors
from crawler.portal_faults import EVIDENCE, FACTS, faults

MAX_BYTES = 64 * 1024
REQUIRED = ("id", "name", "country", "home")
_CHOICES: dict[str, type[StrEnum]] = {
    "state": PortalState,
    "evidence.confidence": Confidence,
    "evidence.seen_scope": Scope,
}


class PortalFileError(Exception):
    """A portal's file says something wrong. `str()` is one line: file, key (where one is to blame), reason."""

    def __init__(self, path: Path, key: str, reason: str) -> None:
        self.path = path
        self.key = _one_line(key)
        self.reason = _one_line(reason)
        super().__init__(": ".join(filter(None, (_one_line(_near(path)), self.key, self.reason))))


def read(path: Path) -> Portal:
    """Read the portal that a file describes, checked as far as one file can be. Raises PortalFileError."""
    data = _flat(path, _table(path))
    try:
        portal = msgspec.convert(data, Portal)
    except msgspec.ValidationError as error:
        raise PortalFileError(path, *_of_type(str(error))) from None
    for key, reason in faults(portal, path, datetime.now(UTC).date()):
        raise PortalFileError(path, key, reason)
    return portal


def _one_line(text: str) -> str:
    """Make text that quotes a file fit for a terminal: its middle is left out where it is long."""
    short = text if len(text) <= 1_000 else f"{text[:500]}…{text[-500:]}"
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in short)


def _near(path: Path) -> str:
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):  # elsewhere; or the working directory is gone
        return str(path)


# the form of the file


def _table(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PortalFileError(path, "", f"cannot be read: {error.strerror}") from None
    if len(raw) > MAX_BYTES:
        raise PortalFileError(path, "", f"longer than {MAX_BYTES // 1024} kB")
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise PortalFileError(path, "", "not UTF-8") from None
    except ValueError as error:  # TOMLDecodeError, and an integer of thousands of digits
        raise PortalFileError(path, "", f"no TOML: {error}") from None
    except RecursionError:
        raise PortalFileError(path, "", "nested too deep") from None


def _flat(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """Check the names of all keys and lift the table [evidence] to where Portal has its fields."""
    evidence: dict[str, Any] = data.pop("evidence", {})
    selectors: dict[str, Any] = data.get("selectors", {})
    for key, table in (("evidence", evidence), ("selectors", selectors)):
        if not isinstance(table, dict):
            raise PortalFileError(path, key, f"expected a table [{key}]")
    _check_names(path, "", data, FACTS)
    _check_names(path, "evidence.", evidence, EVIDENCE)
    _check_names(path, "selectors.", selectors, [field.name for field in fields(Selectors)])
    for number, table in enumerate(_tables(path, "former_selectors", data.get("former_selectors", []))):
        _check_names(path, f"former_selectors[{number}].", table, [field.name for field in fields(FormerSelectors)])
        if "until" not in table:
            raise PortalFileError(path, f"former_selectors[{number}].until", "missing")
    missing = [key for key in REQUIRED if not data.get(key)]
    if "confidence" not in evidence:
        missing.append("evidence.confidence")
    for key in missing:
        raise PortalFileError(path, key, "missing")
    return data | evidence


def _tables(path: Path, key: str, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise PortalFileError(path, key, f"expected tables [[{key}]]")
    return value


def _check_names(path: Path, prefix: str, table: Mapping[str, Any], known: Sequence[str]) -> None:
    for key in table:
        if key in known:
            continue
        if key in EVIDENCE:
            raise PortalFileError(path, key, "belongs in the table [evidence]")
        near = get_close_matches(key, known, n=1)
        raise PortalFileError(path, prefix + key, f"unknown key; did you mean '{near[0]}'?" if near else "unknown key")


def _of_type(message: str) -> tuple[str, str]:
    """Turn msgspec's ``Expected `str`, got `int` - at `$.listings[1]``` into a key and a reason."""
    reason, _, place = message.partition(" - at ")
    key = place.strip("`").removeprefix("$.")
    if key.partition("[")[0] in EVIDENCE:
        key = f"evidence.{key}"
    if key in _CHOICES and reason.startswith("Invalid enum"):
        return key, f"none of {', '.join(_CHOICES[key])}"
    reason = reason.replace("`", "").replace(" | null", "")
    return key, reason[:1].lower() + reason[1:]
