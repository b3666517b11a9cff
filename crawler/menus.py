"""Addresses that stand on every page of a portal: its menu, whatever they look like. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from crawler.discovery.address import shape_of
from crawler.discovery.registers import is_register
from crawler.discovery.territory import is_portal_front
from crawler.urls import parts_of

_LEAST_PAGES = 6
_SHARE = 0.8
_LEAST_STORIES = 3  # below a folder, for it to be taken for their list
_MOST_SECTIONS = 8


@dataclass
class Menus:
    """pages: how many were read; named: on how many of them an address stood; labels: what they call it."""

    pages: int = 0
    named: Counter[str] = field(default_factory=Counter)
    labels: dict[str, str] = field(default_factory=dict)

    def see(self, links: Mapping[str, str]) -> None:
        """Take down the links of one page, words by address; a page without any says nothing."""
        self.pages += bool(links)
        self.named.update(links.keys())
        for url, label in links.items():
            if label:
                self.labels.setdefault(url, label)

    def hold(self, url: str) -> bool:
        """Whether an address stands on nearly every page."""
        return self.pages >= _LEAST_PAGES and self.named[url] >= _SHARE * self.pages

    @property
    def fixed(self) -> dict[str, str]:
        """What stands on nearly every page, words by address."""
        return {url: self.labels.get(url, "") for url in self.named if self.hold(url)}


def sections_by_stories(menu: Mapping[str, str], stories: Collection[str], listings: Collection[str]) -> list[str]:
    """The addresses of a menu that must be lists of stories: above three of them, or shaped as a listing that was read.

    Not what the menu itself calls a register of laws, tenders or events; at most eight.
    """
    shapes = {shape_of(url) for url in listings if "?" in url}
    above = Counter(folder for url in stories for folder in _folders(url))
    found = [
        url
        for url, label in menu.items()
        if not is_register(label)
        and not is_portal_front(url)
        and (above[_key(url)] >= _LEAST_STORIES or shape_of(url) in shapes)
    ]
    return found[:_MOST_SECTIONS]


def _folders(url: str) -> Iterable[str]:
    parts = parts_of(url)
    segments = parts.path.rstrip("/").split("/")
    return {f"{parts.netloc}{'/'.join(segments[:at])}" for at in range(2, len(segments))}


def _key(url: str) -> str:
    parts = parts_of(url)
    return "" if parts.query else f"{parts.netloc}{parts.path.rstrip('/')}"
