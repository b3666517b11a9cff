"""What a page is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, unquote

_MOST_ARGUMENTS = 100
_LONGEST = 2000  # characters of one value: more is no question that a person asks


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request of a page.

    path: as it was asked for, still quoted. parts: the named groups of the page's pattern, unquoted. arguments: the
    query string, in order, a name as often as it stands there. headers: names in lower case. now: UTC.
    """

    path: str
    parts: Mapping[str, str] = field(default_factory=dict)
    arguments: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def one(self, name: str, default: str = "") -> str:
        """The first value of an argument, without space around it; the default where there is none or it is empty."""
        return next(self._values(name), default)

    def all(self, name: str) -> tuple[str, ...]:
        """All values of an argument, each once, without the empty ones."""
        return tuple(dict.fromkeys(self._values(name)))

    def number(self, name: str, default: int, least: int, most: int) -> int:
        """A number within bounds; the default where there is none."""
        text = self.one(name)
        found = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
        return min(max(found, least), most)

    def _values(self, name: str) -> Iterator[str]:
        return (value.strip() for key, value in self.arguments if key == name and value.strip())


def arguments_of(query: str) -> tuple[tuple[str, str], ...]:
    """A query string taken apart, within bounds.

    >>> arguments_of("q=bi%E1%BB%83n&portal=a&portal=b")
    (('q', 'biển'), ('portal', 'a'), ('portal', 'b'))
    """
    pairs = parse_qsl(query[: _LONGEST * 20], keep_blank_values=True, errors="replace")
    return tuple((name, value[:_LONGEST]) for name, value in pairs[:_MOST_ARGUMENTS])


def parts_of(groups: Mapping[str, str | None]) -> dict[str, str]:
    """Parts of a path, unquoted.

    >>> parts_of({"id": "a%20b"})
    {'id': 'a b'}
    """
    return {name: unquote(value, errors="replace") for name, value in groups.items() if value is not None}
