"""Pictures and documents of stories: fetched once, told apart by content, and no business of the pages."""

import hashlib
import signal
import sqlite3
from contextlib import contextmanager

import pytest
from static_portal import STORIES, StaticPortal, served
from test_interrupted import start, wait_for
from web import Answer, serve

from crawler.demo.assets import icon, photo
from crawler.demo.documents import docx, pdf

WORDS = {1: "Hà Vân", 2: "ลุ่มน้ำแม่ปิง", 3: "湿地保护名录", 4: "محمية الأهوار"}


class WithFiles(StaticPortal):
    """Each story shows a picture and offers a report; `files` answers other addresses, `more` adds to stories."""

    def __init__(self):
        super().__init__()
        self.fails_once = None
        self.files = {}
        self.more = {}

    def answer(self, path):
        if path in self.files:
            found = self.files[path]
            return found() if callable(found) else found
        name = path.rpartition("/")[2].partition(".")[0]
        if path.startswith("/img/"):
            return Answer(photo(f"{name} {name}", 64 + 8 * int(name), 48), type="image/jpeg")
        if path.startswith("/files/"):
            number = int(name.removeprefix("report-"))
            return Answer(pdf(f"Report {number}", WORDS.get(number, "none")), type="application/pdf")
        return super().answer(path)

    def story(self, story, is_copy):
        page = super().story(story, is_copy)
        return page.replace("</article>", f"{self.more.get(story.number, '')}</article>")


@pytest.fixture
def portal():
    with served(WithFiles()) as site:
        yield site


def is_file(path):
    return path.startswith(("/img/", "/files/", "/cdn/"))


def asked(site):
    return sorted(path for path in site.web.asked if is_file(path))


def by_number(envnews):
    return {next(s.number for s in STORIES if s.title == r["title"]): r for r in envnews("export").json}


def rows(tmp_path, sql, *values):
    with sqlite3.connect(tmp_path / "archive" / "archive.db") as connection:
        return connection.execute(sql, values).fetchall()


def test_each_is_asked_for_once_and_is_in_the_record_of_its_story(envnews, portal):
    done = envnews("crawl", portal.web.url, "--json")
    assert done.code == 0
    assert asked(portal) == sorted(
        path for s in STORIES for path in (f"/img/{s.number}.jpg", f"/files/report-{s.number}.pdf")
    )
    counts = done.json["counts"][0]
    assert (counts["files"], counts["files_failed"], counts["found"], counts["new"]) == (24, 0, 12, 12)
    for number, record in by_number(envnews).items():
        body = portal.answer(f"/img/{number}.jpg").body
        image, report = record["images"][0], record["attachments"][0]
        assert (image["sha256"], image["media_type"]) == (hashlib.sha256(body).hexdigest(), "image/jpeg")
        assert (image["width"], image["height"]) == (64 + 8 * number, 48)
        assert report["text"].splitlines() == [f"Report {number}", WORDS.get(number, "none")]
        assert record["capture"]


def test_a_quiet_day_asks_for_none_and_a_full_crawl_for_none_either(envnews, portal):
    envnews("crawl", portal.web.url)
    before = envnews("export").json
    for more in ((), ("--full",)):
        portal.web.asked.clear()
        assert envnews("crawl", portal.web.url, *more).code == 0
        assert asked(portal) == []
    kept = ("sha256", "text", "width", "media_type")
    for old, new in zip(before, envnews("export").json, strict=True):
        for part in ("images", "attachments"):
            assert [{k: f.get(k) for k in kept} for f in new[part]] == [{k: f.get(k) for k in kept} for f in old[part]]


@pytest.mark.parametrize("query", ["Hà Vân", "ha van", "ลุ่มน้ำแม่ปิง", "湿地", "الأهوار"])
def test_search_finds_what_only_a_document_says(envnews_of_module, query, tmp_path_factory):
    hits = envnews_of_module("search", query, "--json")
    if hits.code:
        with served(WithFiles()) as site:
            site.more[5] = '<p><a href="/files/appendix.docx">Appendix (DOCX)</a></p>'
            site.files["/files/appendix.docx"] = Answer(docx("Appendix", *WORDS.values()))
            assert envnews_of_module("crawl", site.web.url).code == 0
        hits = envnews_of_module("search", query, "--json")
    assert len(hits.json) == 2  # the story with the PDF, the one with the DOCX
    assert all(hit["snippet"]["marks"] for hit in hits.json)


def test_with_a_limit_the_stories_that_are_stored_get_their_files_and_no_others(envnews, portal):
    envnews("crawl", portal.web.url, "--limit", "2")
    assert all(record["images"][0]["sha256"] for record in envnews("export").json)
    assert len(asked(portal)) == 4
    portal.web.asked.clear()
    envnews("crawl", portal.web.url)
    assert len(asked(portal)) == 20


