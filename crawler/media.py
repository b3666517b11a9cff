"""What an answer at a picture's or document's address contains, or why it is none. Needs no network."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import imagesize

from archive.frontier import IMAGE
from archive.media import Media
from archive.media_type import HTML, is_image, sniff
from crawler.documents.reading import Content, read

NO_TEXT = Content()
_MOST_PIXELS = 1_000_000  # a side; more is no picture's
_HEAD = 1 << 20  # bytes in which a picture says how large it is
_OFFICE_HTML = b"urn:schemas-microsoft-com:office"  # Word and Excel save so what is called .doc and .xls
_OFFICE_HEAD = 4096
_UNMEASURED = frozenset({"image/svg+xml", "image/x-icon"})  # has no pixels; has several pictures


class NoMediaError(ValueError):
    """The answer is not what was asked for. `str()` says what it is, in a few words."""


def media_of(body: bytes, kind: str, is_given_up: Callable[[], bool] = lambda: False) -> Media:
    """What a file contains. kind: what the story shows it as, image or attachment.

    Takes as long as a document takes to be read: to be called beside the crawl's own thread. Raises NoMediaError, and
    AbandonedError where `is_given_up` says that nobody waits any more.
    """
    media_type = sniff(body)
    if not body:
        raise NoMediaError("empty")
    if media_type == HTML and (kind == IMAGE or _OFFICE_HTML not in body[:_OFFICE_HEAD]):
        raise NoMediaError("a web page stands in its place")
    if kind == IMAGE and not is_image(media_type):
        raise NoMediaError(f"no picture but {media_type}")
    width, height = size_of(body, media_type)
    content = NO_TEXT if is_image(media_type) else read(body, media_type, is_given_up)
    return Media(
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
        media_type=media_type,
        width=width,
        height=height,
        text=content.text,
        note=content.note,
    )


def size_of(body: bytes, media_type: str) -> tuple[int | None, int | None]:
    """Width and height in pixels, as the picture is shown; None where it does not say, or says nonsense."""
    if not is_image(media_type) or media_type in _UNMEASURED:
        return None, None
    width, height = imagesize.get(io.BytesIO(body[:_HEAD]))
    if not (1 <= width <= _MOST_PIXELS and 1 <= height <= _MOST_PIXELS):
        return None, None
    return int(width), int(height)
