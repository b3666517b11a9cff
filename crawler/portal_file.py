"""One portal file: TOML to a Portal, or the file, the key and the reason why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from crawler.polling import Polling
from crawler.portal import Confidence, Expectations, Files, FormerSelectors, Portal, PortalState, Scope, Selectors, Tls
from crawler.portal_family import Families, given
from crawler.portal_faults import EVIDENCE, FACTS, faults
from crawler.toml_file import PortalFileError, bytes_of, check_names, check_tables, table_of
from crawler.urls import host_of

__all__ = ["SHIPPED", "PortalFileError", "read"]

SHIPPED = Path(__file__).parent / "portals"
REQUIRED = ("id", "name", "country", "home")
_CHOICES: dict[str, type[StrEnum]] = {
    "state": PortalState,
    "evidence.confidence": Confidence,
    "evidence.seen_scope": Scope,
}
_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s?(B|kB|MB)?", re.ASCII | re.IGNORECASE)
_SILENCE = re.compile(r"(\d{1,6})\s?([dw])", re.ASCII | re.IGNORECASE)
_UNITS = {"B": 1, "KB": 1_000, "MB": 1_000_000}
_PEM = "-----BEGIN CERTIFICATE-----"
_PEM_FILE = re.compile(r"\w[\w.-]*\.(?:pem|crt)", re.ASCII)


def read(path: Path, families: Families | None = None) -> Portal:
    """Read the portal that a file describes, checked as far as one file can be. Raises PortalFileError.

    families: where its family is looked up; by default in `families/` of its folder of portals, and among the shipped.
    """
    families = families or Families([SHIPPED, path.absolute().parents[1]])
    data = _with_silence(path, _with_size(path, _with_certificates(path, _flat(path, table_of(path)))))
    data = _with_family(path, data, families)
    try:
        portal = msgspec.convert(data, Portal)
    except msgspec.ValidationError as error:
        raise PortalFileError(path, *_of_type(str(error))) from None
    for key, reason in faults(portal, path, datetime.now(UTC).date()):
        raise PortalFileError(path, key, reason)
    return portal


# the form of the file


def _flat(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """Check the names of all keys and lift the table [evidence] to where Portal has its fields."""
    check_tables(path, data, ("evidence", "selectors", "tls", "files", "expectations", "polling"))
    evidence: dict[str, Any] = data.pop("evidence", {})
    check_names(path, "", data, FACTS, EVIDENCE)
    check_names(path, "evidence.", evidence, EVIDENCE)
    check_names(path, "selectors.", data.get("selectors", {}), [field.name for field in fields(Selectors)])
    check_names(path, "tls.", data.get("tls", {}), [field.name for field in fields(Tls)])
    check_names(path, "files.", data.get("files", {}), [field.name for field in fields(Files)])
    expected: dict[str, Any] = data.get("expectations", {})
    check_names(path, "expectations.", expected, [field.name for field in fields(Expectations)])
    check_names(path, "polling.", data.get("polling", {}), [field.name for field in fields(Polling)])
    if "every" in data and "polling" in data:
        raise PortalFileError(path, "every", "contradicts [polling]: a portal has fixed times, or bounds for them")
    for number, table in enumerate(_tables(path, "former_selectors", data.get("former_selectors", []))):
        check_names(path, f"former_selectors[{number}].", table, [field.name for field in fields(FormerSelectors)])
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


# sizes


def _with_size(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """Turn a size that is written as people do, "20 MB", into bytes."""
    files = data.get("files", {})
    if not isinstance(files.get("largest"), str):
        return data
    found = _SIZE.fullmatch(files["largest"].strip())
    if found is None:
        raise PortalFileError(path, "files.largest", f"'{files['largest']}' is no size such as \"20 MB\"")
    return data | {"files": files | {"largest": int(float(found[1]) * _UNITS[(found[2] or "B").upper()])}}


# durations


def _with_silence(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """Turn a silence that is written as people do, "30d" or "6w", into a timedelta."""
    expected = data.get("expectations", {})
    silence = expected.get("longest_silence")
    if silence is None:
        return data
    found = _SILENCE.fullmatch(silence.strip()) if isinstance(silence, str) else None
    if found is None:
        told = f"'{silence}' is" if isinstance(silence, str) else "is"
        raise PortalFileError(path, "expectations.longest_silence", f'{told} no silence such as "30d" or "6w"')
    days = int(found[1]) * (7 if found[2].lower() == "w" else 1)
    return data | {"expectations": expected | {"longest_silence": timedelta(days=days)}}


# certificates


def _with_certificates(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """Put the text of each certificate that lies in a file beside the portal's in the place of its name."""
    tls = data.get("tls", {})
    named = tls.get("intermediates", [])
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        return data  # told with the types of the others
    texts = [_certificate(path, f"tls.intermediates[{n}]", one) for n, one in enumerate(named)]
    return data | {"tls": tls | {"intermediates": texts}} if texts else data


def _certificate(path: Path, key: str, named: str) -> str:
    if _PEM in named:
        return named
    if not _PEM_FILE.fullmatch(named):
        raise PortalFileError(
            path, key, "neither a PEM certificate nor the name of a .pem or .crt file beside this one"
        )
    try:
        return bytes_of(path.with_name(named)).decode("ascii")
    except PortalFileError as error:
        raise PortalFileError(path, key, f"'{named}' {error.reason}") from None
    except UnicodeDecodeError:
        raise PortalFileError(path, key, f"'{named}' is no PEM text") from None


# the family


def _with_family(path: Path, data: dict[str, Any], families: Families) -> dict[str, Any]:
    """Add what the portal's family gives; the file's own keys win."""
    name, home, lists = data.get("family"), data["home"], [data.get(key, []) for key in ("hosts", "former_hosts")]
    if not isinstance(name, str) or not isinstance(home, str) or not all(map(_are_texts, lists)):
        return data  # told with the types of the others
    try:
        family = families.get(name)
    except KeyError as error:
        raise PortalFileError(path, "family", error.args[0]) from None
    taken = given(family, data, (host_of(home), *lists[0], *lists[1]))
    unsure = [key for key in taken if key.replace("article_url", "article_path") in family.recalled]
    merged = {key: data.get(key, {}) | value if isinstance(value, dict) else value for key, value in taken.items()}
    if unsure and _are_texts(data.get("recalled", [])):
        merged["recalled"] = [*data.get("recalled", []), *unsure]
    return data | merged | {"inherited": _keys(taken)}


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _keys(taken: Mapping[str, Any]) -> list[str]:
    tables = {key: value if isinstance(value, dict) else None for key, value in taken.items()}
    return [full for key, table in tables.items() for full in ([f"{key}.{name}" for name in table] if table else [key])]
