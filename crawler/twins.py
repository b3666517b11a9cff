"""Second addresses of a story that give themselves away before they are asked for. Pure.

Two signs: a listing gives an address the headline and the day of a story that is stored; or it has the number of one,
on a portal where the number has proved to be all that counts (`/old-headline-4711.html`, `/new-headline-4711.html`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.frontier import Address
from archive.revisions import title_key
from crawler.discovery.link import Link
from crawler.urls import parts_of

_PROOFS = 2  # stories met under a second address with their number before the number alone is believed
_NUMBERED = re.compile(r"(?P<start>\d{3,9})[-_.](?=.*\D)|.*[a-z][-_.](?P<end>\d{3,9})", re.IGNORECASE | re.DOTALL)
_EXTENSION = re.compile(r"\.\w{2,5}$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST = 24  # letters of a headline that says enough to be a story's own

Told = tuple[str, str]  # headline, ISO day
Name = tuple[str, str]  # "number" or "slug", and what it is


@dataclass
class Twins:
    """What the stories of a portal are known by.

    addresses: those that gave stories; titled: them by headline, where it is one's alone; stored: them by headline and
    day. several: headlines and days that one page gave to more than one address: there they are different stories, such
    as a morning's and an evening's bulletin. named: them by number or slug; proofs: how often a second address with a
    known number, or slug, was the same story (False) and another one (True).
    """

    stored: dict[Told, str] = field(default_factory=dict)
    several: set[Told] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    titled: dict[str, str | None] = field(default_factory=dict)
    named: dict[Name, str] = field(default_factory=dict)
    proofs: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def see(self, stories: Iterable[Link]) -> None:
        """Take down what one page names."""
        here: dict[Told, str] = {}
        for link in stories:
            told = _told(link.title, link.date)
            if told and here.setdefault(told, link.url) != link.url:
                self.several.add(told)

    def store(self, address: Address, *, new: bool) -> None:
        """Note that an address gave a story; new: one that was not known by another address."""
        self.addresses.add(address.url)
        key = title_key(address.title or "")
        if len(key) >= _LEAST:
            self.titled[key] = None if key in self.titled and self.titled[key] != address.url else address.url
        if told := _told(address.title, address.date):
            self.stored.setdefault(told, address.url)
        for name in filter(None, (number_key(address.url), slug_key(address.url))):
            if self.named.setdefault(name, address.url) != address.url:
                self.proofs[name[0], new] += 1

    def sibling(self, url: str) -> str | None:
        """The stored story whose number or slug an address has; None where there is none."""
        keys = filter(None, (number_key(url), slug_key(url)))
        return next((known for key in keys if (known := self.named.get(key, url)) != url), None)

    def of(self, address: Address) -> str | None:
        """The stored story that an address is another one of; None where nothing says so."""
        return self._by_name(address.url) or self._by_title(address) or self._by_day(address)

    def _by_name(self, url: str) -> str | None:
        """By its number or its slug, where these have proved to tell the stories apart on this portal."""
        for key in filter(None, (number_key(url), slug_key(url))):
            known = self.named.get(key, url)
            if known != url and self.proofs[key[0], False] >= _PROOFS and not self.proofs[key[0], True]:
                return known
        return None

    def _by_title(self, address: Address) -> str | None:
        """By the headline alone, for what another story's page recommends."""
        if address.date or address.found_on not in self.addresses:
            return None
        known = self.titled.get(title_key(address.title or ""))
        return known if known != address.url else None

    def _by_day(self, address: Address) -> str | None:
        told = _told(address.title, address.date)
        known = None if told is None or told in self.several else self.stored.get(told)
        return known if known != address.url else None


def _told(title: str | None, date: str | None) -> Told | None:
    if not title or not date or len(date) < 10:
        return None
    key = title_key(title)
    return (key, date[:10]) if len(key) >= _LEAST or (not key.isascii() and len(key) >= _LEAST // 2) else None


def number_key(url: str) -> Name | None:
    """Host, folder and number of an address whose last part is a number and words; None for any other.

    >>> number_key("https://a.example/news/flood-in-the-delta-4711.html")
    ('number', 'a.example/news/4711')
    >>> number_key("https://a.example/news/report-2025"), number_key("https://a.example/news/4711?page=2")
    (None, None)
    """
    parts = parts_of(url)
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    found = None if parts.query else _NUMBERED.fullmatch(_EXTENSION.sub("", name)) or _NUMBERED.match(name)
    number = found and (found["start"] or found["end"])
    if not number or _YEAR.fullmatch(number):
        return None
    return "number", f"{parts.netloc.removeprefix('www.')}{folder}/{number}"


def slug_key(url: str) -> Name | None:
    """Host, language and slug of an address, whatever its folder; None where the slug is too short to be one story's.

    >>> slug_key("https://a.example/en/index.php/top/4711-flood-in-the-delta")
    ('slug', 'a.example/en/4711-flood-in-the-delta')
    """
    parts = parts_of(url)
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    slug = _EXTENSION.sub("", name)
    if parts.query or len(slug) < _LEAST:
        return None
    languages = "".join(f"{part}/" for part in folder.split("/") if len(part) == 2)
    return "slug", f"{parts.netloc.removeprefix('www.')}/{languages}{slug}"
