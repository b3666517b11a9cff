"""The database as a person reads it with sqlite3 or Datasette, and as Python does."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime

import polars as pl
import pytest
from sqlite_utils import Database

from archive import Archive, QueryError
from archive.database import APPLICATION_ID, MIGRATIONS
from archive.described import described
from archive.errors import MissingLibraryError
from archive.schema import migrations
from archive.schema.views import VIEWS

NAMES = [migration.name for migration in migrations._migrations]


def test_the_migrations_are_known_by_name():
    assert tuple(NAMES) == MIGRATIONS


@pytest.fixture
def edited(archive, visit, clock):
    archive.save(visit(article={"title": "Một", "images": ()}))
    clock.tick(days=2)
    archive.save(visit(article={"title": "Hai"}))
    archive.save(visit("https://m.example/a/2", article={"title": "Khác", "date": "2025-12-01T08:00:00+07:00"}))
    return archive


@pytest.fixture
def raw(edited, folder):
    with closing(sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True)) as opened:
        opened.row_factory = sqlite3.Row
        yield opened


def test_all_revisions_of_a_story_are_rows(raw):
    rows = raw.execute("SELECT number, title, seen_at, replaced_at FROM revisions WHERE article_id = 1 ORDER BY number")
    assert [tuple(row) for row in rows] == [
        (1, "Một", "2026-01-01T00:00:00+00:00", "2026-01-03T00:00:00+00:00"),
        (2, "Hai", "2026-01-03T00:00:00+00:00", None),
    ]


@pytest.mark.parametrize("sql", VIEWS)
def test_every_column_of_a_view_that_needs_it_is_described(raw, sql):
    view = described(sql)
    columns = [row["name"] for row in raw.execute("SELECT name FROM pragma_table_info(?)", (view.name,))]
    plain = {"title", "body", "url", "caption", "credit", "name", "id", "requests", "alt", "date"}
    assert view.about
    assert set(view.columns) <= set(columns)
    assert set(columns) - set(view.columns) <= plain
    assert raw.execute(f"SELECT * FROM {view.name}").fetchall() is not None  # noqa: S608
    assert (
        sql.strip() == raw.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (view.name,)).fetchone()[0].strip()
    )


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT title FROM articles WHERE id = 5",
        "SELECT title, capture_file FROM articles WHERE portal = 'm' AND date >= '2025'",
        "SELECT * FROM revisions WHERE article_id = 5",
        "SELECT * FROM images WHERE article_id = 5",
        "SELECT * FROM runs WHERE id = 5",
    ],
)
def test_views_use_the_indexes(raw, sql):
    plan = [row["detail"] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert not [step for step in plan if step.startswith("SCAN") and "_" in step]  # but of what the view gives


def test_counting_stories_reads_no_capture(raw):
    plan = [row["detail"] for row in raw.execute("EXPLAIN QUERY PLAN SELECT count(*) FROM articles")]
    assert not [step for step in plan if "captures" in step]


def test_a_run_is_a_row_with_what_it_came_to(archive, folder):
    run_id = archive.start_run(["m", "n"])
    for portal, requests in (("m", 3), ("n", 4)):
        archive.begin_portal(run_id, portal)
        archive.save_portal_counts(run_id, portal, {"requests": requests, "new": 1})
    with closing(sqlite3.connect(folder / "archive.db")) as raw:
        assert raw.execute("SELECT portals, requests, new, failed FROM runs").fetchall() == [(2, 7, 2, 0)]


@pytest.mark.parametrize("name", NAMES)
def test_an_archive_of_any_earlier_version_is_brought_up_to_date(tmp_path, visit, name):
    with closing(sqlite3.connect(tmp_path / "archive.db", isolation_level=None)) as raw:
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(Database(raw), stop_before=name)
    with Archive(tmp_path) as archive:
        archive.save(visit())
        assert [hit.id for hit in archive.search("vinh")] == [1]
        assert [record.id for record in archive.articles()] == [1]


def test_revisions_are_records(edited):
    assert [(record.revision, record.title) for record in edited.revisions(1)] == [(1, "Một"), (2, "Hai")]


def test_a_polars_frame_has_types(edited):
    frame = edited.to_frame()
    assert isinstance(frame, pl.DataFrame)
    assert frame["id"].to_list() == [2, 1]
    assert frame["day"].to_list() == [date(2025, 12, 1), date(2025, 11, 3)]
    assert frame["first_seen"][1] == datetime(2026, 1, 1, tzinfo=UTC)
    assert frame.filter(pl.col("title") == "Hai")["images"][0].to_list() == []
    assert edited.to_frame(query="không có gì").shape == (0, len(frame.columns))


def test_a_pandas_frame_has_types(edited):
    pd = pytest.importorskip("pandas", reason="where it is installed, sqlite-utils imports it: two seconds a process")
    frame = edited.to_frame(query="title:hai", library="pandas")
    assert isinstance(frame, pd.DataFrame)
    assert frame["title"].tolist() == ["Hai"]
    assert frame["day"][0] == pd.Timestamp("2025-11-03")
    assert str(frame["first_seen"].dtype).startswith("datetime64")


def test_without_either_library_it_is_said_in_a_line(edited, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "polars", None)
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(MissingLibraryError, match="polars is not installed: pip install polars"):
        edited.to_frame()
    with pytest.raises(QueryError, match="neither"):
        edited.to_frame(library="excel")
