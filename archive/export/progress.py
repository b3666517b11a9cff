"""How far an export is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from archive.record import Record


@contextmanager
def watched(
    records: Iterable[Record], output: Path | None, total: Callable[[], int] | None
) -> Iterator[Iterable[Record]]:
    """Count the records on standard error as they pass: on a terminal only, and not into what is printed there.

    total: how many there will be, where that can be told; asked for only where it is shown.
    """
    printed_there = (output is None or str(output) == "-") and sys.stdout.isatty()
    if not sys.stderr.isatty() or printed_there:
        yield records
        return
    of = total() if total is not None else None
    with _display(known=of is not None) as display:
        yield _counted(records, display, display.add_task("exporting", total=of))


def _counted(records: Iterable[Record], display: Progress, task: TaskID) -> Iterator[Record]:
    for record in records:
        yield record
        display.advance(task)


def _display(*, known: bool) -> Progress:
    from rich import progress as show
    from rich.console import Console

    count = "{task.completed:,} of {task.total:,} articles" if known else "{task.completed:,} articles"
    left = (show.BarColumn(), show.TimeRemainingColumn()) if known else (show.TimeElapsedColumn(),)
    return show.Progress(
        show.SpinnerColumn(), show.TextColumn(count), *left, console=Console(stderr=True), transient=True
    )
