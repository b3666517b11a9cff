"""The documents that a story offers: for many ministries they are the real news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from archive.article import Attachment
from crawler.extraction.address import absolute
from crawler.extraction.blocks import Block, Layout, Section
from crawler.extraction.body import Body
from crawler.extraction.chrome import name_words
from crawler.extraction.documents import (
    DOCUMENTS,
    MEDIA_TYPES,
    document_title,
    extension,
    is_document,
    media_type,
    shown_document,
)
from crawler.extraction.images.pictures import place
from crawler.extraction.images.story import scope_of

# fmt: off
FILE_NAMES = frozenset((
    "file", "files", "document", "documents", "download", "downloads", "attachment", "attachments", "dateien",
    "dokumente", "fichiers", "documentos", "archivos", "anexos", "documenti", "allegati", "lampiran", "dinhkem",
    "attach", "attached", "fujian", "adjuntos",
))
# fmt: on
CLOSED = frozenset({"nav", "footer", "form", "menu", "dialog"})
BELOW = 30  # blocks after the story's surroundings in which a box of files may stand
ASIDE = 12  # blocks after the story, or the last document below it; what stands further away is a column's
FRAMES = {"iframe": "src", "embed": "src", "object": "data"}
MEDIA = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|mp[34]|m4[av]|wav|og[gv]|webm|mov)(?:[?#]|$)")
MAX_FRAMES = 30
LONGEST_TITLE = 300


def find_attachments(layout: Layout, body: Body, headline: int | None, url: str | None) -> tuple[Attachment, ...]:
    """Documents linked within the story and right after it, and those shown in it, in page order."""
    if body.section < 0:
        return ()
    top = scope_of(layout, body.section, headline)
    found: dict[str, tuple[float, Attachment]] = {}
    offered = _offered(layout.sections[top])
    last = layout.sections[body.section].end
    for number, certain in _blocks(layout, body, top):
        if number < last + ASIDE or certain:
            for attachment in _linked(layout.blocks[number], offered, url):
                found.setdefault(attachment.url, (number, attachment))
                last = max(last, number)
    for position, attachment in _framed(layout, body, url):
        found.setdefault(attachment.url, (position - 0.5, attachment))  # before the block that follows
    return tuple(attachment for _, attachment in sorted(found.values(), key=lambda each: each[0]))


def _blocks(layout: Layout, body: Body, top: int) -> Iterator[tuple[int, bool]]:
    """The numbers of the blocks with links in and below the story, and whether their box is named after files."""
    scope = layout.sections[top]
    boxes = _FileBoxes(layout, scope)
    for number in range(scope.start, min(scope.end + BELOW, len(layout.blocks))):
        block = layout.blocks[number]
        if not block.linked:
            continue
        named = (number >= scope.end or body.chrome[block.section]) and boxes.offer(block.section)
        if named or (number < scope.end and not body.chrome[block.section]):
            yield number, named


class _FileBoxes:
    """Which parts of a story's surroundings are named after files: CMSs call such a box "related files"."""

    def __init__(self, layout: Layout, scope: Section) -> None:
        self.layout = layout
        self.scope = scope
        self.known: dict[int, bool | None] = {-1: False}  # by section; None: closed to files

    def offer(self, section: int) -> bool:
        """Whether a section stands in such a part. Each section is looked at once."""
        chain = []
        while section not in self.known:
            each = self.layout.sections[section]
            if each.start <= self.scope.start and self.scope.end <= each.end:
                self.known[section] = False
            else:
                chain.append(section)
                section = each.parent
        for number in reversed(chain):
            self.known[number] = self._state(number, self.known[section])
            section = number
        return bool(self.known[section])

    def _state(self, number: int, around: bool | None) -> bool | None:
        section = self.layout.sections[number]
        if around is None or section.tag in CLOSED or section.hidden:
            return None
        return around or not FILE_NAMES.isdisjoint(name_words(section.names))


def _offered(scope: Section) -> dict[str, str]:
    """The addresses of links that say that they are to be downloaded or lead to a document, with the type stated."""
    return {
        link.get("href", ""): (link.get("type") or "").lower()
        for link in scope.element.iter("a")
        if link.get("type") in MEDIA_TYPES
        or (link.get("download") is not None and not MEDIA.search(link.get("href", "")))
    }


def _linked(block: Block, offered: dict[str, str], url: str | None) -> Iterator[Attachment]:
    """The documents that a block's links lead to."""
    for href in dict.fromkeys(href for _, href, _ in block.runs if href):
        address = absolute(href, url)
        if not address:
            continue
        words = " ".join("".join(text for text, target, _ in block.runs if target == href).split())
        if href in offered or is_document(address) or extension(words.strip(" ()[]")) in DOCUMENTS:
            kind = media_type(address, words) or offered.get(href)
            yield Attachment(url=address, title=_title(block, words), media_type=kind if kind in MEDIA_TYPES else None)


def _title(block: Block, words: str) -> str | None:
    """What a document is called: by its link, else, where that only says "PDF", by what stands before it."""
    title = document_title(words)
    if title is None and len(block.text) <= LONGEST_TITLE:
        before = "".join(text for text, href, _ in block.runs if not href)
        title = document_title(before)
    return title or words or None


def _framed(layout: Layout, body: Body, url: str | None) -> Iterator[tuple[int, Attachment]]:
    """The documents that frames and viewers in the story show, with their positions."""
    container = layout.sections[body.section].element
    frames = list(islice(container.iter(*FRAMES), MAX_FRAMES))
    numbers = {each.element: number for number, each in enumerate(layout.sections)} if frames else {}
    for frame in frames:
        address = absolute(frame.get(FRAMES[str(frame.tag)]) or frame.get("data-src"), url)
        shown = shown_document(address, url) if address else None
        stands = place(layout, frame, numbers)
        if shown and not body.chrome[stands.section]:
            yield stands.position, Attachment(url=shown, title=frame.get("title") or None, media_type=media_type(shown))
