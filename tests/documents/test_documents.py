"""What documents say, in any script; and what they may not do to a crawl."""

import io
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from archive.media_type import ENDINGS, sniff
from crawler.charset import vietnamese
from crawler.demo.documents import docx, pdf
from crawler.documents import bounds, reading
from crawler.documents.kinds import is_readable, pieces_of
from crawler.documents.reading import AbandonedError, abandon, read, tidy

TYPES = {its: media_type for media_type, its in ENDINGS.items()}
LINES = (
    "Kế hoạch giảm phát thải đến năm 2035",
    "แผนลดการปล่อยก๊าซเรือนกระจก",
    "生态环境部公告 2026年第7号",
    "وزارة البيئة تعلن خطة جديدة",
    "Приказ министерства об охране рек",
    "물환경 보전 계획",
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return out.getvalue()


def word(body, **more):
    members = {"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>", **more}
    return packed(members)


def text_of(body, ending):
    return "".join(pieces_of(body, TYPES[ending])).strip()


@pytest.mark.parametrize("make", [pdf, docx])
def test_text_in_any_script_comes_out_whole(make):
    body = make(*LINES)
    found = read(body, sniff(body))
    assert found.text.splitlines() == list(LINES)
    assert found.note is None


def in_old_font(line, font, table):
    """A PDF whose font shows other letters than its codes say, as those made with .VnTime do."""
    codes = "".join(table.get(letter, letter) for letter in line).encode("latin-1")
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    stream = DecodedStreamObject()
    stream.set_data(b"BT /F1 11 Tf 60 780 Td <" + codes.hex().encode() + b"> Tj ET")
    name = {"Type": "Font", "Subtype": "TrueType", "BaseFont": f"ABCDEF+{font}", "Encoding": "WinAnsiEncoding"}
    named = DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in name.items()})
    fonts = DictionaryObject({NameObject("/F1"): named})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_text_in_vietnamese_fonts_from_before_unicode_is_read_as_it_is_shown():
    line = "Kế hoạch bảo vệ môi trường, giảm phát thải"
    tcvn3 = {shown: code for code, shown in vietnamese.TCVN3.items()}
    assert text_of(in_old_font(line, ".VnTime", tcvn3), "pdf") == line
    assert text_of(in_old_font("Énergie, à Paris: déjà vu", ".VnTime", {}), "pdf") == "Énergie, à Paris: déjà vu"
    assert text_of(in_old_font("Moâi tröôøng", "VNI-Times", {}), "pdf") == "Môi trường"


def test_a_pdf_without_text_has_none_and_says_so():
    found = read(pdf(), TYPES["pdf"])
    assert (found.text, found.note) == (None, "no text in it (scanned?)")


def test_a_pdf_whose_changing_is_locked_is_read_and_one_that_is_locked_is_not():
    def locked(**passwords):
        writer = PdfWriter(PdfReader(io.BytesIO(pdf("Nội dung mật"))))
        writer.encrypt(passwords.get("user", ""), passwords.get("owner"), algorithm="AES-256")
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    assert read(locked(owner="x"), TYPES["pdf"]).text == "Nội dung mật"
    secret = read(locked(user="x"), TYPES["pdf"])
    assert (secret.text, secret.note) == (None, "locked by a password")


def test_a_word_document_is_read_without_what_was_deleted_or_stands_in_it_twice():
    body = word(
        "<w:p><w:r><w:t>Điều 1.</w:t><w:tab/><w:t>Phạm vi</w:t></w:r>"
        "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>34</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:r><w:instrText>PAGE</w:instrText><mc:AlternateContent xmlns:mc='urn:mc'>"
        "<mc:Choice><w:p><w:r><w:t>Khung</w:t></w:r></w:p></mc:Choice>"
        "<mc:Fallback><w:p><w:r><w:t>Khung</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        **{"word/footnotes.xml": f"<w:footnotes {WORD}><w:p><w:r><w:t>Ghi chú</w:t></w:r></w:p></w:footnotes>"},
        **{"word/header1.xml": f"<w:hdr {WORD}><w:p><w:r><w:t>Đầu trang</w:t></w:r></w:p></w:hdr>"},
    )
    assert text_of(body, "docx").splitlines() == ["Điều 1.\tPhạm vi", "12", "34", "Khung", "Ghi chú"]


def test_the_other_office_files_are_read():
    slide = "<p:sld xmlns:p='urn:p' xmlns:a='urn:a'><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>"
    slides = packed({f"ppt/slides/slide{n}.xml": slide.format(n) for n in (10, 9)})
    assert text_of(slides, "pptx").splitlines() == ["9", "10"]
    sheet = packed({"xl/sharedStrings.xml": "<sst xmlns='urn:s'><si><r><t>Bụi </t></r><r><t>mịn</t></r></si></sst>"})
    assert text_of(sheet, "xlsx") == "Bụi mịn"
    text = (
        "<o:d xmlns:o='urn:o'><o:tracked-changes><o:p>cũ</o:p></o:tracked-changes><o:h>Tiêu đề</o:h>"
        "<o:p>Một<o:s/>hai <o:span>ba</o:span><o:annotation><o:p>ý kiến</o:p></o:annotation> bốn</o:p></o:d>"
    )
    assert text_of(packed({"content.xml": text}), "odt").splitlines() == ["Tiêu đề", "Một hai ba bốn"]
    section = "<s xmlns:hp='urn:h'><hp:p><hp:run><hp:t>물환경</hp:t></hp:run></hp:p></s>"
    assert text_of(packed({"Contents/section0.xml": section}), "hwpx") == "물환경"