def test_a_crawl_without_files_asks_for_none_and_the_next_one_with_them_for_all(envnews, portal):
    envnews("crawl", portal.web.url, "-s", "FILES=false")
    assert asked(portal) == []
    portal.web.asked.clear()
    envnews("crawl", portal.web.url)
    assert len(asked(portal)) == 24
    assert all(record["attachments"][0]["text"] for record in envnews("export").json)


def test_what_a_portals_file_does_not_want_is_not_asked_for(envnews, portal, tmp_path):
    folder = tmp_path / "portals" / "vn"
    folder.mkdir(parents=True)
    (folder / "vn-x.toml").write_text(
        f'id = "vn-x"\nname = "X"\ncountry = "VN"\nhome = "{portal.web.url}/"\n'
        '[files]\nimages = false\nlargest = "2 kB"\nper_story = 2\n[evidence]\nconfidence = "recalled"\n'
    )
    portal.more[3] = "".join(f'<p><a href="/files/report-{n}.pdf">Annex {n} (PDF)</a></p>' for n in (1, 2))
    portal.files["/files/report-4.pdf"] = Answer(pdf("x" * 3000), type="application/pdf")
    done = envnews("crawl", "vn-x", "--portals", tmp_path / "portals", "--json")
    assert done.code == 0, done.err
    assert not [path for path in asked(portal) if path.startswith("/img")]
    record = by_number(envnews)[3]
    assert [bool(each["sha256"]) for each in record["attachments"]] == [True, True, True]  # 1 is in story 1, too
    assert rows(tmp_path, "SELECT state, reason FROM addresses WHERE url LIKE '%report-4.pdf'") == [
        ("skipped", "larger than the limit")
    ]


def test_one_content_at_several_addresses_is_kept_once(envnews, portal, tmp_path):
    same = Answer(icon("logo", 40, 30), type="image/png")
    for number in (1, 2, 3):
        portal.files[f"/img/{number}.jpg"] = same
    envnews("crawl", portal.web.url)
    sha256 = hashlib.sha256(same.body).hexdigest()
    records = by_number(envnews)
    assert {records[number]["images"][0]["sha256"] for number in (1, 2, 3)} == {sha256}
    assert records[1]["images"][0]["media_type"] == "image/png"  # whatever it is called
    assert rows(tmp_path, "SELECT count(*) FROM media WHERE sha256 = ?", sha256) == [(1,)]
    kinds = rows(tmp_path, "SELECT type FROM captures WHERE url LIKE '%/img/_.jpg' ORDER BY id")
    assert sorted(kind for (kind,) in kinds).count("revisit") == 2


def test_a_picture_that_later_stories_show_is_in_their_records_without_another_request(envnews, portal):
    envnews("crawl", portal.web.url, "--limit", "1")
    shown = portal.web.url + f"/img/{STORIES[-1].number}.jpg"
    portal.more[2] = f'<p><img src="{shown}" width="700" height="500"></p>'
    envnews("crawl", portal.web.url)
    assert portal.web.times(f"/img/{STORIES[-1].number}.jpg") == 1
    images = by_number(envnews)[2]["images"]
    assert [bool(image["sha256"]) for image in images if image["url"] == shown] == [True]


def test_what_stands_in_a_files_place_is_no_file(envnews, portal, tmp_path):
    portal.files |= {
        "/img/1.jpg": Answer("<!doctype html><title>Not found</title>", type="image/jpeg"),
        "/img/2.jpg": Answer("", type="image/jpeg"),
        "/img/3.jpg": Answer(pdf("x"), type="image/jpeg"),
        "/img/4.jpg": Answer("gone", 410),
        "/files/report-1.pdf": Answer("<html><body>Please log in", type="application/pdf"),
    }
    done = envnews("crawl", portal.web.url, "--json")
    counts = done.json["counts"][0]
    assert done.code == 0
    assert (counts["files"], counts["files_failed"], counts["failed"], counts["trouble"]) == (19, 5, 0, None)
    assert done.json["issues"] == []
    records = by_number(envnews)
    assert [records[number]["images"][0]["sha256"] for number in (1, 2, 3, 4)] == [None] * 4
    shown = {
        line["url"].removeprefix(portal.web.url): line["missing"]
        for number in (1, 2, 3, 4)
        for line in envnews("show", records[number]["id"], "--files", tmp_path / "out", "--json").json
        if line["missing"]
    }
    assert shown == {
        "/img/1.jpg": "a web page stands in its place",
        "/img/2.jpg": "empty",
        "/img/3.jpg": "no picture but application/pdf",
        "/img/4.jpg": "HTTP 410 Gone",
        "/files/report-1.pdf": "a web page stands in its place",
    }
    portal.web.asked.clear()
    envnews("crawl", portal.web.url)
    assert asked(portal) == []  # they are asked for again after a week


