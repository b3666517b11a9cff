"""Texts without control characters, whatever the page held: broken bytes and references to such characters."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import Any

from archive.article import Article, Attachment, Image

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
REPLACEMENT = "\ufffd"  # composes with nothing, so that the text stays in NFC


def printable(article: Article) -> Article:
    """The article with U+FFFD for each control character in any of its texts."""
    if not any(map(CONTROL.search, _texts(article))):
        return article
    return replace(
        article,
        title=_shown(article.title),
        body=_shown(article.body),
        body_html=_shown(article.body_html),
        summary=_shown(article.summary),
        date_text=_shown(article.date_text),
        authors=tuple(map(_shown, article.authors)),
        tags=tuple(map(_shown, article.tags)),
        images=tuple(Image(**_each(asdict(image))) for image in article.images),
        attachments=tuple(Attachment(**_each(asdict(attachment))) for attachment in article.attachments),
    )


def _texts(article: Article) -> list[str]:
    texts = [article.title, article.body, article.body_html, article.summary, article.date_text]
    texts += [*article.authors, *article.tags]
    for image in article.images:
        texts += [image.caption, image.alt, image.credit]
    texts += [attachment.title for attachment in article.attachments]
    return [text for text in texts if text]


def _each(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _shown(value) for name, value in values.items()}


def _shown(value: Any) -> Any:
    return CONTROL.sub(REPLACEMENT, value) if isinstance(value, str) else value
