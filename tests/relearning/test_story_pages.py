"""The captured pages of stories, with what is known of these."""

from datetime import UTC, datetime, timedelta

from archive import Archive, warc
from archive.exchange import Exchange
from archive.frontier import NewAddress
from archive.store import State, Visit

HOME = "https://a.example"
BEGUN = datetime(2026, 5, 1, tzinfo=UTC)


def exchange(path, *, status="200 OK", more="", day=0, media="text/html"):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}Content-Length: {len(path)}\r\n\r\n{path}"
    request = f"GET {path} HTTP/1.1\r\nHost: a.example\r\n\r\n".encode()
    started = BEGUN + timedelta(days=day)
    return warc.pack(
        Exchange(url=HOME + path, request=request, response=head.encode(), started=started, ip="192.0.2.1")
    )


def visit(archive, path, *exchanges, kind="unknown"):
    archive.save(Visit(portal="a", url=HOME + path, state=State.SKIPPED, kind=kind, status=200, exchanges=exchanges))


def test_a_listed_page_that_gave_no_story_is_one_with_what_the_listing_said(tmp_path):
    with Archive(tmp_path) as archive:
        archive.add_addresses(
            "a",
            [
                NewAddress(url=f"{HOME}/1", kind="article", title="One", date="2026-04-30"),
                NewAddress(url=f"{HOME}/list", kind="listing", title="News"),
                NewAddress(url=f"{HOME}/about"),
            ],
        )
        for path, kind in (("/1", "unknown"), ("/list", "listing"), ("/about", "unknown")):
            visit(archive, path, exchange(path), kind=kind)
        (found,) = archive.story_pages("a")
        assert (found.url, found.title, found.date, found.state) == (f"{HOME}/1", "One", "2026-04-30", "skipped")
        assert archive.page(found.capture_id).body == b"/1"
        assert archive.story_pages("b") == []


def test_where_an_address_leads_elsewhere_the_page_there_is_its_story(tmp_path):
    moved = "301 Moved Permanently"
    with Archive(tmp_path) as archive:
        archive.add_addresses("a", [NewAddress(url=f"{HOME}/1", kind="article", title="One")])
        visit(archive, "/1", exchange("/1"))
        first = exchange("/1", status=moved, more=f"Location: {HOME}/news/1\r\n", day=1)
        second = exchange("/news/1", status=moved, more=f"Location: {HOME}/news/1/\r\n", day=1)
        visit(archive, "/1", first, second, exchange("/news/1/", day=1))
        visit(archive, "/2", exchange("/2", day=2))
        found = archive.story_pages("a")
        assert [(one.url, one.address, one.title) for one in found] == [
            (f"{HOME}/news/1/", f"{HOME}/1", "One"),
            (f"{HOME}/1", f"{HOME}/1", "One"),
        ]


def test_a_document_is_no_page(tmp_path):
    with Archive(tmp_path) as archive:
        archive.add_addresses("a", [NewAddress(url=f"{HOME}/1.pdf", kind="article", title="One")])
        visit(archive, "/1.pdf", exchange("/1.pdf", media="application/pdf"))
        assert archive.story_pages("a") == []
