"""Every row that envnews writes is sealed in the same transaction; what anybody else does to a row shows."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from archive import Archive, Attachment, Image
from archive.seals import seal_everything
from archive.store import NewAddress, State
from archive.verify.finding import Finding, silent
from archive.verify.rows import check_rows


@pytest.fixture
def filled(folder, visit):
    """An archive in which rows of most tables were inserted, updated and deleted."""
    image, document = Image(url="https://m.example/1.jpg"), Attachment(url="https://m.example/1.pdf", text="Phụ lục")
    with Archive(folder) as archive:
        run = archive.start_run(["m"])
        link = NewAddress(url="https://x/")
        archive.save(visit(article={"images": (image,), "attachments": (document,)}, found=(link,)))
        archive.save(visit(article={"title": "Vớt rác lần hai", "images": (image,) * 2}, run_id=run))
        archive.save(visit("https://m.example/a/2", article={"title": "Thu gom lưới", "body": "Một bản tin khác."}))
        archive.set_state("m", "https://x/", State.SKIPPED, "left out")
        archive.add_issue(run, "m", "https://x/", "HTTP status 500")
        archive.save_portal_counts(run, "m", {"requests": 3, "seconds": 1 / 3})
        archive.save_portal_counts(run, "m", {"requests": 4, "seconds": 2 / 3})
        archive.index_pending()
        archive.finish_run(run, "finished")
    return folder


def told(folder):
    with closing(sqlite3.connect(folder / "archive.db")) as raw:
        raw.row_factory = sqlite3.Row
        return [str(each) for each in check_rows(raw, silent) if isinstance(each, Finding)]


def change(folder, *statements):
    with closing(sqlite3.connect(folder / "archive.db")) as raw:
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def test_what_envnews_wrote_is_sealed(filled):
    assert told(filled) == []


@pytest.mark.parametrize(
    ("statement", "where", "what"),
    [
        ("UPDATE article_rows SET body = replace(body, '40', '41') WHERE id = 1", "article_rows 1", "altered"),
        ("UPDATE article_rows SET title_key = 'x' WHERE id = 2", "article_rows 2", "altered"),
        ("UPDATE article_rows SET capture_id = NULL, read_from = CAST(read_from AS BLOB)", "article_rows 1", "altered"),
        ("UPDATE revision_rows SET number = 7", "revision_rows [1,1]", "removed"),
        ("UPDATE run_portals SET seconds = seconds + 1e-12", 'run_portals [1,"m"]', "altered"),
        ("UPDATE run_portals SET requests = '4x'", 'run_portals [1,"m"]', "altered"),
        ("DELETE FROM addresses WHERE url = 'https://x/'", "addresses 2", "removed"),
        ("INSERT INTO settings VALUES ('x', 'y')", 'settings ["x"]', "inserted"),
        ("DELETE FROM image_rows WHERE position = 2", "image_rows [1,2]", "removed"),
        ("UPDATE row_seals SET seal = zeroblob(16) WHERE key = '[\"m\"]'", 'portal_rows ["m"]', "altered"),
        ("UPDATE sealed_tables SET columns = '[]' WHERE name = 'run_rows'", "sealed_tables", "altered"),
        ("DELETE FROM sealed_tables WHERE name = 'run_rows'", "sealed_tables", "lists"),
        ("UPDATE sealed_state SET writes = writes + 1", "sealed_state", "altered"),
        ("UPDATE sealed_state SET totals = zeroblob(length(totals))", "sealed_state", "altered"),
        ("DELETE FROM sealed_state", "sealed_state", "missing"),
        ("DROP INDEX articles_by_date", 'sqlite_schema ["articles_by_date"]', "removed"),
    ],
)
def test_what_another_program_changes_is_named(filled, statement, where, what):
    change(filled, statement)
    found = told(filled)
    assert any(where in each and what in each for each in found), found


def test_a_row_that_went_with_its_seal_shows_in_the_count(filled):
    change(
        filled,
        "DELETE FROM run_issues",
        "DELETE FROM row_seals WHERE table_id = (SELECT id FROM sealed_tables WHERE name = 'run_issues')",
    )
    assert told(filled) == ["archive.db, run_issues: rows and their seals were removed or put in: 0 now, 1 were sealed"]


def test_our_own_writing_covers_nothing_up(filled, visit):
    change(filled, "UPDATE article_rows SET body = 'x' WHERE id = 2", "DELETE FROM addresses WHERE url = 'https://x/'")
    with Archive(filled) as archive:
        archive.save(visit("https://m.example/a/2", article={"title": "Thu gom lưới", "body": "Một bản tin khác."}))
        archive.add_addresses("m", [NewAddress(url="https://x/")])
    found = told(filled)
    assert any("article_rows 2: somebody else had changed it" in each for each in found), found
    assert any("addresses 2: was removed" in each for each in found), found


def test_what_is_rolled_back_is_not_sealed(filled, visit, monkeypatch):
    with Archive(filled) as archive:
        monkeypatch.setattr("archive.frontier.add", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            archive.save(visit("https://m.example/a/3", article={"title": "Bản tin thứ ba"}))
        monkeypatch.undo()
        archive.save(visit("https://m.example/a/4", article={"title": "Bản tin thứ tư"}))
    assert told(filled) == []


def test_other_programs_may_tidy_up_and_add_tables_of_their_own(filled):
    change(filled, "CREATE TABLE mine (x)", "CREATE INDEX mine_too ON article_rows(language)")
    change(filled, "ALTER TABLE article_rows ADD COLUMN stars INTEGER")
    with closing(sqlite3.connect(filled / "archive.db", isolation_level=None)) as raw:
        raw.execute("VACUUM")
    found = told(filled)
    assert found == ['archive.db, sqlite_schema ["article_rows"]: was altered']


def test_rows_of_an_older_archive_are_sealed_when_it_is_upgraded(filled):
    change(filled, "UPDATE article_rows SET body = 'x' WHERE id = 2")
    with closing(sqlite3.connect(filled / "archive.db")) as raw:
        seal_everything(raw)
        raw.commit()
    assert told(filled) == []
    with Archive(filled) as archive:
        archive.start_run(["m"])
    assert told(filled) == []


def test_a_process_that_was_overtaken_by_an_upgrade_writes_no_more(filled):
    with Archive(filled) as archive:
        archive.start_run(["m"])
        with closing(sqlite3.connect(filled / "archive.db")) as raw:
            seal_everything(raw)
            raw.commit()
        with pytest.raises(Exception, match="upgraded by another process"):
            archive.start_run(["m"])
    assert told(filled) == []
