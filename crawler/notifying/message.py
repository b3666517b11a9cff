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
        room = most - sum(_size(f"- {item.line}\n") for item in self.items)
        if room < -1:  # the last line has no end
            return self._cut(most)
        lines: list[str] = []
        for item in self.items:
            details = [f"    {detail}" for detail in item.details]
            room -= sum(_size(f"{detail}\n") for detail in details)
            lines += [f"- {item.line}", *(details if room >= -1 else ())]
        return "\n".join(lines)

    def _cut(self, most: int) -> str:
        """As many items as leave room for the line on the others; of the first at least its beginning."""
        kept, size = 0, 0
        for place, item in enumerate(self.items):
            size += _size(f"- {item.line}\n")
            if size + _size(self._rest(len(self.items) - place - 1)) > most:
                break
            kept = place + 1
        others = self._rest(len(self.items) - max(kept, 1)) if len(self.items) > 1 else ""
        if kept:
            return "\n".join([*(f"- {item.line}" for item in self.items[:kept]), others])
        first, room = f"- {self.items[0].line}", most - _size(f"\n{others}")
        return f"{_cut_bytes(first, room)}\n{others}".rstrip() if room > _LEAST else _cut_bytes(first, most)

    def _rest(self, count: int) -> str:
        return self.rest.format(count=count)


def _size(text: str) -> int:
    return len(text.encode())


def _cut_bytes(text: str, most: int) -> str:
    if _size(text) <= most:
        return text
    room = max(most - _size("…"), 0)
    return text.encode()[:room].decode("utf-8", "ignore").rstrip() + "…"
