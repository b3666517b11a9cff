"""Which articles: the filters that search, export and `Archive.articles` share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from archive.errors import QueryError
from archive.text import clean

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """All given conditions must hold; of several portals, countries or languages, one.

    portal: ids. country: ISO 3166-1 alpha-2, any case. language: BCP 47; `zh` is also `zh-Hans`.
    since, until: publication, both inclusive; a day, a month (`2025-06`) or a year. limit: at most so many articles.

    Raises QueryError where a date is none or the limit is negative.
    """

    portal: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            value = getattr(self, name)
            if value is not None:
                checked_date(name, value)
        if self.limit is not None and not 0 <= self.limit < 2**63:
            raise QueryError(f"limit: {self.limit} is no number of articles")


def checked_date(name: str, text: str) -> str:
    """Return the text where it is an ISO day, month or year. Raises QueryError, which says `name`.

    >>> checked_date("since", "2023-08")
    '2023-08'
    """
    if not _is_date(text):
        raise QueryError(f"{name}: '{text}' is no date (YYYY-MM-DD, YYYY-MM or YYYY)")
    return text


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def day_number(text: str) -> int:
    """A day, month or year of ISO 8601 as a number that sorts; the start of what is no whole day.

    >>> day_number("2025-06-01"), day_number("2025-06"), day_number("2025")
    (20250601, 20250600, 20250000)
    """
    return int(text[:10].replace("-", "").ljust(8, "0"))


def where(filters: Filters, table: str = "articles") -> tuple[str, list[Any]]:
    """Write the filters as an SQL condition on the articles' table; return it with its parameters."""
    conditions: list[tuple[str, list[Any]]] = [
        _any(f"{table}.portal = ?", [(portal,) for portal in filters.portal]),
        _any(f"{table}.country = ? COLLATE NOCASE", [(country,) for country in filters.country]),
        _any(
            rf"({table}.language = ? COLLATE NOCASE OR {table}.language LIKE ? ESCAPE '\')",
            [(language, _escaped(language) + "-%") for language in filters.language],
        ),
    ]
    if filters.since is not None:
        conditions.append((f"{table}.date >= ?", [filters.since]))
    if filters.until is not None:
        # "~" sorts after whatever continues a date: digits, "-", "T", ":", "+".
        conditions.append((f"{table}.date <= ?", [filters.until + "~"]))
    used = [condition for condition in conditions if condition[0]]
    sql = " AND ".join(condition for condition, _ in used) or "1"
    return sql, [parameter for _, parameters in used for parameter in parameters]


def _any(condition: str, alternatives: list[tuple[str, ...]]) -> tuple[str, list[Any]]:
    if not alternatives:
        return "", []
    sql = " OR ".join([condition] * len(alternatives))
    return f"({sql})", [clean(value) for alternative in alternatives for value in alternative]


def _escaped(text: str) -> str:
    """Make the wildcards of LIKE ordinary characters."""
    return re.sub(r"([\\%_])", r"\\\1", text)
