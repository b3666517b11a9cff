"""`envnews export`: of any query, packed, followed; a file or folder appears whole or not at all."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import pty
import signal
import subprocess
import sys

import preloaded
import pytest
import zstandard

from archive import Archive, Article
from archive.errors import ExportError, MissingLibraryError, StorageError
from archive.export import FOLDERS, FORMATS, NAMES
from archive.export.folder import MARK, folder_destination
from archive.export.packing import format_of
from archive.store import State, Visit


def unpacked(packed):
    return zstandard.ZstdDecompressor().stream_reader(io.BytesIO(packed)).read()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Sixty stories on haze and on mangroves."""
    folder = tmp_path_factory.mktemp("made")
    with Archive(folder) as archive:
        for number in range(60):
            words = "khói mù" if number % 2 else "rừng ngập mặn"
            article = Article(
                title=f"Bản tin {number}", body=f"Về {words}, số {number}.", date=f"2025-11-{number % 28 + 1:02}"
            )
            archive.save(Visit(portal="m", url=f"https://m.example/{number}", state=State.DONE, article=article))
    return folder


@pytest.fixture
def envnews(made, tmp_path):
    def run(*arguments, archive=made):
        environment = {"ENVNEWS_ARCHIVE": str(archive), "PATH": os.environ["PATH"]}
        return preloaded.run(arguments, tmp_path, environment, 60)

    return run


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def refused(done, *words):
    told = done.stderr.decode()
    assert (done.returncode, done.stdout, told.count("\n")) == (2, b"", 1), told
    assert all(word in told for word in words), told


def test_a_query_is_exported_with_filters_newest_first(envnews):
    found = lines(envnews("export", '"ngap man" -"so 58"', "--since", "2025-11-15", "--format", "jsonl"))
    assert {"rừng ngập mặn" in record["body"] for record in found} == {True}
    dates = [record["date"] for record in found]
    assert dates == sorted(dates, reverse=True)
    assert min(dates) >= "2025-11-15"
    refused(envnews("export", "(khoi"), "character")


@pytest.mark.parametrize(("name", "read"), [("gz", gzip.decompress), ("zst", unpacked)])
@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_the_files_name_tells_format_and_packing(envnews, tmp_path, form, name, read):
    assert envnews("export", "-o", f"news.{form}.{name}").returncode == 0
    assert envnews("export", "-o", f"news.{form}").returncode == 0
    assert read((tmp_path / f"news.{form}.{name}").read_bytes()) == (tmp_path / f"news.{form}").read_bytes()


def test_what_does_not_go_together_is_refused_in_a_line_and_nothing_is_written(envnews, tmp_path):
    refused(envnews("export", "-o", "news.parquet.gz"), "news.parquet.gz", "parquet is packed by itself")
    refused(envnews("export", "-o", "news.wacz.zst"), "wacz is packed by itself")
    refused(envnews("export", "-o", "news.json.xz"), ".gz or .zst")
    refused(envnews("export", "--format", "wacz", "--cursor-file", "c", "-o", "x"), "wacz cannot be followed")
    refused(envnews("export", "--changed-since", "x"), "cursor")
    (tmp_path / "c").write_bytes(b"two words\n")
    refused(envnews("export", "--cursor-file", "c"), "c: does not hold a cursor")
    assert names(tmp_path) == ["c"]


def titled(number, title):
    article = Article(title=title, body="Nội dung. " * 9)
    return Visit(portal="m", url=f"https://m.example/{number}", state=State.DONE, article=article)


def test_a_follower_with_a_cursor_file_gets_all_once_and_then_what_changed(envnews, made, tmp_path):
    follow = ("export", "--format", "jsonl", "--cursor-file", "at")
    own = tmp_path / "own"
    with Archive(own) as archive:
        archive.save(titled(1, "Một"))
        archive.save(titled(2, "Hai"))
        assert len(lines(envnews(*follow, archive=own))) == 2
        kept = (tmp_path / "at").read_text()
        assert lines(envnews(*follow, archive=own)) == []
        archive.save(titled(2, "Hai, sửa"))
        refused(envnews(*follow, "-o", "none/x.jsonl", archive=own), "cannot be written")
        assert (tmp_path / "at").read_text() == kept  # a failed export is no step ahead
        assert [record["revision"] for record in lines(envnews(*follow, archive=own))] == [2]
        told = envnews("export", "-o", "all.csv", archive=own).stderr.decode()
    assert (tmp_path / "at").read_text().strip() in told
    refused(envnews(*follow), "of another archive")


def test_limited_steps_come_to_the_same_as_one_export(envnews, tmp_path):
    seen = []
    while some := lines(envnews("export", "khoi", "--format", "jsonl", "--cursor-file", "at", "--limit", "13")):
        assert len(some) <= 13
        seen += [record["id"] for record in some]
    assert sorted(seen) == sorted(record["id"] for record in lines(envnews("export", "khoi", "--format", "jsonl")))


