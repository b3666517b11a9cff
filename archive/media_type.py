"""What a file is, by its first bytes: neither its address nor the server's word for it is asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

HTML = "text/html"
PLAIN = "text/plain"
UNKNOWN = "application/octet-stream"

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

# By type, how its files end.
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
    "image/avif": "avif",
    "image/heic": "heic",
    "image/bmp": "bmp",
    "image/tiff": "tif",
    "image/x-icon": "ico",
    "image/jp2": "jp2",
    "image/jxl": "jxl",
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    "application/x-hwp": "hwp",
    "application/x-ole-storage": "ole",
    f"{_OFFICE}wordprocessingml.document": "docx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}presentationml.presentation": "pptx",
    f"{_OPEN}text": "odt",
    f"{_OPEN}spreadsheet": "ods",
    f"{_OPEN}presentation": "odp",
    "application/hwp+zip": "hwpx",
    "application/epub+zip": "epub",
    "application/rtf": "rtf",
    "application/zip": "zip",
    "application/vnd.rar": "rar",
    "application/x-7z-compressed": "7z",
    "application/gzip": "gz",
    "application/xml": "xml",
    "text/csv": "csv",
    PLAIN: "txt",
    HTML: "html",
    UNKNOWN: "bin",
}

_HEAD = 4096  # bytes in which a text says what it is
_OLE_SEARCHED = 1 << 22  # bytes of an OLE file in which the names of its parts are looked for
_DIRECTORY = 1 << 20  # bytes of a zip file's directory that are looked at

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),
    (b"MM\0+", "image/tiff"),
    (b"\0\0\1\0", "image/x-icon"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x0a", "image/jxl"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
    (b"{\\rtf", "application/rtf"),
    (b"HWP Document File", "application/x-hwp"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b\x08", "application/gzip"),
)
_BRANDS = {b"avif": "image/avif", b"avis": "image/avif", b"heic": "image/heic", b"heix": "image/heic"}
_BITMAP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})  # bytes; one for each version
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_PARTS = (  # the name of a part, as its directory has it
    ("WordDocument", "application/msword"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("HwpSummaryInformation", "application/x-hwp"),
)
_ZIP_PARTS = (
    (b"word/document", f"{_OFFICE}wordprocessingml.document"),
    (b"xl/workbook", f"{_OFFICE}spreadsheetml.sheet"),
    (b"ppt/presentation", f"{_OFFICE}presentationml.presentation"),
)
_STATED = re.compile(rb"[a-z]+/[a-z.+-]{1,80}(?=PK|\Z)")
_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|script|style|meta|link|div|table|iframe|form|h[1-6]|p|br|b|a|font|center)"
    rb"[\s>/]",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_SVG = re.compile(rb"<(?:\w{1,20}:)?svg[\s>]", re.IGNORECASE)
_SVG_TYPE = re.compile(rb"<!doctype\s+svg", re.IGNORECASE)
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def sniff(body: bytes) -> str:
    """The media type of a file's bytes; `application/octet-stream` where they are of no kind that is known here.

    >>> sniff(b"%PDF-1.7 ..."), sniff(b"<!DOCTYPE html><title>404"), sniff("Thông báo".encode())
    ('application/pdf', 'text/html', 'text/plain')
    """
    for magic, media_type in _MAGIC:
        if body.startswith(magic):
            return media_type
    return _contained(body) or _text(body[:_HEAD])


def is_image(media_type: str) -> bool:
    """Whether files of this type are pictures."""
    return media_type.startswith("image/")


def ending(media_type: str | None) -> str:
    """How the names of files of this type end; `bin` where that is not known.

    >>> ending("application/pdf"), ending(None)
    ('pdf', 'bin')
    """
    return ENDINGS.get(media_type or UNKNOWN, ENDINGS[UNKNOWN])


def _contained(body: bytes) -> str | None:
    """The type of what has its mark at another place than the first byte, or keeps several things in one file."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[:2] == b"BM" and int.from_bytes(body[14:18], "little") in _BITMAP_HEADERS:
        return "image/bmp"
    if b"%PDF-" in body[:1024]:  # readers take it with something before it, and some servers put something there
        return "application/pdf"
    return next((of(body) for mark, place, of in _CONTAINERS if body.startswith(mark, place)), None)


def _of_brands(body: bytes) -> str:
    """An ISO media file says in its first box which kinds it is of, the main one first."""
    size = min(int.from_bytes(body[:4], "big"), 256)
    brands = [body[8:12], *(body[place : place + 4] for place in range(16, size, 4))]
    return next((_BRANDS[brand] for brand in brands if brand in _BRANDS), UNKNOWN)


def _of_ole(body: bytes) -> str:
    """Word, Excel, PowerPoint before 2007, and HWP: one container, told by the names of its parts."""
    directory = 512 + (int.from_bytes(body[48:52], "little") << 9)  # where most have it
    for searched in (body[directory : directory + _HEAD], body[:_OLE_SEARCHED]):
        for name, media_type in _OLE_PARTS:
            if (name + "\0").encode("utf-16-le") in searched:
                return media_type
    return "application/x-ole-storage"


def _of_zip(body: bytes) -> str:
    """Office files since 2007, OpenDocument, HWPX, EPUB: a zip file, told by its first member or its directory."""
    if body[30:38] == b"mimetype":
        start = 38 + int.from_bytes(body[28:30], "little")
        stated = _STATED.match(body, start)
        if stated and stated[0].decode() in ENDINGS:
            return stated[0].decode()
    directory = _zip_directory(body)
    return next((media_type for part, media_type in _ZIP_PARTS if part in directory), "application/zip")


def _zip_directory(body: bytes) -> bytes:
    """The beginning of the directory, where the names of all members stand, and nothing of what they hold."""
    end = body.rfind(b"PK\5\6", -_HEAD - (1 << 16))
    if end < 0:
        return b""
    size, start = (int.from_bytes(body[end + place : end + place + 4], "little") for place in (12, 16))
    return body[start : start + min(size, _DIRECTORY)]


def _text(head: bytes) -> str:
    """The type of a text; what holds bytes that no text has is none."""
    if head.startswith(_BOMS[1:]):
        return PLAIN
    bare = head.removeprefix(_BOMS[0])
    if not bare.strip() or _BINARY.search(bare):
        return UNKNOWN
    start = bare.lstrip()
    declared = start.startswith(b"<?xml")
    while found := _COMMENT.match(start):
        start = start[found.end() :].lstrip()
    if _HTML_START.match(start + b" "):
        return HTML
    if _SVG_TYPE.match(start) or _SVG.match(start):
        return "image/svg+xml"
    return "application/xml" if declared else PLAIN


_CONTAINERS: tuple[tuple[bytes, int, Callable[[bytes], str]], ...] = (
    (b"ftyp", 4, _of_brands),
    (_OLE, 0, _of_ole),
    (b"PK\3\4", 0, _of_zip),
    (b"PK\5\6", 0, _of_zip),
)
