"""`envnews stats`: months and coverage, on a terminal and in a pipe, in any script."""

import io
import json

import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from rich.console import Console

from archive import Archive, QueryError
from archive.coverage import Coverage
from archive.frontier import NewAddress, State
from archive.month_table import MOST, bars, months, row
from archive.stats_cli import stats as command
from archive.stats_printing import print_stats, told

THAI, HAN, ARABIC = "กรมควบคุมมลพิษ", "生态环境部", "وزارة البيئة"


@pytest.fixture
def stocked(folder, clock, visit):
    with Archive(folder, now=clock) as archive:
        for portal, name in (("th-pcd", THAI), ("cn-mee", HAN), ("eg-moe", ARABIC)):
            archive.remember_portal(portal, name=f"{name}\x1b[31m")
            home = f"https://{portal}.example/"
            archive.add_addresses(portal, [NewAddress(url=home, kind="listing")])
            for n, date in enumerate(("2024-05-01", "2026-01-03T08:00:00+07:00", "2026-01-09", "2026-03-01", None)):
                url = f"{home}{n}"
                archive.add_addresses(portal, [NewAddress(url=url, kind="article", title=name, found_on=home)])
                article = {"title": f"{name} {n}", "body": f"{name} {n} " * 30, "date": date}
                archive.save(visit(url, portal=portal, article=article))
            lost = NewAddress(url=f"{home}lost", kind="article", title=f"{name}\x1b]0;x\x07\nlost", found_on=home)
            archive.add_addresses(portal, [lost])
            archive.set_state(portal, lost.url, State.FAILED, "timed out")


def printed(folder, shown, **how):
    out = Console(file=io.StringIO(), markup=False, emoji=False, highlight=False, **how)
    with Archive(folder, readonly=True) as archive:
        print_stats(out, archive.stats(), shown)
    return out.file.getvalue()


def test_months_are_counted_and_the_undated_apart(stocked, folder):
    with Archive(folder, readonly=True) as archive:
        portal = archive.stats().portals[0]
    assert portal.months == {"2024-05": 1, "2026-01": 2, "2026-03": 1}
    assert (portal.undated, portal.articles, portal.oldest, portal.newest) == (1, 5, "2024-05-01", "2026-03-01")
    shown = row("x", portal.months, portal.undated, months("2026-02-20", count=2))
    assert (shown.earlier, shown.counts, shown.later, shown.undated) == (1, (2, 0), 1, 1)


@pytest.mark.parametrize("width", [80, 100, 160])
def test_a_terminal_has_bars_and_no_line_is_wider_than_it(stocked, folder, width):
    text = printed(folder, months("2026-03-20"), force_terminal=True, width=width, color_system=None)
    table = text[: text.index("Coverage:")].splitlines()
    assert all(cell_len(line) <= width for line in table)
    assert any("█" in line and "th-pcd" in line for line in table)
    assert "\x1b" not in text
    assert "\x07" not in text


def test_a_pipe_has_all_the_numbers_in_whole_lines(stocked, folder):
    text = printed(folder, months("2026-03-20"), width=100_000)
    line = next(line for line in text.splitlines() if line.startswith("cn-mee") and HAN not in line)
    assert line.split() == ["cn-mee", "1", *["0"] * 9, "2", "0", "1", "1"]
    assert "15 of 18 stories" in text
    assert f"{THAI} lost  timed out, tried once" in text


def test_the_command_filters_lists_what_is_missing_and_writes_json(stocked, folder):
    def ask(*arguments):
        done = CliRunner(env={"ENVNEWS_ARCHIVE": str(folder)}).invoke(command, arguments, standalone_mode=False)
        if done.exception:
            raise done.exception
        return done.stdout

    assert "th-pcd" not in ask("--portal", "cn-mee")
    assert "2024-05" in ask("--since", "2024-05", "--until", "2024")
    assert len(ask("--missing").splitlines()) == 6
    assert [one["why"] for one in json.loads(ask("--missing", "--json", "--portal", "cn-mee"))] == [
        "timed out, tried once"
    ]
    told = json.loads(ask("--json"))
    assert (told["coverage"]["held"], told["coverage"]["items"]) == (15, 18)
    assert told["portals"][0]["months"]["2024-05"] == 1
    with pytest.raises(QueryError, match="since: 2026 is after 2025"):
        ask("--since", "2026", "--until", "2025")
    with pytest.raises(QueryError, match="nothing of 'xx'"):
        ask("--portal", "xx")


def test_a_window_of_months_is_bounded_and_crosses_years():
    assert months("2026-02-11")[0] == "2025-03"
    assert months("2026-02-11", since="2025-11", count=2) == ["2026-01", "2026-02"]
    assert len(months("2026-02-11", since="1000")) == MOST
    assert bars([]) == ""
    assert bars([0, 0]) == "  "


def test_coverage_in_a_line():
    assert told(Coverage()) == "Coverage: no feed, sitemap or listing has named a story"
    assert told(Coverage(items=3, held=3)).endswith("named; none missing")
