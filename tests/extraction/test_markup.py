"""Rules of reading bytes: the charset, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.charset import weigh
from crawler.markup import MAX_BYTES, UnreadablePageError, parse

TEXTS = {
    "gb18030": "生态环境部发布公告，要求各地加强水污染防治工作，并在年底前完成排查。",
    "big5hkscs": "環境部今天公布空氣品質的監測結果，並說明下一年度的工作重點。",
    "cp932": "環境省は本日、里山の調査の結果を取りまとめましたので、お知らせします。",
    "euc_jp": "環境省は本日、里山の調査の結果を取りまとめましたので、お知らせします。",
    "cp949": "환경부는 오늘 하천의 수질을 조사한 결과를 발표하고 대책을 마련하기로 했다.",
    "cp874": "กรมควบคุมมลพิษรายงานสถานการณ์ฝุ่นละอองในเขตกรุงเทพและปริมณฑลประจำวัน",
    "cp1251": "Министерство природных ресурсов сообщает о мерах по охране водоёмов.",
    "cp1256": "أعلنت وزارة البيئة اليوم عن خطة جديدة لحماية الشعاب في الساحل الشمالي",
}


def text_of(body: bytes, charset: str | None = None) -> str:
    return " ".join(parse(body, charset).text_content().split())


@pytest.mark.parametrize(("codec", "text"), TEXTS.items())
def test_an_undeclared_legacy_charset_is_recognised(codec, text):
    assert text_of(f"<html><body><p>{text}</p></body></html>".encode(codec)) == text


@pytest.mark.parametrize(("codec", "text"), TEXTS.items())
def test_a_right_meta_beats_a_wrong_header(codec, text):
    page = f"<html><head><meta charset='{codec}'></head><body><p>{text}</p></body></html>".encode(codec)
    assert text_of(page, "iso-8859-1") == text
    assert text_of(page, "utf-8") == text


@pytest.mark.parametrize(("codec", "text"), TEXTS.items())
def test_a_header_alone_is_believed(codec, text):
    assert text_of(f"<html><body><p>{text}</p></body></html>".encode(codec), codec) == text


def test_gb2312_is_read_as_the_larger_set():
    page = "<meta charset=gb2312><p>朱镕基，禤，㐂</p>".encode("gb18030")
    assert text_of(page) == "朱镕基，禤，㐂"


@pytest.mark.parametrize("declared", ["gb2312", "windows-1252", "utf-16", "x-nonsense", "undefined", "rot13", None])
def test_utf_8_bytes_are_utf_8_whatever_is_declared(declared):
    page = f"<meta charset='{declared}'><p>Đài Khí tượng Thủy văn, 生态环境部</p>".encode()
    assert text_of(page, declared) == "Đài Khí tượng Thủy văn, 生态环境部"


def test_utf_8_with_one_broken_byte_stays_utf_8():
    assert "Môi trường" in text_of("<p>Môi trường và phát triển bền vững</p>".encode() * 20 + b"\xc3 tail")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_and_zero_bytes_tell_the_unicode_forms(codec):
    assert (
        text_of("<html><body><p>Môi trường</p></body></html>".encode(codec), "iso-8859-1").strip("\ufeff")
        == "Môi trường"
    )


def test_seven_bit_japanese_is_read_by_its_declaration():
    assert text_of(f"<meta charset=iso-2022-jp><p>{TEXTS['cp932']}</p>".encode("iso-2022-jp")) == TEXTS["cp932"]


@pytest.mark.parametrize(
    "body", [b"", b" \n\t ", b"%PDF-1.7 x", b"\x1f\x8b\x08broken", b"\x89PNG\r\n", bytes(range(32)) * 40, b"<!"]
)
def test_what_is_no_page_is_refused_in_a_few_words(body):
    with pytest.raises(UnreadablePageError) as caught:
        parse(body)
    assert 0 < len(str(caught.value)) < 60


def test_a_page_beyond_the_bound_is_refused():
    with pytest.raises(UnreadablePageError, match="MB"):
        parse(b"<p>" + b"x" * MAX_BYTES)


def test_what_follows_a_premature_end_of_the_document_is_read():
    page = (
        "<html><body><nav>menu</nav></body></html><div>"
        + "<p>A paragraph of the story, after the end.</p>" * 300
        + "</div>"
    )
    assert "after the end" in text_of(page.encode())


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "gb2312", "big5", "utf-7", "hex", "\x00", "idna"]))
@settings(deadline=None, max_examples=150)
def test_any_bytes_give_a_tree_or_a_refusal(body, charset):
    try:
        parse(body, charset)
    except UnreadablePageError:
        return


@given(st.sampled_from(sorted(TEXTS)), st.integers(1, 4))
@settings(deadline=None, max_examples=30)
def test_the_codec_found_reads_what_was_written(codec, times):
    body = (TEXTS[codec] * times).encode(codec)
    assert body.decode(weigh(b"<p>" + body)) == TEXTS[codec] * times


@pytest.mark.parametrize("last", [b">", b""])
def test_an_element_with_thousands_of_attributes_loses_them_and_one_with_a_long_value_does_not(last):
    crowded = b"<div " + b" ".join(b"a%d=1" % number for number in range(3_000)) + last
    page = b"<html><body>" + b"<p>One line.</p>" * 20_000 + b'<i title="' + b"word " * 4_000 + b'"></i>' + crowded
    tree = parse(page)
    assert len(tree.find(".//i").get("title")) == 20_000
    assert not [element for element in tree.iter("div") if element.keys()]
