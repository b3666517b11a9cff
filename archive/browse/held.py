"""What the captures hold of the things that a captured page names, fit to be put into the page itself."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol
from urllib.parse import urljoin

from bs4.dammit import UnicodeDammit
from w3lib.encoding import html_to_unicode
from w3lib.url import safe_url_string

from archive.browse.css import css_references, rewritten
from archive.captures import RawPage
from archive.errors import CaptureError
from archive.media_type import sniff
from archive.nearest_captures import Nearest

MOST_ADDRESSES = 2_000  # of a page that are looked up; the rest is taken for not held
MOST_BYTES = 16 * 1024 * 1024  # of pictures that are put into a page
RASTER = frozenset({f"image/{name}" for name in ("jpeg", "png", "gif", "webp", "avif", "bmp", "x-icon")})
_PAGES = frozenset({"text/html", "application/xhtml+xml"})

PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)


class Shelf(Protocol):
    """Where captures are taken from."""

    def nearest(self, urls: Collection[str], at: str) -> Mapping[str, Nearest]:
        """What each of the addresses answered nearest to a moment."""

    def page(self, capture_id: int) -> RawPage:
        """A captured answer. Raises CaptureError."""


class Held:
    """What the captures hold of the addresses that a page names: first all are looked up, then each is given."""

    def __init__(self, shelf: Shelf, link: Callable[[int], str], base: str, at: str, room: int) -> None:
        self.base = base
        self.links: set[str] = set()
        self._shelf, self._link, self._at = shelf, link, at
        self._room = room
        self._found: dict[str, Nearest] = {}
        self._pictures: dict[int, str | None] = {}

    def find(self, references: Iterable[str]) -> None:
        urls = dict.fromkeys(url for reference in references if (url := joined(self.base, reference)))
        self._found |= self._shelf.nearest(list(urls)[:MOST_ADDRESSES], self._at)

    def page(self, reference: str) -> str | None:
        """Where a link leads."""
        kept = self._of(reference)
        if kept is None or kept.media_type not in _PAGES:
            return None
        ours = self._link(kept.id)
        self.links.add(ours)
        return ours

    def picture(self, reference: str) -> str | None:
        """A picture itself, as an address that holds it (`data:`)."""
        if PICTURE.fullmatch(reference):
            return reference
        kept = self._of(reference)
        if kept is None:
            return None
        if kept.id not in self._pictures:
            self._pictures[kept.id] = self._inlined(kept.id)
        return self._pictures[kept.id]

    def style(self, reference: str) -> str | None:
        """What a style sheet says."""
        kept = self._of(reference)
        answer = self._read(kept.id) if kept else None
        if answer is None:
            return None
        css = decoded(answer)
        own = Held(self._shelf, self._link, answer.url, self._at, self._room)
        own.find(css_references(css))
        made = rewritten(css, own.picture)
        self._room = own._room
        return made

    def _of(self, reference: str) -> Nearest | None:
        return self._found.get(joined(self.base, reference) or "")

    def _inlined(self, capture_id: int) -> str | None:
        answer = self._read(capture_id)
        media_type = sniff(answer.body) if answer else ""
        if answer is None or media_type not in RASTER or len(answer.body) > self._room:
            return None
        self._room -= len(answer.body)
        return f"data:{media_type};base64,{b64encode(answer.body).decode()}"

    def _read(self, capture_id: int) -> RawPage | None:
        try:
            return self._shelf.page(capture_id)
        except CaptureError:
            return None


def joined(base: str, reference: str | None) -> str | None:
    """An absolute http address as a crawl asks for it, without the part after `#`; None where it is none."""
    try:
        url = urljoin(base, (reference or "").strip()).partition("#")[0]
        return safe_url_string(url) if url.lower().startswith(("http://", "https://")) else None
    except ValueError:
        return None


def decoded(page: RawPage) -> str:
    """The text of a page, in the charset that it came in; where none is told, the likeliest."""
    try:
        return html_to_unicode(page.header("content-type"), page.body, auto_detect_fun=_likeliest)[1]
    except (LookupError, UnicodeError):  # it names a codec that is none for text
        return page.body.decode("utf-8", "replace")


def _likeliest(body: bytes) -> str | None:
    return UnicodeDammit(body, is_html=True).original_encoding
