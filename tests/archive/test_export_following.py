"""Who follows along by cursors has, after each export, what the archive has: nothing missed, nothing told twice."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import Archive, Article, Attachment, Filters, Image, QueryError, locks
from archive.article import Translation
from archive.media import Media
from archive.store import State, Visit
from archive.verify.finding import Finding, silent
from archive.verify.rows import check_rows

PORTALS = ("m", "n")
PLACES = tuple(f"https://{portal}.example/{number}" for portal in PORTALS for number in range(4))
PICTURE, PAPER = "https://m.example/1.jpg", "https://m.example/1.pdf"

urls = st.sampled_from(PLACES)
stories = st.fixed_dictionaries(
    {
        "do": st.just("story"),
        "url": urls,
        "title": st.sampled_from(["Vớt rác", "Thu gom lưới", "Trồng rừng"]),
        "language": st.sampled_from([None, "vi", "en", "fr"]),
        "names": st.lists(st.tuples(st.sampled_from([None, "en", "vi"]), urls), max_size=3),
        "aliases": st.lists(urls, max_size=2),
        "files": st.booleans(),
        "is_copy": st.booleans(),
    }
)
steps = st.one_of(
    stories,
    stories,
    st.fixed_dictionaries({"do": st.just("gone"), "url": urls}),
    st.fixed_dictionaries({"do": st.just("picture"), "digest": st.sampled_from("12")}),
    st.fixed_dictionaries({"do": st.just("paper"), "digest": st.sampled_from("12")}),
    st.fixed_dictionaries({"do": st.just("clock"), "hours": st.integers(-48, 48)}),
    st.fixed_dictionaries({"do": st.just("export"), "limit": st.sampled_from([None, None, 1, 3])}),
)


class World:
    """Two writers on one archive, a clock that also goes back, and one who follows along."""

    def __init__(self, folder):
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.writers = [Archive(folder, now=lambda: self.now) for _ in range(2)]
        self.turn = 0
        self.cursor = None
        self.held = {}

    def do(self, step):
        self.turn += 1
        writer = self.writers[self.turn % 2]
        getattr(self, step["do"])(writer, **{name: value for name, value in step.items() if name != "do"})

    def story(self, writer, url, title, language, names, aliases, files, is_copy):
        article = Article(
            title=f"{title} {url[-1]}",
            body=f"{title} tại {url}. " * 8,
            url=url,
            language=language,
            images=(Image(url=PICTURE),) if files else (),
            attachments=(Attachment(url=PAPER),) if files else (),
            translations=tuple(Translation(language=tag, url=at) for tag, at in names),
        )
        portal = url[8]
        own = tuple(alias for alias in aliases if alias[8] == portal)
        writer.save(
            Visit(
                portal=portal, url=url, state=State.DONE, kind="article", article=article, aliases=own, is_copy=is_copy
            )
        )

    def gone(self, writer, url):
        writer.save(Visit(portal=url[8], url=url, state=State.GONE, kind="article", status=410))

    def picture(self, writer, digest):
        media = Media(sha256=digest * 64, size=9, media_type="image/png", width=3, height=int(digest))
        writer.save(Visit(portal="m", url=PICTURE, state=State.DONE, kind="image", media=media))

    def paper(self, writer, digest):
        media = Media(sha256=digest * 64, size=9, media_type="application/pdf", text=f"Phụ lục {digest}")
        writer.save(Visit(portal="m", url=PAPER, state=State.DONE, kind="attachment", media=media))

    def clock(self, _, hours):
        self.now += timedelta(hours=hours)

    def export(self, reader, limit=None):
        self.cursor, records = reader.changed(self.cursor, Filters(limit=limit))
        told = {record.id: known(record) for record in records}
        assert limit is None or len(told) <= limit
        again = {number for number, record in told.items() if self.held.get(number) == record}
        self.held |= told
        if limit is None:
            assert self.held == {record.id: known(record) for record in reader.articles()}
        return again

    def close(self):
        for writer in self.writers:
            writer.close()


def known(record):
    """A record but for last_seen, which alone is no news."""
    return replace(record, last_seen="")


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """An archive without a story, to be copied: to make one takes a while."""
    folder = tmp_path_factory.mktemp("empty")
    Archive(folder).close()
    return folder / "archive.db"


@settings(deadline=None, max_examples=15)
@given(st.lists(steps, min_size=4, max_size=16))
def test_any_interleaving_of_writers_and_exports_gives_a_follower_what_a_full_export_has(empty, todo):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(empty, folder)
        world = World(Path(folder))
        try:
            for step in todo:
                world.do(step)
            world.export(world.writers[0])
            assert world.export(world.writers[1]) == set()
            assert list(world.writers[0].changed(world.cursor)[1]) == []
        finally:
            world.close()


def story(url, language=None, *, names=(), **article):
    translations = tuple(Translation(language=None, url=at) for at in names)
    fields = {"title": url, "body": f"Nội dung của {url}.", "url": url, "language": language} | article
    return Visit(portal="m", url=url, state=State.DONE, article=Article(translations=translations, **fields))


@pytest.fixture
def archive(empty, tmp_path):
    shutil.copy(empty, tmp_path)
    with Archive(tmp_path) as opened:
        yield opened


def told(archive, since, filters=None, query=None):
    cursor, records = archive.changed(since, filters, query)
    return cursor, [record.id for record in records]


def test_an_address_that_ever_more_stories_name_is_none_s_translation_and_they_are_told_of_it_once(archive):
    held, cursor = {}, None
    for number in range(6):
        archive.save(story(f"https://m.example/{number}", "vi", names=["https://m.example/en"]))
        if number == 1:
            archive.save(story("https://m.example/en", "en"))
        cursor, records = archive.changed(cursor)
        new = {record.id: known(record) for record in records}
        assert len(new) == {0: 1, 1: 3, 2: 4}.get(number, 1)
        held |= new
        assert held == {record.id: known(record) for record in archive.articles()}


def test_what_is_stored_again_unchanged_is_told_once(archive):
    one = story("https://m.example/1", "vi", names=["https://m.example/2"], images=(Image(url=PICTURE),))
    archive.save(one)
    archive.save(story("https://m.example/2", "en"))
    cursor, first = told(archive, None)
    archive.save(one)
    assert (sorted(first), told(archive, cursor)) == ([1, 2], (cursor, []))


def test_a_limit_pages_through_all_changes(archive):
    for number in range(5):
        archive.save(story(f"https://m.example/{number}"))
    cursor, seen = None, []
    while True:
        cursor, some = told(archive, cursor, Filters(limit=2))
        if not some:
            break
        seen += some
    assert seen == [1, 2, 3, 4, 5]
    assert told(archive, cursor) == (cursor, [])


def test_a_query_is_followed_also_while_another_process_indexes(archive):
    archive.save(story("https://m.example/1", body="Rừng ngập mặn."))
    cursor, first = told(archive, None, query="rừng")
    lock = locks.take(archive.path, "search", "indexes")
    archive.save(story("https://m.example/2", body="Rừng phòng hộ."))
    archive.save(story("https://m.example/3", body="Sông."))
    late, none = told(archive, cursor, query="rừng")
    lock.release()
    assert (first, none, told(archive, late, query="rừng")[1]) == ([1], [], [2])


def test_a_cursor_that_is_none_of_this_archive_is_refused_in_one_line(archive, empty, tmp_path):
    archive.save(story("https://m.example/1"))
    cursor, _ = told(archive, None)
    (tmp_path / "other").mkdir()
    with Archive(tmp_path / "other") as other, pytest.raises(QueryError, match="of another archive"):
        other.changed(cursor)
    (tmp_path / "older").mkdir()
    shutil.copy(empty, tmp_path / "older")
    with Archive(tmp_path / "older") as older, pytest.raises(QueryError, match="newer than this archive"):
        older.changed(cursor)
    for broken in ("", "x", cursor + "x", "\x1b[31m" + "9" * 5000):
        with pytest.raises(QueryError, match="cursor") as caught:
            archive.changed(broken)
        assert len(str(caught.value)) < 200


def test_every_row_that_is_counted_is_sealed_too(archive, tmp_path):
    for number in (1, 2, 1):
        archive.save(story(f"https://m.example/{number}", names=["https://m.example/2"]))
    with closing(sqlite3.connect(tmp_path / "archive.db")) as raw:
        raw.row_factory = sqlite3.Row
        assert not [each for each in check_rows(raw, silent) if isinstance(each, Finding)]


def test_filters_choose_among_what_changed(archive):
    archive.save(story("https://m.example/1", "vi", date="2025-01-01"))
    cursor, _ = told(archive, None)
    archive.save(story("https://m.example/2", "en", date="2025-06-01"))
    archive.save(story("https://m.example/3", "vi", date="2025-07-01"))
    chosen = Filters(language=("vi",), portal=("m",), since="2025", until="2025-12")
    assert told(archive, cursor, chosen)[1] == [3]
