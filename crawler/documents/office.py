"""The text of files that are XML in a zip file: Office since 2007, OpenDocument, HWPX."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import IO

from lxml import etree

from archive.media_type import ENDINGS
from crawler.documents.bounds import MEMBER, MEMBERS, Unread

_TYPES = {its: media_type for media_type, its in ENDINGS.items()}
_NUMBERS = re.compile(r"\d+")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True)
class _Form:
    """Where a kind of file has its text.

    members: a pattern of those that hold text. lines: local names of the elements that make a line. skipped: of those
    whose text is none of the document's. words: of those that hold the text, where not all text is the document's.
    """

    members: re.Pattern[str]
    lines: frozenset[str]
    skipped: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset({"t"})


_FALLBACK = frozenset({"Fallback"})  # says once more what its neighbour says, for older readers
_WORD = _Form(re.compile(r"word/(?:document|footnotes|endnotes)\d{0,3}\.xml"), frozenset({"p"}), _FALLBACK)
_SLIDES = _Form(re.compile(r"ppt/slides/slide\d{1,5}\.xml"), frozenset({"p"}), _FALLBACK)
_SHEETS = _Form(
    re.compile(r"xl/(?:sharedStrings|worksheets/sheet\d{1,5})\.xml"), frozenset({"si", "is"}), frozenset({"rPh"})
)
_HWPX = _Form(re.compile(r"Contents/section\d{1,4}\.xml"), frozenset({"p"}))
_ODF = _Form(
    re.compile(r"content\.xml"), frozenset({"p", "h"}), frozenset({"tracked-changes", "annotation"}), frozenset()
)
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " ", "lineBreak": "\n"}


def pieces(body: bytes, form: _Form) -> Iterator[str]:
    """The lines of a document. Raises Unread."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            names = sorted(filter(form.members.fullmatch, packed.namelist()), key=_order)
            if not names:
                raise Unread("damaged: the part with its text is missing")
            for name in names[:MEMBERS]:
                with packed.open(name) as member:
                    yield from _lines(_Bounded(member), form)
    except _DAMAGED as error:
        raise Unread("locked by a password" if "password" in str(error) else "damaged") from error


def _order(name: str) -> tuple[bool, bool, list[int], str]:
    """Notes after the text, and page 10 after page 9."""
    return "endnotes" in name, "footnotes" in name, [int(number) for number in _NUMBERS.findall(name)], name


def _lines(stream: _Bounded, form: _Form) -> Iterator[str]:
    """The text of each element that makes a line; what was read is let go."""
    events = etree.iterparse(
        stream, events=("end",), tag=[f"{{*}}{name}" for name in sorted(form.lines | form.skipped)],
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        for _, element in events:
            if etree.QName(element).localname in form.lines and not _is_within(element, form.skipped):
                line = "".join(_words(element, form)).strip()
                if line:
                    yield f"{line}\n"
            tail = element.tail
            element.clear()
            element.tail = tail
    except etree.XMLSyntaxError as error:
        raise Unread(f"damaged: {error.msg}"[:200]) from error


def _is_within(element: etree._Element, names: frozenset[str]) -> bool:
    return bool(names) and any(etree.QName(above).localname in names for above in element.iterancestors())


def _words(element: etree._Element, form: _Form) -> Iterator[str]:
    for part in element.iter():
        if not isinstance(part.tag, str):
            continue
        name = etree.QName(part).localname
        if name in _SPACES and part is not element:
            yield _SPACES[name]
        elif not form.words or name in form.words:
            yield part.text or ""
        if not form.words and part is not element:
            yield part.tail or ""


class _Bounded:
    """A member of a zip file as it is unpacked, up to MEMBER bytes: a small file may hold a huge one."""

    def __init__(self, member: IO[bytes]) -> None:
        self._member = member
        self._left = MEMBER

    def read(self, size: int = -1) -> bytes:
        """Raises Unread where there is more than the bound."""
        data = self._member.read(min(size if size >= 0 else 1 << 16, 1 << 16))
        self._left -= len(data)
        if self._left < 0:
            raise Unread(f"unpacks to more than {MEMBER >> 20} MB")
        return data


def _readers(forms: Sequence[tuple[str, _Form]]) -> dict[str, Callable[[bytes], Iterator[str]]]:
    return {_TYPES[name]: partial(pieces, form=form) for name, form in forms}


READERS = _readers((
    ("docx", _WORD), ("pptx", _SLIDES), ("xlsx", _SHEETS), ("hwpx", _HWPX), ("odt", _ODF), ("odp", _ODF), ("ods", _ODF),
))  # fmt: skip
