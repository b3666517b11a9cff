"""What ministries changed after the fact: `show --diff` and `changes`, from the archive to the page."""

from __future__ import annotations

import html.parser
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import click
import pytest
from click.testing import CliRunner
from rich.console import Console

from archive import Archive, ArchiveError, Article, Filters, Image
from archive.changes_cli import changes
from archive.cli import commands
from archive.diff_text import print_comparison
from archive.differences import compare
from archive.store import State, Visit
from archive.withdrawals import Evidence, Sign

GROUP = click.Group(commands=[*commands, changes])
GOAL = "The agency wants to cut dust by 30 % soon.\n\nThe people of the bay were asked what they think of it."
URL = "https://m.example/{}"


@pytest.fixture
def ask(folder):
    def run(*arguments):
        result = CliRunner(env={"ENVNEWS_ARCHIVE": str(folder)}).invoke(GROUP, arguments, standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        return result.stdout

    return run


def story(number, body=GOAL, **rest):
    """A visit that read a story."""
    fields = {
        "title": f"Goal {number}",
        "body": body,
        "date": "2025-11-03",
        "language": "en",
        "url": URL.format(number),
    }
    article = Article(**fields | rest.pop("article", {}))
    visit = {"portal": "m", "url": URL.format(number), "state": State.DONE, "kind": "article", "status": 200} | rest
    return Visit(**visit, article=article)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Story 1 was edited on three days; 2 was withdrawn; 3, of another country, had its quotation marks changed."""
    day = datetime(2026, 1, 1, tzinfo=UTC)
    three = {"portal": "n", "country": "TH", "article": {"language": "th"}}
    edited = GOAL.replace("30 %", "20 %")
    days = (
        (story(1, country="VN"), story(2, f"{GOAL} Two."), story(3, f'{GOAL} "Three."', **three)),
        (story(1, edited),),
        (story(1, edited.replace("people", "residents")), story(3, f"{GOAL} “Three.”", **three)),
        (
            story(1, "The agency wants to cut dust by 20 % soon."),
            Visit(portal="m", url=URL.format(2), state=State.GONE, status=410, reason="HTTP status 410"),
        ),
    )
    folder = tmp_path_factory.mktemp("written") / "news"
    for number, visits in enumerate(days):
        with Archive(folder, now=lambda number=number: day + timedelta(days=number)) as archive:
            for visit in visits:
                archive.save(visit)
    return folder


@pytest.fixture
def stocked(written, folder):
    return Path(copytree(written, folder))


def lines(changes):
    return [(change.article_id, change.revision, change.kind) for change in changes]


def test_changes_are_ranked_by_weight_then_by_time(stocked):
    with Archive(stocked, readonly=True) as archive:
        found = archive.changes()
        assert lines(found) == [
            (2, 1, "withdrawn"),
            (1, 2, "number"),
            (1, 4, "removed"),
            (1, 3, "wording"),
            (3, 2, "layout"),
        ]
        assert [change.weight for change in found] == sorted((change.weight for change in found), reverse=True)
        assert found[1].when == "2026-01-02T00:00:00+00:00"
        assert found[1].sentence == 'number changed: "30 %" → "20 %"'
        assert found[0].sentence == "withdrawn: HTTP status 410"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"since": "2026-01-03"}, [2, 1, 1, 3]),
        ({"until": "2026-01-03"}, [1, 1, 3]),
        ({"since": "2026-01-03", "until": "2026-01-03"}, [1, 3]),
        ({"since": "2026-01"}, [2, 1, 1, 1, 3]),
        ({"since": "2027"}, []),
        ({"portal": ("n",)}, [3]),
        ({"country": ("vn",)}, [1, 1, 1]),
        ({"language": ("th",)}, [3]),
        ({"limit": 2}, [2, 1]),
        ({"limit": 0}, []),
    ],
)
def test_changes_are_filtered_by_when_they_were_seen(stocked, filters, expected):
    with Archive(stocked, readonly=True) as archive:
        assert [change.article_id for change in archive.changes(Filters(**filters))] == expected


def test_of_equal_weight_the_newest_comes_first(folder, clock, visit):
    with Archive(folder, now=clock) as archive:
        for number in (1, 2):
            archive.save(visit(URL.format(number), article={"body": f"{GOAL} {number} wells.", "title": f"{number}"}))
        for number in (2, 1):
            clock.tick(days=1)
            archive.save(visit(URL.format(number), article={"body": f"{GOAL} 9 wells.", "title": f"{number}"}))
        assert [change.article_id for change in archive.changes()] == [1, 2]


def test_revisions_that_read_the_same_today_are_no_edit(stocked):
    with Archive(stocked) as archive:
        text = archive._connection.value("SELECT record FROM revision_rows WHERE article_id = 1 AND number = 1")
        archive._connection.execute("UPDATE revision_rows SET record = ? WHERE article_id = 1 AND number = 2", (text,))
        assert (1, 2) not in {(change.article_id, change.revision) for change in archive.changes()}


def test_a_story_that_came_back_is_no_longer_withdrawn(stocked):
    with Archive(stocked) as archive:
        archive.save(story(2, f"{GOAL} Two."))
        assert "withdrawn" not in {change.kind for change in archive.changes()}


def test_the_command_tells_each_change_in_three_lines(stocked, ask):
    text = ask("changes", "--since", "2026-01-01")
    assert text.splitlines()[3:6] == [
        '2026-01-02 00:00  m  1 (1 → 2)  number  number changed: "30 %" → "20 %"',
        "    Goal 1",
        "    https://m.example/1",
    ]
    assert text.startswith("2026-01-04 00:00  m  2  withdrawn  withdrawn: HTTP status 410\n")
    assert ask("changes", "--since", "2027") == "No edits and no withdrawals.\n"
    assert len(ask("changes", "--since", "2026", "--limit", "1").splitlines()) == 3
    assert "“" not in ask("changes", "--since", "2026", "--portal", "m")


def test_the_command_as_json(stocked, ask):
    found = json.loads(ask("changes", "--since", "2026-01-01", "--country", "VN", "--json"))
    assert [change["kind"] for change in found] == ["number", "removed", "wording"]
    assert found[0] | {"weight": 1.0, "event": "edited", "revision": 2, "portal": "m", "article_id": 1} == found[0]
    assert json.loads(ask("changes", "--since", "2027", "--json")) == []


def test_without_a_beginning_the_last_thirty_days_are_told(stocked, ask):
    assert ask("changes") == "No edits and no withdrawals.\n"  # the clock of these tests stands in January 2026
    assert "withdrawn" in ask("changes", "--until", "2026-01-31")


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_wrong_date_is_one_clear_line(stocked, ask, option):
    with pytest.raises(ArchiveError, match="'soon' is no date"):
        ask("changes", option, "soon")


def test_show_diff_tells_the_classes_and_marks_the_words(stocked, ask):
    text = ask("show", "1", "--diff", "1", "2")
    assert 'number      number changed: "30 %" → "20 %"' in text
    assert "The agency wants to cut dust by [-30-]{+20+} % soon." in text
    assert "revision 1 → 2" in text
    assert "[-people-]{+residents+}" in ask("show", "1", "--diff", "2", "3")
    assert "{+people+}" in ask("show", "1", "--diff", "3", "2").replace("[-residents-]", "")


def test_show_diff_with_one_revision_compares_it_with_the_present(stocked, ask):
    assert "revision 1 → 4" in ask("show", "1", "--diff", "1")
    assert "revision 1 → 4" in ask("show", "--diff=1", "1")
    assert "Nothing was changed." in ask("show", "1", "--diff", "4")


def test_show_diff_as_json_has_the_pieces(stocked, ask):
    told = json.loads(ask("show", "1", "--diff", "1", "2", "--json"))
    assert (told["id"], told["old"], told["new"], told["class"]) == (1, 1, 2, "number")
    assert "".join(piece["old"] for piece in told["body"]) == GOAL
    assert "".join(piece["new"] for piece in told["body"]) == GOAL.replace("30 %", "20 %")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "1", "--diff", "1", "9"), "no revision 9 of article 1"),
        (("show", "1", "--diff", "0"), "no revision 0 of article 1"),
        (("show", "1", "--diff", "1" * 30), "no revision 1111"),
        (("show", "77", "--diff", "1"), "no article 77"),
        (("show", "1", "--diff", "x"), "'x' is no revision"),
        (("show", "1", "--diff", "-1"), "'-1' is no revision"),
        (("show", "1", "--diff", "1", "2", "3"), "unexpected extra argument"),
        (("show", "1", "--diff", "1", "--why"), "--diff does not go with --why"),
        (("show", "1", "--diff", "1", "--revision", "2"), "--diff names its revisions itself"),
        (("show", "1", "--html", "a.html"), "--html is for --diff"),
        (("show", "1", "--diff", "1", "--html", "/nowhere/a.html"), "cannot be written"),
    ],
)
def test_what_cannot_be_compared_is_one_clear_line(stocked, ask, arguments, message):
    with pytest.raises((ArchiveError, click.UsageError), match=message) as caught:
        ask(*arguments)
    assert "\n" not in str(caught.value)


def test_a_terminal_gets_red_and_green(stocked):
    out = Console(file=io.StringIO(), force_terminal=True, width=60, markup=False, highlight=False)
    with Archive(stocked, readonly=True) as archive:
        old, new = archive.get(1, 1), archive.get(1, 2)
    print_comparison(out, old, new, compare(old, new))
    assert "\x1b[9;31m30\x1b[0m\x1b[32m20\x1b[0m % soon" in out.file.getvalue()


class Reader(html.parser.HTMLParser):
    """All tags with their attributes, and the text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text, self.at = [], {}, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.at.append(tag)

    def handle_endtag(self, tag):
        while self.at and self.at.pop() != tag:
            pass

    def handle_data(self, data):
        for tag in set(self.at):
            self.text[tag] = self.text.get(tag, "") + data


def test_the_page_is_safe_whatever_the_story_says(folder, clock, visit, ask, tmp_path):
    bad = '<script>alert(1)</script> "><img src=x onerror=alert(1)> &amp; \x1b[31m \u202egnirts {style}'
    with Archive(folder, now=clock) as archive:
        picture = Image(url='https://m.example/"><script>.jpg', caption=bad)
        archive.save(visit(article={"title": bad, "body": f"{bad} 30 %\n\nوزارة البيئة", "language": '"><b>'}))
        new = {"title": f"{bad}!", "body": f"{bad} 20 %\n\nوزارة المياه\n\n{bad}", "language": '"><b>'}
        archive.save(visit(article={**new, "images": (picture,)}))
    assert ask("show", "1", "--diff", "1", "2", "--html", str(tmp_path / "a.html")) == ""
    page = (tmp_path / "a.html").read_text("utf-8")
    read = Reader(page)
    names = [tag for tag, _ in read.tags]
    assert not {"script", "img", "a", "link", "iframe", "form"} & set(names)
    assert not [name for _, attributes in read.tags for name in attributes if name.startswith("on")]
    assert (read.text["del"], read.text["ins"].count("20")) == ("30البيئة", 1)
    assert "<script>alert(1)</script>" in read.text["ins"]
    policy = next(each["content"] for tag, each in read.tags if each.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert [each.get("dir") for tag, each in read.tags if tag in {"h1", "li"}] == ["auto"] * (names.count("li") + 1)
    assert [each.get("dir") for tag, each in read.tags if tag == "p"][1:] == ["auto"] * (names.count("p") - 1)
    assert not set(page) & {"\x1b", "\u202e"}


def test_the_page_goes_to_standard_output_too(stocked, ask):
    assert ask("show", "1", "--diff", "1", "2", "--html", "-").startswith("<!doctype html>")


def away(number, *evidence, state=State.GONE, run_id=None):
    return Visit(portal="m", url=URL.format(number), state=state, reason="not there", evidence=evidence, run_id=run_id)


def test_stories_that_came_back_or_are_suspected_are_told_beside_the_edits(folder, clock, visit):
    with Archive(folder, now=clock) as archive:
        for number in (1, 2, 3):
            archive.save(visit(URL.format(number), article={"body": f"{GOAL} {number}", "title": f"Goal {number}"}))
        clock.tick(days=1)
        archive.save(away(1, Evidence(kind=Sign.REMOVED, note="HTTP status 410")))
        archive.save(away(2, Evidence(kind=Sign.REMOVED, note="HTTP status 410")))
        archive.save(away(3, Evidence(kind=Sign.AWAY, note="redirects to another site")))
        clock.tick(days=1)
        archive.save(visit(URL.format(2), article={"body": f"{GOAL} 2", "title": "Goal 2"}))
        told = [(change.article_id, change.kind, change.sentence.split(":")[0]) for change in archive.changes()]
        assert told == [(1, "withdrawn", "withdrawn"), (2, "restored", "restored"), (3, "suspected", "suspected")]
        assert [change.kind for change in archive.changes(Filters(since="2026-01-03"))] == ["restored"]
        assert [change.kind for change in archive.changes(Filters(until="2026-01-02"))] == ["withdrawn", "suspected"]
        assert archive.changes(Filters(country=("TH",))) == archive.changes(Filters(portal=("n",))) == []
