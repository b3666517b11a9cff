"""`envnews verify`: whether the archive still says what was put into it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from archive.cli_options import archive_option
from archive.printing import console, print_json
from archive.text import printable

if TYPE_CHECKING:
    from archive.verify.check import Report
    from archive.verify.finding import Finding, Progress
    from archive.verify.roots import DayRoot

_DIGITS = frozenset("0123456789abcdef")


@click.command()
@click.option(
    "--expect",
    multiple=True,
    metavar="DAY=ROOT",
    help="A day's root as it was written down: 2026-11-22=9f2c… (may be repeated).",
)
@click.option("--no-search", is_flag=True, help="Leave out the search index, which can be made anew at any time.")
@archive_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify(expect: tuple[str, ...], no_search: bool, archive: Path, as_json: bool) -> None:
    """Check that nothing in the archive was altered: captures, their chain, the database.

    Every byte of the captures is read again. What is found is told in one line each: what, where and how. Exit code 0:
    nothing was found; 1: something was.

    The check alone shows accidents and careless hands: who owns the archive could make everything anew, chain and
    seals with it. So write the newest root down once its day is over, or better: send it to somebody, publish it, have
    it stamped. Whoever holds a root can check with --expect, at any later time, that not one byte that was captured up
    to that day has been altered, removed or put in since. `envnews cite` makes proofs that lead up to such a root.
    """
    from archive.verify.check import verify as check
    from archive.verify.expect import check_expected

    wanted = dict(_expected(each) for each in expect)
    with _bar() as progress:
        report = check(archive, progress, search=not no_search)
    report.add(check_expected(report.roots, wanted))
    if as_json:
        print_json(_as_dict(report))
    else:
        _print(console(), report)
    sys.exit(1 if report.findings else 0)


def _expected(text: str) -> tuple[str, str]:
    from archive.filters import checked_date

    day, _, root = text.partition("=")
    root = root.strip().lower()
    if len(root) != 64 or not _DIGITS.issuperset(root):
        raise click.UsageError(f"--expect {text}: not a day and its root, as in 2026-11-22=<64 hexadecimal digits>")
    return checked_date("expect", day.strip()), root


@contextmanager
def _bar() -> Iterator[Progress]:
    """A bar for each part of the check, on a terminal alone."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(part: str, done: int, of: int) -> None:
            if part not in tasks:
                tasks[part] = bar.add_task(part, total=of)
            bar.update(tasks[part], completed=done, total=of)

        yield show


def _as_dict(report: Report) -> dict[str, object]:
    return {"clean": not report.findings, **asdict(report)}


def _print(out: Console, report: Report) -> None:
    for finding in report.findings:
        out.print(printable(f"{finding.part}: {finding}"), style="red", soft_wrap=True)
    for note in report.notes:
        out.print(printable(f"note: {note}"), style="dim", soft_wrap=True)
    out.print(f"{report.captures} captures of {report.size / 1e6:.1f} MB and {report.rows} rows were checked.")
    _print_root(out, report.roots)
    out.print(_verdict(report.findings), style="bold", soft_wrap=True)


def _print_root(out: Console, roots: list[DayRoot]) -> None:
    if roots:
        is_over = roots[-1].day < f"{datetime.now(UTC):%Y-%m-%d}"
        last = f"Root of {roots[-1].day}: {roots[-1].root}"
        out.print(last if is_over else f"{last} (until the day is over, UTC, it may change)", soft_wrap=True)


def _verdict(findings: list[Finding]) -> str:
    if not findings:
        return "Nothing was altered since envnews wrote it, as far as the archive itself can show."
    return "One fault was found." if len(findings) == 1 else f"{len(findings)} faults were found."
