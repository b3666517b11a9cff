"""What a file is, by its bytes."""

import io
import zipfile

import pytest

from archive.media_type import ENDINGS, ending, is_image, sniff

OFFICE = "application/vnd.openxmlformats-officedocument."
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(40) + (1).to_bytes(4, "little") + bytes(460)


def packed(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in members.items():
            file.writestr(name.replace("__", "/"), text)
    return out.getvalue()


def ole(name):
    return (
        OLE + bytes(512) + "Root Entry".encode("utf-16-le") + bytes(108) + (name + "\0").encode("utf-16-le") + bytes(64)
    )


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png"),
        (b"GIF89a\1\0\1\0", "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1avif", "image/avif"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "image/avif"),
        (b"\0\0\0\x18ftypisom\0\0\0\0mp42isom", "application/octet-stream"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\1\0\0\0\1\0\0\0", "image/bmp"),
        (b"BM is the name of a company that makes bicycles", "text/plain"),
        (b"II*\0\x08\0\0\0", "image/tiff"),
        (b"%PDF-1.4\n", "application/pdf"),
        (b"\r\n\r\n%PDF-1.4\n", "application/pdf"),
        (b"{\\rtf1\\ansi", "application/rtf"),
        (b"Rar!\x1a\x07\x01\0", "application/vnd.rar"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "application/x-7z-compressed"),
        (ole("WordDocument"), "application/msword"),
        (ole("Workbook"), "application/vnd.ms-excel"),
        (ole("PowerPoint Document"), "application/vnd.ms-powerpoint"),
        (ole("Something"), "application/x-ole-storage"),
        (packed(word__document="x"), OFFICE + "wordprocessingml.document"),
        (packed(xl__workbook="x"), OFFICE + "spreadsheetml.sheet"),
        (packed(ppt__presentation="x"), OFFICE + "presentationml.presentation"),
        (packed(mimetype="application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"),
        (packed(mimetype="application/hwp+zip"), "application/hwp+zip"),
        (packed(mimetype="text/evil"), "application/zip"),
        (packed(readme="x"), "application/zip"),
        (b"PK\3\4 and then nothing that is a zip file", "application/zip"),
        (b'<?xml version="1.0"?><!-- by hand --><svg xmlns="http://www.w3.org/2000/svg">', "image/svg+xml"),
        (b"<svg>", "image/svg+xml"),
        (b'<?xml version="1.0"?><rss>', "application/xml"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML PUBLIC>", "text/html"),
        (b"<!-- a comment --><html lang=vi>", "text/html"),
        (b"<br />\n<b>Warning</b>: mysql_connect()", "text/html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', "text/html"),
        ("Thông báo số 7".encode(), "text/plain"),
        ("ประกาศ".encode("cp874"), "text/plain"),
        ("环境公告".encode("gb18030"), "text/plain"),
        ("Thông báo".encode("utf-16"), "text/plain"),
        (b"\0\1\2\3 whatever this is", "application/octet-stream"),
        (b"", "application/octet-stream"),
        (b"   \n", "application/octet-stream"),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_bytes(body, media_type):
    assert sniff(body) == media_type


def test_each_kind_has_an_ending_of_its_own():
    assert len(set(ENDINGS.values())) == len(ENDINGS)
    assert all(found.isalnum() for found in ENDINGS.values())
    assert ending("application/pdf") == "pdf"
    assert ending("application/x-strange") == ending(None) == "bin"


def test_a_document_is_no_picture():
    assert is_image("image/svg+xml")
    assert not is_image("application/pdf")


def test_texts_made_to_be_slow_are_not():
    for piece in (b"<!--", b"<?", b"<!-- -->", b"<a", b" ", b"<svg"):
        sniff(piece * 1_000_000)
