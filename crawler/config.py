"""The operator's configuration: one TOML file, and environment variables that override it.

    contact = "you@example.org"                     # in the User-Agent; "none" where none shall be given
    notify = ["ntfys://ntfy.sh/my-topic"]           # addresses of apprise: https://appriseit.com/services/
    digest = "08:00 Asia/Ho_Chi_Minh"               # a message a day; without a zone, in this machine's
    workers = 8
    budget = "30m"

The file is the one that ENVNEWS_CONFIG names, else config.toml in the user's configuration folder; one that is not
there says nothing. Addresses of notifiers hold passwords: they are never printed, and never in the archive.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from archive.sync import sync_folder
from crawler.config_values import NONE, DigestTime, contact_of, digest_of, notifier_of, seconds_of
from crawler.toml_file import PortalFileError, check_names, table_of

VARIABLE = "ENVNEWS_CONFIG"
MOST_WORKERS = 256

_Given = TypeVar("_Given")
_Read = TypeVar("_Read")


class ConfigError(Exception):
    """An environment variable says something wrong; `str()` is one line."""

    def __init__(self, variable: str, reason: str) -> None:
        super().__init__(f"{variable}: {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What the operator wishes.

    contact: "" where none shall be given; None where nobody has said yet. notify: addresses of apprise, secret.
    workers: portals side by side; budget: seconds a run may take; both None where they are left to the command.
    file: where it was read from, or would be.
    """

    file: Path
    contact: str | None = None
    notify: tuple[str, ...] = ()
    digest: DigestTime | None = None
    workers: int | None = None
    budget: float | None = None

    def __repr__(self) -> str:
        return f"Config({str(self.file)!r})"  # in no log and no traceback anything secret


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """The file's keys, with the types that they have there."""

    contact: str | None = None
    notify: tuple[str, ...] = ()
    digest: str | None = None
    workers: int | None = None
    budget: str | None = None


_KEYS = [field.name for field in fields(_Written)]


def config_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the operator's file is, or would be."""
    return Path(environment.get(VARIABLE) or Path(click.get_app_dir("envnews"), "config.toml"))


def load(environment: Mapping[str, str] = os.environ) -> Config:
    """Read the file and the variables. Raises PortalFileError for the one, ConfigError for the others."""
    path = config_path(environment)
    written, variables = _of_file(path), _of_variables(environment)
    return Config(**{"file": path, **written, **variables})


def remember_contact(path: Path, contact: str) -> None:
    """Write the contact into the file, "" as none; its other lines stay. Raises OSError and PortalFileError."""
    import tomlkit

    _of_file(path)
    if path.exists() and not path.is_file():
        raise PortalFileError(path, "", "no plain file")
    document = tomlkit.parse(path.read_text("utf8") if path.exists() else "")
    document["contact"] = contact or NONE
    _write(path.resolve(), tomlkit.dumps(document))


def _write(path: Path, text: str) -> None:
    """Put the file into its place whole, or not at all; only its owner can read it."""
    from tempfile import NamedTemporaryFile

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as file:  # mode 0600
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    try:
        Path(file.name).replace(path)
    except OSError:
        Path(file.name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _of_file(path: Path) -> dict[str, Any]:
    """What the file says, as fields of Config."""
    written = _read(path)
    notify = (_value(path, f"notify[{place}]", url, notifier_of) for place, url in enumerate(written.notify))
    return {
        "contact": _value(path, "contact", written.contact, contact_of),
        "notify": tuple(notify),
        "digest": _value(path, "digest", written.digest, digest_of),
        "workers": _value(path, "workers", written.workers, _workers_of),
        "budget": _value(path, "budget", written.budget, seconds_of),
    }


def _read(path: Path) -> _Written:
    if _is_missing(path):
        return _Written()
    table = table_of(path)
    check_names(path, "", table, _KEYS)
    try:
        return msgspec.convert(table, _Written)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).replace(" | null", "").partition(" - at ")
        raise PortalFileError(path, place.strip("`").removeprefix("$."), reason.replace("`", "")) from None


def _is_missing(path: Path) -> bool:
    """Whether there is no such file; of one that cannot be looked at, reading it tells why."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def _value(path: Path, key: str, written: _Given | None, read: Callable[[_Given], _Read]) -> _Read | None:
    try:
        return None if written is None else read(written)
    except ValueError as error:
        raise PortalFileError(path, key, str(error)) from None


def _of_variables(environment: Mapping[str, str]) -> dict[str, Any]:
    """What the variables that are set say, as fields of Config."""
    readers: dict[str, tuple[str, Callable[[str], Any]]] = {
        "contact": ("ENVNEWS_CONTACT", contact_of),
        "notify": ("ENVNEWS_NOTIFY", lambda text: tuple(notifier_of(url) for url in text.split())),
        "workers": ("ENVNEWS_WORKERS", _workers_of),
    }
    found = {}
    for field, (variable, read) in readers.items():
        if text := environment.get(variable, "").strip():
            try:
                found[field] = read(text)
            except ValueError as error:
                raise ConfigError(variable, str(error)) from None
    return found


def _workers_of(given: int | str) -> int:
    if not str(given).isdecimal() or len(str(given)) > 9 or not 1 <= int(given) <= MOST_WORKERS:
        raise ValueError(f"not a number from 1 to {MOST_WORKERS}")
    return int(given)
