"""What part of a host each portal claims, so that an address has one owner and a story is archived under one name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.portal import Portal, PortalState
from crawler.urls import host_of, in_scope

Fault = tuple[str, str]  # key, reason


def folder_of(url: str) -> str:
    """Return what the paths under this address start with; a last part such as `index.html` is a page in it."""
    head, _, last = urlsplit(url).path.rpartition("/")
    return f"{head}/" if "." in last or not last else f"{head}/{last}/"


def reach(portal: Portal, url: str) -> int | None:
    """How much of the address the portal claims: more is surer, None is not its own."""
    if in_scope(url, [host_of(portal.home)]):
        folder = folder_of(portal.home)
        if f"{urlsplit(url).path}/".startswith(folder):
            return len(folder)
        return 0 if portal.article_url and re.search(portal.article_url, url) else None
    return 0 if in_scope(url, portal.every_host) else None


@dataclass(frozen=True, slots=True)
class _Claim:
    """That what lies in a folder of a host is the portal's. key, value: where its file says so."""

    portal: Portal
    key: str
    value: str
    host: str
    folder: str

    def is_wider_than(self, other: _Claim) -> bool:
        """Whether the other's folder lies in its own, or is the same."""
        return other.folder.startswith(self.folder)

    def leaves(self, other: _Claim) -> bool:
        """Whether its stories are known from the other's by their addresses."""
        pattern, theirs = self.portal.article_url, other.portal
        if pattern is None or pattern == theirs.article_url:
            return False
        return not any(re.search(pattern, url) for url in (theirs.home, *theirs.article_examples))


class Claims:
    """The portals by the hosts that they claim. Two may share a host where something tells their stories apart."""

    def __init__(self) -> None:
        self._by_host: dict[str, list[_Claim]] = defaultdict(list)

    def add(self, portal: Portal) -> Fault | None:
        """Note a portal. Where it claims what another does, it is not noted: the key and the reason are returned."""
        claims = list(_claims(portal))
        for claim in claims:
            for other in self._by_host[claim.host]:
                if reason := _collision(claim, other):
                    return claim.key, f"'{claim.value}' {reason}"
        for claim in claims:
            self._by_host[claim.host].append(claim)
        return None


def _claims(portal: Portal) -> Iterator[_Claim]:
    """The home's folder, and all of each other host."""
    yield _Claim(portal, "home", portal.home, _bare(portal.home), folder_of(portal.home))
    for key in ("hosts", "former_hosts"):
        for n, host in enumerate(getattr(portal, key)):
            yield _Claim(portal, f"{key}[{n}]", host, _bare(f"http://{host}"), "/")


def _bare(url: str) -> str:
    return host_of(url).removeprefix("www.")


def _collision(ours: _Claim, theirs: _Claim) -> str | None:
    """Why two claims on one host cannot be told apart; None where they can, or where one is the past of the other."""
    if ours.key == theirs.key == "home" and ours.folder == theirs.folder:
        return f"is the home of '{theirs.portal.id}' too"
    if PortalState.ARCHIVED in {ours.portal.state, theirs.portal.state}:
        return None
    pairs = [(one, other) for one, other in ((ours, theirs), (theirs, ours)) if one.is_wider_than(other)]
    if all(one.leaves(other) for one, other in pairs):
        return None
    return f"is on a host of '{theirs.portal.id}' too, and neither home nor article_url tells their stories apart"
