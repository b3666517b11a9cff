"""The ledger of the crawls: what `runs` lists, what `runs show` tells, and what of it stays short."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from rich.console import Console

from archive import Archive
from archive.runs_cli import runs as command
from archive.runs_printing import ISSUES, PORTALS, by_weight, print_run, print_runs
from archive.verdicts import Health, Verdict


@pytest.fixture
def ask(folder):
    def run(*arguments):
        done = CliRunner(env={"ENVNEWS_ARCHIVE": str(folder)}).invoke(command, arguments, standalone_mode=False)
        if done.exception:
            raise done.exception
        return done.stdout

    return run


def crawl(archive, run, portal, finish="finished", **counts):
    archive.remember_portal(portal, name=portal)
    archive.begin_portal(run, portal)
    archive.save_portal_counts(run, portal, {"finish": finish, **counts})


@pytest.fixture
def stocked(archive, clock):
    """Run 1 came to its end, run 2 was stopped, run 3 failed at an address, run 4 brought nothing."""
    run = archive.start_run(["a", "b"], "due")
    crawl(archive, run, "a", requests=5, bytes=2000, found=3, new=2, changed=1, gone=1)
    crawl(archive, run, "b", requests=2)
    clock.tick(minutes=3, seconds=12)
    archive.finish_run(run, "finished")
    run = archive.start_run(["a", "b", "c"], "due")
    crawl(archive, run, "a", finish="shutdown")
    archive.finish_run(run, "stopped by SIGTERM")
    run = archive.start_run(["b"])
    crawl(archive, run, "b", failed=1)
    archive.add_issue(run, "b", "https://b.example/\x1b[31m生态", "HTTP 503 Service Unavailable")
    archive.add_note(run, "b", "https://b.example/0", "given up")
    archive.finish_run(run, "finished")
    run = archive.start_run(["a"])
    crawl(archive, run, "a", requests=1)
    archive.finish_run(run, "finished")


def numbers(text):
    return [int(line.split()[0]) for line in text.splitlines()[1:]]


def test_a_line_for_each_run_tells_when_why_and_what_it_brought(stocked, ask):
    text = ask()
    assert numbers(text) == [4, 3, 2, 1]
    line = next(line for line in text.splitlines() if line.startswith("  1"))
    for part in ("2026-01-01 00:00", "3 min 12 s", "due", "7", "2.0 kB", "finished"):
        assert part in line
    assert line.split()[-7:] == ["kB", "3", "2", "1", "1", "0", "finished"]
    told = json.loads(ask("--json"))[3]
    assert (told["seconds"], told["totals"]["gone"], told["totals"]["requests"]) == (192.0, 1, 7)


def test_runs_of_one_portal_have_its_counts_alone(stocked, ask):
    assert numbers(ask("--portal", "b")) == [3, 1]
    told = json.loads(ask("--portal", "b", "--json"))[1]
    assert (told["totals"]["requests"], told["targets"], len(told["portals"])) == (2, ["b"], 1)
    with pytest.raises(Exception, match="nothing of 'x'"):
        ask("--portal", "x")


def test_runs_that_failed_are_those_that_did_not_end_or_met_a_failure(stocked, ask):
    assert numbers(ask("--failed")) == [3, 2]
    assert numbers(ask("--failed", "--portal", "a")) == [2]
    assert ask("--failed", "--portal", "a", "--limit", "1").count("\n") == 2


def test_a_run_names_what_failed_and_why_and_what_was_not_begun(stocked, ask):
    text = ask("show", "3")
    assert "Failed: 1 × HTTP 503 Service Unavailable" in text
    assert "b  HTTP 503 Service Unavailable: https://b.example/生态" in text
    assert "Left alone at b: given up: https://b.example/0" in text
    assert "1 of 3 portals, the others not begun" in ask("show", "2")
    assert "a " not in ask("show", "1", "--portal", "b").split("end", 1)[1]


def test_a_run_that_was_killed_says_so_before_the_next_begins(folder, ask):
    code = "import os, sys; from archive import Archive; a = Archive(sys.argv[1]); r = a.start_run(['m']); "
    code += "a.remember_portal('m', name='m'); a.begin_portal(r, 'm'); os.kill(os.getpid(), 9)"
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    subprocess.run([sys.executable, "-c", code, str(folder)], env=environment, check=False)
    assert "killed" in ask()
    assert "killed" in ask("--failed")
    assert json.loads(ask("show", "1", "--json"))["state"] == "killed"
    with Archive(folder) as archive:
        number = archive.start_run(["m"])
        archive.begin_portal(number, "m")
        assert archive.run(number).state == "running"
        assert "so far" in ask()
        assert "at work" in ask("show", str(number))
        assert numbers(ask("--failed")) == [1]


def test_a_run_tells_what_held_of_its_portals_health_after_it(stocked, archive, clock, ask):
    assert "Health" not in ask("show", "4")
    archive.save_verdict(Verdict(portal="a", verdict=Health.OK, since="2026-01-01"))
    bad = Verdict(portal="b", verdict=Health.STALE, since="2025-12-01", reasons=("no new story\x1b[31m for 30 days",))
    archive.save_verdict(bad)
    clock.tick(days=1)
    run = archive.start_run(["b"])
    crawl(archive, run, "b", started=clock().isoformat(timespec="seconds"))
    clock.tick(minutes=1)
    archive.save_verdict(Verdict(portal="b", verdict=Health.OK, since="2026-01-02"))
    text = ask("show", "3")
    assert "Health after it: 1 stale" in text
    assert "  b  stale since 2025-12-01: no new story for 30 days" in text
    assert "Health after it: 1 stale, 1 ok" in ask("show", "1")
    assert "Health after it: 1 ok" in ask("show", str(run))
    assert [one["verdict"] for one in json.loads(ask("show", "1", "--json", "--portal", "a"))["verdicts"]] == ["ok"]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """A run of 120 portals: 3 that failed, 60 that brought stories, the others quiet; 100 addresses failed."""
    with Archive(tmp_path_factory.mktemp("crowd")) as archive:
        run = archive.start_run([f"p{n:03d}" for n in range(120)], "due")
        for n in range(120):
            counts = {"finish": "finished", "requests": 2, "new": n if n >= 60 else 0}
            if n < 3:
                counts |= {"trouble": "does not answer: timed out", "failed": 40}
            archive.save_portal_counts(run, f"p{n:03d}", counts)
        for n in range(100):
            why = "timed out" if n % 2 else "HTTP 404 Not Found"
            archive.add_issue(run, f"p{n % 3:03d}", f"https://x.example/{n}", why)
        archive.finish_run(run, "finished")
        return archive.run(run)


def shown(run, printer=print_run, width=100_000, terminal=False, **how):
    out = Console(file=io.StringIO(), markup=False, width=width, force_terminal=terminal, color_system=None)
    printer(out, run, **how)
    return out.file.getvalue()


def test_of_hundreds_of_portals_those_that_failed_or_brought_most_come_first_and_the_rest_are_counted(crowd):
    text = shown(crowd)
    lines = text.splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith("portal"))
    assert [line.split()[0] for line in lines[first + 1 : first + 6]] == ["p000", "p001", "p002", "p119", "p118"]
    assert "… and 23 more that brought or failed something" in text
    assert "… and 57 portals that brought nothing new (114 requests)" in text
    assert "Failed: 50 × HTTP 404 Not Found, 50 × timed out" in text
    assert f"… and {100 - ISSUES} more" in text
    assert len(lines) < PORTALS + ISSUES + 10
    whole = shown(crowd, whole=True)
    assert "… and" not in whole
    assert whole.count("https://x.example/") == 100
    assert [len(part) for part in by_weight(crowd.portals)] == [63, 57]


@pytest.mark.parametrize("width", [80, 140])
def test_no_line_of_the_tables_is_wider_than_the_terminal(crowd, width):
    table = shown(crowd, width=width, terminal=True).split("Failed:")[0].splitlines()
    assert all(cell_len(line) <= width for line in table[2:])
    assert all(cell_len(line) <= width for line in shown([crowd], print_runs, width, terminal=True).splitlines())
