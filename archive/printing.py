"""Answers for people: on a terminal with colour and wrapped, in a pipe as plain lines.

All stored text passes `text.printable`, and none of it is read as markup.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.text import Text

from archive.text import as_json, printable

if TYPE_CHECKING:
    from archive.article import Removed, Translation
    from archive.record import Record
    from archive.search.answer import Answer
    from archive.search.snippet import Snippet
    from archive.withdrawals import Seen

_PIPED = 100_000  # columns: in a pipe nothing is wrapped or cut
_SHOWN = 100  # characters of a block that was left out
_READABLE = 100  # columns a text is wrapped at, however wide the terminal


def console() -> Console:
    """Standard output. Colour only on a terminal; what its encoding lacks is replaced."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    width = None if sys.stdout.isatty() else _PIPED
    return Console(width=width, markup=False, emoji=False, highlight=False)


def print_json(value: Any) -> None:
    """Print as JSON, in UTF-8 whatever the locale."""
    with click.open_file("-", "w", encoding="utf-8") as stream:
        stream.write(as_json(value, indent=2) + "\n")


def print_hits(out: Console, found: Answer, offset: int = 0) -> None:
    """Each hit with its number, headline, where and when, and the passage that was found; then how many there are."""
    for hit in found:
        _line(out, Text.assemble((f"{hit.id}  ", "cyan"), _marked(hit.headline, "bold")))
        like = f"and {hit.like} like it" if hit.like else ""
        where = [hit.date or "no date", hit.portal, "withdrawn" if hit.gone_at else "", like]
        _line(out, Text("    " + " · ".join(map(printable, filter(None, where))), "dim"))
        _line(out, Text("    ") + _marked(hit.snippet, ""))
        _line(out, Text(f"    {printable(hit.url)}", "blue"))
        out.print()
    if not found.total:
        out.print("Nothing found.")
    elif found.total > len(found):
        shown = f"{offset + 1} to {offset + len(found)}" if found else "none"
        out.print(f"Shown: {shown} of {found.total:,} stories.")
    for name, values in ((name, values) for name, values in found.facets.items() if values):
        counts = " · ".join(f"{printable(each.value)} {each.count:,}" for each in values)
        _line(out, Text.assemble((f"{name}: ", "dim"), counts))


def print_record(out: Console, record: Record) -> None:
    """One article to be read: title, where from, date, body, captions, documents."""
    width = min(out.width, _READABLE) if out.is_terminal else None
    _line(out, Text(printable(record.title), "bold"), width)
    when = record.date or "no date"
    parts = [record.portal, when, record.language, ", ".join(record.authors)]
    _line(out, Text(" · ".join(printable(part) for part in parts if part), "dim"), width)
    _line(out, Text(printable(record.url), "blue"))
    if record.gone_at:
        _line(out, Text(f"Withdrawn, as seen {record.gone_at}: {printable(record.gone_why or '')}", "red"), width)
    for paragraph in record.body.split("\n\n"):
        out.print()
        _line(out, Text(printable(paragraph)), width)
    _print_list(out, "Images", [(image.caption or image.alt or "", image.url) for image in record.images], width)
    _print_list(out, "Attachments", [(item.title or "", item.url) for item in record.attachments], width)
    _print_list(out, "In other languages", [(_language(each), each.url) for each in record.translations], width)
    _print_list(out, "Also at", [("", alias) for alias in record.aliases], width)
    seen = f"Article {record.id}, revision {record.revision} · first seen {record.first_seen}, last {record.last_seen}"
    out.print()
    _line(out, Text(seen, "dim"), width)


def print_evidence(out: Console, seen: Sequence[Seen]) -> None:
    """What speaks for a story's withdrawal, and for its return, the oldest first; nothing where nothing does."""
    if seen:
        out.print()
        _line(out, Text("Seen of its withdrawal", "bold"))
    for each in seen:
        sure = f", certain to {each.certainty:.0%}" if each.certainty else ""
        mass = "; most of that run's stories vanished alike" if each.mass else ""
        capture = f" (capture {each.capture_id})" if each.capture_id else ""
        _line(out, Text(printable(f"  {each.seen_at}  {each.kind}{sure}: {each.note}{mass}{capture}")))


def _language(translation: Translation) -> str:
    kept = f"article {translation.id}" if translation.id else "not in the archive"
    return f"{translation.language or 'unknown'}, {kept}"


def print_why(out: Console, record: Record, removed: Sequence[Removed]) -> None:
    """How an article was read: which rule found its date, and what was left out of it."""
    out.print()
    found = f"found by: {record.date_source}, as {record.date_text!r}" if record.date else "none found"
    _line(out, Text(printable(f"Date {found}")))
    if not removed:
        out.print("Nothing was left out as the site's chrome.")
        return
    out.print("Left out, since it stands on other stories of the portal too:")
    for each in removed:
        often = f"on {each.pages} of {each.of} stories" if each.pages else "no longer held to be chrome"
        text = " ".join(printable(each.text).split())
        _line(
            out,
            Text.assemble(
                (f"  {each.mark}  ", "cyan"), f"{text[:_SHOWN]}{'…' * (len(text) > _SHOWN)} ", (f"({often})", "dim")
            ),
        )
    out.print(f'To have one back, put its mark into the portal\'s file: keep_blocks = ["{removed[0].mark}"]')


def _line(out: Console, text: Text, width: int | None = None) -> None:
    """Print a text, wrapped where a width is given; in a pipe each text stays one line."""
    if width is None:
        out.print(text, soft_wrap=True)
    else:
        out.print(text, width=width)


def _print_list(out: Console, heading: str, items: Sequence[tuple[str, str]], width: int | None) -> None:
    if not items:
        return
    out.print()
    out.print(Text(heading, "bold"))
    for text, url in items:
        if text:
            _line(out, Text(f"  {printable(text)}"), width)
        _line(out, Text(f"  {printable(url)}", "blue"))


def _marked(snippet: Snippet, style: str) -> Text:
    """The snippet with its hits in reverse; each piece is cleaned by itself, so that no mark is displaced."""
    text = Text(style=style)
    place = 0
    for start, end in snippet.marks:
        text.append(printable(snippet.text[place:start]))
        text.append(printable(snippet.text[start:end]), "bold yellow")
        place = end
    return text.append(printable(snippet.text[place:]))
