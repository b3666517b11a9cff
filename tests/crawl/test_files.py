"""Pictures and documents of stories: fetched once, told apart by content, and no business of the pages."""

import hashlib
import signal
import sqlite3
from contextlib import contextmanager

import pytest
from static_portal import STORIES as ALL
from static_portal import StaticPortal, served
from test_interrupted import start, wait_for
from web import Answer, serve

from archive import Archive
from crawler.demo.assets import icon, photo
from crawler.demo.documents import docx, pdf
from tests.conftest import command_in

STORIES = ALL[:9]
WORDS = {1: "Hà Vân", 2: "ลุ่มน้ำแม่ปิง", 3: "湿地保护名录", 4: "محمية الأهوار"}


class WithFiles(StaticPortal):
    """Each story shows a picture and offers a report; `files` answers other addresses, `more` adds to stories."""

    def __init__(self):
        super().__init__()
        self.stories = STORIES[::-1]
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


@pytest.fixture
def crawl(envnews, portal, tmp_path):
    """Crawl the portal; returns the summary. `crawl.asked`: files it asked for; `crawl.records`: what is kept."""

    def run(*arguments, target=None):
        portal.web.asked.clear()
        done = envnews("crawl", target or portal.web.url, "--json", *arguments)
        run.asked = asked(portal)
        run.records = records_in(tmp_path)
        return done.json

    return run


def records_in(folder):
    """The records by the number of their story."""
    numbers = {story.title: story.number for story in STORIES}
    with Archive(folder / "archive") as archive:
        return {numbers[record.title]: record.as_dict() for record in archive.articles()}


def rows(tmp_path, sql, *values):
    with sqlite3.connect(tmp_path / "archive" / "archive.db") as connection:
        return connection.execute(sql, values).fetchall()


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    """An archive of stories, two of which have documents with the same words: a PDF each, and a DOCX of all."""
    folder = tmp_path_factory.mktemp("searched")
    with served(WithFiles()) as site:
        site.more[5] = '<p><a href="/files/appendix.docx">Appendix (DOCX)</a></p>'
        site.files["/files/appendix.docx"] = Answer(docx("Appendix", *WORDS.values()))
        command_in(folder)("crawl", site.web.url)
    with Archive(folder / "archive") as archive:
        yield archive


def test_each_is_asked_for_once_and_is_in_the_record_of_its_story(portal, crawl):
    counts = crawl()["counts"][0]
    paths = [path for s in STORIES for path in (f"/img/{s.number}.jpg", f"/files/report-{s.number}.pdf")]
    assert crawl.asked == sorted(paths)
    assert (counts["files"], counts["files_failed"], counts["new"], counts["failed"]) == (18, 0, 9, 0)
    for number, record in crawl.records.items():
        image, report = record["images"][0], record["attachments"][0]
        body = portal.answer(f"/img/{number}.jpg").body
        assert (image["sha256"], image["media_type"]) == (hashlib.sha256(body).hexdigest(), "image/jpeg")
        assert (image["width"], image["height"]) == (64 + 8 * number, 48)
        assert report["text"].splitlines() == [f"Report {number}", WORDS.get(number, "none")]


def test_later_crawls_ask_for_none_of_them_and_the_records_keep_them(crawl):
    crawl()
    before = crawl.records
    for more in ((), ("--full",)):
        crawl(*more)
        assert crawl.asked == []
    for number, record in before.items():
        assert crawl.records[number]["images"] == record["images"]
        assert crawl.records[number]["attachments"] == record["attachments"]


@pytest.mark.parametrize("query", ["Hà Vân", "ha van", "ลุ่มน้ำแม่ปิง", "湿地", "الأهوار"])
def test_search_finds_what_only_a_document_says_and_shows_where(searched, query):
    hits = searched.search(query)
    assert len(hits) == 2
    assert all(hit.snippet.marks for hit in hits)


def test_with_a_limit_the_stories_that_are_stored_get_their_files_and_later_crawls_ask_for_the_others(portal, crawl):
    crawl("--limit", "2")
    assert len(crawl.asked) == 4
    assert all(record["images"][0]["sha256"] for record in crawl.records.values())
    newest = STORIES[-1].number
    portal.more[2] = f'<p><img src="/img/{newest}.jpg" width="700" height="500"></p>'
    crawl()
    assert len(crawl.asked) == 14
    assert f"/img/{newest}.jpg" not in crawl.asked
    shown = [image for image in crawl.records[2]["images"] if image["url"].endswith(f"/img/{newest}.jpg")]
    assert shown[0]["sha256"] == crawl.records[newest]["images"][0]["sha256"]