def test_plain_text_is_read_in_its_charset():
    for charset in ("utf-8", "utf-16", "windows-1258"):
        assert "môi" in tidy(
            text_of("Bộ trưởng nói về môi trường và khí hậu của đất nước".encode(charset, "replace"), "txt")
        )


def test_what_is_not_read_says_so():
    assert not is_readable(TYPES["doc"])
    found = read(b"\xd0\xcf\x11\xe0", TYPES["doc"])
    assert (found.text, found.note) == (None, "the text of doc files is not read")


def test_letters_that_are_drawn_as_one_are_letters_and_halves_of_characters_are_whole():
    assert tidy("\ufb01n \ufefc \ufee3\ufeb4\ufe8e\ufeae") == "fin لا مسار"
    assert tidy("a\x00b\x1b[31m \ud83c") == "ab[31m"


def loop():
    """Pages that are their own parents."""
    good = pdf("x")
    return good.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[2 0 R]/Count 1")


def bomb():
    """Eighty megabytes in some eighty kilobytes."""
    body = f"<w:document {WORD}>" + f"<!--{' ' * 1_000_000}-->" * 80 + "</w:document>"
    return packed({"word/document.xml": body})


def laughs():
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    body = f"<!DOCTYPE w:document [{entities}]><w:document {WORD}><w:p><w:t>&a9;</w:t></w:p></w:document>"
    return packed({"word/document.xml": body})


def outside():
    body = f'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:d {WORD}><w:p><w:t>&e;</w:t></w:p></w:d>'
    return packed({"word/document.xml": body})


HOSTILE = {
    "nothing": (b"", "pdf"),
    "a PDF that ends early": (pdf("Thông báo")[:300], "pdf"),
    "a PDF whose pages are a circle": (loop(), "pdf"),
    "a PDF of zeros": (b"%PDF-1.4\n" + bytes(1_000_000), "pdf"),
    "a PDF of brackets": (b"%PDF-1.4\n1 0 obj " + b"[" * 200_000 + b"\nstartxref\n9\n%%EOF", "pdf"),
    "a zip that ends early": (docx("Thông báo")[:200], "docx"),
    "a bomb": (bomb(), "docx"),
    "elements in elements": (word("<w:p>" * 100_000), "docx"),
    "entities of entities": (laughs(), "docx"),
    "an entity of this machine's files": (outside(), "docx"),
    "no XML": (packed({"word/document.xml": "Thông báo"}), "docx"),
    "another file in its place": (packed({"readme.txt": "x"}), "docx"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_a_note(name):
    body, ending = HOSTILE[name]
    began = time.monotonic()
    found = read(body, TYPES[ending])
    assert time.monotonic() - began < bounds.SECONDS / 2
    assert found.note, found
    assert "root:" not in (found.text or "")
    assert len(found.text or "") <= bounds.LONGEST


def test_what_was_read_before_the_bound_stays():
    line = "<w:p><w:r><w:t>" + "Môi trường " * 100 + "</w:t></w:r></w:p>"
    found = read(word(line * 1200), TYPES["docx"])
    assert found.note == "only its first 1000000 characters are kept"
    assert 990_000 < len(found.text) <= bounds.LONGEST


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_read(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("crawler.documents.reading.SECONDS", 0)
        found = read(pdf("Trang 1"), TYPES["pdf"])
    assert (found.text, found.note) == (None, "takes too long to read")
    assert read(pdf("Trang 2"), TYPES["pdf"]).text == "Trang 2"


def test_a_reader_that_is_gone_is_started_anew():
    read(pdf("Trang 1"), TYPES["pdf"])
    reading._READER._process.kill()
    assert read(pdf("Trang 2"), TYPES["pdf"]).text == "Trang 2"


def test_several_threads_may_ask_at_once():
    with ThreadPoolExecutor(4) as threads:
        found = threads.map(lambda number: read(pdf(f"Trang {number}"), TYPES["pdf"]).text, range(12))
    assert list(found) == [f"Trang {number}" for number in range(12)]


@pytest.fixture
def begun(monkeypatch):
    """Readings wait until `go` is set, as long ones do; `begun` tells that one has begun."""
    talk, begun, go = reading._talk, threading.Event(), threading.Event()

    def slowly(process, body, media_type):
        begun.set()
        while not go.wait(0.01):
            if process.poll() is not None:
                raise EOFError
        return talk(process, body, media_type)

    monkeypatch.setattr(reading, "_talk", slowly)
    begun.go = go
    return begun


def test_a_document_that_is_given_up_has_no_content_at_all_not_one_without_text(begun):
    body, given_up = pdf(*LINES), threading.Event()
    with ThreadPoolExecutor() as threads:
        asked = [threads.submit(read, body, sniff(body), given_up.is_set) for _ in range(2)]
        assert begun.wait(20)
        given_up.set()
        abandon()
        for one in asked:
            with pytest.raises(AbandonedError):
                one.result(timeout=20)
    begun.go.set()
    assert read(body, sniff(body)).text.splitlines() == list(LINES)


def test_who_gives_up_one_document_does_not_cost_another_its_text(begun):
    body = pdf(*LINES)
    with ThreadPoolExecutor() as threads:
        wanted = threads.submit(read, body, sniff(body))
        assert begun.wait(20)
        other = threads.submit(read, body, sniff(body), lambda: True)
        abandon()
        begun.go.set()
        assert wanted.result(timeout=20).text.splitlines() == list(LINES)
        with pytest.raises(AbandonedError):
            other.result(timeout=20)
