"""A folder of Markdown files, one a story, with its facts in front as YAML, and its captured pictures beside.

The text is CommonMark by markdownify; whatever of it would be markup is escaped.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdownify import ATX, MarkdownConverter

from archive.browse.safe_html import story_html
from archive.export.pictures import put_pictures
from archive.record import Record
from archive.text import printable

if TYPE_CHECKING:
    from archive.export import About

_LONGEST = 120  # bytes of a file's name
_BETWEEN = re.compile(r"[^\w]+")
_FACTS = ("id", "url", "portal", "country", "language", "date", "modified", "authors", "tags", "revision")
_SEEN = ("first_seen", "last_seen", "gone_at", "gone_why", "content_hash", "capture")
_AT_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|=|-)", re.MULTILINE)


def write(records: Iterable[Record], folder: Path, about: About) -> int:
    """Write the stories into an empty folder; return how many there were."""
    count = 0
    for record in records:
        pictures = put_pictures(record, about.archive, folder)
        (folder / file_name(record)).write_text(story(record, pictures), "utf-8", newline="\n")
        count += 1
    return count


def file_name(record: Record) -> str:
    """A name that every file system takes, and no other story has.

    It begins with the day, so that names sort by it, and ends with the story's number.
    """
    day = (record.date or "undated")[:10]
    end = f"-{record.id}.md"
    words = _BETWEEN.sub("-", unicodedata.normalize("NFC", printable(record.title)).lower()).strip("-_")
    room = _LONGEST - len(f"{day}-{end}".encode())
    slug = words.encode()[:room].decode("utf-8", "ignore").strip("-_")
    return f"{day}-{slug}{end}" if slug else f"{day}{end}"


def story(record: Record, pictures: dict[str, str]) -> str:
    """One story. pictures: by address, the file that holds it, as seen from this one."""
    facts = "".join(f"{name}: {_yaml(value)}\n" for name, value in _facts(record).items())
    html = story_html(record.body_html, pictures)
    text = _Converter(heading_style=ATX, bullets="-").convert(html).strip() if html else _escaped(record.body)
    documents = "".join(f"\n- {_link(each.title or each.url, each.url)}" for each in record.attachments)
    return f"---\n{facts}---\n\n# {_escaped(_line(record.title))}\n\n{text}\n" + (f"{documents}\n" if documents else "")


def _facts(record: Record) -> dict[str, Any]:
    plain = record.as_dict()
    chosen = {"title": plain["title"]} | {name: plain[name] for name in (*_FACTS, *_SEEN)}
    return {name: value for name, value in chosen.items() if value not in (None, [])}


def _yaml(value: Any) -> str:
    """JSON is YAML, and quotes all that needs it; controls are escaped for readers of YAML 1.1."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(
        "[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text
    )


class _Converter(MarkdownConverter):
    """markdownify, with all escaped that could be markup."""

    def escape(self, text: str, parent_tags: Any = None) -> str:  # noqa: ARG002 - as theirs
        return _escaped(text)


def _escaped(text: str) -> str:
    """Let a text be nothing but text."""
    marked = re.sub(r"([\\`*_{}\[\]<>#|~&!])", r"\\\1", printable(text))
    return _AT_LINE_START.sub(_number_or_bullet, marked)


def _number_or_bullet(found: re.Match[str]) -> str:
    space, sign = found[1], found[2]
    return f"{space}{sign[:-1]}\\{sign[-1]}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _link(text: str, url: str) -> str:
    address = "".join(char if char.isalnum() or char in "-._~:/?#@!$&'*+,;=%" else _percent(char) for char in url)
    return f"[{_escaped(_line(text))}](<{address}>)"


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