def test_a_crawl_without_files_asks_for_none_and_the_next_one_with_them_for_all(crawl):
    crawl("-s", "FILES=false")
    assert crawl.asked == []
    crawl()
    assert len(crawl.asked) == 18
    assert all(record["attachments"][0]["text"] for record in crawl.records.values())


def test_what_a_portals_file_does_not_want_is_not_asked_for(portal, crawl, tmp_path):
    folder = tmp_path / "portals" / "vn"
    folder.mkdir(parents=True)
    (folder / "vn-x.toml").write_text(
        f'id = "vn-x"\nname = "X"\ncountry = "VN"\nhome = "{portal.web.url}/"\n'
        '[files]\nimages = false\nlargest = "30 kB"\nper_story = 2\n[evidence]\nconfidence = "recalled"\n'
    )
    portal.more[3] = "".join(f'<p><a href="/files/annex-{n}.pdf">Annex {n} (PDF)</a></p>' for n in (1, 2))
    portal.files |= {f"/files/annex-{n}.pdf": Answer(pdf("Annex")) for n in (1, 2)}
    portal.files["/files/report-4.pdf"] = Answer(bytes(30_001))
    crawl("--portals", str(tmp_path / "portals"), target="vn-x")
    assert [path for path in crawl.asked if path.startswith(("/img", "/files/annex"))] == ["/files/annex-1.pdf"]
    state = rows(tmp_path, "SELECT state, reason FROM addresses WHERE url LIKE '%report-4.pdf'")
    assert state == [("skipped", "larger than the limit")]


def test_one_content_at_several_addresses_is_kept_once(portal, crawl, tmp_path):
    same = Answer(icon("logo", 40, 30), type="image/jpeg")
    portal.files |= {f"/img/{number}.jpg": same for number in (1, 2, 3)}
    crawl()
    sha256 = hashlib.sha256(same.body).hexdigest()
    images = [crawl.records[number]["images"][0] for number in (1, 2, 3)]
    assert {(image["sha256"], image["media_type"]) for image in images} == {(sha256, "image/png")}
    assert rows(tmp_path, "SELECT count(*) FROM media WHERE sha256 = ?", sha256) == [(1,)]
    kinds = rows(tmp_path, "SELECT type FROM captures WHERE url GLOB '*/img/[123].jpg' AND status = 200 ORDER BY id")
    assert [kind for (kind,) in kinds] == ["response", "revisit", "revisit"]
    with Archive(tmp_path / "archive") as archive:
        assert archive.file(sha256) == same.body


def test_what_is_no_file_or_a_hostile_one_is_told_and_fails_nothing(portal, crawl, tmp_path):
    """Error pages, redirects to the front page, answers of another kind, a private address of another host."""
    with other_host(lambda request: Answer(icon("x", 9, 9), type="image/png")) as cdn:
        portal.more[5] = f'<p><img src="{cdn.url}/cdn/a.png" width="700" height="500"></p>'
        portal.files |= {
            "/img/1.jpg": Answer("<!doctype html><title>Not found</title>", type="image/jpeg"),
            "/img/2.jpg": Answer("", type="image/jpeg"),
            "/img/3.jpg": Answer(pdf("x"), type="image/jpeg"),
            "/img/4.jpg": Answer("gone", 410),
            "/img/6.jpg": Answer("", 302, headers={"Location": "/"}),
            "/img/7.jpg": Answer("", 302, headers={"Location": "/img/8.jpg"}),
            "/img/9.jpg": Answer("busy", 502),
            "/files/report-1.pdf": Answer("<html><body>Please log in", type="application/pdf"),
            # These are files, and made to do harm.
            "/files/report-2.pdf": Answer(b"%PDF-1.4\n" + b"[" * 100_000),
            "/files/report-3.pdf": Answer(b"PK\3\4" + bytes(1000)),
            "/files/report-4.pdf": Answer(bytes(10_000)),
            "/img/5.jpg": Answer(b"\xff\xd8\xff" + b"\0" * 2_000_000),
            "/img/8.jpg": Answer(b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 50_000),
        }
        done = crawl()
        counts = done["counts"][0]
        assert cdn.asked == []
    assert (counts["files"], counts["files_failed"], counts["failed"], counts["trouble"]) == (11, 8, 0, None)
    assert done["issues"] == []
    assert [crawl.records[number]["attachments"][0]["text"] for number in (2, 3, 4)] == [None] * 3
    assert crawl.records[7]["images"][0]["sha256"] == crawl.records[8]["images"][0]["sha256"]
    with Archive(tmp_path / "archive") as archive:
        files = [file for record in crawl.records.values() for file in archive.files(record["id"])]
    assert {file.url.rpartition("/")[2]: file.missing for file in files if file.missing} == {
        "1.jpg": "a web page stands in its place",
        "2.jpg": "empty",
        "3.jpg": "no picture but application/pdf",
        "4.jpg": "HTTP 410 Gone",
        "6.jpg": "a web page stands in its place",
        "9.jpg": "HTTP 502 Bad Gateway",
        "report-1.pdf": "a web page stands in its place",
        "a.png": "leads to a private address (127.0.0.1)",
    }
    del portal.files["/img/9.jpg"]
    crawl()
    assert crawl.asked == ["/img/9.jpg"]  # what was answered is asked for again after a week
    assert crawl.records[9]["images"][0]["sha256"]


