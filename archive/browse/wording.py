"""Numbers, days and languages as a page writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def number(value: int) -> str:
    """With thin groups of three, which every language reads.

    >>> number(1234567)
    '1\u202f234\u202f567'
    """
    return f"{value:,}".replace(",", "\u202f")


def day(moment: str | None) -> str:
    """Its day.

    >>> day("2026-01-02T10:00:00+00:00"), day(None)
    ('2026-01-02', '')
    """
    return (moment or "")[:10]


def minute(moment: str | None) -> str:
    """Day and time, UTC.

    >>> minute("2026-01-02T10:00:00+00:00")
    '2026-01-02 10:00'
    """
    return (moment or "")[:16].replace("T", " ")


def counted(value: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "story", "stories"), counted(2, "run")
    ('1 story', '2 runs')
    """
    return f"{number(value)} {one if value == 1 else many or one + 's'}"


FILTERS: Mapping[str, Callable[..., Any]] = {"number": number, "day": day, "minute": minute, "counted": counted}
