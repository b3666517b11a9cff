"""Every answer of a crawl is kept as it came, and the database can be made anew from what was kept."""

import json
import os
import shutil
import signal
import time
from pathlib import Path

import preloaded
import pytest
from static_portal import STORIES, StaticPortal, served
from warcio.archiveiterator import ArchiveIterator

from archive import Archive
from tests.conftest import command_in


@pytest.fixture(scope="module")
def first_crawl(tmp_path_factory):
    """The portal, its folder after one crawl, and what was asked: each test goes on with a copy."""
    folder = tmp_path_factory.mktemp("crawled")
    with served(StaticPortal()) as site:
        assert command_in(folder)("crawl", site.web.url).code == 0
        yield site, folder, tuple(site.web.asked)


@pytest.fixture
def crawled(first_crawl, tmp_path):
    site, folder, asked = first_crawl
    shutil.copytree(folder / "archive", tmp_path / "archive")
    site.web.asked[:] = asked
    return site


def files(tmp_path):
    return sorted((tmp_path / "archive" / "captures").glob("*.warc.gz"))


def records(tmp_path):
    """(type, address) of all records, in order, as another program reads them."""
    found = []
    for path in files(tmp_path):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                record.content_stream().read()
                found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
    return found


def test_every_answer_of_the_server_is_a_record_with_its_request(crawled, tmp_path):
    found = records(tmp_path)
    answers = [url for kind, url in found if kind in {"response", "revisit"}]
    assert sorted(answers) == sorted(crawled.web.url.rstrip("/") + path for path in crawled.web.asked)
    assert [url for kind, url in found if kind == "request"] == answers


def test_a_record_says_where_its_raw_page_is(envnews, crawled, tmp_path):
    for record in envnews("export").json:
        place = record["capture"]
        with (tmp_path / "archive" / "captures" / place["file"]).open("rb") as stream:
            stream.seek(place["offset"])
            raw = next(iter(ArchiveIterator(stream)))
            assert raw.rec_headers.get_header("WARC-Target-URI") == record["url"]
            assert raw.rec_headers.get_header("WARC-Payload-Digest") == place["digest"]
            assert record["title"].encode() in raw.content_stream().read()


def test_an_unchanged_answer_becomes_a_revisit(envnews, crawled, tmp_path):
    before = len(records(tmp_path))
    envnews("crawl", crawled.web.url)
    url = next(url for kind, url in records(tmp_path)[before:] if kind == "revisit")
    with Archive(tmp_path / "archive") as archive:
        first, *_, last = archive.captures_of(url)
        assert (last.type, last.refers_to) == ("revisit", first.id)
        assert archive.page(last.id).body == archive.page(first.id).body


def test_a_quiet_day_goes_on_with_the_file_of_the_day_before(envnews, crawled, tmp_path):
    envnews("crawl", crawled.web.url)
    assert len(files(tmp_path)) == 1


def test_the_database_made_anew_answers_with_the_same_records(envnews, crawled, tmp_path):
    envnews("crawl", crawled.web.url)
    before = envnews("export").json
    (tmp_path / "archive" / "archive.db").unlink()
    assert envnews("rebuild", str(tmp_path / "archive")).code == 0
    assert envnews("export").json == before
    crawled.web.asked.clear()
    envnews("crawl", crawled.web.url)
    assert len(crawled.web.asked) <= 2, "what is known is known"


def test_a_rebuild_leaves_the_database_that_was_there(envnews, crawled, tmp_path):
    told = envnews("rebuild", str(tmp_path / "archive"), "--json").json
    assert (tmp_path / "archive" / told["kept"]).stat().st_size
    assert told["articles"] == len(STORIES)


def test_a_rebuild_elsewhere_copies_the_captures(envnews, crawled, tmp_path):
    before = envnews("export").json
    assert envnews("rebuild", str(tmp_path / "other")).code == 0
    assert envnews("export", "--archive", str(tmp_path / "other")).json == before


def test_without_captures_there_is_nothing_to_rebuild_from(envnews, tmp_path):
    (tmp_path / "empty").mkdir()
    result = envnews("rebuild", str(tmp_path / "empty"))
    assert (result.code, len(result.err.splitlines())) == (2, 1)


@pytest.mark.parametrize("kept", [9, 2_000])
def test_a_torn_record_is_cut_off_at_the_next_start_and_said(envnews, crawled, tmp_path, kept):
    path = files(tmp_path)[0]
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:kept][: len(whole) - 1] if kept < 2_000 else whole + whole[-kept:-1])
    result = envnews("crawl", crawled.web.url)
    assert "torn" in result.err
    records(tmp_path)
    assert path.read_bytes().startswith(whole)


def test_what_a_killed_run_captured_is_taken_up_not_asked_for_again(envnews, portal, tmp_path):
    """The database is one of yesterday, the captures are today's: as after a crash, or from a backup."""
    envnews("crawl", portal.web.url, "--limit", "3")
    database = tmp_path / "archive" / "archive.db"
    shutil.copy(database, tmp_path / "yesterday.db")
    envnews("crawl", portal.web.url)
    before = envnews("export").json
    shutil.copy(tmp_path / "yesterday.db", database)
    portal.web.asked.clear()
    envnews("crawl", portal.web.url)
    assert envnews("export").json == before
    assert not [path for path in portal.web.asked if any(story.path == path for story in STORIES)]


SHORT_OF_ROOM = """
import resource, signal, sys
from crawler.cli import main

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
main(sys.argv[2:])
"""


@pytest.mark.parametrize("more", [30_000, 120_000])
def test_a_full_disk_ends_the_crawl_cleanly_and_the_next_goes_on(envnews, portal, tmp_path, more):
    """No file may grow beyond `room`: what the kernel then answers is what it answers when the disk is full."""
    Archive(tmp_path / "empty").close()
    room = (tmp_path / "empty" / "archive.db").stat().st_size + more
    command = (str(room), "crawl", portal.web.url, "--archive", str(tmp_path / "archive"))
    ended = preloaded.run(command, tmp_path, os.environ, 60, program=SHORT_OF_ROOM)
    assert ended.returncode == 1
    assert b"Traceback" not in ended.stderr
    assert envnews("crawl", portal.web.url).code == 0
    stories = envnews("export").json
    assert sorted(record["title"] for record in stories) == sorted(story.title for story in STORIES)
    records(tmp_path)
    assert envnews("rebuild", str(tmp_path / "archive")).code == 0
    assert envnews("export").json == stories


class Slow(StaticPortal):
    def answer(self, path):
        time.sleep(0.02)
        return super().answer(path)


@pytest.mark.parametrize("answered", [5, 20])
def test_after_kill_9_at_any_moment_the_captures_are_readable_and_the_records_whole(envnews, tmp_path, answered):
    with served(Slow()) as site:
        with Path(os.devnull).open("wb") as nowhere:
            command = ("crawl", site.web.url, "--archive", str(tmp_path / "archive"))
            process = preloaded.start(command, tmp_path, os.environ, nowhere.fileno(), nowhere.fileno())
        end = time.monotonic() + 60
        while len(site.web.asked) < answered and time.monotonic() < end:
            time.sleep(0.001)
        process.kill()
        assert process.wait(10) == -signal.SIGKILL
        envnews("crawl", site.web.url)
    records(tmp_path)
    stories = envnews("export").json
    assert sorted(record["title"] for record in stories) == sorted(story.title for story in STORIES)
    envnews("rebuild", str(tmp_path / "archive"))
    assert json.dumps(envnews("export").json) == json.dumps(stories)