def test_every_format_of_records_tells_the_next_cursor_beside_a_file(envnews):
    for name in ("json", "jsonl", "csv", "parquet", "newsarticle"):
        assert "\ncursor: " in envnews("export", "--format", name, "-o", f"x.{name}").stderr.decode()


def test_the_schema_is_printed_without_an_archive(envnews, tmp_path):
    done = envnews("export", "--schema", archive=tmp_path / "nowhere")
    assert json.loads(done.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_pyarrow_that_is_missing_is_one_line_with_the_remedy(made, monkeypatch, tmp_path):
    from archive.export_cli import export_to

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingLibraryError, match=r"pip install 'envnews\[parquet\]'"):
        export_to(made, tmp_path / "x.parquet", "parquet")
    assert names(tmp_path) == []


def test_a_killed_export_leaves_what_was_there_and_nothing_beside_it(made, tmp_path, monkeypatch):
    (tmp_path / "news.jsonl").write_text("before")
    child = os.fork()
    if not child:
        _export_and_stop(made, tmp_path / "news.jsonl")
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert (names(tmp_path), (tmp_path / "news.jsonl").read_text()) == (["news.jsonl"], "before")


def _export_and_stop(archive, target):
    """Export, and kill -9 oneself in the middle of it."""
    from archive.export_cli import export_to

    def write(records, stream):
        for _ in records:
            stream.write("half" * 10_000)
            stream.flush()
            os.kill(os.getpid(), signal.SIGKILL)

    FORMATS["jsonl"] = write
    with contextlib.suppress(BaseException):
        export_to(archive, target, "jsonl")
    os._exit(0)


@pytest.mark.parametrize("name", ["json", "csv", "parquet"])
def test_a_full_disk_is_said_in_a_line_and_no_cursor_is_kept(envnews, tmp_path, name):
    done = envnews("export", "--format", name, "-o", "/dev/full", "--cursor-file", "at")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"No space left" in done.stderr
    assert names(tmp_path) == []


def test_a_pipe_that_is_closed_is_no_error_and_no_cursor_is_kept(made, tmp_path):
    command = [sys.executable, "-m", "crawler", "export", "--archive", str(made), "--cursor-file", str(tmp_path / "at")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert names(tmp_path) == []


def test_a_folder_appears_whole_replaces_only_an_earlier_export_and_is_never_half_there(tmp_path):
    place = tmp_path / "site"

    def put(text, error=None):
        with folder_destination(place) as folder:
            (folder / "index.html").write_text(text)
            if error:
                raise error

    with pytest.raises(KeyboardInterrupt):
        put("half", KeyboardInterrupt())
    assert names(tmp_path) == []
    put("one")
    with pytest.raises(StorageError, match="No space"):
        put("half", OSError(28, "No space left on device"))
    put("two")
    assert names(place) == sorted([MARK, "index.html"])
    assert ((place / "index.html").read_text(), names(tmp_path)) == ("two", ["site"])


def test_a_folder_of_somebody_else_is_left_as_it_is(tmp_path):
    (tmp_path / "own.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "own.txt"):
        with pytest.raises(ExportError, match=str(tmp_path)), folder_destination(place):
            pass
    assert names(tmp_path) == ["own.txt"]


def test_every_format_is_known_by_its_ending(tmp_path):
    for name in NAMES:
        if name not in FOLDERS:
            assert format_of(tmp_path / f"news.{name}") == name
    assert format_of(tmp_path / "news.NDJSON.gz") == "jsonl"


def on_a_terminal(*arguments, archive, folder):
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "crawler", *arguments, "--archive", str(archive)]
    environment = os.environ | {"TERM": "xterm", "PYTHONPATH": str(preloaded.ROOT)}
    process = subprocess.Popen(command, stdout=its, stderr=its, cwd=folder, env=environment)
    os.close(its)
    shown = b""
    with contextlib.suppress(OSError):
        while some := os.read(ours, 4096):
            shown += some
    os.close(ours)
    assert process.wait(60) == 0
    return shown.decode()


def test_progress_is_shown_on_a_terminal_alone(envnews, made, tmp_path):
    assert envnews("export", "-o", "a.json").stderr.count(b"\n") == 2
    shown = on_a_terminal("export", "-o", "b.json", archive=made, folder=tmp_path)
    assert "60 of 60 articles" in shown
    assert "\x1b[" in shown


def test_nothing_in_a_story_commands_the_terminal_that_it_is_printed_on(tmp_path):
    article = Article(title="\x1b]0;bị chiếm\x07\x1b[31mđỏ\u202eo\x9b1m", body="b\x08" * 50)
    with Archive(tmp_path / "own") as archive:
        archive.save(Visit(portal="m", url="https://m.example/1", state=State.DONE, article=article))
    shown = on_a_terminal("export", "--format", "csv", archive=tmp_path / "own", folder=tmp_path)
    assert "đỏ" in shown
    assert not set("\x1b\x07\x08\x9b\u202e") & set(shown)
