"""Second addresses of a story that a listing gives away: headline and day are those of one that is stored. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.frontier import Address
from archive.revisions import title_key
from crawler.discovery.link import Link

_LEAST = 24  # letters of a headline that says enough to be a story's own

Told = tuple[str, str]  # headline, ISO day


@dataclass
class Twins:
    """stored: the address of the story that is known by a headline and a day.

    several: headlines and days that one page gave to more than one address: there they are different stories, such as
    a morning's and an evening's bulletin.
    """

    stored: dict[Told, str] = field(default_factory=dict)
    several: set[Told] = field(default_factory=set)

    def see(self, stories: Iterable[Link]) -> None:
        """Take down what one page names."""
        here: dict[Told, str] = {}
        for link in stories:
            told = _told(link.title, link.date)
            if told and here.setdefault(told, link.url) != link.url:
                self.several.add(told)

    def store(self, address: Address) -> None:
        """Note that an address gave a story."""
        if told := _told(address.title, address.date):
            self.stored.setdefault(told, address.url)

    def of(self, address: Address) -> str | None:
        """The stored story that an address is another one of; None where nothing says so."""
        told = _told(address.title, address.date)
        return None if told is None or told in self.several else self.stored.get(told)


def _told(title: str | None, date: str | None) -> Told | None:
    if not title or not date or len(date) < 10:
        return None
    key = title_key(title)
    return (key, date[:10]) if len(key) >= _LEAST or (not key.isascii() and len(key) >= _LEAST // 2) else None
