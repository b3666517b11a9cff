"""What the right record of each story is, and what must stand in none."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.demo.body import document_path, picture_path
from crawler.demo.edition import story_path
from crawler.demo.labels import labels
from crawler.demo.sections import SECTIONS
from crawler.demo.story import Block, Items, Picture, Rows, Story, plain

# Labels that stories use too ("Thông tin thời tiết" opens a sentence of one, on purpose), or that are too short to say
# anything.
_NO_CHROME = {
    *("home", "video", "photos", "weather", "tags", "next", "more", "print"),
    *("comment_mail", "comment_title", "comment_text"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The right record of a story.

    paragraphs: every text that the body must hold, in order: the summary first, then paragraphs, headings, items of
        lists and cells of tables one by one. captions: without the credit; as many as there are captioned images.
    images, attachments: absolute addresses, in page order; attachment_titles goes with attachments.
    """

    id: int
    url: str
    title: str
    date: str
    language: str
    section: str
    author: str
    tags: tuple[str, ...]
    summary: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    credits: tuple[str, ...]
    images: tuple[str, ...]
    attachments: tuple[str, ...]
    attachment_titles: tuple[str, ...]


def truth(story: Story, base: str) -> Truth:
    """Tell the right record of a story. base: scheme and host that it is served under."""
    return Truth(
        id=story.id,
        url=base + story_path(story),
        title=story.title,
        date=story.date.isoformat(),
        language=story.language,
        section=SECTIONS[story.section].title,
        author=story.author,
        tags=story.tags,
        summary=story.summary,
        paragraphs=(story.summary, *(text for block in story.blocks for text in _texts(block))),
        captions=tuple(picture.caption for picture in story.pictures if picture.caption),
        credits=tuple(picture.credit for picture in story.pictures if picture.credit),
        images=tuple(base + picture_path(picture.name) for picture in story.pictures),
        attachments=tuple(base + document_path(document.name) for document in story.documents),
        attachment_titles=tuple(document.title for document in story.documents),
    )


def truths(stories: tuple[Story, ...], base: str) -> dict[str, Truth]:
    """Tell the right records by their address."""
    return {record.url: record for record in (truth(story, base) for story in stories)}


def _texts(block: Block) -> tuple[str, ...]:
    match block:
        case Picture():
            return ()
        case Items(items):
            return tuple(map(plain, items))
        case Rows(rows):
            return tuple(plain(cell) for row in rows for cell in row)
        case _:
            return (plain(block.text),)


def _chrome() -> tuple[str, ...]:
    """Collect the phrases of the frame in all languages. No story's body uses one; a test holds us to it."""
    languages = [labels(language) for language in ("vi", "en", "th")]
    phrases = [text for words in languages for name, text in words.items() if name not in _NO_CHROME]
    singles = [text for text in phrases if isinstance(text, str)]
    ministries = [ministry for words in languages for ministry in words["ministries"]]
    return (*singles, *ministries)


CHROME = _chrome()
