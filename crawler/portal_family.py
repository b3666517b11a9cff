"""What the portals of one CMS or national template share: `families/<id>.toml`, and how a portal's file takes it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from crawler.portal import NO_SELECTORS, USUAL_TLS, Confidence, Selectors, Tls
from crawler.portal_faults import MAX_PATTERN, delay_faults, selector_faults, tls_faults
from crawler.toml_file import PortalFileError, check_names, check_tables, table_of

FOLDER = "families"
# What a portal takes from its family.
GIVEN = ("article_path", "ignored_parameters", "only_sources", "delay", "selectors", "tls")
EVIDENCE = ("confidence", "recalled", "notes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One family. signs: strings in the source of its pages. article_path: see `article_url`. The others: see Portal.

    recalled: the keys that nobody has seen confirmed.
    """

    id: str
    name: str
    signs: tuple[str, ...] = ()
    article_path: str | None = None
    ignored_parameters: tuple[str, ...] = ()
    only_sources: bool = False
    delay: float | None = None
    selectors: Selectors = NO_SELECTORS
    tls: Tls = USUAL_TLS
    confidence: Confidence = Confidence.RECALLED
    recalled: tuple[str, ...] = ()
    notes: str = ""


_EMPTY = Family(id="", name="")


class Families:
    """The families in some folders of portals; a later folder's file replaces an earlier one's."""

    def __init__(self, folders: Iterable[Path]) -> None:
        self._folders = tuple(folders)
        self._read: dict[str, Family] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The name of every file, sound or not."""
        return tuple(sorted(self._paths))

    @property
    def problems(self) -> tuple[PortalFileError, ...]:
        """What is wrong in the files, one error a file."""
        return tuple(problem for name in self.names if (problem := self._problem(name)))

    def _problem(self, name: str) -> PortalFileError | None:
        try:
            self.get(name)
        except PortalFileError as error:
            return error
        return None

    @cached_property
    def _paths(self) -> dict[str, Path]:
        found = (path for folder in self._folders for path in (folder / FOLDER).glob("*.toml"))
        return {path.stem: path for path in found if not path.name.startswith(".")}

    def get(self, name: str) -> Family:
        """The family of this name. Raises KeyError, saying why, and PortalFileError where its file is wrong."""
        if name not in self._paths:
            near = get_close_matches(name, self._paths, n=1)
            raise KeyError(f"no family '{name}'" + (f"; did you mean '{near[0]}'?" if near else f" in {FOLDER}/"))
        if name not in self._read:
            self._read[name] = read(self._paths[name])
        return self._read[name]


def read(path: Path) -> Family:
    """Read a family's file. Raises PortalFileError."""
    data = table_of(path)
    check_tables(path, data, ("evidence", "selectors", "tls"))
    evidence = data.pop("evidence", {})
    check_names(path, "", data, [field.name for field in fields(Family) if field.name not in EVIDENCE], EVIDENCE)
    check_names(path, "evidence.", evidence, EVIDENCE)
    for table, kind in (("selectors", Selectors), ("tls", Tls)):
        check_names(path, f"{table}.", data.get(table, {}), [field.name for field in fields(kind)])
    try:
        family = msgspec.convert(data | evidence, Family)
    except msgspec.ValidationError as error:
        raise PortalFileError(path, "", str(error)) from None
    for key, reason in _faults(family, path):
        raise PortalFileError(path, key, reason)
    return family


def article_url(article_path: str, hosts: Iterable[str]) -> str:
    """The pattern of addresses on these hosts whose path and query begin like `article_path`, a regular expression."""
    bare = dict.fromkeys(host.lower().removeprefix("www.") for host in hosts)
    return rf"^https?://(?:www\.)?(?:{'|'.join(map(re.escape, bare))}){article_path}"


def given(family: Family, own: dict[str, Any], hosts: Iterable[str]) -> dict[str, Any]:
    """What a portal's table takes from its family: the keys that it does not have itself, tables key by key."""
    found: dict[str, Any] = {}
    if family.article_path and "article_url" not in own:
        found["article_url"] = article_url(family.article_path, hosts)
    for key in ("ignored_parameters", "only_sources", "delay"):
        if key not in own and getattr(family, key) != getattr(_EMPTY, key):
            found[key] = msgspec.to_builtins(getattr(family, key))
    for table, value, usual in (("selectors", family.selectors, NO_SELECTORS), ("tls", family.tls, USUAL_TLS)):
        taken = {
            field.name: msgspec.to_builtins(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != getattr(usual, field.name) and field.name not in own.get(table, {})
        }
        if taken:
            found[table] = taken
    return found


def _faults(family: Family, path: Path) -> Iterator[tuple[str, str]]:
    if family.id != path.stem:
        yield "id", f"'{family.id}' is not the file's name"
    yield from _path_faults(family.article_path)
    yield from delay_faults(family.delay)
    yield from selector_faults("selectors", family.selectors)
    yield from tls_faults(family.tls)
    for n, name in enumerate(family.recalled):
        if name not in {"signs", *GIVEN}:
            yield f"evidence.recalled[{n}]", f"'{name}' is nothing that a family gives: {', '.join(GIVEN)}"


def _path_faults(pattern: str | None) -> Iterator[tuple[str, str]]:
    if pattern is None:
        return
    if not pattern or len(pattern) > MAX_PATTERN:
        yield "article_path", f"empty or longer than {MAX_PATTERN} characters"
        return
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        yield "article_path", f"no regular expression: {error}"
