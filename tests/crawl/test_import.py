"""Stories out of what other tools captured: read with the dates of their captures, and kept with them."""

import gzip
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "archive"))

import foreign_forms as forms
from foreign_forms import http, packed, response
from static_portal import STORIES, StaticPortal

from archive import Archive
from archive.cli import export_to
from crawler.cli import main
from crawler.importing import Chosen, import_files
from crawler.portal import Portal
from crawler.rebuilding import rebuild
from crawler.registry import Registry

HOME = "https://rivers.example/"
PORTAL = Portal(id="rivers", home=HOME, name="Ministry of Rivers", country="GB", languages=("en",))
SITE = StaticPortal()
NOBODY = Registry([])  # no portal is described


def page(story=STORIES[0], *, text=None):
    html = SITE.story(story, is_copy=False)
    return html if text is None else html.replace(story.paragraphs[1], text)


def capture(path, html, date, of, **rest):
    block = rest.pop("block", None) or http(html.encode())
    return response(block, url=HOME.rstrip("/") + path, date=date, of=of, **rest)


@pytest.fixture
def imported(tmp_path):
    """Import records as one file; give what came of it."""
    numbers = iter(range(100))

    def run(*records, archive="archive", **chosen):
        path = tmp_path / f"{next(numbers)}.warc.gz"
        path.write_bytes(packed(*records))
        with Archive(tmp_path / archive) as opened:
            wanted = Chosen(**{"portals": (PORTAL,)} | chosen)
            return import_files([path], opened, NOBODY, wanted, lambda *_: None)

    return run


@pytest.fixture
def records(tmp_path):
    def read(archive="archive"):
        with Archive(tmp_path / archive, create=False) as opened:
            return [
                opened.get(record.id, number)
                for record in opened.articles()
                for number in range(1, record.revision + 1)
            ]

    return read


STORY = STORIES[0].path
EDITED = (
    "According to the report there are now 41 mangrove seedlings in Lower Tamber, and no more will be counted there."
)


def test_a_story_has_the_dates_of_its_captures(imported, records):
    (counts,) = imported(
        capture(STORY, page(), "2019-05-01T10:00:00Z", 1), capture(STORY, page(), "2019-06-01T10:00:00Z", 2)
    ).counts
    (story,) = records()
    assert (counts.new, counts.same) == (1, 1)
    assert (story.title, story.date, story.portal, story.country) == (STORIES[0].title, STORIES[0].date, "rivers", "GB")
    assert (story.first_seen, story.last_seen) == ("2019-05-01T10:00:00+00:00", "2019-06-01T10:00:00+00:00")


def test_captures_become_revisions_in_the_order_of_their_dates(imported, records):
    imported(
        capture(STORY, page(text=EDITED), "2019-06-01T10:00:00Z", 2), capture(STORY, page(), "2019-05-01T10:00:00Z", 1)
    )
    first, second = records()
    assert (first.revision, second.revision) == (1, 2)
    assert EDITED not in first.body
    assert EDITED in second.body


def test_the_records_are_copied_and_the_file_is_needed_no_more(imported, tmp_path):
    block = http(page().encode(), head=("content-TYPE: text/html; charset=utf-8", "X-Odd:  two  "))
    asked = forms.record(
        "request",
        forms.request(STORY, "rivers.example"),
        f"WARC-Target-URI: {HOME}{STORY[1:]}",
        "WARC-Date: 2019-05-01T10:00:00Z",
        f"WARC-Record-ID: {forms.number(9)}",
        f"WARC-Concurrent-To: {forms.number(1)}",
    )
    imported(capture(STORY, "", "2019-05-01T10:00:00.25Z", 1, block=block), asked)
    with Archive(tmp_path / "archive") as archive:
        (story,) = archive.articles()
        (kept,) = archive.captures_of(f"{HOME}{STORY[1:]}")
        assert kept.captured_at == "2019-05-01T10:00:00.250000Z"
        assert story.capture["offset"] == kept.offset
        assert archive.page(kept.id).body == page().encode()
        both = archive.capture_data(kept)
        assert block in gzip.decompress(both)
        assert forms.request(STORY, "rivers.example") in gzip.decompress(both)


