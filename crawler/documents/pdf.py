"""The text layer of a PDF, page by page. What was scanned and never recognised has none."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import PyPdfError

from crawler.documents.bounds import PAGES, Unread
from crawler.documents.old_fonts import charsets_of, respelt

# What damaged files make a reader stumble over, beside its own errors.
_BROKEN = (
    PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError,
)  # fmt: skip


def pieces(body: bytes) -> Iterator[str]:
    """The text of each page that can be read. Raises Unread where there are others, or none."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _opened(body)
    unread = number = 0
    for number in range(1, _pages(reader) + 1):
        try:
            text = _text(reader.pages[number - 1])
        except _BROKEN:
            unread += 1
            continue
        yield f"{text}\n\n"
    if unread:
        raise Unread(f"{unread} of {number} pages are damaged")
    if number == PAGES:
        raise Unread(f"only its first {PAGES} pages are read")


def _text(page: PageObject) -> str:
    return respelt(page.extract_text(), charsets_of(_fonts(page)))


def _fonts(page: PageObject) -> list[str]:
    """The names of a page's fonts."""
    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font") if resources is not None else None
    named = fonts.get_object().values() if fonts is not None else ()
    return [str(font.get_object().get("/BaseFont", "")).lstrip("/") for font in named]


def _opened(body: bytes) -> PdfReader:
    """Open it, also where only its changing is locked by a password. Raises Unread."""
    try:
        reader = PdfReader(io.BytesIO(body))
        locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
    except _BROKEN as error:
        raise Unread("a damaged PDF") from error
    if locked:
        raise Unread("locked by a password")
    return reader


def _pages(reader: PdfReader) -> int:
    try:
        return min(len(reader.pages), PAGES)
    except _BROKEN as error:
        raise Unread("a damaged PDF") from error
