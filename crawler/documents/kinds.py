"""Which reader a document gets."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archive.media_type import PLAIN, ending
from crawler.documents import office
from crawler.documents.bounds import LONGEST, Unread

_Reader = Callable[[bytes], Iterator[str]]


def _pdf(body: bytes) -> Iterator[str]:
    from crawler.documents import pdf  # takes its time to load

    return pdf.pieces(body)


def _plain(body: bytes) -> Iterator[str]:
    from crawler.charset import decode, weigh

    part = body[: 4 * LONGEST]
    yield decode(part, weigh(part)).removeprefix("\ufeff")


_READERS: dict[str, _Reader] = {
    "application/pdf": _pdf,
    **office.READERS,
    PLAIN: _plain,
    "text/csv": _plain,
}


def is_readable(media_type: str) -> bool:
    """Whether there is a reader for documents of this type."""
    return media_type in _READERS


def pieces_of(body: bytes, media_type: str) -> Iterator[str]:
    """The text of a document, piece by piece. Raises Unread."""
    if media_type not in _READERS:
        raise Unread(f"the text of {ending(media_type)} files is not read")
    yield from _READERS[media_type](body)
