"""The JSON Schema of a record: what json and jsonl are made of. docs/record.schema.json is this, and a test says so."""

from __future__ import annotations

import json
from typing import Any

_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?$"

_Schema = dict[str, Any]


def _text(description: str, **more: Any) -> _Schema:
    return {"type": "string", "description": description, **more}


def _perhaps(kind: _Schema) -> _Schema:
    """The same or null."""
    return {**kind, "type": [kind["type"], "null"]}


def _number(description: str, least: int = 0) -> _Schema:
    return {"type": "integer", "minimum": least, "description": description}


def _many(items: _Schema | str, description: str) -> _Schema:
    one = {"$ref": f"#/$defs/{items}"} if isinstance(items, str) else items
    return {"type": "array", "items": one, "description": description}


def _object(description: str, properties: _Schema) -> _Schema:
    """Every property is there, and no other."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_URL = _text("Address.")
_WORDS: _Schema = {"type": "string"}
_SHA256 = _perhaps(_text("SHA-256 of the content, once it was fetched.", pattern="^[0-9a-f]{64}$"))
_MEDIA_TYPE = _perhaps(_text("Media type, as image/jpeg."))
_LANGUAGE = _perhaps(_text("BCP 47, as vi or zh-Hans."))
_SEEN: _Schema = {"format": "date-time"}

_IMAGE = _object(
    "A picture of the story.",
    {
        "url": _URL,
        "caption": _perhaps(_text("What stands below it.")),
        "alt": _perhaps(_text("What the page says in its place.")),
        "credit": _perhaps(_text("Who made it.")),
        "sha256": _SHA256,
        "width": _perhaps(_number("Pixels.")),
        "height": _perhaps(_number("Pixels.")),
        "media_type": _MEDIA_TYPE,
    },
)
_ATTACHMENT = _object(
    "A document that the story offers.",
    {
        "url": _URL,
        "title": _perhaps(_text("What the page calls it.")),
        "media_type": _MEDIA_TYPE,
        "sha256": _SHA256,
        "text": _perhaps(_text("What it says, once it was fetched and read.")),
    },
)
_TRANSLATION = _object(
    "The same story in another language.",
    {"language": _LANGUAGE, "url": _URL, "id": _perhaps(_number("Its number, where it is in this archive.", 1))},
)
_CAPTURE = _object(
    "The raw record that the story was read from.",
    {
        "file": _text("WARC file in the archive's folder captures/."),
        "offset": _number("First byte of the record in it."),
        "digest": _perhaps(_text("WARC-Payload-Digest: of the body as it came.")),
    },
)

_PROPERTIES: _Schema = {
    "id": _number("Number of the article, stable in this archive.", 1),
    "url": _text("The canonical address."),
    "aliases": _many(_WORDS, "Other addresses of the same story."),
    "portal": _text("Id in the registry, or the host of a portal that is not in it."),
    "country": _perhaps(_text("ISO 3166-1 alpha-2, as VN.")),
    "language": _LANGUAGE,
    "title": _text("The visible headline, without the site's name."),
    "date": _perhaps(_text("Publication: a day, or an instant where the page gives a time.", pattern=_DATE)),
    "date_text": _perhaps(_text("The date as it was printed.")),
    "date_source": _perhaps(_text("The rule that found the date.")),
    "modified": _perhaps(_text("The page's own statement that it was changed, as date.", pattern=_DATE)),
    "authors": _many(_WORDS, "Names, as printed."),
    "tags": _many(_WORDS, "As the page gives them."),
    "summary": _perhaps(_text("The lead, where the page marks one; it also opens the body.")),
    "body": _text("Plain text, paragraphs apart by a blank line, without captions."),
    "body_html": _text("The same as clean HTML."),
    "images": _many("image", "In page order."),
    "attachments": _many("attachment", "In page order."),
    "translations": _many("translation", "Stories in other languages that its page names, or that name it."),
    "revision": _number("1 at first sight; grows when the content changes.", 1),
    "first_seen": _text("When the crawl saw it first, UTC.", **_SEEN),
    "last_seen": _text("When the crawl saw it last, UTC.", **_SEEN),
    "gone_at": _perhaps(_text("When the portal was found to have withdrawn it, UTC.", **_SEEN)),
    "gone_why": _perhaps(_text("What spoke for that.")),
    "content_hash": _text("SHA-256 of title, date, body, pictures and attachments.", pattern="^[0-9a-f]{64}$"),
    "capture": {"anyOf": [{"$ref": "#/$defs/capture"}, {"type": "null"}], "description": "Null where none was kept."},
}


def schema() -> _Schema:
    """The schema of one record, JSON Schema draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:envnews:record",
        "title": "Record",
        **_object("One article of an envnews archive, as it is now: an item of json, a line of jsonl.", _PROPERTIES),
        "$defs": {"image": _IMAGE, "attachment": _ATTACHMENT, "translation": _TRANSLATION, "capture": _CAPTURE},
    }


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
