"""What one page says: a title, a date, a body, its images and attachments.

Values only. An `Article` knows nothing of the archive that keeps it (ids, revisions, first and last sight: see
articles.py) nor of the page that it was read from.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of the story. Width and height in pixels; `sha256` of the bytes once they were fetched."""

    url: str
    caption: str | None = None
    alt: str | None = None
    credit: str | None = None
    sha256: str | None = None
    width: int | None = None
    height: int | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document that the story offers (PDF, DOCX…). `text` is its content once it was fetched and read."""

    url: str
    title: str | None = None
    media_type: str | None = None
    sha256: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The same story in another language, a story of its own. language: BCP 47, None where the page does not say.

    url: canonical; id: the archive's number of that story, once it is kept and where it was looked up.
    """

    language: str | None
    url: str
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A block, picture, document or summary that was left out of a story as its site's chrome.

    mark: by which it is known on any page of the site. text: a picture's or document's is its address. pages: how many
    of the `of` story pages that were counted bear it; None where it is not, or no longer, held to be chrome.
    """

    mark: str
    text: str
    pages: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A story as one page tells it.

    url: the canonical address as the page gives it, else the address it was read from; None where neither is known.
    date: ISO 8601, a day (`2023-08-10`) or an instant with offset (`2023-08-10T08:30:00+07:00`); `date_text` is what
        was printed, `date_source` the rule that won. modified: the same form, the page's own statement of a change.
    body: plain text in NFC, paragraphs apart by a blank line, without captions and without the headline.
    body_html: the same as clean semantic HTML, safe to show.
    language: BCP 47.
    """

    title: str
    body: str
    body_html: str = ""
    url: str | None = None
    date: str | None = None
    date_text: str | None = None
    date_source: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str | None = None
    language: str | None = None
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    translations: tuple[Translation, ...] = ()

    @property
    def content_hash(self) -> str:
        """SHA-256 (hex) of what the ministry published: title, date, body, pictures with captions, attachments.

        What only describes the page (language, translations, which date rule won, HTML details) is left out, so that an
        improvement of the extraction, or a translation that is added, is not taken for an edit.
        """
        content = [
            self.title,
            self.date,
            self.body,
            [[image.url, image.caption] for image in self.images],
            [[attachment.url, attachment.title] for attachment in self.attachments],
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
