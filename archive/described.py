"""What the comments in the database's own SQL say of its views and tables, for those who read them elsewhere. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_ABOUT = re.compile(r"^CREATE (?:VIEW|TABLE) (\w+).*?-- (.*)$", re.MULTILINE)
_COLUMN = re.compile(r"^\s+(?:.*\bAS )?(?:\w+\.)?(\w+)(?: [A-Z][^,\n]*)?,?\s+-- (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Described:
    """A view or table. columns: those that have a comment."""

    name: str
    about: str
    columns: Mapping[str, str]


def described(sql: str) -> Described | None:
    r"""Read the comments of a CREATE statement; None where it has none of its own.

    >>> described("CREATE VIEW runs AS -- crawls\nSELECT\n    rows.id,   -- a number\n    sum(x) AS bytes -- all")
    Described(name='runs', about='crawls', columns={'id': 'a number', 'bytes': 'all'})
    """
    head = _ABOUT.search(sql)
    if head is None:
        return None
    return Described(head[1], head[2], dict(_COLUMN.findall(sql, head.end())))
