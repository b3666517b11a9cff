"""What the printed tables share: their columns, and numbers, sizes and times as people read them."""

from __future__ import annotations

from datetime import datetime

from rich.console import Console
from rich.filesize import decimal
from rich.table import Table


def table(*columns: str, right: frozenset[str], whole: frozenset[str] = frozenset(), tight: bool = False) -> Table:
    """A table without lines; the columns of `right` are numbers. Those and the ones of `whole` are never wrapped."""
    made = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0) if tight else (0, 1))
    for column in columns:
        is_number = column in right
        made.add_column(
            column,
            justify="right" if is_number else "left",
            overflow="fold",
            no_wrap=is_number or column in whole,
        )
    return made


def is_narrow(out: Console, columns: int) -> bool:
    """Whether this is a terminal of fewer columns than all would need."""
    return out.is_terminal and out.width < columns


def size(count: int) -> str:
    """Bytes.

    >>> size(0), size(1_234_567)
    ('0 bytes', '1.2 MB')
    """
    return decimal(count)


def duration(seconds: float | None) -> str:
    """How long something took.

    >>> duration(4.21), duration(192), duration(7261), duration(None)
    ('4.2 s', '3 min 12 s', '2 h 1 min', '?')
    """
    if seconds is None:
        return "?"
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def moment(at: str | None) -> str:
    """A moment of the archive (ISO 8601, UTC), to the minute.

    >>> moment("2026-11-23T02:14:09+00:00")
    '2026-11-23 02:14'
    """
    return datetime.fromisoformat(at).strftime("%Y-%m-%d %H:%M") if at else ""