def test_the_same_file_again_changes_nothing(imported, records, tmp_path):
    both = [
        capture(STORY, page(), "2019-05-01T10:00:00Z", 1),
        capture(STORY, page(text=EDITED), "2019-06-01T10:00:00Z", 2),
    ]
    imported(*both)
    before = records(), {path.name: path.read_bytes() for path in (tmp_path / "archive/captures").iterdir()}
    (counts,) = imported(*both).counts
    assert (counts.known, counts.new, counts.changed) == (2, 0, 0)
    assert before == (records(), {path.name: path.read_bytes() for path in (tmp_path / "archive/captures").iterdir()})


def test_an_older_capture_of_a_known_story_moves_its_first_sight_and_no_more(imported, records, tmp_path):
    imported(capture(STORY, page(), "2019-06-01T10:00:00Z", 1))
    (counts,) = imported(capture(STORY, page(text=EDITED), "2018-06-01T10:00:00Z", 2)).counts
    (story,) = records()
    assert counts.earlier == 1
    assert (story.revision, story.first_seen) == (1, "2018-06-01T10:00:00+00:00")
    assert story.last_seen == "2019-06-01T10:00:00+00:00"
    assert EDITED not in story.body
    with Archive(tmp_path / "archive") as archive:
        assert len(archive.captures_of(f"{HOME}{STORY[1:]}")) == 2
        (address,) = [address for address in archive.addresses("rivers") if address.article_id]
        assert address.visited_at == "2019-06-01T10:00:00+00:00"


@pytest.mark.parametrize(("status", "why"), [("404 Not Found", "404"), ("410 Gone", "410")])
def test_a_later_answer_that_it_is_gone_speaks_for_a_withdrawal(imported, records, status, why):
    other = STORIES[1]
    imported(
        capture(STORY, page(), "2019-05-01T10:00:00Z", 1), capture(other.path, page(other), "2019-05-01T10:00:00Z", 2)
    )
    (counts,) = imported(
        capture(STORY, "", "2019-07-01T10:00:00Z", 3, block=http(b"<h1>gone</h1>", status=f"HTTP/1.1 {status}")),
        capture(other.path, page(other), "2019-07-01T11:00:00Z", 4),
    ).counts
    story = next(story for story in records() if story.url.endswith(STORY))
    assert counts.gone == 1
    assert story.gone_at == "2019-07-01T10:00:00+00:00"
    assert why in story.gone_why


def test_an_earlier_answer_that_it_is_gone_speaks_for_nothing(imported, records):
    imported(capture(STORY, page(), "2019-05-01T10:00:00Z", 1))
    imported(capture(STORY, "", "2019-04-01T10:00:00Z", 2, block=http(b"none", status="HTTP/1.1 404 Not Found")))
    assert records()[0].gone_at is None


def test_pages_that_list_stories_are_used_and_not_kept(imported, records, tmp_path):
    newest = STORIES[-1]
    undated = page(newest).replace(f"<time datetime={newest.date}>{newest.printed}</time>", "")
    (counts,) = imported(
        capture("/news/", SITE.listing(1), "2026-05-01T09:00:00Z", 1),
        capture(newest.path, undated, "2026-05-01T10:00:00Z", 2),
    ).counts
    (story,) = records()
    assert (counts.new, counts.skipped) == (1, 1)
    assert (story.date, story.date_source) == (newest.date, "listing")
    with Archive(tmp_path / "archive") as archive:
        assert archive.captures_of(f"{HOME}news/") == []
        assert [address.url for address in archive.addresses("rivers")] == [f"{HOME}{newest.path[1:]}"]


def test_another_spelling_of_an_address_and_a_view_for_printing_are_the_same_story(imported, records, tmp_path):
    printed = SITE.story(STORIES[0], is_copy=True)
    (counts,) = imported(
        capture(f"{STORY}?print=1", printed, "2019-05-01T09:00:00Z", 1),
        capture(f"{STORY}?utm_source=home", page(), "2019-05-01T10:00:00Z", 2),
        capture(STORY, page(), "2019-05-01T11:00:00Z", 3),
    ).counts
    (story,) = records()
    assert counts.new + counts.alias + counts.same == 3
    assert (story.url, story.aliases) == (f"{HOME}{STORY[1:]}", (f"{HOME}{STORY[1:]}?print=1",))
    assert _rebuilt(tmp_path) == [story]