def test_where_nobody_answered_the_next_crawl_asks_again(envnews, portal):
    portal.files["/img/1.jpg"] = Answer("busy", 502)
    envnews("crawl", portal.web.url, "-s", "RETRY_BACKOFF=0.01")
    del portal.files["/img/1.jpg"]
    portal.web.asked.clear()
    envnews("crawl", portal.web.url)
    assert asked(portal) == ["/img/1.jpg"]
    assert by_number(envnews)[1]["images"][0]["sha256"]


@contextmanager
def other_host(answer):
    """A server under a name of this machine that is not the portal's."""
    with serve(answer) as web:
        web.url = web.url.replace("127.0.0.1", "localhost")
        yield web


def test_a_private_address_of_another_host_is_not_asked_for_anything(envnews, portal):
    with other_host(lambda request: Answer(icon("x", 9, 9), type="image/png")) as cdn:
        portal.more[1] = f'<p><img src="{cdn.url}/cdn/a.png" width="700" height="500"></p>'
        done = envnews("crawl", portal.web.url, "--json")
        assert done.code == 0
        assert cdn.asked == []
    images = by_number(envnews)[1]["images"]
    assert [image["sha256"] is None for image in images] == [False, True]


def test_a_file_that_leads_elsewhere_is_followed_and_a_page_is_not(envnews, portal):
    portal.files["/img/1.jpg"] = Answer("", 302, headers={"Location": "/img/2.jpg"})
    portal.files["/img/3.jpg"] = Answer("", 302, headers={"Location": "/"})
    envnews("crawl", portal.web.url)
    records = by_number(envnews)
    assert records[1]["images"][0]["sha256"] == records[2]["images"][0]["sha256"]
    assert records[3]["images"][0]["sha256"] is None


def test_an_edit_of_the_story_asks_for_its_files_again_and_a_new_picture_is_no_edit(envnews, portal):
    envnews("crawl", portal.web.url)
    story = STORIES[0]
    portal.files[f"/img/{story.number}.jpg"] = Answer(icon("new", 50, 40), type="image/png")
    envnews("crawl", portal.web.url, "--full")
    assert by_number(envnews)[story.number]["revision"] == 1


def test_hostile_documents_and_pictures_do_not_stop_a_crawl(envnews, portal):
    portal.files |= {
        "/files/report-1.pdf": Answer(b"%PDF-1.4\n" + b"[" * 100_000),
        "/files/report-2.pdf": Answer(b"PK\3\4" + bytes(1000)),
        "/files/report-3.pdf": Answer(bytes(10_000)),
        "/img/1.jpg": Answer(b"\xff\xd8\xff" + b"\0" * 2_000_000),
        "/img/2.jpg": Answer(b"GIF89a"),
        "/img/3.jpg": Answer(b"\0\0\0\x18ftypavif" + b"\xff" * 5000),
        "/img/4.jpg": Answer(b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 50_000),
    }
    done = envnews("crawl", portal.web.url, "--json")
    assert done.code == 0
    assert done.json["counts"][0]["new"] == 12
    records = by_number(envnews)
    assert [records[number]["images"][0]["width"] for number in (2, 4)] == [800, 800]  # as the page says


@pytest.mark.parametrize("files", [1, 9])
def test_a_crawl_that_is_killed_goes_on_with_the_files(envnews, portal, tmp_path, files):
    process = start(tmp_path, portal.web.url)
    wait_for(lambda: len(asked(portal)) >= files)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    have = {path for (path,) in rows(tmp_path, "SELECT url FROM addresses WHERE sha256 IS NOT NULL")}
    portal.web.asked.clear()
    assert envnews("crawl", portal.web.url).code == 0
    assert not have & {portal.web.url + path for path in asked(portal)}
    records = by_number(envnews).values()
    assert len(records) == 12
    assert all(record["images"][0]["sha256"] and record["attachments"][0]["text"] for record in records)


def test_a_rebuilt_archive_has_the_same_files(envnews, portal, tmp_path):
    envnews("crawl", portal.web.url)
    before = envnews("export").json
    assert envnews("rebuild", tmp_path / "archive").code == 0
    after = envnews("export").json
    assert [record["images"] for record in after] == [record["images"] for record in before]
    assert [record["attachments"] for record in after] == [record["attachments"] for record in before]
    record = after[0]
    out = envnews("show", record["id"], "--files", tmp_path / "out", "--json").json
    assert [hashlib.sha256(open(line["path"], "rb").read()).hexdigest() for line in out] == [l["sha256"] for l in out]
