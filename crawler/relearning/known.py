"""What is known of a story, and whether a text of its page says that."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from archive.fold import fold

SHINGLE = 3  # words
LONGEST = 20_000  # words of a text that are compared
SAME = 0.8  # share of a body that has to be found again
_CUT = ("…", "...", "[...]", "[…]")
_SHORTEST_CUT = 3  # words of a headline that a listing cut off


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a story from elsewhere than the page: its listing, its feed, its page of the former form.

    titles: any of them. days: of publication, ISO 8601, any of them. body: as text; guessed: it is what the page has
    and others have not. images: addresses.
    """

    titles: tuple[str, ...] = ()
    days: frozenset[str] = field(default_factory=frozenset)
    body: str | None = None
    guessed: bool = False
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 15)  # menus stand on every page
def words(text: str) -> str:
    """A text by which two spellings are compared: without case, diacritics, spacing and marks."""
    return fold(text)


def is_title(text: str, titles: Iterable[str]) -> bool:
    """Whether a text is one of the headlines; one that a listing cut off begins it.

    >>> is_title("Lũ trên sông Hồng đã rút", ["LŨ TRÊN SÔNG HỒNG Đ…"]), is_title("Tin khác", ["Tin khác nữa"])
    (True, False)
    """
    said = words(text)
    return bool(said) and any(_says(said, title) for title in titles)


def _says(said: str, title: str) -> bool:
    known = words(title)
    if title.rstrip().endswith(_CUT):
        begun = known.rpartition(" ")[0]  # the last word may be cut, too
        return len(begun.split()) >= _SHORTEST_CUT and said.startswith(begun) and len(said) <= 3 * len(known)
    return said == known


def same_names(found: Collection[str], known: Collection[str]) -> bool:
    """Whether two lists hold the same names, in whatever order."""
    return {words(name) for name in found} == {words(name) for name in known}


@lru_cache(maxsize=512)
def shingles(text: str) -> frozenset[str]:
    """The runs of three words of a text."""
    said = words(text).split()[:LONGEST]
    if len(said) < SHINGLE:
        return frozenset([" ".join(said)]) if said else frozenset()
    return frozenset(" ".join(said[at : at + SHINGLE]) for at in range(len(said) - SHINGLE + 1))


def shared(text: str, other: str) -> tuple[float, float]:
    """How much of `other` stands in `text`, and how much of `text` is `other`: 0 to 1 each."""
    here, there = shingles(text), shingles(other)
    common = len(here & there)
    return (common / len(there) if there else 0.0), (common / len(here) if here else 0.0)


def same_body(text: str, known: str, *, guessed: bool = False) -> bool:
    """Whether a text is the known body, but for a few lines; for half of it where the body is guessed."""
    found, own = shared(text, known)
    return found >= SAME - 0.1 and own >= SAME - 0.1 - 0.2 * guessed


def picture_name(address: str) -> str:
    """What a picture keeps when a portal moves it: the name of its file.

    >>> picture_name("https://a.example/media/2026/Flood_01-300x200.JPG?w=2")
    'flood_01'
    """
    from crawler.extraction.images.source import identity

    return identity(address).rpartition("/")[2].partition("?")[0].casefold()
