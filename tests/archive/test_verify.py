"""`verify` finds and names one byte that was altered, removed or put in; an archive left alone is clean."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from captured import WRITER, make
from click.testing import CliRunner

from archive import Archive, ForeignDatabaseError, NoArchiveError
from archive.file_seal import SEAL, seal_file
from archive.verify.check import verify
from archive.verify.expect import check_expected
from archive.verify.roots import day_ends, day_roots
from archive.verify_cli import verify as verify_command


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("captured") / "archive"
    make(folder)
    return folder


@pytest.fixture
def folder(original, tmp_path):
    return shutil.copytree(original, tmp_path / "archive")


def found(folder):
    return [str(finding) for finding in verify(folder).findings]


def notes(folder):
    return [str(note) for note in verify(folder).notes]


def files(folder):
    return sorted((folder / "captures").glob("*.warc.gz"))


def edit(path, how, place):
    data = bytearray(path.read_bytes())
    if how == "altered":
        data[place] ^= 1
    elif how == "removed":
        del data[place]
    else:
        data[place:place] = b"\x5a"
    path.write_bytes(data)


def change(folder, statement):
    with closing(sqlite3.connect(folder / "archive.db")) as raw:
        raw.execute(statement)
        raw.commit()


def test_an_archive_left_alone_is_clean(folder):
    report = verify(folder)
    assert (report.findings, report.notes) == ([], [])
    assert (report.captures, [root.day for root in report.roots]) == (13, ["2026-11-20", "2026-11-21"])


@pytest.mark.parametrize("how", ["altered", "removed", "inserted"])
def test_one_byte_in_a_file_of_captures_is_found_in_its_record(folder, how):
    chance = random.Random(how)
    for path in files(folder):
        whole = path.read_bytes()
        for place in (0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(4))):
            edit(path, how, place)
            report = found(folder)
            assert any(path.name in each for each in report), (path, place)
            spans = [each.split("bytes ")[1].split(" (")[0].split(" to ") for each in report if " (capture " in each]
            assert any(int(start) - 1 <= place <= int(end) for start, end in spans), (place, report)
            assert len(report) <= 2, "what follows the damage is found again"
            path.write_bytes(whole)


@pytest.mark.parametrize("how", ["altered", "removed", "inserted"])
def test_one_byte_of_the_database_file_is_found(folder, how):
    path, chance = folder / "archive.db", random.Random(how)
    whole, seal = path.read_bytes(), (folder / SEAL).read_bytes()
    for place in (0, 20, 27, 70, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(6))):
        edit(path, how, place)
        assert found(folder), place
        for rest in folder.glob("archive.db-*"):
            rest.unlink()
        path.write_bytes(whole)
        (folder / SEAL).write_bytes(seal)


@pytest.mark.parametrize("how", ["altered", "removed", "inserted"])
def test_one_byte_of_the_file_s_seal_is_found(folder, how):
    edit(folder / SEAL, how, 100)
    assert found(folder) == ["archive.seal: was altered"]


def test_bytes_that_belong_to_no_row_are_found_by_their_page(folder):
    end = (folder / "archive.db").stat().st_size
    change(folder, "CREATE TABLE filler AS SELECT zeroblob(200000)")
    change(folder, "DROP TABLE filler")
    assert seal_file(folder)
    edit(folder / "archive.db", "altered", end + 100_000)
    (told,) = found(folder)
    assert "page" in told


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE captures SET sha256 = '00' || substr(sha256, 3) WHERE id = 5", "captures 5: its link does not follow"),
        ("UPDATE captures SET link = '00' || substr(link, 3) WHERE id = 5", "captures 5: its link does not follow"),
        ("UPDATE captures SET url = 'https://m.example/9' WHERE id = 2", "the index says url 'https://m.example/9'"),
        ("UPDATE captures SET captured_at = '2020-01-01T00:00:00.000000Z' WHERE id = 2", "the index says captured_at"),
        ('UPDATE captures SET "end" = "end" - 1 WHERE id = 2', "are in no row of the index"),
        ("UPDATE captures SET refers_to = 5 WHERE type = 'revisit'", "which has another payload"),
        ("DELETE FROM captures WHERE id = 2", "the journal says that another link"),
        ("DELETE FROM captures WHERE id = 3", "are in no row of the index"),
        ("UPDATE article_rows SET id = 77 WHERE id = 3", "article 3, which the database does not have"),
        ("UPDATE capture_files SET size = size - 10", "its rows end at"),
        (
            "INSERT INTO image_rows (article_id, position, url) VALUES (99, 1, 'x')",
            "a row of article_rows that is not there",
        ),
    ],
)
def test_an_index_that_does_not_fit_the_files_is_told(folder, statement, what):
    change(folder, statement)
    report = found(folder)
    assert any(what in each for each in report), report


def test_a_chain_that_was_made_anew_does_not_lead_to_a_root_that_was_written_down(folder):
    before = verify(folder).roots
    with Archive(folder) as archive:
        archive._connection.execute("UPDATE captures SET link = link")
    day, root = before[0].day, before[0].root
    assert list(check_expected(before, {day: root, "2026-11-30": before[-1].root})) == []
    (wrong,) = check_expected(before, {day: before[-1].root})
    assert (root in wrong.what, wrong.where) == (True, "the captures up to 2026-11-20")
    assert len(list(check_expected(before, {"2026-11-19": root}))) == 1


def test_a_missing_file_is_named_and_a_stranger_s_is_only_noted(folder):
    first, second, *_ = files(folder)
    first.rename(first.with_name("other.warc.gz"))
    assert f"captures/{first.name}: cannot be read: No such file or directory" in found(folder)
    assert "captures/other.warc.gz: no row of the index names this file" in notes(folder)
    assert not [each for each in found(folder) if second.name in each]


def test_what_a_killed_run_left_is_noted(folder):
    with files(folder)[-1].open("ab") as stream:
        stream.write(b"\x1f\x8b\x08 torn")
    assert found(folder) == []
    assert any("8 bytes after the last indexed one" in each for each in notes(folder))


def test_the_search_index_is_held_against_the_articles(folder):
    with Archive(folder) as archive:
        archive.index_pending()
    with closing(sqlite3.connect(folder / "archive.db")) as raw:
        raw.execute("UPDATE article_rows SET title = 'anders' WHERE id = 2")
        raw.execute("DELETE FROM search_queue")
        raw.commit()
    report = [str(each) for each in verify(folder).findings if each.part == "search"]
    assert report == ["article 2: has other words in the search index than in its text"]


def test_a_byte_changed_in_the_search_index_is_found(folder):
    with Archive(folder) as archive:
        archive.index_pending()
    path = max((folder / "search").glob("*.idx"))
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(data)
    report = [str(each) for each in verify(folder).findings if each.part == "search"]
    assert report == [f"search/{path.name}: was changed: not the bytes of its checksum"]


def test_what_a_killed_writer_of_the_search_index_left_is_no_damage(folder):
    with Archive(folder) as archive:
        archive.index_pending()
    for ending in ("idx", "fast"):
        (folder / "search" / f"{'0' * 32}.{ending}").write_bytes(b"begun")
    segment = max((folder / "search").glob("*.idx")).stem
    (folder / "search" / f"{segment}.999999.del").write_bytes(b"begun")
    assert [str(each) for each in verify(folder).findings if each.part == "search"] == []


@pytest.mark.parametrize("ending", ["idx", "term", "fast"])
def test_an_index_that_lost_a_file_is_none_and_is_made_anew(folder, ending):
    with Archive(folder) as archive:
        archive.index_pending()
        before = len(archive.search(""))
    max((folder / "search").glob(f"*.{ending}")).unlink()
    assert "search index: missing, or made by other rules; the next search makes it anew" in notes(folder)
    with Archive(folder) as archive:
        assert len(archive.search("")) == before > 0


def test_damage_to_the_whole_file_is_told_and_no_other_program_s_database_is_taken_for_ours(folder, tmp_path):
    (folder / "archive.db").write_bytes(b"nonsense" * 5_000)
    assert any("cannot be read" in each for each in found(folder))
    (folder / SEAL).unlink()
    with pytest.raises(ForeignDatabaseError):
        verify(folder)
    with pytest.raises(NoArchiveError):
        verify(tmp_path / "none")


def test_after_another_program_wrote_the_rows_still_count_and_a_clean_archive_is_sealed_anew(folder):
    with Archive(folder) as archive:
        archive.start_run(["m"])
    assert notes(folder) == ["archive.db: was written to since its bytes were sealed; its rows were checked one by one"]
    assert notes(folder) == []


def test_while_another_process_writes_and_after_it_was_killed_nothing_is_found(folder):
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True)
    try:
        for _ in range(3):
            for _ in range(20):
                process.stdout.readline()
            assert found(folder) == []
    finally:
        process.kill()
        process.communicate()
    assert found(folder) == []


def test_a_clock_that_was_put_back_moves_no_day():
    entries = [
        ("m", "2026-11-20T", "a"),
        ("m", "2026-11-22T", "b"),
        ("m", "2026-11-21T", "c"),
        ("n", "2026-11-21T", "d"),
    ]
    assert day_ends(entries) == {"2026-11-20": {"m": "a"}, "2026-11-22": {"m": "c"}, "2026-11-21": {"n": "d"}}
    first, second, third = day_roots(day_ends(entries))
    assert (second.previous, third.previous) == (first.root, second.root)


def run(folder, *arguments):
    done = CliRunner().invoke(verify_command, ["--archive", str(folder), *arguments])
    return done.exit_code, done.stdout


def test_the_command_tells_by_its_exit_code(folder):
    code, out = run(folder, "--json")
    told = json.loads(out)
    assert (code, told["clean"], len(told["roots"])) == (0, True, 2)
    root = told["roots"][-1]["root"]
    assert run(folder, "--expect", f"2026-11-21={root}")[0] == 0
    assert run(folder, "--expect", f"2026-11-20={root}")[0] == 1
    assert run(folder, "--expect", "yesterday") == (2, "")
    edit(files(folder)[0], "altered", 500)
    code, out = run(folder)
    assert (code, "One fault was found." in out) == (1, True)
