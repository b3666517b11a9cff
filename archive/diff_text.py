"""A comparison to be read: in colour on a terminal, with git's marks in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from archive.differences import Comparison, Difference, Kind, Piece
from archive.record import Record
from archive.text import printable

_READABLE = 100  # columns a text is wrapped at, however wide the terminal
_STYLES = {
    Kind.SAME: "",
    Kind.REMOVED: "red strike",
    Kind.ADDED: "green",
    Kind.MOVED_FROM: "dim strike",
    Kind.MOVED_TO: "cyan",
}
# As `git diff --word-diff` has it; git knows nothing of what was moved.
_MARKS = {
    Kind.SAME: ("", ""),
    Kind.REMOVED: ("[-", "-]"),
    Kind.ADDED: ("{+", "+}"),
    Kind.MOVED_FROM: ("[~", "~]"),
    Kind.MOVED_TO: ("{~", "~}"),
}


def print_comparison(out: Console, old: Record, new: Record, comparison: Comparison) -> None:
    """The differences, the weightiest first; then title and body with what went and what came."""
    width = min(out.width, _READABLE) if out.is_terminal else None
    _line(out, Text(printable(new.url), "blue"), None)
    _line(out, Text(f"Article {new.id}, revision {old.revision} → {new.revision}", "dim"), width)
    if not comparison.differences:
        _line(out, Text("Nothing was changed."), width)
        return
    for difference in comparison.differences:
        _line(out, _told(difference), width)
    for pieces in (comparison.title, comparison.body):
        out.print()
        _line(out, marked(pieces, colour=out.is_terminal), width)


def fragments(pieces: Iterable[Piece]) -> Iterator[tuple[Kind, str]]:
    """Pieces in the order they are read: of what was replaced, first what went."""
    for piece in pieces:
        if piece.kind is Kind.REPLACED:
            yield from ((Kind.REMOVED, piece.old), (Kind.ADDED, piece.new))
        else:
            yield piece.kind, piece.old or piece.new


def marked(pieces: Iterable[Piece], *, colour: bool) -> Text:
    """A text with its changes, in colour or between marks: `[-30-]{+20+} %`."""
    text = Text()
    for kind, fragment in fragments(pieces):
        before, after = ("", "") if colour else _MARKS[kind]
        text.append(f"{before}{printable(fragment)}{after}", _STYLES[kind] if colour else "")
    return text


def _told(difference: Difference) -> Text:
    return Text.assemble((f"{difference.kind:<11} ", "cyan"), printable(difference.sentence))


def _line(out: Console, text: Text, width: int | None) -> None:
    """Print a text, wrapped where a width is given; in a pipe each text stays one line."""
    if width is None:
        out.print(text, soft_wrap=True)
    else:
        out.print(text, width=width)
