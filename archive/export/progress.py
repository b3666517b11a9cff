"""How far an export is, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from archive.record import Record


@contextmanager
def watched(records: Iterable[Record], output: Path | None) -> Iterator[Iterable[Record]]:
    """Count the records on standard error as they pass: on a terminal only, and not into what is printed there."""
    printed_there = (output is None or str(output) == "-") and sys.stdout.isatty()
    if not sys.stderr.isatty() or printed_there:
        yield records
        return
    with _display() as display:
        yield _counted(records, display, display.add_task("exporting", total=None))


def _counted(records: Iterable[Record], display: Progress, task: TaskID) -> Iterator[Record]:
    for record in records:
        yield record
        display.advance(task)


def _display() -> Progress:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} articles"), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
