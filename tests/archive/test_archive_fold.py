"""Folding: what is found however it is typed, and what stays apart."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.fold import fold, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Môi trường Đà Nẵng, đất", "moi truong da nang dat"),
        ("mo\u0302i tru\u031bo\u031b\u0300ng", "moi truong"),  # NFD
        ("Øresund Łódź Straße Ærø œuvre þing", "oresund lodz strasse aero oeuvre thing"),
        ("İstanbul IŞIK ılık", "istanbul isik ilik"),
        ("ΟΔΟΣ Ἀθῆναι", "οδοσ αθηναι"),
        ("Xəzər", "xezer"),
        ("ёлка Київ", "елка киів".replace("і", "\u0456")),
        ("الْبِيئَة أحمد", "بييه احمد"),
        ("والمياه للبيئة الى", "مياه بييه الي"),
        ("می\u200cشود کتاب", "مي شود كتاب"),
        ("שָׁלוֹם", "שלום"),
        ("生态环境部PM2.5", "生 态 环 境 部 pm2 5"),
        ("ｶﾞｽ がす", "ガ ス が す"),
        ("환경부는", "환 경 부 는"),
        ("สิ่งแวดล้อม", "สิ่ ง แ ว ด ล้ อ ม"),
        ("ສິ່ງແວດລ້ອມ", "ສິ່ ງ ແ ວ ດ ລ້ ອ ມ"),
        ("បរិស្ថាន", "ប រិ ស្ថា ន"),
        ("ပတ်ဝန်းကျင်", "ပ တ် ဝ န်း ကျ င်"),
        ("पर्यावरण", "पर्यावरण"),
        ("๒๕๖๘ ٢٠٢٥ ２０２５", "2568 2025 2025"),
        ("COP-29 (GMT+7) CO₂ m²", "cop 29 gmt 7 co2 m2"),
        ("snake_case so\u00adft zero\u200bwidth", "snake case soft zerowidth"),
        ("🙂 — … \0 \ud800", ""),
    ],
)
def test_tokens(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"), [("น้ำ", "นํ้า"), ("ນ້ຳ", "ນໍ້າ"), ("กำ", "กํา"), ("環境", "環境"), ("ﷺ", "صلى الله عليه وسلم")]
)
def test_forms_of_the_same_text_are_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ป่า", "ปา"), ("ม้า", "มา"), ("กำ", "กา"), ("か", "が"), ("ကာ", "ကား"), ("កា", "កូ")]
)
def test_marks_that_belong_to_the_spelling_stay(one, other):
    assert fold(one) != fold(other)


@settings(deadline=None)
@given(st.text())
@example("\u0e33\u0e4d\u0e48")
@example("\u1100\u1161\u11a8\u1100")
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text())
def test_tokens_stand_where_they_say(text):
    found = list(tokens(text))
    assert " ".join(token for token, _, _ in found) == fold(text)
    for (_, *before), (_, *after) in pairwise(found):
        assert before == after or before[1] <= after[0]
    assert all(0 <= start < end <= len(text) for _, start, end in found)


def test_a_megabyte_on_one_line_is_folded_in_time():
    started = time.process_time()
    for text in ("x" * 1_000_000, "\u0300" * 1_000_000, "a\u0300" * 500_000, "ก\u0e4d" * 200_000, "\u17d2" * 500_000):
        fold(text)
    assert time.process_time() - started < 8
