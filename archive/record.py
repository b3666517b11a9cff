"""The record: what the archive answers, and what every export writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.article import Attachment, Image, Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article in one revision. Fields and their order are the contract of every export.

    date: publication, ISO 8601, a day or an instant with offset; first_seen, last_seen, gone_at: UTC instants.
    translations: stories in other languages that its page names, or that name it; `id` where they are in the archive.
    capture: `{file, offset, digest}` of the raw record, None where none was kept.
    """

    id: int
    url: str
    aliases: tuple[str, ...]
    portal: str
    country: str | None
    language: str | None
    title: str
    date: str | None
    date_text: str | None
    date_source: str | None
    modified: str | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    summary: str | None
    body: str
    body_html: str
    images: tuple[Image, ...]
    attachments: tuple[Attachment, ...]
    translations: tuple[Translation, ...]
    revision: int
    first_seen: str
    last_seen: str
    gone_at: str | None
    gone_why: str | None
    content_hash: str
    capture: dict[str, Any] | None

    def as_dict(self) -> dict[str, Any]:
        """The record as JSON has it: lists for tuples, objects for images, attachments and translations."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        for name in ("aliases", "authors", "tags"):
            plain[name] = list(plain[name])
        for name in ("images", "attachments", "translations"):
            plain[name] = [{part: getattr(value, part) for part in value.__slots__} for value in plain[name]]
        return plain
