"""The commands that ask: what they print, for people and for programs, and what they refuse."""

from __future__ import annotations

import io
import json
import re

import click
import pytest
from click.testing import CliRunner
from rich.console import Console

from archive import Archive, ArchiveError, Image
from archive.cli import commands, export_to, print_hits, print_record

GROUP = click.Group(commands=list(commands))


@pytest.fixture
def ask(folder):
    """Run a command; its standard output, or the error that the `envnews` command prints in one line."""

    def run(*arguments, archive=folder):
        result = CliRunner(env={"ENVNEWS_ARCHIVE": str(archive)}).invoke(GROUP, arguments, standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        return result.stdout

    return run


@pytest.fixture
def stocked(folder, clock, visit):
    with Archive(folder, now=clock) as archive:
        archive.remember_portal("m", name="Bộ Ví dụ", country="VN", home="https://m.example/")
        run = archive.start_run(["m"])
        body = "Đoạn một về môi trường.\n\nĐoạn \x1b]0;hai\x07 và \x1b[31mđỏ\x1b[0m [bold]không[/bold] :smile:"
        picture = Image(url="https://m.example/1.jpg", caption="Vịnh lúc bình minh")
        archive.save(visit(article={"body": body, "images": (picture,)}, aliases=("https://m.example/in/1",)))
        archive.save(visit(article={"body": body.replace("một", "đầu"), "images": (picture,)}))
        archive.save(
            visit("https://m.example/2", article={"title": "وزارة البيئة 生态环境部", "body": "نص", "date": None})
        )
        archive.save_portal_counts(run, "m", {"requests": 9, "new": 2, "changed": 1, "finish": "finished", "more": 1})
        archive.add_issue(run, "m", "https://m.example/3", "timeout")
        archive.finish_run(run, "finished")


def test_search_prints_hits_or_says_that_there_are_none(stocked, ask):
    text = ask("search", "moi", "truong")
    assert "Vớt rác ở vịnh Bình Sa" in text
    assert "2025-11-03 · m" in text
    assert ask("search", "mangrove") == "Nothing found.\n"
    hits = json.loads(ask("search", "moi truong", "--json"))
    assert [hit["id"] for hit in hits] == [1]
    assert hits[0]["snippet"]["marks"]
    assert json.loads(ask("search", "mangrove", "--json")) == []
    assert json.loads(ask("search", "moi", "--json", "--portal", "x", "--portal", "y")) == []


def test_show_prints_the_article_to_be_read(stocked, ask):
    text = ask("show", "1")
    for part in ("Vớt rác ở vịnh Bình Sa", "m · 2025-11-03", "Đoạn đầu về môi trường.", "Vịnh lúc bình minh", "in/1"):
        assert part in text
    assert "Đoạn một" in ask("show", "1", "--revision", "1")
    assert json.loads(ask("show", "1", "--json"))["revision"] == 2
    assert "生态环境部" in ask("show", "2")


def test_stored_text_commands_no_terminal_and_is_no_markup(stocked, ask):
    for arguments in (
        ("show", "1"),
        ("search", "do"),
        ("show", "1", "--json"),
        ("export",),
        ("export", "--format", "jsonl"),
    ):
        text = ask(*arguments)
        assert "\x1b" not in text
        assert "\x07" not in text
    assert "Đoạn  và đỏ [bold]không[/bold] :smile:" in ask("show", "1")


def test_a_pipe_gets_whole_lines(stocked, ask):
    assert len([line for line in ask("runs").splitlines() if line.strip()]) == 2
    assert all(not line.endswith("…") for line in ask("stats").splitlines())


def test_a_terminal_gets_colour_and_wrapped_lines(stocked, folder):
    out = Console(file=io.StringIO(), force_terminal=True, width=40, markup=False)
    with Archive(folder, readonly=True) as archive:
        print_record(out, archive.get(1))
        print_record(out, archive.get(2))
    with Archive(folder) as archive:
        print_hits(out, archive.search("bình sa"))
    text = out.file.getvalue()
    assert "\x1b[1m" in text
    assert "\x1b[31mđỏ" not in text
    assert "\x1b]" not in text


def test_runs_and_one_run_with_its_issues(stocked, ask):
    assert "finished" in ask("runs")
    text = ask("runs", "show", "1")
    assert "https://m.example/3" in text
    assert "timeout" in text
    run = json.loads(ask("runs", "show", "1", "--json"))
    assert run["portals"][0]["changed"] == 1
    assert run["issues"][0]["reason"] == "timeout"
    assert json.loads(ask("runs", "--json"))[0]["issue_count"] == 1


def test_runs_show_takes_the_archive_before_or_after(stocked, ask, folder, tmp_path):
    for arguments in (("runs", "--archive", str(folder), "show", "1"), ("runs", "show", "1", "--archive", str(folder))):
        assert "timeout" in ask(*arguments, archive=tmp_path / "elsewhere")


def test_stats(stocked, ask):
    assert "Bộ Ví dụ" in ask("stats")
    counted = json.loads(ask("stats", "--json"))
    assert (counted["articles"], counted["revisions"], counted["images"]) == (2, 1, 1)
    assert counted["portals"][0]["newest"] == "2025-11-03"


def test_export_by_format_or_by_the_files_name(stocked, ask, folder, tmp_path):
    assert len(json.loads(ask("export"))) == len(json.loads(ask("export", "--json", "-o", "-"))) == 2
    assert len(ask("export", "--format", "jsonl", "--since", "2025-11").splitlines()) == 1
    for name, start in (("a.csv", "id,url"), ("a.jsonl", "{"), ("a.json", "["), ("a.txt", "[")):
        assert ask("export", "-o", str(tmp_path / name)) == ""
        assert (tmp_path / name).read_text("utf-8").startswith(start)
    assert export_to(folder, tmp_path / "b.json", "json") == 2
    with pytest.raises(click.UsageError, match="contradict"):
        ask("export", "--json", "--format", "csv")


@pytest.mark.parametrize(
    "arguments", [("show", "1"), ("search", "x"), ("export",), ("runs",), ("runs", "show", "1"), ("stats",)]
)
def test_asking_where_no_archive_is_makes_none(ask, folder, arguments):
    with pytest.raises(ArchiveError, match=r"no archive in .*; `envnews crawl` makes one"):
        ask(*arguments)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("search",), "the search is empty"),
        (("search", "(x"), "this ( is not closed, at character 1"),
        (("search", "x", "--since", "2023-13-01"), "since: '2023-13-01' is no date"),
        (("export", "--until", "soon"), "until: 'soon' is no date"),
        (("show", "99"), "no article 99 in this archive"),
        (("show", "1", "--revision", "7"), "no revision 7 of article 1"),
        (("show", str(10**40)), "no article 1000"),
        (("runs", "show", "99"), "no run 99"),
    ],
)
def test_bad_input_is_one_clear_line(stocked, ask, arguments, message):
    with pytest.raises(ArchiveError, match=re.escape(message)) as caught:
        ask(*arguments)
    assert "\n" not in str(caught.value)


def test_bad_options_are_refused_by_click(stocked, ask):
    for arguments in (("show", "x"), ("export", "--format", "xml"), ("search", "x", "--limit", "-1")):
        with pytest.raises(click.UsageError):
            ask(*arguments)