def test_only_what_was_asked_for_is_taken(imported, records):
    pages = [capture(story.path, page(story), "2026-05-01T10:00:00Z", story.number) for story in STORIES]
    (counts,) = imported(*pages, since="2025-03", until="2025-06").counts
    assert sorted(story.date[:7] for story in records()) == ["2025-03", "2025-04", "2025-05", "2025-06"]
    (counts,) = imported(*pages, archive="few", limit=2).counts
    assert (counts.new, len(records("few"))) == (2, 2)


def test_hosts_that_no_file_describes_need_to_be_asked_for(imported, records):
    one = capture(STORY, page(), "2019-05-01T10:00:00Z", 1)
    assert imported(one, portals=()).counts == ()
    (counts,) = imported(one, portals=(), anything=True).counts
    assert (counts.portal, counts.new) == ("rivers.example", 1)
    (counts,) = imported(one, portals=()).counts  # by now the archive knows the host
    assert counts.known == 1


def test_a_page_without_http_is_kept_as_it_was(imported, records, command, tmp_path):
    document = forms.record(
        "resource",
        page().encode(),
        f"WARC-Target-URI: {HOME}{STORY[1:]}",
        "WARC-Date: 2019-05-01T10:00:00Z",
        "Content-Type: text/html; charset=utf-8",
    )
    imported(document)
    (story,) = records()
    assert story.title == STORIES[0].title
    rebuilt = _rebuilt(tmp_path)
    assert rebuilt == [story]
    assert command("verify")[0] == 0


def _rebuilt(tmp_path):
    target = tmp_path / "rebuilt"
    shutil.copytree(tmp_path / "archive/captures", target / "captures")
    done = rebuild(target, NOBODY, lambda *_: None)
    assert done.faults == ()
    with Archive(target) as archive:
        return [
            archive.get(record.id, number) for record in archive.articles() for number in range(1, record.revision + 1)
        ]


def test_what_was_imported_can_be_rebuilt_from_the_captures_alone(imported, records, tmp_path):
    imported(
        capture(STORY, page(), "2019-05-01T10:00:00Z", 1),
        capture(STORY, page(text=EDITED), "2019-06-01T10:00:00Z", 2),
        capture(STORIES[1].path, page(STORIES[1]), "2020-01-01T00:00:00Z", 3),
        capture(STORIES[1].path, "", "2020-02-01T00:00:00Z", 4, block=http(b"gone", status="HTTP/1.1 410 Gone")),
    )
    imported(capture(STORY, page(), "2018-05-01T10:00:00Z", 5))
    assert len(records()) == 3
    assert _rebuilt(tmp_path) == records()


def test_faults_are_noted_with_file_and_offset_and_nothing_else_is_lost(imported, records, tmp_path):
    bad = capture(STORIES[1].path, page(STORIES[1]), "2019-05-01T10:00:00Z", 2, length=10**15)
    done = imported(
        capture(STORY, page(), "2019-05-01T10:00:00Z", 1),
        bad,
        capture(STORIES[2].path, page(STORIES[2]), "2019-05-01T10:00:00Z", 3),
    )
    assert len(records()) == 2
    assert done.faults == (
        f"0.warc.gz:{len(packed(capture(STORY, page(), '2019-05-01T10:00:00Z', 1)))}: its length is 1{'0' * 15}",
    )
    with Archive(tmp_path / "archive") as archive:
        run = archive.run(done.run_id)
        assert (run.targets, run.state, run.issue_count) == (("0.warc.gz",), "finished", 1)
        assert run.issues[0]["url"].startswith("0.warc.gz:")


def test_a_page_that_cannot_be_unpacked_is_told_by_its_place(imported):
    block = http(b"\x1f\x8b not gzip", head=("Content-Type: text/html", "Content-Encoding: gzip"))
    (counts,) = imported(capture(STORY, "", "2019-05-01T10:00:00Z", 1, block=block)).counts
    assert counts.failed == 1


