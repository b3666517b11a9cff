"""A proof stands for itself: a verifier without anything of ours recomputes it, and finds any byte that was changed."""

from __future__ import annotations

import ast
import io
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from captured import make
from click.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from archive import Archive, ArticleNotFoundError
from archive.cite import verifier
from archive.cite.bundle import cite
from archive.cite.quote import find
from archive.cite_cli import cite as command
from archive.errors import CaptureError, CiteError, QuoteError
from archive.verify.check import verify


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("captured") / "archive"
    make(folder)
    return folder


def unpacked(made, tmp_path):
    with zipfile.ZipFile(io.BytesIO(made.data)) as packed:
        packed.extractall(tmp_path)
    return tmp_path / made.name


def check(place, *arguments):
    """The verifier as whoever got the proof runs it: alone, and without a site's packages."""
    program = [sys.executable, "-I", "-S", str(place / "verify.py"), *arguments]
    done = subprocess.run(program, capture_output=True, text=True, check=False, cwd=place.parent)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_a_proof_holds_and_leads_up_to_the_root_that_verify_tells(folder, tmp_path):
    roots = {root.day: root.root for root in verify(folder).roots}
    made = cite(folder, 1, 1, quote="hơn 41 tấn\n rác nhựa")
    assert (made.summary["day"], made.summary["root"]) == ("2026-11-20", roots["2026-11-20"])
    place = unpacked(made, tmp_path)
    for day, root in roots.items():
        code, out = check(place, "--root", f"{day}={root}")
        assert (code, "FAILED" in out) == (0, False)
    assert '"hơn 41 tấn rác nhựa" stands in the raw page' in out
    code, out = check(place, "--root", f"2026-11-20={roots['2026-11-21']}")
    assert (code, out.count("FAILED")) == (1, 1)


def test_the_same_archive_gives_the_same_bytes(folder):
    assert cite(folder, 1).data == cite(folder, 1).data


def test_the_raw_record_is_a_web_archive_of_its_own(folder, tmp_path):
    place = unpacked(cite(folder, 3), tmp_path)
    with (place / "capture.warc.gz").open("rb") as stream:
        kinds = [
            (each.rec_type, each.content_stream().read()) for each in ArchiveIterator(stream, check_digests="raise")
        ]
    assert [kind for kind, _ in kinds] == ["request", "response"]
    assert "Thu gom lưới cũ".encode() in kinds[1][1]


def test_a_page_that_did_not_change_brings_the_capture_it_refers_to(folder, tmp_path):
    with Archive(folder) as archive:
        unchanged = archive.captures_of("https://m.example/2")[-1]
    copy = shutil.copytree(folder, tmp_path / "copy")
    with closing(sqlite3.connect(copy / "archive.db")) as raw:
        raw.execute("UPDATE article_rows SET capture_id = ? WHERE id = 2", (unchanged.id,))
        raw.commit()
    place = unpacked(cite(copy, 2), tmp_path)
    told = json.loads((place / "proof.json").read_text("utf-8"))
    assert [capture["type"] for capture in told["captures"]] == ["revisit", "response"]
    code, out = check(place)
    assert (code, "stands in the raw page" in out) == (0, True)


def test_the_quotation_is_marked_and_nothing_in_the_page_can_run(folder, tmp_path):
    place = unpacked(cite(folder, 1, quote="trong hơn"), tmp_path)
    assert "Nước đã >>>trong hơn<<< mọi năm." in (place / "text.txt").read_text("utf-8")
    assert "<mark>trong hơn</mark>" in (place / "text.html").read_text("utf-8")
    assert "It does not prove that the ministry sent these bytes" in (place / "README.txt").read_text("utf-8")


def test_one_altered_byte_anywhere_in_a_proof_is_found(folder, tmp_path):
    place, chance = unpacked(cite(folder, 1), tmp_path), random.Random(1)
    for name in ("capture.warc.gz", "text.txt", "record.json", "README.txt", "proof.json"):
        path = place / name
        whole = path.read_bytes()
        for _ in range(4 if name == "proof.json" else 1):
            data = bytearray(whole)
            data[chance.choice([at for at, byte in enumerate(whole) if byte not in b" \n"])] ^= 1
            path.write_bytes(data)
            assert check(place)[0] == 1, (name, data)
        path.write_bytes(whole)


def test_a_quotation_that_the_text_does_not_contain_is_refused(folder):
    with pytest.raises(QuoteError, match="the text does not say: rác hữu cơ"):
        cite(folder, 1, quote="rác hữu cơ")
    with pytest.raises(QuoteError, match="case, diacritics or punctuation; the text says: tấn rác nhựa"):
        cite(folder, 1, quote="TAN rac nhua")
    with pytest.raises(QuoteError, match="empty"):
        cite(folder, 1, quote=" \n")
    with pytest.raises(QuoteError, match="99"):
        cite(folder, 1, revision=1, quote="hơn 99 tấn")


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("môi trường", "môi trường"),
        ("khí hậu", "biến đổi khí\u00a0hậu"),
        ("Umweltschutz", "Um\u00adwelt\u00adschutz"),
        ("環境省は 発表", "環境省は\n発表"),
        ("สิ่งแวดล้อม", "กระทรวงสิ่งแวดล้อม"),
        ("(30 %)", "um (30\u202f%) gesenkt"),
    ],
)
def test_spaces_and_unicode_s_form_make_no_difference(quote, text):
    start, end = find(quote, text)
    assert 0 <= start < end <= len(text)


def test_what_cannot_be_proven_is_refused_in_one_line(folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "copy")
    with pytest.raises(ArticleNotFoundError):
        cite(copy, 99)
    with pytest.raises(ArticleNotFoundError):
        cite(copy, 1, 2**70)
    path = min((copy / "captures").glob("m-*"))
    data = bytearray(path.read_bytes())
    data[900] ^= 1
    path.write_bytes(data)
    with pytest.raises(CiteError, match="was altered since it was written"):
        cite(copy, 1, 1)
    path.unlink()
    with pytest.raises(CaptureError):
        cite(copy, 1, 1)
    with closing(sqlite3.connect(copy / "archive.db")) as raw:
        raw.execute("UPDATE article_rows SET capture_id = NULL WHERE id = 3")
        raw.commit()
    with pytest.raises(CiteError, match="no raw page was kept"):
        cite(copy, 3)


def test_the_verifier_is_written_for_an_old_python():
    ast.parse(Path(verifier.__file__).read_text("utf-8"), feature_version=(3, 8))


def test_the_verifier_alone_says_what_it_lacks(folder, tmp_path):
    place = unpacked(cite(folder, 1), tmp_path)
    assert check(place, "--root", "9f2c")[0] == 2
    (place / "proof.json").unlink()
    assert check(place)[0] == 2


def test_the_command_writes_the_file_and_tells_what_is_in_it(folder, tmp_path):
    output = tmp_path / "proof.zip"
    arguments = ["1", "--archive", str(folder), "-o", str(output)]
    done = CliRunner().invoke(command, [*arguments, "--quote", "trong hơn", "--json"])
    told = json.loads(done.stdout)
    assert (done.exit_code, told["quotation"], told["revision"]) == (0, "trong hơn", 2)
    assert zipfile.ZipFile(output).testzip() is None
    done = CliRunner().invoke(command, arguments)
    assert (done.exit_code, told["root"] in done.stdout) == (0, True)
