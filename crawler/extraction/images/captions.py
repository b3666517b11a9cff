"""Which blocks of a page are the caption of a picture, however its editor made one."""

from __future__ import annotations

import re
from bisect import bisect_left

from lxml.html import HtmlElement

from crawler.extraction.blocks import Block, Layout, Picture, Section
from crawler.extraction.chrome import lead_names, name_words
from crawler.extraction.images.credits import marked

CAPTION_NAMES = frozenset(
    {"caption", "captions", "captioned", "imgcaption", "photocaption", "chuthich", "legend", "cutline", "desc"}
)
PICTURE_NAMES = re.compile(r"(?i)(?:^|[\s_-])(?:img|image|photo|pic|picture|foto|figure|media|thumb)")
CENTRED_NAMES = re.compile(
    r"(?i)(?:^|\s)(?:[a-z]{1,9}-){0,3}(?:align|text|rte|justify)-?_?cent(?:er|re)(?:ed)?(?:\s|$)|(?:^|\s)cent(?:er|re)(?:ed)?(?:\s|$)"
)
SHORTCODE = re.compile(r"^\[caption\b[^\]]{0,300}\]\s*(?P<caption>.*?)\s*\[/caption\]$")
SOFT = re.compile(r"^(?:Tin|Bài|Thực hiện)\b", re.IGNORECASE)  # "Text and pictures: …" signs the story
SMALL_SIZES = frozenset({"1", "2", "-1", "-2"})
AROUND = 5  # sections around a picture that may bind it to a text
BOX = 8  # blocks; a container of more is no picture's box
LONGEST = 600  # characters of a caption in a figure
LONGEST_LINE = 300  # of a paragraph under a picture
LONGEST_CELL = 400


def caption_blocks(layout: Layout, picture: Picture, body: int) -> list[int]:
    """The numbers of the blocks that are the picture's caption. body: the section that holds the story."""
    for number in layout.ancestors(picture.section)[:AROUND]:
        section = layout.sections[number]
        if number == body or section.end - section.start > BOX:
            break
        if section.tag == "figure" or not CAPTION_NAMES.isdisjoint(name_words(section.names)):
            return _of_figure(layout, section)
        boxed = section.tag == "table" or PICTURE_NAMES.search(section.names)
        if boxed and (found := _of_box(layout, picture, section)):
            return found
    return _below(layout, picture)


def caption_text(layout: Layout, numbers: list[int]) -> str:
    """The caption as it is printed; of a figure only its figcaption, the rest are hints and buttons."""
    text = " ".join(layout.blocks[number].text for number in _called(layout, numbers) or numbers)
    match = SHORTCODE.match(text)
    return match["caption"] if match else text


def _called(layout: Layout, numbers: list[int]) -> list[int]:
    return [
        number
        for number in numbers
        if any(layout.sections[s].tag == "figcaption" for s in layout.ancestors(layout.blocks[number].section)[:4])
    ]


def _of_figure(layout: Layout, section: Section) -> list[int]:
    numbers = range(section.start, min(section.end, section.start + 4))
    return [
        number for number in numbers if layout.blocks[number].size <= LONGEST and layout.blocks[number].density < 0.8
    ]


def _of_box(layout: Layout, picture: Picture, box: Section) -> list[int]:
    """The text of a table or box of one picture and one text; of several and as many texts, the one in its place."""
    blocks = layout.blocks[box.start : box.end]
    pictures = _pictures_in(layout, box)
    if not blocks or sum(block.size for block in blocks) > LONGEST_CELL * max(1, len(pictures)):
        return []
    if box.tag == "table" and len(pictures) == len(blocks) > 1:
        return [box.start + pictures.index(picture)] if picture in pictures else []
    if len(blocks) > 2 or any(_beside(layout, picture, block) for block in blocks):
        return []
    return list(range(box.start, box.end))


def _pictures_in(layout: Layout, box: Section) -> list[Picture]:
    first = bisect_left(layout.pictures, box.start, key=lambda picture: picture.position)
    last = bisect_left(layout.pictures, box.end + 1, key=lambda picture: picture.position)
    return [each for each in layout.pictures[first:last] if _within(each.element, box.element)]


def _within(element: HtmlElement, container: HtmlElement) -> bool:
    around: HtmlElement | None = element
    for _ in range(12):
        if around is None or around is container:
            break
        around = around.getparent()
    return around is container


def _beside(layout: Layout, picture: Picture, block: Block) -> bool:
    """Whether a text stands in another cell of the picture's row: a table that lays out, not one that binds."""
    own, other = _cell(layout, picture.section), _cell(layout, block.section)
    if own < 0 or other < 0 or own == other:
        return False
    return layout.sections[own].parent == layout.sections[other].parent


def _cell(layout: Layout, section: int) -> int:
    return next((n for n in layout.ancestors(section)[:AROUND] if layout.sections[n].tag in {"td", "th"}), -1)


def _below(layout: Layout, picture: Picture) -> list[int]:
    """A short paragraph after the picture that is set apart, called a caption, or names who took it."""
    if picture.position >= len(layout.blocks):
        return []
    block = layout.blocks[picture.position]
    if block.size > LONGEST_LINE or block.tag.startswith("h") or block.density > 0.5:
        return []
    called = not CAPTION_NAMES.isdisjoint(name_words(layout.sections[block.section].names))
    if called or SHORTCODE.match(block.text) or (marked(block.text) and not SOFT.match(block.text)):
        return [picture.position]
    names = layout.sections[block.section].names
    return [picture.position] if not lead_names(names) and _set_apart(layout, picture.position) else []


def _set_apart(layout: Layout, position: int) -> bool:
    """Whether a block is in italics, small or centred, and the text right after it is not likewise."""
    block, after = layout.blocks[position], _text_after(layout, position)
    if _italic(block):
        return after is None or not _italic(after)
    if _small(layout, block):
        return after is None or not _small(layout, after)
    if not _centred(layout, block):
        return False
    return after is None or after.size < 80 or not _centred(layout, after)


def _text_after(layout: Layout, position: int) -> Block | None:
    """The block after another, None where a picture stands between the two."""
    after = bisect_left(layout.pictures, position + 1, key=lambda picture: picture.position)
    pictured = after < len(layout.pictures) and layout.pictures[after].position == position + 1
    return None if pictured or position + 1 >= len(layout.blocks) else layout.blocks[position + 1]


def _italic(block: Block) -> bool:
    return all("i" in style or not text.strip() for text, _, style in block.runs)


def _small(layout: Layout, block: Block) -> bool:
    """Whether a whole paragraph is printed small."""
    element = layout.sections[block.section].element
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return False
    return element[0].tag == "small" or (element[0].tag == "font" and element[0].get("size") in SMALL_SIZES)


def _centred(layout: Layout, block: Block) -> bool:
    """Whether a block is centred, by itself or, where it says nothing of it, by a container of its own."""
    own = layout.sections[block.section]
    if _is_centred(own.element):
        return True
    around = layout.sections[own.parent] if own.parent >= 0 else own
    aligned = own.element.get("align") or "text-align" in (own.element.get("style") or "")
    return not aligned and around.end - around.start <= 2 and _is_centred(around.element)


def _is_centred(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    if (element.get("align") or "").lower() == "center" or "text-align:center" in style or element.tag == "center":
        return True
    return bool(CENTRED_NAMES.search((element.get("class") or "")[:500]))
