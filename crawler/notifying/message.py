"""One message in plain text, as long as its reader takes it."""

from __future__ import annotations

from dataclasses import dataclass

_LEAST = 20  # bytes below which the first item says nothing
MOST_BYTES = 3_800  # ntfy takes 4096 bytes, Telegram 4096 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is told. details: lines that may be left out."""

    line: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is told, the weightiest first. rest: what stands for the items that have no room; has `{count}`."""

    subject: str
    items: tuple[Item, ...]
    rest: str = "and {count} more"

    def within(self, most: int = MOST_BYTES) -> str:
        """The text in at most so many bytes of UTF-8: details go first, then the last items, then the first's end."""
        for detailed in (True, False):
            text = "\n".join(_lines(self.items, detailed=detailed))
            if _size(text) <= most:
                return text
        return self._cut(most)

    def _cut(self, most: int) -> str:
        for count in range(len(self.items) - 1, 0, -1):
            text = "\n".join([*_lines(self.items[:count], detailed=False), self._rest(len(self.items) - count)])
            if _size(text) <= most:
                return text
        first, others = f"- {self.items[0].line}", len(self.items) - 1
        ending = f"\n{self._rest(others)}" if others else ""
        room = most - _size(ending)
        return _cut_bytes(first, room) + ending if room > _LEAST else _cut_bytes(first, most)

    def _rest(self, count: int) -> str:
        return self.rest.format(count=count)


def _lines(items: tuple[Item, ...], *, detailed: bool) -> list[str]:
    return [
        line for item in items for line in (f"- {item.line}", *(f"    {detail}" for detail in item.details if detailed))
    ]


def _size(text: str) -> int:
    return len(text.encode())


def _cut_bytes(text: str, most: int) -> str:
    if _size(text) <= most:
        return text
    room = max(most - _size("…"), 0)
    return text.encode()[:room].decode("utf-8", "ignore").rstrip() + "…"
