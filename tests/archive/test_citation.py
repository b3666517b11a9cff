"""A story is cited in a form that BibTeX, RIS readers and people take as it is meant."""

import re

import captured
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.citation import STYLES, Cited, bibtex, iso690, ris
from archive.record import Record

FIELD = re.compile(r"^  (\w+) = (.*),$", re.MULTILINE)


def record(**fields):
    known = {
        "id": 12, "url": "https://m.example/tin/12", "aliases": (), "portal": "vn-m", "country": "VN", "language": "vi",
        "title": "Vớt rác ở vịnh Bình Sa", "date": "2025-11-03T08:00:00+07:00", "date_text": None, "date_source": None,
        "modified": None, "authors": ("Lê Văn Gạo",), "tags": ("rác nhựa",), "summary": None, "body": "…",
        "body_html": "", "images": (), "attachments": (), "translations": (), "revision": 2,
        "first_seen": "2025-11-04T00:00:00+00:00", "last_seen": "2025-11-05T00:00:00+00:00", "gone_at": None,
        "gone_why": None, "content_hash": "ab" * 32,
        "capture": {"file": "f", "offset": 1, "digest": "sha256:" + "cd" * 32},
    }  # fmt: skip
    return Record(**{**known, **fields})


def cited(publisher="Bộ Môi trường", **fields):
    at = "2025-11-05T01:02:03.000004Z"
    return Cited(record=record(**fields), publisher=publisher, captured_at=at, permalink="http://h/article/12/2")


def fields_of(entry):
    return dict(FIELD.findall(entry))


def test_bibtex_has_what_a_reader_needs_to_find_the_story_and_its_copy():
    entry = bibtex(cited())
    assert entry.startswith("@misc{vn-m-12-r2,\n")
    assert entry.endswith("\n}\n")
    assert fields_of(entry) == {
        "author": "{{Lê Văn Gạo}}",
        "title": "{{Vớt rác ở vịnh Bình Sa}}",
        "year": "{2025}",
        "month": "nov",
        "day": "{3}",
        "organization": "{Bộ Môi trường}",
        "url": "{https://m.example/tin/12}",
        "urldate": "{2025-11-05}",
        "language": "{vi}",
        "note": "{Archived 2025-11-05T01:02:03Z at http://h/article/12/2; article 12, revision 2; "
        f"captured page sha256:{'cd' * 32}; content sha256:{'ab' * 32}}}",
    }


def test_a_story_that_names_nobody_is_its_portals():
    entry = fields_of(bibtex(cited(authors=(), publisher="Agencia de Agua, Aire y Suelo and Co")))
    assert entry["author"] == "{{Agencia de Agua, Aire y Suelo and Co}}"
    assert "AU  - Bộ Môi trường\r\n" in ris(cited(authors=("\u202e ",)))


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("50 % & more_of #1 $2", r"50 \% \& more\_of \#1 \$2"),
        ("a } b { c", r"a \textbraceright{} b \textbraceleft{} c"),
        (r"\input{/etc/passwd}", r"\textbackslash{}input\textbraceleft{}/etc/passwd\textbraceright{}"),
        ("CO₂ ~ 2^3", r"CO₂ \textasciitilde{} 2\textasciicircum{}3"),
        ("one\r\ntwo\x1b[31m three\u202e", "one two three"),
    ],
)
def test_bibtex_prints_what_the_title_says(title, printed):
    assert fields_of(bibtex(cited(title=title)))["title"] == f"{{{{{printed}}}}}"


@settings(max_examples=40)
@given(st.text(), st.text(), st.lists(st.text(), max_size=3), st.text())
def test_whatever_a_page_says_is_one_bibtex_entry(title, url, authors, publisher):
    entry = bibtex(cited(title=title, url=url, authors=tuple(authors), publisher=publisher, language=title or None))
    depth = 0
    for place, char in enumerate(entry):
        depth += (char == "{") - (char == "}")
        assert depth > 0 or char != "}" or place == len(entry) - 2
    assert depth == 0
    assert entry.count("\n") == len(FIELD.findall(entry)) + 2


@settings(max_examples=40)
@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_no_value_begins_another_ris_field(title, summary, tags):
    lines = ris(cited(title=title, summary=summary or None, tags=tuple(tags), authors=tuple(tags))).split("\r\n")
    assert lines.pop() == ""
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert (lines[0], lines[-1]) == ("TY  - ELEC", "ER  - ")
    assert not [line for line in lines if len(line.splitlines()) > 1]


def test_ris_dates_are_whole_or_as_far_as_they_are_known():
    assert "PY  - 2025\r\nDA  - 2025/11/03/\r\n" in ris(cited())
    assert "PY  - 2025\r\nDA  - 2025///\r\n" in ris(cited(date="2025"))
    assert "PY  - " not in ris(cited(date=None))
    assert "Y2  - 2025/11/05/\r\n" in ris(cited())


def test_a_month_that_is_none_is_left_out():
    assert "month" not in fields_of(bibtex(cited(date="2025-13-01")))


def test_a_reference_in_words_names_who_what_when_and_where():
    assert iso690(cited()) == (
        "Lê Văn Gạo. Vớt rác ở vịnh Bình Sa [online]. Bộ Môi trường, 2025-11-03 [viewed 2025-11-05]. "
        "Available from: https://m.example/tin/12. Archived 2025-11-05T01:02:03Z at http://h/article/12/2; "
        f"article 12, revision 2; captured page sha256:{'cd' * 32}; content sha256:{'ab' * 32}."
    )


def test_what_was_never_captured_is_cited_by_when_it_was_seen():
    bare = Cited(record=record(capture=None, date=None, authors=()), publisher="M.")
    assert iso690(bare) == (
        "M. Vớt rác ở vịnh Bình Sa [online]. no date [viewed 2025-11-04]. Available from: https://m.example/tin/12. "
        f"Archived 2025-11-04T00:00:00Z; article 12, revision 2; content sha256:{'ab' * 32}."
    )
    assert set(STYLES) == {"bibtex", "ris", "iso690"}


def test_the_command_prints_a_citation_of_any_revision(tmp_path, envnews):
    captured.make(tmp_path / "archive")
    entry = envnews("show", 1, "--format", "bibtex", "--revision", 1)
    assert (entry.code, entry.err) == (0, "")
    assert fields_of(entry.out)["note"].startswith(
        "{Archived 2026-11-20T08:30:00Z; article 1, revision 1; captured page"
    )
    assert envnews("show", 1, "--format", "ris").out.startswith("TY  - ELEC\r\n")
    assert "m. Vớt rác, bản tin 1 [online]." in envnews("show", 1, "--format", "iso690").out
    assert envnews("show", 1, "--format", "ris", "--raw").code == 2
    assert envnews("show", 1, "--format", "ris", "--json").code == 2
    assert envnews("show", 9, "--format", "ris").code == 2
