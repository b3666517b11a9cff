"""All portals: the files that ship with envnews and the user's own, by id and by address.

Files are read when they are asked for. A wrong file takes no other portal away: it is among `problems`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from crawler import portal_file
from crawler.portal import Portal
from crawler.portal_claims import Claims, reach
from crawler.portal_family import FOLDER as FAMILIES
from crawler.portal_family import Families
from crawler.portal_file import SHIPPED, PortalFileError
from crawler.toml_file import bytes_of
from crawler.urls import canonical

__all__ = ["SHIPPED", "VARIABLE", "PortalFileError", "Registry", "UnknownPortalError", "load"]

VARIABLE = "ENVNEWS_PORTALS"  # a folder of the user's own portals
_PLAIN_HOST = re.compile(r"(?!.*xn--)[a-z0-9.-]+")


class UnknownPortalError(Exception):
    """No file describes a portal of this id."""

    def __init__(self, portal_id: str, known: Sequence[str]) -> None:
        near = get_close_matches(portal_id, known, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else "`envnews portals list` names them all"
        super().__init__(f"unknown portal '{portal_id}'; {hint}")
        self.portal_id = portal_id


def load(folder: Path | None = None) -> Registry:
    """Open the shipped portals and those of `folder` (default: $ENVNEWS_PORTALS), which replace any of the same id.

    Raises PortalFileError where `folder` is none.
    """
    own = folder or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if own is not None and not own.is_dir():
        raise PortalFileError(own, "", "no such folder of portals")
    return Registry([SHIPPED, own] if own else [SHIPPED])


class Registry:
    """The portals in some folders, each `<cc>/<id>.toml`; a later folder's file replaces an earlier one's.

    Iterates over the portals without fault, by country and id.
    """

    def __init__(self, folders: Iterable[Path]) -> None:
        self._paths: dict[str, Path] = {}
        self._doubles: list[PortalFileError] = []
        self._read: dict[str, Portal] = {}
        folders = tuple(folders)
        self.families = Families(folders)
        for folder in folders:
            self._index(folder)

    def __iter__(self) -> Iterator[Portal]:
        return iter(self._sound)

    def __len__(self) -> int:
        return len(self._sound)

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of every file, read or not, sound or not."""
        return tuple(sorted(self._paths))

    @property
    def problems(self) -> tuple[PortalFileError, ...]:
        """What is wrong in the files, one error a file."""
        return self._judged[1]

    def path(self, portal_id: str) -> Path:
        """Return the file of a portal. Raises UnknownPortalError."""
        if portal_id not in self._paths:
            raise UnknownPortalError(portal_id, self.ids)
        return self._paths[portal_id]

    def get(self, portal_id: str) -> Portal:
        """Return the portal of this id; reads no file but its own and its successors'.

        Raises UnknownPortalError, and PortalFileError where its file is wrong.
        """
        portal = self._portal(portal_id)
        self._check_successors(portal)
        return portal

    def for_url(self, url: str) -> Portal | None:
        """Find the portal that an address belongs to: on its hosts, and under its home's folder or like its stories."""
        address = canonical(url)
        if address is None:
            return None
        named = self._naming(urlsplit(address).hostname or "")
        reaches = [(claimed, portal) for portal in named if (claimed := reach(portal, address)) is not None]
        return max(reaches, key=lambda pair: pair[0])[1] if reaches else None

    def _index(self, folder: Path) -> None:
        here: dict[str, Path] = {}
        for path in sorted([*folder.glob("*.toml"), *folder.glob("*/*.toml")]):
            if path.name.startswith(".") or path.parent.name == FAMILIES:
                continue  # an editor's lock or backup; no portal
            if path.stem in here:
                self._doubles.append(PortalFileError(path, "id", f"also taken by {here[path.stem]}"))
            else:
                here[path.stem] = path
        self._paths |= here

    def _naming(self, host: str) -> list[Portal]:
        """The sound portals whose files name a host: only these are read as TOML."""
        name = host.removeprefix("www.")
        plain = _PLAIN_HOST.fullmatch(name)  # any other may be spelled in another way in the file
        named = [one for one, text in self._texts.items() if not plain or name in text or "\\u" in text]
        return self._judge(named)[0]

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The files in lower case as they are, sound or not; a file that cannot be read is no portal's."""
        return {portal_id: _text(path) for portal_id, path in self._paths.items()}

    def _portal(self, portal_id: str) -> Portal:
        if portal_id not in self._read:
            self._read[portal_id] = portal_file.read(self.path(portal_id), self.families)
        return self._read[portal_id]

    def _check_successors(self, portal: Portal) -> None:
        passed = {portal.id}
        successor = portal.successor
        while successor is not None:
            if successor in passed:
                raise PortalFileError(self.path(portal.id), "successor", f"leads in a circle back to '{successor}'")
            if successor not in self._paths:
                raise PortalFileError(self.path(portal.id), "successor", f"no portal '{successor}'")
            passed.add(successor)
            try:
                successor = self._portal(successor).successor
            except PortalFileError:
                return  # the fault is that file's, and is told there

    @property
    def _sound(self) -> tuple[Portal, ...]:
        return self._judged[0]

    @cached_property
    def _judged(self) -> tuple[tuple[Portal, ...], tuple[PortalFileError, ...]]:
        """All files read: the portals without fault and the faults of the others."""
        portals, problems = self._judge(self._paths)
        return tuple(portals), (*self._doubles, *self.families.problems, *problems)

    def _judge(self, portal_ids: Iterable[str]) -> tuple[list[Portal], list[PortalFileError]]:
        """Read some files: the portals without fault, by country and id, and the faults of the others.

        A fault of a family's file is told there.
        """
        claims, sound, problems = Claims(), [], []
        for portal_id in portal_ids:
            try:
                portal = self.get(portal_id)
            except PortalFileError as error:
                if error.path.parent.name != FAMILIES:
                    problems.append(error)
                continue
            if fault := claims.add(portal):
                problems.append(PortalFileError(self.path(portal_id), *fault))
            else:
                sound.append(portal)
        return sorted(sound, key=lambda portal: (portal.country or "", portal.id)), problems


def _text(path: Path) -> str:
    try:
        return bytes_of(path).decode("utf-8", "replace").lower()
    except PortalFileError:
        return ""
