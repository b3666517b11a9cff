"""Opening: what is made, what is refused, and that what is refused stays as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from archive import Archive, ForeignDatabaseError, NewerSchemaError, NoArchiveError, StorageError
from archive.database import APPLICATION_ID


def listing(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_makes_folder_and_database(folder):
    Archive(folder / "deep" / "er").close()
    assert [path.name for path in (folder / "deep" / "er").iterdir()] == ["archive.db"]


def test_settings_of_the_connection(archive):
    def pragma(name):
        return archive._connection.value(f"PRAGMA {name}")

    assert pragma("journal_mode") == "wal"
    assert (pragma("foreign_keys"), pragma("synchronous"), pragma("busy_timeout")) == (1, 1, 30_000)
    assert pragma("application_id") == APPLICATION_ID


def test_schema_keeps_its_comments(archive):
    sql = archive._connection.value("SELECT sql FROM sqlite_master WHERE name = 'articles'")
    assert "-- 1 at first sight" in sql


def test_own_archive_is_opened_again(archive, folder, visit):
    archive.save(visit())
    with Archive(folder) as again:
        assert again.get(1).title == "Vớt rác ở vịnh Bình Sa"


def test_asking_makes_nothing(folder):
    for options in ({"create": False}, {"readonly": True}):
        with pytest.raises(NoArchiveError, match=r"no archive in .*news; `envnews crawl` makes one"):
            Archive(folder, **options)
    assert not folder.exists()


def test_refuses_the_database_of_another_program(folder):
    folder.mkdir()
    with closing(sqlite3.connect(folder / "archive.db")) as other:
        other.execute("CREATE TABLE articles (id)")
        other.commit()
    before = listing(folder)
    for options in ({}, {"create": False}, {"readonly": True}):
        with pytest.raises(ForeignDatabaseError, match="another program"):
            Archive(folder, **options)
    assert listing(folder) == before


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"no database at all" * 100])
def test_refuses_what_is_no_database(folder, content):
    folder.mkdir()
    (folder / "archive.db").write_bytes(content)
    with pytest.raises(StorageError, match="damaged"):
        Archive(folder)
    assert listing(folder) == {"archive.db": content}


@pytest.mark.parametrize("hole", [slice(100, 8000), slice(4096, None)])
def test_a_damaged_database_is_one_clear_error(folder, visit, hole):
    with Archive(folder) as archive:
        archive.save(visit())
    path = folder / "archive.db"
    content = bytearray(path.read_bytes())
    content[hole] = b"\xff" * len(content[hole])
    path.write_bytes(content)

    def use():
        with Archive(folder) as archive:
            archive.get(1)
            list(archive.articles())
            archive.stats()
            archive.save(visit())

    with pytest.raises(StorageError, match="damaged") as caught:
        use()
    assert "\n" not in str(caught.value)


def test_refuses_a_newer_schema(folder):
    Archive(folder).close()
    with closing(sqlite3.connect(folder / "archive.db")) as raw:
        raw.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('envnews', '9999_later', '')"
        )
        raw.commit()
    with pytest.raises(NewerSchemaError, match="9999_later"):
        Archive(folder)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be used: Not a directory"):
        Archive(tmp_path / "file" / "news")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="Permission denied"):
        Archive(tmp_path)


def test_an_archive_that_cannot_be_written_is_refused_to_a_crawl_and_still_answers(folder, visit, monkeypatch):
    with Archive(folder) as archive:
        archive.save(visit())
        archive.index_pending()
    monkeypatch.setattr("archive.database.os.access", lambda path, mode: False)
    with pytest.raises(StorageError, match="cannot be written"):
        Archive(folder)
    with Archive(folder, create=False) as archive:
        assert [hit.id for hit in archive.search("vinh")] == [1]


def test_an_archive_on_a_read_only_medium_is_read_as_unchanging(folder, visit, monkeypatch):
    """There SQLite cannot make the file that the readers of a WAL database share."""
    from archive import database

    def connect(path, mode, real=database._connect):
        if mode == "mode=ro":
            raise sqlite3.OperationalError("unable to open database file")
        return real(path, mode)

    with Archive(folder) as archive:
        archive.save(visit())
    monkeypatch.setattr(database, "_connect", connect)
    with Archive(folder, readonly=True) as archive:
        assert archive.get(1).id == 1
        assert len(list(archive.articles())) == 1
        assert archive._connection.rows("SELECT * FROM portals")
    (folder / "archive.db-wal").write_bytes(b"what a writer has left")
    with pytest.raises(StorageError, match="unable to open"):
        Archive(folder, readonly=True)


def test_readonly_writes_nothing(folder, visit):
    with Archive(folder) as archive:
        archive.save(visit())
    before = (folder / "archive.db").read_bytes()
    with Archive(folder, readonly=True) as archive:
        with pytest.raises(StorageError, match="no search index, and none can be made"):
            archive.search("vịnh")
        assert archive.get(1).id == 1
        assert len(list(archive.articles())) == 1
        with pytest.raises(StorageError, match="readonly"):
            archive.save(visit())
    assert (folder / "archive.db").read_bytes() == before


def test_many_processes_may_make_the_archive_at_once(folder):
    code = f"from archive import Archive; Archive({str(folder)!r}).start_run(['x'])"
    started = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [process.wait() for process in started] == [0, 0, 0, 0]
    with Archive(folder) as archive:
        assert len(archive.runs()) == 4
    assert {path.name for path in folder.iterdir()} == {"archive.db", "locks"}


def test_articles_can_be_imported_without_a_database():
    code = (
        "import sys, archive.article; from archive import Article, Image, ArchiveError\n"
        "sys.exit(bool({'sqlite3', 'sqlite_utils', 'archive.store'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
