"""Small real documents made from a text: PDF, DOCX. No binary file needs to be kept."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from xml.sax.saxutils import escape


def pdf(*lines: str) -> bytes:
    """Make a PDF of one page, as of a scan whose text was recognised: in any script it can be searched and copied.

    What is seen of each line is a grey bar, for no font goes along.
    """
    codes = {char: code for code, char in enumerate(dict.fromkeys("".join(lines)), start=1)}
    bars = b"".join(b"60 %d %d 9 re f " % (780 - 18 * n, 6 * len(line)) for n, line in enumerate(lines))
    texts = b"".join(b"<%s> Tj T* " % _coded(_drawn(line), codes) for line in lines)
    drawing = b"0.8 g " + bars + b"BT /F1 11 Tf 18 TL 3 Tr 60 780 Td " + texts + b"ET"
    return _pdf_file((
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        _stream(drawing),
        b"<</Type/Font/Subtype/Type0/BaseFont/Any/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        (b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Any/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/FontDescriptor 8 0 R/DW 500>>"),
        _stream(_to_unicode(codes)),
        (b"<</Type/FontDescriptor/FontName/Any/Flags 4/FontBBox[0 0 500 700]/ItalicAngle 0/Ascent 700/Descent 0"
        b"/CapHeight 700/StemV 80>>"),
    ))  # fmt: skip


def docx(*paragraphs: str) -> bytes:
    """Make a Word document of some paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    packages = "http://schemas.openxmlformats.org/package/2006"
    office = "officeDocument"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="rId1" Type='
        f'"http://schemas.openxmlformats.org/{office}/2006/relationships/{office}" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            member = zipfile.ZipInfo(name)  # of 1980: the same bytes every time
            member.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(member, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return out.getvalue()


def _drawn(line: str) -> str:
    """The characters from left to right, as they stand on paper."""
    return line[::-1] if any(unicodedata.bidirectional(char) in {"R", "AL"} for char in line) else line


def _coded(line: str, codes: dict[str, int]) -> bytes:
    return b"".join(b"%04X" % codes[char] for char in line)


def _to_unicode(codes: dict[str, int]) -> bytes:
    """The table by which a reader knows which characters the codes stand for."""
    pairs = [b"<%04X> <%s>" % (code, char.encode("utf-16-be").hex().encode()) for char, code in codes.items()]
    parts = (pairs[start : start + 100] for start in range(0, len(pairs), 100))
    tables = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(part), b"\n".join(part)) for part in parts)
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Any def /CMapType 2 def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + tables + b"endcmap end end"
    )


def _stream(data: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(data), data)


def _pdf_file(objects: tuple[bytes, ...]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + tail % (size, table, size, len(out))
