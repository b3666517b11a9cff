"""Changes as lines for people."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from archive.changes import Change, Event
from archive.text import printable

_STYLES = {"withdrawn": "red", "number": "red", "removed": "red", "added": "yellow", "headline": "yellow"}


def print_changes(out: Console, changes: Iterable[Change]) -> None:
    """When, where, which story, what it is and the sentence that says it; below it the headline and its address."""
    found = False
    for change in changes:
        found = True
        out.print(_told(change), soft_wrap=True)
        out.print(Text(f"    {' '.join(printable(change.title).split())}", "bold"), soft_wrap=True)
        out.print(Text(f"    {printable(change.url)}", "blue"), soft_wrap=True)
    if not found:
        out.print("No edits and no withdrawals.")


def _told(change: Change) -> Text:
    story = f"{change.article_id}"
    if change.event is Event.EDITED:
        story += f" ({change.revision - 1} → {change.revision})"
    return Text.assemble(
        (change.when[:16].replace("T", " "), "dim"),
        f"  {printable(change.portal)}  ",
        (story, "cyan"),
        "  ",
        (change.kind, _STYLES.get(change.kind, "")),
        f"  {' '.join(printable(change.sentence).split())}",
    )
