"""Addresses that stand on every page of a portal: its menu, whatever they look like. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

_LEAST_PAGES = 6
_SHARE = 0.8


@dataclass
class Menus:
    """pages: how many were read; named: on how many of them an address stood."""

    pages: int = 0
    named: Counter[str] = field(default_factory=Counter)

    def see(self, urls: Iterable[str]) -> None:
        """Take down the links of one page; a page without any says nothing."""
        named = set(urls)
        self.pages += bool(named)
        self.named.update(named)

    def hold(self, url: str) -> bool:
        """Whether an address stands on nearly every page."""
        return self.pages >= _LEAST_PAGES and self.named[url] >= _SHARE * self.pages