@contextmanager
def other_host(answer):
    """A server under a name of this machine that is not the portal's."""
    with serve(answer) as web:
        web.url = web.url.replace("127.0.0.1", "localhost")
        yield web


def test_an_edit_of_the_story_asks_for_its_files_again_and_a_new_picture_is_no_edit(portal, crawl, tmp_path):
    crawl()
    story = STORIES[-1]
    portal.files[f"/img/{story.number}.jpg"] = Answer(icon("new", 50, 40), type="image/png")
    portal.more[story.number] = "<p>The minister added that the figures of the coast will follow in the autumn.</p>"
    with Archive(tmp_path / "archive") as archive:
        name = next(iter(rows(tmp_path, "SELECT portal FROM articles")))[0]
        archive.make_pending(name, [portal.web.url + story.path])
    crawl()
    assert crawl.asked == [f"/files/report-{story.number}.pdf", f"/img/{story.number}.jpg"]
    record = crawl.records[story.number]
    assert (record["revision"], record["images"][0]["media_type"]) == (2, "image/png")
    with Archive(tmp_path / "archive") as archive:
        assert archive.get(record["id"], 1).images[0].media_type == "image/jpeg"


def test_a_crawl_that_is_killed_goes_on_with_the_files(portal, crawl, tmp_path):
    process = start(tmp_path, portal.web.url)
    wait_for(lambda: len(asked(portal)) >= 5)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    have = {path for (path,) in rows(tmp_path, "SELECT url FROM addresses WHERE sha256 IS NOT NULL")}
    crawl()
    assert not have & {portal.web.url + path for path in crawl.asked}
    assert len(crawl.records) == 9
    assert all(each["images"][0]["sha256"] and each["attachments"][0]["text"] for each in crawl.records.values())


def test_a_rebuilt_archive_has_the_same_files_and_writes_them_out(envnews, crawl, tmp_path):
    crawl("--limit", "3")
    envnews("rebuild", "archive")
    assert records_in(tmp_path) == crawl.records
    article = next(iter(crawl.records.values()))["id"]
    told = envnews("show", article, "--files", "out-here", "--json").json
    digests = [hashlib.sha256((tmp_path / each["path"]).read_bytes()).hexdigest() for each in told]
    assert digests == [each["sha256"] for each in told]
    assert len(told) == 2


def test_files_on_other_public_hosts_are_fetched_as_their_robots_txt_allows(portal, tmp_path):
    """The hosts are reached through a proxy, so that no name needs to be known; pages there are asked for nothing."""
    picture = Answer(icon("cdn", 30, 20), type="image/png")
    answers = {
        "http://cdn.example/robots.txt": Answer("User-agent: *\nDisallow: /private/\n", type="text/plain"),
        "http://cdn.example/a.png": Answer("", 302, headers={"Location": "http://far.example/b.png"}),
        "http://far.example/b.png": picture,
        "http://cdn.example/private/c.png": picture,
    }
    newest = STORIES[-1].number
    images = "".join(
        f'<img src="http://cdn.example/{name}" width=700 height=500>' for name in ("a.png", "private/c.png")
    )
    portal.more[newest] = f'<p>{images}</p><p><a href="http://cdn.example/story.html">A story elsewhere</a></p>'
    with serve(lambda request: answers.get(request.path)) as proxy:
        environment = {"http_proxy": proxy.url, "no_proxy": "127.0.0.1"}
        command_in(tmp_path, **environment)("crawl", portal.web.url, "--limit", "1")
    assert sorted(proxy.asked) == [
        "http://cdn.example/a.png",
        "http://cdn.example/robots.txt",
        "http://far.example/b.png",
        "http://far.example/robots.txt",
    ]
    shown = records_in(tmp_path)[newest]["images"][1:]
    assert [image["sha256"] for image in shown] == [hashlib.sha256(picture.body).hexdigest(), None]
