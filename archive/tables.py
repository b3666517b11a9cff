"""What the printed tables share: their columns, and numbers, sizes and times as people read them."""

from __future__ import annotations

from datetime import datetime

from rich.filesize import decimal
from rich.table import Table


def table(*columns: str, right: frozenset[str] = frozenset(), title: str | None = None) -> Table:
    """A table without lines; the columns of `right` are numbers."""
    made = Table(box=None, pad_edge=False, title=title, title_justify="left")
    for column in columns:
        is_number = column in right
        made.add_column(column, justify="right" if is_number else "left", overflow="fold", no_wrap=is_number)
    return made


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
    """A moment of the archive (ISO 8601, UTC) without its offset.

    >>> moment("2026-11-23T02:14:09+00:00")
    '2026-11-23 02:14:09'
    """
    return datetime.fromisoformat(at).strftime("%Y-%m-%d %H:%M:%S") if at else ""
