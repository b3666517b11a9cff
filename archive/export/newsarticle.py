"""schema.org NewsArticle as JSON-LD, one a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from archive.article import Attachment, Image
from archive.record import Record
from archive.text import as_json


def write(records: Iterable[Record], stream: IO[str]) -> int:
    """Write the records, one a line; return how many there were."""
    count = 0
    for record in records:
        stream.write(as_json(news_article(record)) + "\n")
        count += 1
    return count


def news_article(record: Record) -> dict[str, Any]:
    """A story in the terms of https://schema.org/NewsArticle; what is not known is left out."""
    found = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": record.url,
        "url": record.url,
        "sameAs": list(record.aliases),
        "headline": record.title,
        "description": record.summary,
        "articleBody": record.body,
        "datePublished": record.date,
        "dateModified": record.modified,
        "inLanguage": record.language,
        "keywords": list(record.tags),
        "author": [{"@type": "Person", "name": name} for name in record.authors],
        "publisher": {"@type": "GovernmentOrganization", "identifier": record.portal, "areaServed": record.country},
        "image": [_image(image) for image in record.images],
        "associatedMedia": [_document(document) for document in record.attachments],
        "workTranslation": [
            _known({"@type": "NewsArticle", "url": other.url, "inLanguage": other.language})
            for other in record.translations
        ],
        "expires": record.gone_at,
        "version": record.revision,
        "identifier": {"@type": "PropertyValue", "propertyID": "sha256", "value": record.content_hash},
    }
    found["publisher"] = _known(found["publisher"])
    return _known(found)


def _image(image: Image) -> dict[str, Any]:
    return _known(
        {
            "@type": "ImageObject",
            "contentUrl": image.url,
            "caption": image.caption or image.alt,
            "creditText": image.credit,
            "width": image.width,
            "height": image.height,
            "encodingFormat": image.media_type,
            "sha256": image.sha256,
        }
    )


def _document(document: Attachment) -> dict[str, Any]:
    return _known(
        {
            "@type": "DigitalDocument",
            "contentUrl": document.url,
            "name": document.title,
            "encodingFormat": document.media_type,
            "sha256": document.sha256,
            "text": document.text,
        }
    )


def _known(values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [], "")}
