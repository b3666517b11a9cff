"""By what a block or picture of one page is known on another page of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from crawler.extraction.blocks import HEADINGS, Block, Layout
from crawler.extraction.documents import is_document
from crawler.extraction.images.source import stated_source

DIGITS = re.compile(r"\d+(?:[.,:/\s-]\d+)*")
WORD = 2  # letters; a text with fewer is a number, which is like any other once its digits are folded


@dataclass(frozen=True, slots=True)
class Mark:
    """A block's mark, and the same without its numbers: None where it has none, or is a heading."""

    literal: str
    folded: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a page's blocks and pictures, by their numbers in its layout."""

    blocks: tuple[Mark, ...]
    pictures: tuple[str, ...]

    def of(self, numbers: Iterable[int]) -> Iterator[str]:
        """All marks of some of the blocks."""
        for number in numbers:
            mark = self.blocks[number]
            yield mark.literal
            if mark.folded:
                yield mark.folded

    def all(self) -> Iterator[str]:
        """All marks of the page."""
        yield from self.of(range(len(self.blocks)))
        yield from self.pictures


def marks_of(layout: Layout) -> Marks:
    """The marks of a page, each 16 hexadecimal digits."""
    before = ("", *(block.text for block in layout.blocks))
    blocks = tuple(_mark(layout, block, text) for block, text in zip(layout.blocks, before, strict=False))
    return Marks(
        blocks, tuple(_digest("img", "", stated_source(picture.element)[:2000]) for picture in layout.pictures)
    )


def mark_of_summary(summary: str) -> str:
    """The mark of a page's summary; many sites give all their pages one."""
    return _digest("summary", "", summary)


def _mark(layout: Layout, block: Block, before: str) -> Mark:
    """A heading bears its number: two bulletins are not one. A bare number is known by the label before it.

    "The report (PDF)" is on each page another report.
    """
    names = layout.sections[block.section].names
    documents = [target for _, target, _ in block.runs if target and is_document(target)] if block.linked else []
    literal = _digest(block.tag, names, "\0".join([block.text, *documents]))
    folded = DIGITS.sub("0", block.text)
    if folded == block.text or documents or block.tag in HEADINGS:
        return Mark(literal)
    if _has_word(folded):
        return Mark(literal, _digest(block.tag, names, folded))
    return Mark(literal, _digest(block.tag, names, f"{before}\0{folded}") if _has_word(before) else None)


def _has_word(text: str) -> bool:
    return sum(map(str.isalpha, text[:200])) >= WORD


def _digest(tag: str, names: str, text: str) -> str:
    names = DIGITS.sub("0", names) if names else ""  # the numbers in names are those of records
    return blake2b(f"{tag}\0{names}\0{text}".encode("utf-8", "replace"), digest_size=8).hexdigest()
