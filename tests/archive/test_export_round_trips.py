"""Every export read back equals the records, and holds to the published schema."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import duckdb
import jsonschema
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from archive import Archive, Article, Attachment, Image
from archive.article import Translation
from archive.export import FORMATS, OF_BYTES
from archive.export.csv import plain, read
from archive.export.parquet import day_of
from archive.export.record_schema import schema, schema_text
from archive.record import Record
from archive.store import State, Visit

LARGE = 10_000_000  # characters
csv.field_size_limit(4 * LARGE)
SCHEMA = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())

# What the archive keeps: any text without NUL and halves of surrogate pairs.
HARD = st.sampled_from(
    ['=1+1"', "'@x", "\x1b[31m\x85\u2028", "\u202eتلوث", "a\r\nb\n", "\t-", "'", "海洋\U0001f30a", "\ufeffx", ","]
)
texts = st.one_of(HARD, st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12))
perhaps = st.none() | texts
digests = st.none() | st.just("a" * 64)
days = st.sampled_from([None, "2025-11-03", "2025-11-03T08:30:00+07:00"])
moments = st.sampled_from(["2026-01-01T00:00:00+00:00", "2026-02-01T10:00:59+00:00"])
numbers = st.none() | st.integers(0, 2**31 - 1)


def many(values):
    return st.lists(values, max_size=2).map(tuple)


images = st.builds(
    Image, url=texts, caption=perhaps, alt=perhaps, credit=perhaps, sha256=digests, width=numbers, height=numbers,
    media_type=perhaps,
)  # fmt: skip
documents = st.builds(Attachment, url=texts, title=perhaps, media_type=perhaps, sha256=digests, text=perhaps)
translations = st.builds(Translation, language=perhaps, url=texts, id=st.none() | st.integers(1, 2**60))
captures = st.none() | st.fixed_dictionaries({"file": texts, "offset": st.integers(0, 2**60), "digest": perhaps})
records = st.builds(
    Record, id=st.integers(1, 2**60), url=texts, aliases=many(texts), portal=texts, country=perhaps, language=perhaps,
    title=texts, date=days, date_text=perhaps, date_source=perhaps, modified=days, authors=many(texts),
    tags=many(texts), summary=perhaps, body=texts, body_html=texts, images=many(images), attachments=many(documents),
    translations=many(translations), revision=st.integers(1, 99), first_seen=moments, last_seen=moments,
    gone_at=st.none() | moments, gone_why=perhaps, content_hash=st.just("b" * 64), capture=captures,
)  # fmt: skip


def as_text(name, many_records):
    stream = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    FORMATS[name](many_records, stream)
    stream.flush()
    return stream.buffer.getvalue().decode()


def of_csv(text):
    return [read(row) for row in csv.DictReader(io.StringIO(text, newline=""))]


def of_parquet(many_records):
    stream = io.BytesIO()
    OF_BYTES["parquet"](many_records, stream)
    rows = parquet.read_table(io.BytesIO(stream.getvalue())).to_pylist()
    assert [row.pop("day") for row in rows] == [day_of(record.date) for record in many_records]
    return rows


READERS = {
    "json": lambda written: json.loads(as_text("json", written)),
    "jsonl": lambda written: [json.loads(line) for line in as_text("jsonl", written).split("\n")[:-1]],
    "csv": lambda written: of_csv(as_text("csv", written)),
    "parquet": of_parquet,
}


@pytest.mark.parametrize("name", READERS)
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(written=st.lists(records, max_size=3))
def test_any_records_read_back_equal(name, written):
    assert READERS[name](written) == [record.as_dict() for record in written]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(record=records)
def test_any_record_holds_to_the_schema(record):
    SCHEMA.validate(record.as_dict())


@settings(deadline=None)
@given(texts)
def test_no_cell_is_a_formula_and_its_text_can_be_had_again(text):
    from archive.export.csv import defused

    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert plain(defused(text)) == text


HOSTILE = {
    "title": '=HYPERLINK("https://x.example")\x00\ud800',
    "summary": "\u202eتلوث الهواء\u2069",
    "body": "Dòng một\r\n\n\x1b[31m海洋\x07\udfff" + "Nội dung. " * (LARGE // 10),
    "authors": ("+84 Nam\nTrần", "@b"),
    "images": (Image(url="https://m.example/1.jpg", caption="Vịnh\nBình Sa", alt="'=1"),),
    "attachments": (Attachment(url="https://m.example/1.pdf", title="-1", text="Phụ lục\x1b]0;x\x07"),),
    "translations": (Translation(language="en", url="https://m.example/en"),),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    with Archive(folder) as archive:
        for number, more in enumerate((HOSTILE, {"title": "生态环境部", "body": "สิ่งแวดล้อม", "date": "2025-02-29"}), 1):
            url = f"https://m.example/{number}"
            article = Article(**{"title": "t", "body": "b", "date": "2025-11-03", "url": url} | more)
            archive.save(Visit(portal="m", url=url, state=State.DONE, article=article, country="VN"))
        yield archive


@pytest.mark.parametrize("name", READERS)
def test_what_an_archive_holds_of_hostile_pages_reads_back_equal(kept, name):
    written = list(kept.articles())
    assert len(written[0].body) > LARGE * 0.9
    assert READERS[name](written) == [record.as_dict() for record in written]


def test_json_lines_hold_to_the_schema_and_none_is_broken_by_a_text(kept):
    lines = as_text("jsonl", kept.articles()).splitlines()
    assert len(lines) == 2
    for line in lines:
        SCHEMA.validate(json.loads(line))


@pytest.mark.parametrize(
    "change",
    [{"id": 0}, {"title": None}, {"more": 1}, {"date": "soon"}, {"first_seen": "today"}, {"images": [{"url": "x"}]}],
)
def test_the_schema_refuses_what_is_no_record(kept, change):
    record = next(iter(kept.articles())).as_dict()
    with pytest.raises(jsonschema.ValidationError):
        SCHEMA.validate(record | change)


def test_the_schema_names_the_fields_of_the_record_in_order_and_the_published_one_is_the_same():
    jsonschema.Draft202012Validator.check_schema(schema())
    properties, parts = schema()["properties"], schema()["$defs"]
    assert list(properties) == list(Record.__slots__)
    for name, kind in (("image", Image), ("attachment", Attachment), ("translation", Translation)):
        assert list(parts[name]["properties"]) == list(kind.__slots__)
    assert all("description" in each or "$ref" in each for each in properties.values())
    published = Path(__file__).parents[2] / "docs" / "record.schema.json"
    assert published.read_text("utf-8") == schema_text(), "write it: envnews export --schema > docs/record.schema.json"


@pytest.fixture(scope="module")
def parquet_file(kept, tmp_path_factory):
    path = tmp_path_factory.mktemp("parquet") / "news.parquet"
    with path.open("wb") as stream:
        assert OF_BYTES["parquet"](kept.articles(), stream) == 2
    return path


def test_parquet_opens_in_duckdb_and_polars_with_types(kept, parquet_file):
    with duckdb.connect() as db:
        table = db.read_parquet(str(parquet_file))
        sql = "SELECT url, images[1].caption, day, authors, translations[1].language FROM stories ORDER BY id"
        found = table.query("stories", sql).fetchall()
    first = kept.get(1)
    assert found[0] == (first.url, "Vịnh\nBình Sa", date(2025, 11, 3), list(first.authors), "en")
    assert found[1][2] is None  # no such day in 2025
    assert pl.read_parquet(parquet_file)["day"].dtype == pl.Date
    assert pl.read_parquet(parquet_file).sort("id")["body"].to_list() == [kept.get(1).body, kept.get(2).body]


def test_parquet_is_written_group_by_group(kept, tmp_path):
    long = [kept.get(1)] * 5
    with (tmp_path / "x.parquet").open("wb") as stream:
        OF_BYTES["parquet"](long, stream)
    assert parquet.ParquetFile(tmp_path / "x.parquet").num_row_groups >= 2


def test_newsarticle_is_json_ld_of_the_record(kept):
    lines = [json.loads(line) for line in as_text("newsarticle", kept.articles()).splitlines()]
    record, told = next(iter(kept.articles())), lines[0]
    assert (told["@context"], told["@type"]) == ("https://schema.org", "NewsArticle")
    assert (told["url"], told["headline"], told["articleBody"]) == (record.url, record.title, record.body)
    assert told["datePublished"] == "2025-11-03"
    assert [author["name"] for author in told["author"]] == list(record.authors)
    assert told["image"][0]["contentUrl"] == "https://m.example/1.jpg"
    assert told["publisher"] == {"@type": "GovernmentOrganization", "identifier": "m", "areaServed": "VN"}
    assert "dateModified" not in told
