"""Writes the pages of a static site, a story at a time; of each only a line for the lists stays in memory."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.browse.addresses import web
from archive.browse.safe_html import language_tag, story_html
from archive.diff_page import difference_html
from archive.differences import compare
from archive.export import atom
from archive.export.feed import Entry, channel, entry
from archive.export.pictures import put_pictures
from archive.record import Record
from archive.text import printable

if TYPE_CHECKING:
    from jinja2 import Environment

    from archive.export import About

_PAGE = 50  # stories on a page of a list
_IN_FEED = 50
_LEAD = 240  # characters of a story in a list


@dataclass(frozen=True, slots=True)
class Line:
    """A story in a list. day: empty without a date. page: from the site's folder on."""

    page: str
    title: str
    day: str
    portal: str
    language: str | None
    lead: str
    is_gone: bool


def write(records: Iterable[Record], folder: Path, about: About) -> int:
    """Write a site into an empty folder; return how many stories it has."""
    title = channel(about).title
    lines: list[Line] = []
    newest: list[Entry] = []
    for record in records:
        _story(record, folder, about, title)
        lines.append(_line(record))
        if len(newest) < _IN_FEED:
            newest.append(entry(record, about.archive))
    names = {portal.id: portal.name for portal in about.archive.stats().portals} if lines else {}
    _lists(lines, folder, title, names)
    with (folder / "feed.atom").open("w", encoding="utf-8", newline="\n") as stream:
        atom.write_entries(channel(about), newest, stream)
    return len(lines)


def _line(record: Record) -> Line:
    lead = record.summary or record.body
    return Line(
        page=f"story/{record.id}.html",
        title=printable(record.title),
        day=(record.date or "")[:10],
        portal=record.portal,
        language=language_tag(record.language),
        lead=printable(" ".join(lead[: 2 * _LEAD].split()))[:_LEAD],
        is_gone=record.gone_at is not None,
    )


def _story(record: Record, folder: Path, about: About, site: str) -> None:
    pictures = {url: f"../{name}" for url, name in put_pictures(record, about.archive, folder).items()}
    html = story_html(record.body_html, pictures)
    revisions = about.archive.revisions(record.id) if record.revision > 1 else [record]
    values = {
        "record": record,
        "language": language_tag(record.language),
        "address": web(record.url),
        "html": html,
        "paragraphs": [] if html else record.body.split("\n\n"),
        "pictures": [(pictures[image.url], image) for image in record.images if _is_beside(image.url, pictures, html)],
        "documents": [(web(each.url), each.title or each.url) for each in record.attachments],
        "differences": [
            (old.revision, new.revision, difference_html(compare(old, new))) for old, new in pairwise(revisions)
        ],
        "history": about.archive.history(record.id),
    }
    _put(folder / "story" / f"{record.id}.html", "story.html", site, "../", values)


def _is_beside(url: str, pictures: dict[str, str], html: str) -> bool:
    """Whether a picture is held, and does not stand in the text already."""
    return url in pictures and pictures[url] not in html


def _lists(lines: Sequence[Line], folder: Path, site: str, names: dict[str, str]) -> None:
    by_portal, by_month = defaultdict(list), defaultdict(list)
    for line in lines:
        by_portal[line.portal].append(line)
        by_month[line.day[:7] or "undated"].append(line)
    portals = {f"portal/{_stem(portal)}": (names.get(portal) or portal, some) for portal, some in by_portal.items()}
    months = {f"month/{month}": (month, some) for month, some in by_month.items()}
    for stem, (name, some) in (portals | months).items():
        _pages(some, folder, stem, site, "../", {"heading": printable(name)})
    told = {
        "heading": site,
        "portals": sorted((printable(name), stem, len(some)) for stem, (name, some) in portals.items()),
        "months": sorted(((month, stem, len(some)) for stem, (month, some) in months.items()), reverse=True),
        "made": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "is_start": True,
    }
    _pages(lines, folder, "index", site, "", told)


def _pages(lines: Sequence[Line], folder: Path, stem: str, site: str, root: str, told: dict[str, Any]) -> None:
    """Write a list in pages: index.html, index-2.html and so on."""
    count = max(1, -(-len(lines) // _PAGE))
    for number in range(1, count + 1):
        values = told | {
            "lines": lines[(number - 1) * _PAGE : number * _PAGE],
            "total": len(lines),
            "number": number,
            "count": count,
            "before": _name(stem, number - 1) if number > 1 else None,
            "after": _name(stem, number + 1) if number < count else None,
        }
        _put(folder / _name(stem, number), "list.html", site, root, values)


def _name(stem: str, number: int) -> str:
    return f"{stem}.html" if number == 1 else f"{stem}-{number}.html"


def _stem(portal: str) -> str:
    """A portal's name in a file's: two portals never share one."""
    plain = re.sub(r"[^a-z0-9-]+", "-", portal.lower()).strip("-")[:60]
    return plain if plain == portal else f"{plain}-{hashlib.sha256(portal.encode()).hexdigest()[:8]}"


def _put(path: Path, template: str, site: str, root: str, values: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    style = _style()
    common = {"site": site, "root": root, "style": style, "policy": _policy(style)}
    page = _environment().get_template(template).render(common | values)
    path.write_text(page, "utf-8", errors="replace", newline="\n")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader

    made = Environment(
        loader=PackageLoader("archive.export.site"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["printable"] = printable
    return made


@cache
def _style() -> str:
    return (files("archive.export.site") / "templates" / "site.css").read_text("utf-8")


def _policy(style: str) -> str:
    """Nothing is allowed but the style above and pictures beside."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; img-src 'self' file:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
