"""The text of a story to be read, with a quotation marked in it. Pure."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from archive.cite.quote import find
from archive.record import Record
from archive.text import printable

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>body {{ max-width: 42em; margin: 2em auto; padding: 0 1em; font: 1.1em/1.6 serif }} mark {{ background: #fd0 }}
header, footer {{ font-size: .85em; color: #555 }}</style>
</head>
<body dir="auto">
<header>{about}</header>
<main>
{paragraphs}
</main>
</body>
</html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A story's title and body as paragraphs; quoted: begin and end of the quotation in each, (0, 0) where not."""

    paragraphs: tuple[str, ...]
    quoted: tuple[tuple[int, int], ...]

    @property
    def quotation(self) -> str:
        """The quotation as the text has it; empty where there is none."""
        pieces = (text[start:end] for text, (start, end) in self._marked())
        return "\n\n".join(filter(None, pieces))

    def _marked(self) -> Iterator[tuple[str, tuple[int, int]]]:
        yield from zip(self.paragraphs, self.quoted, strict=True)

    def as_text(self) -> str:
        """Plain text; the quotation between >>> and <<<."""
        return "\n\n".join(
            f"{text[:start]}>>>{text[start:end]}<<<{text[end:]}" if end else text
            for text, (start, end) in self._marked()
        )

    def as_html(self) -> str:
        """HTML paragraphs, the first one being the headline."""
        lines = []
        for place, (text, (start, end)) in enumerate(self._marked()):
            before, quoted, after = map(html.escape, (text[:start], text[start:end], text[end:]))
            tag = "p" if place else "h1"
            marked = f"<mark>{quoted}</mark>" if quoted else ""
            lines.append(f'<{tag} dir="auto">{before}{marked}{after}</{tag}>')
        return "\n".join(lines)


def passage(record: Record, quote: str | None) -> Passage:
    """Find a quotation in a story's title or body. Raises QuoteError where it is in neither."""
    whole = unicodedata.normalize("NFC", printable(f"{record.title}\n\n{record.body}"))
    start, end = find(quote, whole) if quote is not None else (0, 0)
    paragraphs, quoted, place = [], [], 0
    for text in whole.split("\n\n"):
        first, last = max(start - place, 0), min(end - place, len(text))
        paragraphs.append(text)
        quoted.append((first, last) if first < last else (0, 0))
        place += len(text) + 2
    return Passage(paragraphs=tuple(paragraphs), quoted=tuple(quoted))


def as_page(record: Record, found: Passage, captured_at: str) -> str:
    """The story as an HTML page that loads nothing."""
    about = [printable(part) for part in (record.url, record.portal, record.date or "no date") if part]
    about += [f"captured {captured_at}", f"revision {record.revision}"]
    return _PAGE.format(
        language=html.escape(record.language or "", quote=True),
        title=html.escape(printable(record.title)),
        about=html.escape(" · ".join(about)),
        paragraphs=found.as_html(),
    )


def as_text(record: Record, found: Passage, captured_at: str) -> str:
    """The story as plain text; a quotation stands at the top, and is marked below."""
    quoted = ["The quotation:", "", found.quotation, "", "In context, between >>> and <<<:", ""] * bool(found.quotation)
    about = [
        f"Address:  {printable(record.url)}",
        f"Portal:   {printable(record.portal)}",
        f"Date:     {record.date or 'none on the page'}",
        f"Captured: {captured_at}",
        f"Article {record.id}, revision {record.revision}",
        "",
        "-" * 72,
        "",
    ]
    return "\n".join([*about, *quoted, found.as_text(), ""])
