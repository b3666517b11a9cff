"""Which feeds, sitemaps and listings are, byte for byte, as they were at the last crawl, whatever their server says.

Many servers give no validators, or answer 200 to whoever sends them: what they should have said with 304 is found out
by a digest, and the page need not be read again. What was not stored in the end is not remembered.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict

from archive import Archive
from crawler.portal import Portal
from crawler.portal_facts import facts_of

MOST = 500  # sources of a portal that are remembered


class Unchanged:
    """The sources of one portal. A portal's file that says something else makes all of them new."""

    def __init__(self, archive: Archive, portal: Portal) -> None:
        self._archive = archive
        self._name = f"bytes of {portal.id}"
        self._facts = facts_of(portal).encode()
        self._known: OrderedDict[str, str] = OrderedDict()
        self._seen: dict[str, str] = {}  # in this crawl, and not stored yet

    def open(self) -> None:
        """Take up what earlier crawls remembered. Raises StorageError."""
        self._known = OrderedDict(json.loads(self._archive.remembered(self._name) or "{}"))

    def see(self, url: str, body: bytes) -> bool:
        """Whether the source's bytes are those of the last time that it was read and stored."""
        digest = hashlib.sha256(self._facts + b"\0" + body).hexdigest()[:32]
        self._seen[url] = digest
        return self._known.get(url) == digest

    def store(self, url: str) -> None:
        """Note that what was made of a source is stored."""
        if (digest := self._seen.pop(url, None)) is not None:
            self._known[url] = digest
            self._known.move_to_end(url)

    def save(self) -> None:
        """Remember it for the next crawl. Raises StorageError."""
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        if self._known:
            self._archive.remember(self._name, json.dumps(self._known))
