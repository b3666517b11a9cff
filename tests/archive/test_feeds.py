"""Stories, and what became of them, as feeds."""

import json
from datetime import UTC, datetime

import feedparser
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from archive import Attachment, Filters, Image
from archive.cli import export_to
from archive.export import atom, json_feed, rss
from archive.export.feed import Channel, Entry

FORMATS = ("rss", "atom", "json-feed")
HOSTILE = "<script>alert(1)</script> ]]> & \x00\x1b[1m\ufffe \u202eabc <b>"


@pytest.fixture
def stocked(archive, visit):
    more = {
        "title": HOSTILE,
        "body": "Một đoạn.\n\nHai < ba.",
        "authors": ("Lan & Minh",),
        "tags": ("rừng",),
        "language": "vi",
        "summary": "Lời dẫn",
        "date": "2025-11-03T08:30:00+07:00",
        "images": (Image(url="https://m.example/a.jpg"),),
        "attachments": (Attachment(url="https://m.example/b.pdf", media_type="application/pdf"),),
    }
    archive.save(visit("https://m.example/1", article=more))
    archive.save(visit("https://m.example/2", article={"title": "بيئة", "date": None, "language": "ar"}))
    return archive


def exported(folder, name, path, **filters):
    export_to(folder, path, name, Filters(**filters))
    return path.read_bytes()


@pytest.mark.parametrize("name", ["rss", "atom"])
def test_feedparser_reads_it_whole(stocked, folder, tmp_path, name):
    read = feedparser.parse(exported(folder, name, tmp_path / "x"))
    assert not read.bozo
    first, second = sorted(read.entries, key=lambda entry: entry.id)
    assert first.link == "https://m.example/1"
    assert first.title.startswith("<script>alert(1)</script> ]]>" if name == "atom" else "")
    assert first.content[0].value.count("<p") == 2
    assert "Hai &lt; ba." in first.content[0].value
    assert datetime(*first.published_parsed[:6], tzinfo=UTC) == datetime(2025, 11, 3, 1, 30, tzinfo=UTC)
    assert [tag.term for tag in first.tags] == ["rừng"]
    assert first.author == "Lan & Minh"
    assert first.enclosures[0].href == "https://m.example/a.jpg"
    assert second.title == "بيئة"
    assert first.id != second.id


def test_a_json_feed_says_the_same(stocked, folder, tmp_path):
    read = json.loads(exported(folder, "json-feed", tmp_path / "x"))
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    items = {item["url"]: item for item in read["items"]}
    assert items["https://m.example/1"]["date_published"] == "2025-11-03T08:30:00+07:00"
    assert len(items["https://m.example/1"]["attachments"]) == 2
    assert "date_published" not in items["https://m.example/2"]


@pytest.mark.parametrize("name", FORMATS)
def test_an_edit_is_an_update_of_the_same_entry(stocked, folder, tmp_path, visit, clock, name):
    def seen():
        text = exported(folder, name, tmp_path / "x")
        if name == "json-feed":
            return {item["id"]: item["date_modified"] for item in json.loads(text)["items"]}
        return {entry.id: entry.get("updated") for entry in feedparser.parse(text).entries}

    before = seen()
    clock.tick(days=3)
    stocked.save(visit("https://m.example/2", article={"title": "بيئة", "body": "جديد", "date": None}))
    after = seen()
    assert before.keys() == after.keys()
    assert name == "rss" or before != after


def test_a_feed_is_of_the_newest_unless_more_are_asked_for(archive, visit, folder, tmp_path, monkeypatch):
    monkeypatch.setattr("archive.export.feed.ENTRIES", 2)
    for number in range(3):
        archive.save(
            visit(f"https://m.example/{number}", article={"date": f"2025-0{number + 1}-01", "title": "abc"[number]})
        )
    assert [entry.title for entry in feedparser.parse(exported(folder, "atom", tmp_path / "x")).entries] == ["c", "b"]
    assert len(feedparser.parse(exported(folder, "atom", tmp_path / "x", limit=3)).entries) == 3


@settings(deadline=None, max_examples=60)
@given(title=st.text(max_size=40), url=st.text(max_size=40), html=st.text(max_size=40))
def test_any_text_makes_well_formed_xml(tmp_path_factory, title, url, html):
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    entry = Entry(id="urn:x:1", url=url, title=title, html=html, updated=moment, authors=(title,), categories=(title,))
    channel = Channel(id="urn:x", title=title, updated=moment)
    for module in (rss, atom, json_feed):
        path = tmp_path_factory.mktemp("feed") / "x"
        with path.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as stream:
            assert module.write_entries(channel, [entry], stream) == 1
        if module is not json_feed:
            etree.fromstring(path.read_bytes())


@pytest.mark.parametrize("name", FORMATS)
def test_edits_and_withdrawals_are_a_feed(stocked, folder, tmp_path, visit, clock, name):
    from archive.changes_cli import changes

    clock.tick(days=1)
    stocked.save(visit("https://m.example/2", article={"title": "بيئة", "body": "هدف 2035", "date": None}))
    stocked._connection.execute(
        "UPDATE article_rows SET gone_at = '2026-01-05T00:00:00+00:00', gone_why = '410' WHERE id = 1"
    )
    arguments = ["--archive", str(folder), "--since", "2025", "--format", name, "-o", str(tmp_path / "x")]
    done = CliRunner().invoke(changes, arguments)
    assert (done.exit_code, done.output) == (0, "")
    text = (tmp_path / "x").read_text()
    if name == "json-feed":
        titles = [item["title"] for item in json.loads(text)["items"]]
        assert "<ins>" in json.loads(text)["items"][1]["content_html"]
    else:
        read = feedparser.parse(text.encode())
        assert not read.bozo
        titles = [entry.title for entry in read.entries]
        assert "<ins>" in read.entries[1].content[0].value
    assert len(titles) == 2
    assert titles[0].startswith("withdrawn: ")
    assert titles[1] == "edited: بيئة"