def test_an_import_that_was_stopped_is_taken_up(imported, records, monkeypatch):
    pages = [capture(story.path, page(story), "2019-05-01T10:00:00Z", story.number) for story in STORIES]
    left = iter(range(5))
    keep = Archive.save

    def save(self, *arguments, **rest):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return keep(self, *arguments, **rest)

    monkeypatch.setattr(Archive, "save", save)
    with pytest.raises(KeyboardInterrupt):
        imported(*pages)
    monkeypatch.setattr(Archive, "save", keep)
    (counts,) = imported(*pages).counts
    assert (counts.known, counts.new) == (5, 7)
    assert len(records()) == 12


@pytest.fixture
def command(capsys, monkeypatch, tmp_path):
    """`envnews …` in this process; its exit code, standard output and standard error."""
    monkeypatch.setenv("ENVNEWS_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return run


def test_the_command(command, tmp_path):
    path = tmp_path / "site.warc.gz"
    path.write_bytes(packed(capture(STORY, page(), "2019-05-01T10:00:00Z", 1)))
    code, _, error = command("import", path)
    assert (code, error.partition(";")[0]) == (1, "envnews: none of 1 records is a story of a portal that is known")
    assert command("import", path, "--any") == (0, "rivers.example: 1 new, 0 changed, 0 same\n", "")
    code, out, _ = command("import", path, "--json")
    assert (code, json.loads(out)["counts"][0]["known"]) == (0, 1)


def test_a_command_that_is_wrong_is_refused_in_a_line(command, tmp_path):
    nothing = tmp_path / "nothing.warc.gz"
    nothing.write_bytes(b"hello")
    code, _, error = command("import", nothing)
    assert (code, error.splitlines()) == (
        2,
        [
            "envnews: nothing.warc.gz:0: no WARC record begins here",
            "envnews: nothing to import: no WARC, ARC or WACZ file",
        ],
    )
    assert command("import", tmp_path / "missing.warc")[0] == 2
    assert command("import", nothing, "--since", "May")[0] == 2
    assert command("import")[0] == 2


def test_a_crawl_s_own_captures_give_the_same_stories_in_an_empty_archive(envnews, portal, tmp_path):
    assert envnews("crawl", f"{portal.web.url}/").code in {0, 1}
    files = sorted((tmp_path / "archive/captures").glob("*.warc.gz"))
    with Archive(tmp_path / "archive") as one, Archive(tmp_path / "other") as other:
        import_files(files, other, NOBODY, Chosen(anything=True), lambda *_: None)
        ours, theirs = ({record.url: record for record in archive.articles()} for archive in (one, other))
    assert len(ours) == len(STORIES)
    for url, record in ours.items():
        told = replace(record, id=0, capture=None, first_seen="", last_seen="", images=(), attachments=())
        anew = replace(theirs[url], id=0, capture=None, first_seen="", last_seen="", images=(), attachments=())
        assert anew == told
        since = datetime.fromisoformat(record.first_seen) - datetime.fromisoformat(theirs[url].first_seen)
        assert timedelta() <= since < timedelta(seconds=30)  # a crawl's sight is when it stored the page
    assert len(theirs) == len(ours)


def test_a_wacz_of_ours_gives_the_same_stories_in_an_empty_archive(imported, records, tmp_path):
    imported(
        capture(STORY, page(), "2019-05-01T10:00:00Z", 1),
        capture(STORY, page(text=EDITED), "2019-06-01T10:00:00Z", 2),
        capture(f"{STORY}?print=1", page(), "2019-06-02T10:00:00Z", 3),  # of a known story: not kept
        capture(STORIES[1].path, page(STORIES[1]), "2019-05-01T10:00:00Z", 4),
    )
    export_to(tmp_path / "archive", tmp_path / "stories.wacz", "wacz")
    with Archive(tmp_path / "other") as other:
        done = import_files([tmp_path / "stories.wacz"], other, NOBODY, Chosen(portals=(PORTAL,)), lambda *_: None)
    assert (done.faults, sum(counts.new for counts in done.counts)) == ((), 2)
    told = [(story.url, story.revision, story.title, story.date, story.body, story.first_seen) for story in records()]
    assert told == [
        (story.url, story.revision, story.title, story.date, story.body, story.first_seen) for story in records("other")
    ]


def test_importing_needs_no_crawler(tmp_path):
    code = "import sys, crawler.importing; print([m for m in ('scrapy', 'twisted') if m in sys.modules])"
    root = Path(__file__).parent.parent.parent
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.strip() == "[]"
