"""A run as a person sees it: live on a terminal, one line a portal otherwise, a summary at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from crawler.counts import Counts, Result

ISSUES_SHOWN = 10  # failures named in the summary; `envnews runs show` has them all


class Live:
    """Counts of every portal at work, redrawn in place."""

    def __init__(self, console: Console) -> None:
        columns = (
            SpinnerColumn(finished_text="[green]✓[/]"),
            TextColumn("[bold]{task.description}[/]"),
            TextColumn("{task.fields[line]}"),
            TimeElapsedColumn(),
        )
        self.progress = Progress(*columns, console=console)
        self.tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        self.progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.progress.stop()

    def update(self, counts: Counts) -> None:
        """Redraw one portal's line."""
        if counts.portal not in self.tasks:
            self.tasks[counts.portal] = self.progress.add_task(escape(counts.portal), total=1, line="")
        done = 1 if counts.finish else 0
        self.progress.update(self.tasks[counts.portal], line=line_of(counts), completed=done)


class Lines:
    """One line a portal, when it has ended: for logs and cron mail."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.said: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        return

    def update(self, counts: Counts) -> None:
        """Print the portal's line once it has ended; one that gave nothing is the command's to tell."""
        if counts.finish and counts.portal not in self.said:
            self.said.add(counts.portal)
            if counts.trouble:
                return
            text = f"{counts.portal}: {line_of(counts)}, {counts.seconds:.1f} s"
            self.console.print(text, markup=False, highlight=False, soft_wrap=True)


def display_for(console: Console) -> Live | Lines:
    """Choose what fits where the output goes."""
    return Live(console) if console.is_terminal else Lines(console)


def line_of(counts: Counts) -> str:
    """One portal's counts in a line.

    >>> line_of(Counts(portal="vn-mae", requests=9, found=4, new=3, failed=1))
    '4 found, 3 new, 0 changed, 1 failed, 9 requests'
    """
    return (
        f"{counts.found} found, {counts.new} new, {counts.changed} changed, {counts.failed} failed, "
        f"{counts.requests} requests"
    )


def print_summary(console: Console, result: Result) -> None:
    """The run as a table, then what failed and why, then what was left alone."""
    console.print(_table(result))
    for text in failures(result.issues):
        console.print(text, markup=False, highlight=False, soft_wrap=True)
    rest = len(result.issues) - ISSUES_SHOWN
    if rest > 0:
        console.print(f"  … and {rest} more: envnews runs show {result.run_id}", markup=False, highlight=False)
    for _, pattern, note in result.notes[:ISSUES_SHOWN]:
        console.print(f"Left alone: {pattern}  {note}", markup=False, highlight=False, soft_wrap=True)


def _table(result: Result) -> Table:
    table = Table(title=f"Run {result.run_id}", title_justify="left", box=None, pad_edge=False)
    table.add_column("portal", overflow="fold")
    names = ("found", "new", "changed", "same", "skipped", "failed", "files", "requests")
    for name in (*names, "seconds"):
        table.add_column(name, justify="right", no_wrap=True)
    for counts in result.counts:
        numbers = [str(getattr(counts, name)) for name in names]
        table.add_row(escape(counts.portal), *numbers, f"{counts.seconds:.1f}")
    return table


def failures(issues: Sequence[tuple[str, str, str]]) -> list[str]:
    """Lines that name what failed: a count by reason, then the first addresses."""
    if not issues:
        return []
    reasons = Counter(reason for _, _, reason in issues)
    head = "Failed: " + ", ".join(f"{count} × {reason}" for reason, count in reasons.most_common())
    return [head, *(f"  {url}  {reason}" for _, url, reason in issues[:ISSUES_SHOWN])]
