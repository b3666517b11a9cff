"""Exports: read back equal, whole or not at all, and in bounded memory."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive, Article, Attachment, Filters, Image, StorageError
from archive.export import FORMATS
from archive.export.csv import COLUMNS, defused
from archive.export.destination import destination
from archive.store import State, Visit


@pytest.fixture
def stocked(archive, visit):
    hostile = {
        "title": '=HYPERLINK("https://x.example")',
        "body": 'Dòng một\n\nDòng "hai", hết\x1b[31m \u202eđảo',
        "authors": ("+84 Nam", "@b"),
        "tags": ("-x",),
        "images": (Image(url="https://m.example/1.jpg", caption="Vịnh\nBình Sa"), Image(url="https://m.example/2.jpg")),
        "attachments": (Attachment(url="https://m.example/1.pdf", title="Báo cáo"),),
    }
    archive.save(visit(country="VN", article=hostile, aliases=("https://m.example/in/1",)))
    archive.save(visit("https://m.example/2", article={"title": "生态环境部", "body": "สิ่งแวดล้อม", "date": None}))
    return archive


def written(archive, name, filters=None):
    stream = io.StringIO(newline="")
    count = FORMATS[name](archive.articles(filters), stream)
    return count, stream.getvalue()


def unfused(cell):
    return cell[1:] if cell.startswith("'") and cell[1:] and defused(cell[1:]) == cell else cell


def test_json_and_jsonl_read_back_equal_the_records(stocked):
    records = [record.as_dict() for record in stocked.articles()]
    count, text = written(stocked, "json")
    assert (count, json.loads(text)) == (2, records)
    assert "生态环境部" in text
    count, text = written(stocked, "jsonl")
    assert (count, [json.loads(line) for line in text.splitlines()]) == (2, records)


def test_nothing_is_an_empty_array(stocked):
    nothing = Filters(portal=("nobody",))
    assert written(stocked, "json", nothing) == (0, "[]\n")
    assert written(stocked, "jsonl", nothing) == (0, "")
    assert written(stocked, "csv", nothing) == (0, ",".join(COLUMNS) + "\r\n")


def test_csv_reads_back_and_no_cell_is_a_formula(stocked):
    count, text = written(stocked, "csv")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    records = list(stocked.articles())
    assert count == len(rows) == 2
    for row, record in zip(rows, records, strict=True):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())
        for name in ("title", "body", "url", "portal", "content_hash"):
            assert unfused(row[name]) == getattr(record, name)
        assert tuple(filter(None, unfused(row["authors"]).split("\n"))) == record.authors
        assert tuple(filter(None, row["aliases"].split("\n"))) == record.aliases
    assert rows[0]["images"].split("\n") == ["https://m.example/1.jpg", "https://m.example/2.jpg"]
    assert rows[0]["image_captions"].split("\n") == ["Vịnh Bình Sa", ""]
    assert rows[0]["attachment_titles"] == "Báo cáo"


@settings(deadline=None)
@given(st.text(alphabet="'=+-@\ta"))
def test_the_apostrophe_can_be_taken_off_again(cell):
    assert unfused(defused(cell)) == cell
    assert not defused(cell).startswith(("=", "+", "-", "@", "\t"))


def test_what_would_command_a_terminal_is_escaped_in_json(stocked):
    for name in ("json", "jsonl"):
        assert not {"\x1b", "\u202e"} & set(written(stocked, name)[1])


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    target = tmp_path / "news.json"
    target.write_text("before")
    target.chmod(0o640)

    def breaks_off():
        with destination(target) as stream:
            stream.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        breaks_off()
    assert (target.read_text(), list(tmp_path.iterdir())) == ("before", [target])
    with destination(target) as stream:
        stream.write("đủ")
    assert (target.read_text("utf-8"), list(tmp_path.iterdir())) == ("đủ", [target])
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed_not_replaced(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with destination(tmp_path / "link") as stream:
        stream.write("x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "x"


@pytest.mark.parametrize("where", ["none/news.json", "."])
def test_a_place_that_cannot_be_written(tmp_path, where):
    with pytest.raises(StorageError, match="cannot be written"), destination(tmp_path / where) as stream:
        stream.write("x")


def test_a_full_disk_is_said_and_nothing_is_left():
    from pathlib import Path

    with pytest.raises(StorageError, match="No space left"), destination(Path("/dev/full")) as stream:
        stream.write("x" * 1_000_000)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """An archive of 20,000 articles, copies of one by SQL."""
    with Archive(tmp_path_factory.mktemp("large")) as archive:
        article = Article(title="t", body="Nội dung. " * 20, images=(Image(url="i"),))
        archive.save(Visit(portal="m", url="https://m.example/0", state=State.DONE, article=article))
        columns = [row["name"] for row in archive._connection.rows("PRAGMA table_info(article_rows)")]
        copied = ", ".join({"id": "n", "url": "'u' || n"}.get(name, name) for name in columns)
        numbers = "WITH RECURSIVE c(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM c WHERE n < 20000)"
        with archive._connection.transaction():
            archive._connection.execute(
                f"{numbers} INSERT INTO article_rows SELECT {copied} FROM article_rows, c WHERE id = 1"  # noqa: S608
            )
        yield archive


@pytest.mark.parametrize(("name", "few", "many"), [("json", 2_000, 20_000), ("jsonl", 500, 5_000), ("csv", 500, 5_000)])
def test_ten_times_the_records_need_no_more_memory(large, tmp_path, name, few, many):
    """The peaks are nearly equal."""
    peaks = {}
    for limit in (few, many):
        with (tmp_path / "out").open("w", encoding="utf-8", newline="") as stream:
            tracemalloc.start()
            assert FORMATS[name](large.articles(Filters(limit=limit)), stream) == limit
            peaks[limit] = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
    assert peaks[many] < peaks[few] * 1.1 + 100_000
