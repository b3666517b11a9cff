"""The story's blocks as plain text and as clean HTML.

The HTML is built, not filtered: only our own tags are written, and every text and address is escaped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from html import escape
from itertools import takewhile

from archive.article import Image
from crawler.extraction.address import absolute
from crawler.extraction.blocks import Block, Layout, Run

FRAMES = {"ul": "ul", "ol": "ol", "dl": "ul", "li": "li", "dt": "li", "dd": "li", "blockquote": "blockquote",
          "table": "table", "tr": "tr", "td": "td", "th": "th"}  # fmt: skip
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
OPENING, CLOSING = {"table": "<table><tbody>"}, {"table": "</tbody></table>"}  # as any HTML parser reads a table
NEEDED = {"li": ("ul", "ol"), "tr": ("table",), "td": ("tr",), "th": ("tr",)}  # a frame outside of these is none
LONGEST_CELL = 400  # a table with a longer block lays a page out
MAX_FRAMES = 12
MAX_TABLE = 2000  # sections of a table that are looked at

Frame = tuple[int, str]  # number of the section, tag to write


def to_text(layout: Layout, numbers: Iterable[int], top: int) -> str:
    """Paragraphs apart by a blank line, a table's row in one line, NFC."""
    frames = _Frames(layout, top)
    paragraphs: list[list[str]] = []
    row_before = -1
    for number in numbers:
        block = layout.blocks[number]
        row = next((section for section, tag in reversed(frames.of(block.section)) if tag == "tr"), -1)
        if row >= 0 and row == row_before:
            paragraphs[-1].append(block.text)
        else:
            paragraphs.append([block.text])
        row_before = row
    return unicodedata.normalize("NFC", "\n\n".join(map(" | ".join, paragraphs)))


def to_html(
    layout: Layout, numbers: Iterable[int], top: int, images: Mapping[int, list[Image]], url: str | None
) -> str:
    """The same with its structure. images: by the number of the block before which they stand; url: the links' base."""
    frames = _Frames(layout, top)
    out: list[str] = []
    opened: list[Frame] = []
    rest = sorted(images)
    for number in numbers:
        while rest and rest[0] <= number:
            _reframe(out, opened, [])
            out.extend(_figure(image) for image in images[rest.pop(0)])
        block = layout.blocks[number]
        _reframe(out, opened, frames.of(block.section))
        out.append(_block(block, opened[-1][1] if opened else "", url))
    _reframe(out, opened, [])
    out.extend(_figure(image) for position in rest for image in images[position])
    return "".join(out)


class _Frames:
    """The lists, quotations and tables around a section, the outermost first, up to and with the section `top`."""

    def __init__(self, layout: Layout, top: int) -> None:
        self.layout = layout
        self.known: dict[int, list[Frame]] = {-1: []}
        if top >= 0:
            self.known[top] = self._within([], top)

    def of(self, section: int) -> list[Frame]:
        chain = []
        while section not in self.known:
            chain.append(section)
            section = self.layout.sections[section].parent
        frames = self.known[section]
        for number in reversed(chain):
            frames = self._within(frames, number)
            self.known[number] = frames
        return frames

    def _within(self, frames: list[Frame], number: int) -> list[Frame]:
        tag = FRAMES.get(self.layout.sections[number].tag)
        if not tag or len(frames) >= MAX_FRAMES or (tag == "table" and not self._is_data(number, frames)):
            return frames
        if tag in NEEDED and not (frames and frames[-1][1] in NEEDED[tag]):
            return frames
        if tag not in {"tr", "td", "th", "li"} and frames and frames[-1][1] in {"ul", "ol", "table", "tr"}:
            return frames
        return [*frames, (number, tag)]

    def _is_data(self, number: int, frames: list[Frame]) -> bool:
        """Whether a table holds data: several rows of cells, no text of a page's length, no table in it."""
        table = self.layout.sections[number]
        if any(tag == "table" for _, tag in frames):
            return False
        rest = self.layout.sections[number + 1 : number + MAX_TABLE]
        inside = list(takewhile(lambda section: section.start < table.end, rest))
        cells = sum(section.tag in {"td", "th"} for section in inside)
        rows = sum(section.tag == "tr" for section in inside)
        longest = max((block.size for block in self.layout.blocks[table.start : table.end]), default=0)
        return rows >= 2 and cells >= 2 * rows and longest <= LONGEST_CELL


def _reframe(out: list[str], opened: list[Frame], wanted: list[Frame]) -> None:
    """Close and open elements until `opened` is `wanted`."""
    common = 0
    while common < min(len(opened), len(wanted)) and opened[common] == wanted[common]:
        common += 1
    while len(opened) > common:
        out.append(CLOSING.get(tag := opened.pop()[1], f"</{tag}>"))
    for frame in wanted[common:]:
        opened.append(frame)
        out.append(OPENING.get(frame[1], f"<{frame[1]}>"))


def _block(block: Block, frame: str, url: str | None) -> str:
    text = "".join(_inline(run, url) for run in _trimmed(block.runs))
    heading = HEADINGS.get(block.tag)
    if heading and not frame:
        return f"<{heading}>{text}</{heading}>"
    if frame in {"li", "td", "th"}:
        return text
    return f"<p>{text}</p>"


def _trimmed(runs: list[Run]) -> list[Run]:
    """Runs with white space as a browser shows it."""
    out: list[Run] = []
    open_space = True
    for text, href, style in runs:
        shown = " ".join(text.split())
        if text[:1].isspace() and not open_space:
            shown = " " + shown
        if shown.strip() and text[-1:].isspace():
            shown += " "
        if shown:
            out.append((shown, href, style))
            open_space = shown[-1] == " "
    if out:
        out[-1] = (out[-1][0].rstrip(), *out[-1][1:])
    return out


def _inline(run: Run, url: str | None) -> str:
    text, href, style = run
    text = _escaped(text)
    if text.strip():
        text = f"<em>{text}</em>" if "i" in style else text
        text = f"<strong>{text}</strong>" if "b" in style else text
        target = absolute(href, url) if href else None
        text = f'<a href="{_attribute(target)}">{text}</a>' if target else text
    return text


def _figure(image: Image) -> str:
    caption = " ".join(filter(None, (image.caption, f"({image.credit})" if image.credit else None)))
    shown = f"<figcaption>{_escaped(caption)}</figcaption>" if caption else ""
    return f'<figure><img src="{_attribute(image.url)}" alt="{_attribute(image.alt or "")}">{shown}</figure>'


def _escaped(text: str) -> str:
    """A text as HTML serializers write it: quotation marks stay. NFC by the piece, or a mark joins a tag's `>`."""
    return escape(unicodedata.normalize("NFC", text), quote=False).replace("\xa0", "&nbsp;")


def _attribute(value: str) -> str:
    """The same between double quotation marks."""
    return _escaped(value).replace('"', "&quot;")
