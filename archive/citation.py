"""How a story is cited: BibTeX, RIS, and a line after ISO 690. Pure.

Names are given as the page prints them, and a story that names nobody is its portal's. What is cited is one revision,
as it was captured: its address here, when it was captured and the digest of the captured page stand beside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from archive.record import Record
from archive.text import clean, printable

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, those behind a backslash too
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
_IN_URL = "!#$&'()*+,/:;=?@[]~%"  # what an address may hold as it is; braces and backslashes may not


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A revision of a story. publisher: its portal's name; captured_at: UTC, ISO 8601, None where nothing was captured.

    permalink: an address under which the archive shows this revision, where it has one.
    """

    record: Record
    publisher: str
    captured_at: str | None = None
    permalink: str | None = None

    @property
    def authors(self) -> tuple[str, ...]:
        """Who is named; the portal where nobody is."""
        return tuple(filter(None, map(_line, self.record.authors))) or (_line(self.publisher),)

    @property
    def seen(self) -> str:
        """When it was captured, or else first seen: UTC, to the second."""
        return f"{(self.captured_at or self.record.first_seen)[:19]}Z"

    @property
    def evidence(self) -> str:
        """Which revision of which archived story this is, where, since when, and the digests it is known by."""
        record = self.record
        place = f" at {self.permalink}" if self.permalink else ""
        parts = [f"Archived {self.seen}{place}", f"article {record.id}, revision {record.revision}"]
        digest = (record.capture or {}).get("digest")
        parts += [f"captured page {digest}"] if digest else []
        return _line("; ".join([*parts, f"content sha256:{record.content_hash}"]))


def bibtex(cited: Cited) -> str:
    r"""An entry for BibTeX and biblatex, in UTF-8.

    >>> _tex("50 % {of} A&B_c \\")
    '50 \\% \\textbraceleft{}of\\textbraceright{} A\\&B\\_c \\textbackslash{}'
    """
    fields = "".join(f"  {name} = {value},\n" for name, value in _bibtex_fields(cited))
    return f"@misc{{{_key(cited.record)},\n{fields}}}\n"


def ris(cited: Cited) -> str:
    """An entry for EndNote, Zotero and their like: RIS, in UTF-8, lines ended as RIS has it."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris_lines(cited))


def iso690(cited: Cited) -> str:
    """A line for a list of references, after ISO 690."""
    record, publisher = cited.record, _line(cited.publisher)
    made_by = "" if cited.authors == (publisher,) else f" {publisher.rstrip('.')},"
    return (
        f"{_ended('; '.join(cited.authors))} {_line(record.title)} [online].{made_by} {_published(record) or 'no date'}"
        f" [viewed {cited.seen[:10]}]. Available from: {_line(record.url)}. {cited.evidence}."
    )


STYLES: Mapping[str, Callable[[Cited], str]] = {"bibtex": bibtex, "ris": ris, "iso690": iso690}


def _bibtex_fields(cited: Cited) -> Iterator[tuple[str, str]]:
    record = cited.record
    # Braces keep a name whole: neither a comma nor an "and" in it divides it, and no family name is guessed.
    yield "author", "{" + " and ".join(f"{{{_tex(name)}}}" for name in cited.authors) + "}"
    yield "title", f"{{{{{_tex(record.title)}}}}}"
    year, month, day = _parts(record.date)
    if year:
        yield "year", f"{{{year}}}"
    if month:
        yield "month", MONTHS[int(month) - 1]
    if day:
        yield "day", f"{{{int(day)}}}"
    yield "organization", f"{{{_tex(cited.publisher)}}}"
    yield "url", f"{{{_address(record.url)}}}"
    yield "urldate", f"{{{cited.seen[:10]}}}"
    if record.language:
        yield "language", f"{{{_tex(record.language)}}}"
    yield "note", f"{{{_tex(cited.evidence)}}}"


def _ris_lines(cited: Cited) -> Iterator[tuple[str, str]]:
    record = cited.record
    yield "TY", "ELEC"
    yield "TI", _line(record.title)
    yield from (("AU", name) for name in cited.authors)
    year, month, day = _parts(record.date)
    if year:
        yield "PY", year
        yield "DA", f"{year}/{month}/{day}/"
    yield "PB", _line(cited.publisher)
    yield "UR", _line(record.url)
    yield "Y2", f"{cited.seen[:10].replace('-', '/')}/"
    yield from (("KW", word) for word in map(_line, record.tags) if word)
    if record.language:
        yield "LA", _line(record.language)
    if record.summary:
        yield "AB", _line(record.summary)
    yield "N1", cited.evidence
    yield "ER", ""


def _key(record: Record) -> str:
    """A name for the entry that is this revision's alone within an archive."""
    portal = re.sub(r"[^A-Za-z0-9.-]+", "-", record.portal).strip("-")
    return f"{portal or 'portal'}-{record.id}-r{record.revision}"


def _parts(date: str | None) -> tuple[str, str, str]:
    """Year, month and day of a date, as far as they are known; else empty."""
    found = _DAY.match(date or "")
    year, month, day = found.groups("") if found else ("", "", "")
    return (year, month, day) if not month or 1 <= int(month) <= len(MONTHS) else (year, "", "")


def _published(record: Record) -> str:
    return "-".join(filter(None, _parts(record.date)))


def _line(text: str) -> str:
    """One line, without what no reader sees: in RIS a line's end would begin another field."""
    return " ".join(printable(clean(text)).split())


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _tex(text: str) -> str:
    """A text as TeX prints it."""
    return "".join(_SPECIAL.get(char, char) for char in _line(text))


def _address(url: str) -> str:
    r"""An address between braces: what could end the field or be taken for a command is encoded.

    >>> _address("https://m.example/{a}?b=ü c\\%41")
    'https://m.example/%7Ba%7D?b=%C3%BC%20c%5C%41'
    """
    return quote(_line(url), safe=_IN_URL)
