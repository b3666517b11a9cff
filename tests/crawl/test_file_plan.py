"""Which files a crawl fetches, and when it lets one be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive import Archive
from archive.article import Article, Attachment, Image
from archive.frontier import Address, NewAddress, State
from crawler.demo.assets import icon, photo
from crawler.demo.documents import pdf
from crawler.files import SILENT_MAX, WINDOW, FilePlan, is_due
from crawler.media import NoMediaError, media_of, size_of
from crawler.portal import Files, Portal
from crawler.seeds import TRIES
from crawler.wishes import Wishes

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PORTAL = Portal(id="p", home="https://a.example/")
STORY = Article(
    title="x",
    body="x",
    date="2026-01-02",
    images=tuple(
        Image(url=url) for url in ("https://a.example/1.jpg", "https://cdn.example/2.jpg", "https://[b/3.jpg")
    ),
    attachments=(Attachment(url="https://a.example/p.pdf#page=2"), Attachment(url="https://a.example/p.pdf#page=9")),
)


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path) as opened:
        yield opened


def plan_of(archive, files=None, wishes=None, *, enabled=True):
    return FilePlan.of(archive, replace(PORTAL, files=files or Files()), wishes or Wishes(), enabled=enabled)


def named(plan):
    return [new.url.rpartition("/")[2] for new in plan.of_story(STORY, "https://a.example/story")]


def test_each_file_of_a_story_is_one_address_and_documents_come_first(archive):
    assert named(plan_of(archive)) == ["p.pdf", "1.jpg", "2.jpg"]


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (Files(images=False), ["p.pdf"]),
        (Files(attachments=False), ["1.jpg", "2.jpg"]),
        (Files(per_story=1), ["p.pdf", "1.jpg"]),
    ],
)
def test_the_portals_file_says_which(archive, files, names):
    assert named(plan_of(archive, files)) == names


def test_none_where_they_are_switched_off_or_where_there_is_no_story(archive):
    assert named(plan_of(archive, enabled=False)) == []
    assert plan_of(archive).of_story(None, "https://a.example/") == ()


def put(archive, *urls):
    archive.add_addresses("p", [NewAddress(url=url, kind="image", priority=101) for url in urls])


def test_few_are_on_their_way_at_once(archive):
    put(archive, *(f"https://a.example/{number}.jpg" for number in range(WINDOW + 1)))
    plan = plan_of(archive)
    first = [plan.next() for _ in range(WINDOW)]
    assert all(first)
    assert plan.next() is None
    assert plan.done(first[0].url)
    assert not plan.done("https://a.example/a-page")
    assert plan.next() is not None


def test_a_run_of_a_few_stories_wants_their_files_alone(archive):
    put(archive, "https://a.example/old.jpg", "https://a.example/1.jpg")
    plan = plan_of(archive, wishes=Wishes(limit=3))
    assert plan.next() is None
    named(plan)
    assert plan.next().url == "https://a.example/1.jpg"
    assert plan.next() is None


def test_another_host_that_gives_no_answer_is_left_alone_and_its_files_count_as_tried(archive):
    put(archive, *(f"https://cdn.example/{number}.jpg" for number in range(9)), "https://a.example/1.jpg")
    plan, told = plan_of(archive), []
    while (file := plan.next()) and file.url.startswith("https://cdn"):
        told.append(plan.unanswered(file, "timed out"))
        archive.set_state("p", file.url, State.FAILED, "timed out")
        plan.done(file.url)
    assert file.url == "https://a.example/1.jpg"
    assert [line is None for line in told] == [True] * (SILENT_MAX - 1) + [False]
    assert {left.attempts for left in archive.unfetched_files("p")} >= {1}
    assert len(archive.unfetched_files("p")) == 9


def test_an_answer_in_between_shows_that_a_host_is_there(archive):
    plan = plan_of(archive)
    file = Address(url="https://cdn.example/1.jpg", kind="image", state=State.PENDING, priority=0, first_seen="")
    for _ in range(2 * SILENT_MAX):
        assert plan.unanswered(file, "timed out") is None
        plan.answered(file)


def test_the_portals_own_host_is_for_the_pages_to_judge(archive):
    plan = plan_of(archive)
    file = Address(url="https://a.example/1.jpg", kind="image", state=State.PENDING, priority=0, first_seen="")
    assert [plan.unanswered(file, "timed out") for _ in range(9)] == [None] * 9


@pytest.mark.parametrize(
    ("changes", "due"),
    [
        ({"status": None}, True),
        ({"status": 503}, True),
        ({"status": None, "attempts": TRIES}, False),
        ({"status": 404}, False),
        ({"status": 404, "days": 8}, True),
        ({"status": 200, "reason": "empty"}, False),
        ({"status": 404, "days": 8, "attempts": TRIES}, False),
        ({"state": State.SKIPPED, "reason": "larger than the limit", "days": 99}, False),
        ({"state": State.SKIPPED, "reason": "forbidden by robots.txt", "days": 8}, True),
        ({"state": State.SKIPPED, "reason": "forbidden by robots.txt"}, False),
    ],
)
def test_when_a_file_is_asked_for_again(changes, due):
    days = changes.pop("days", 1)
    usual = {"state": State.FAILED, "attempts": 1, "visited_at": (NOW - timedelta(days=days)).isoformat()}
    file = Address(url="https://a.example/1.jpg", kind="image", priority=0, first_seen="", **(usual | changes))
    assert is_due(file, NOW) is due


def test_what_a_file_contains():
    picture = media_of(photo("x", 64, 48), "image")
    assert (picture.media_type, picture.width, picture.height, picture.text) == ("image/jpeg", 64, 48, None)
    paper = media_of(pdf("Kế hoạch"), "attachment")
    assert (paper.media_type, paper.text, paper.width) == ("application/pdf", "Kế hoạch", None)
    assert media_of(icon("x", 9, 9), "attachment").media_type == "image/png"
    assert media_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "attachment").note == (
        "the text of ole files is not read"
    )


@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"", "attachment", "empty"),
        (b"<!doctype html>", "attachment", "a web page stands in its place"),
        (b"<html><p>404", "image", "a web page stands in its place"),
        (b"not found", "image", "no picture but text/plain"),
    ],
)
def test_what_is_no_file(body, kind, reason):
    with pytest.raises(NoMediaError, match=reason):
        media_of(body, kind)


def test_what_word_saved_as_html_is_a_document():
    body = b'<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>Notice'
    assert media_of(body, "attachment").media_type == "text/html"


@pytest.mark.parametrize("body", [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n" + b"\xff" * 50, b"GIF89a\0\0\0\0"])
def test_a_picture_that_does_not_say_how_large_it_is_has_no_size(body):
    assert size_of(body, "image/jpeg") == (None, None)
