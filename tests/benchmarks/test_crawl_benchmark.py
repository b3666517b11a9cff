"""The benchmark of crawlers, run as its reader runs it."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import crawl

COMMAND = Path(__file__).parents[2] / "benchmarks" / "crawl.py"


def run(*arguments):
    return subprocess.run(
        [sys.executable, COMMAND, *arguments], capture_output=True, text=True, timeout=240, check=False
    )


def test_a_row_tells_what_a_crawler_made_of_a_portal_and_the_last_sums_up():
    done = run("joomla", "--with", "envnews", "--json")
    assert done.returncode == 0, done.stderr
    row, total = json.loads(done.stdout)
    assert (row["portal"], row["crawler"], total["portal"]) == ("joomla", "envnews", "all")
    assert 0 < row["found"] <= row["stories"]
    assert row["requests"] == total["requests"] > 0


def test_the_table_has_a_line_a_portal_and_one_for_all(monkeypatch, capsys):
    monkeypatch.setattr(crawl, "compare", lambda *_: [crawl.Row("month_archives", "envnews", (44, 43, 1, 0, 42, 60))])
    monkeypatch.setattr(logging, "disable", lambda _: None)
    monkeypatch.setattr(sys, "argv", [str(COMMAND), "month_archives", "--with", "envnews"])
    crawl.main()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" | ")[:2] for line in lines] == [
        ["| portal", "stories"], ["| ---", "---"], ["| month_archives", "44"], ["| all", "44"],
    ]  # fmt: skip
    assert lines[0].endswith("| envnews dates | envnews requests |")


def test_a_portal_that_is_none_is_refused_in_one_line():
    done = run("nowhere")
    assert (done.returncode, done.stderr.strip()) == (1, "no such portal: nowhere")
