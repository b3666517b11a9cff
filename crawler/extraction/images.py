"""The story's pictures with what is printed under them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from archive.article import Image
from crawler.extraction.address import absolute
from crawler.extraction.blocks import Block, Layout, Picture, Section
from crawler.extraction.body import Body
from crawler.extraction.chrome import name_words

LAZY = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image", "data-hi-res-src",
        "data-full-src", "data-original-src", "data-echo", "file")  # fmt: skip
SRCSETS = ("data-srcset", "data-lazy-srcset", "srcset")
DESCRIPTOR_END = re.compile(r"(\s\d{1,6}(?:\.\d{1,4})?[wx])\s?,")
DESCRIPTOR = re.compile(r"(\d{1,6}(?:\.\d{1,4})?)[wx]")
MAX_SRCSET = 20_000
SIZE = re.compile(r"\s*(\d{1,5})(?:px)?\s*$")
NO_STORY = re.compile(
    r"(?i)(?:^|[/_.=-])(?:logos?|icons?|ico|sprite|avatar|gravatar|spacer|blank|pixel|1x1|loading|loader|placeholder|transparent|"
    r"emoji|button|btn|banner|ads?|tracking|facebook|twitter|zalo|youtube|share|rss|arrow|bullet|"
    r"captcha|qr-?code|counter|default-?avatar|no-?image)(?:[/_.=-]|\d{0,3}(?:[/_.=-]|$))"
)
# Words that pictures of stories are named by too; decoration is rarely a photograph.
DECORATION = re.compile(r"(?i)(?:^|[/_.=-])(?:clock|calendar|dot|print)[_-]?\d{0,3}\.(?:gif|png|svg|webp)(?:$|\?)")
# fmt: off
NO_STORY_NAMES = frozenset((
    "logo", "icon", "avatar", "emoji", "sprite", "author", "byline", "profile", "headshot", "pixel", "tracker", "ad",
    "ads", "banner", "share", "social", "smiley",
))
# fmt: on
CAPTION_NAMES = frozenset(
    {"caption", "captions", "imgcaption", "photocaption", "chuthich", "legend", "cutline", "desc"}
)
CREDIT = re.compile(
    r"[\s(（\[|/–—-]*"
    r"(?:\b(?:Ảnh|Nguồn ảnh|Photo(?: credit| by)?|Fotos?|Image|Picture|Bild|Credits?|Crédit(?: photo)?|Quelle)"
    r"\s?[:：]\s?"
    r"|©\s?|(?:图片来源|图|摄影|攝影|写真|撮影|사진|ภาพ|تصوير|Фото)\s?[:：]\s?)"
    r"(?P<credit>[^()（）]{2,80}?)[\s)）\].]*$"
)
PHOTOGRAPHER = re.compile(r"[\s(（](?P<credit>[\u3400-\u9fff·/ ]{2,20}?)\s?[摄攝][)）]?\s*$")
PICTURE_PAGE = re.compile(
    r"(?i)\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|$)|[/_-](?:photos?|images?|gallery|fotos?|bild|attachment)[/_-]"
)
FIGURES = frozenset({"figure", "picture"})
PICTURE_NAMES = re.compile(r"(?i)(?:^|[\s_-])(?:img|image|photo|pic|picture|foto|figure|media|thumb)")
SMALL = 90  # pixels: what is less wide or high is decoration
MAX_IMAGES = 200
MAX_PICTURES = 5000  # looked at


@dataclass(slots=True)
class Gallery:
    """The pictures of a story. places: by the number of the block that follows; captions: the blocks that are such."""

    places: dict[int, list[Image]] = field(default_factory=dict)
    captions: set[int] = field(default_factory=set)

    @property
    def images(self) -> tuple[Image, ...]:
        return tuple(image for position in sorted(self.places) for image in self.places[position])


def find_images(layout: Layout, body: Body, headline: int | None, url: str | None) -> Gallery:
    """The pictures of the story: those in its container, and its lead picture above the text."""
    gallery = Gallery()
    if body.section < 0:
        return gallery
    seen: set[str] = set()
    for picture in _of_story(layout, body, headline):
        if len(seen) >= MAX_IMAGES:
            break
        address = source(picture.element, url)
        if _decorative(layout, picture, address or ""):
            continue
        captions = caption_blocks(layout, picture)
        gallery.captions.update(captions)
        captions = _called_caption(layout, captions) or captions
        if address is None or _identity(address) in seen:
            continue
        seen.add(_identity(address))
        image = _image(picture.element, address, " ".join(layout.blocks[number].text for number in captions))
        gallery.places.setdefault(picture.position, []).append(image)
    return gallery


def _of_story(layout: Layout, body: Body, headline: int | None) -> Iterator[Picture]:
    """The pictures within the story, and those above its text that are no chrome."""
    scope = scope_of(layout, body.section, headline)
    section = layout.sections[body.section]
    last = min(section.end, max(body.kept, default=section.end) + 2)
    for picture in layout.pictures[:MAX_PICTURES]:
        if not scope.start <= picture.position <= last:
            continue
        # The lead picture often stands in what is called a hero, an overlay or a teaser.
        lead = headline is not None and picture.position <= section.start and not picture.link
        if not body.chrome[picture.section] or (lead and _in_figure(layout, picture)):
            yield picture


def scope_of(layout: Layout, section: int, headline: int | None) -> Section:
    """The innermost section that holds both the story's container and its headline."""
    for number in layout.ancestors(section):
        candidate = layout.sections[number]
        if headline is None or candidate.start <= headline < candidate.end:
            return candidate
    return layout.sections[section]


def _identity(address: str) -> str:
    return address.partition("?")[0]


def source(element: HtmlElement, url: str | None) -> str | None:
    """The address of the picture itself, not of the blank that stands in until a script runs; the largest of a set."""
    lazy = next((element.get(name) for name in LAZY if element.get(name)), None)
    for candidate in (_largest(element), lazy, element.get("src")):
        address = absolute(candidate, url)
        if address:
            return address
    return None


def _largest(element: HtmlElement) -> str | None:
    """The address in the srcset with the greatest width or density."""
    best, best_size = None, 0.0
    for name in SRCSETS:
        for candidate, size in srcset(element.get(name) or ""):
            if size > best_size and not candidate.startswith("data:"):
                best, best_size = candidate, size
    return best


def srcset(value: str) -> Iterator[tuple[str, float]]:
    """The addresses of a srcset with their size, 1 where none is stated. A comma may be part of an address."""
    address: str | None = None
    for word in DESCRIPTOR_END.sub(r"\1 ", value[:MAX_SRCSET]).split():
        size = DESCRIPTOR.fullmatch(word)
        if size and address:
            yield address, float(size[1])
            address = None
            continue
        if address:
            yield address, 1.0
        address = word.strip(",") or None
    if address:
        yield address, 1.0


def _decorative(layout: Layout, picture: Picture, address: str) -> bool:
    """Icons, logos, trackers, portraits, and thumbnails that lead to another story."""
    element = picture.element
    sizes = [int(match[1]) for name in ("width", "height") if (match := SIZE.match(element.get(name) or ""))]
    if any(size < SMALL for size in sizes) or address.lower().partition("?")[0].endswith(".svg"):
        return True
    path = unquote(urlsplit(address).path)[-120:]
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if NO_STORY.search(path) or DECORATION.search(path) or not NO_STORY_NAMES.isdisjoint(name_words(names)):
        return True
    return bool(picture.link) and not PICTURE_PAGE.search(picture.link or "") and not _in_figure(layout, picture)


def _in_figure(layout: Layout, picture: Picture) -> bool:
    return any(layout.sections[number].tag in FIGURES for number in layout.ancestors(picture.section)[:4])


def caption_blocks(layout: Layout, picture: Picture) -> list[int]:
    """The numbers of the blocks that are the picture's caption."""
    for number in layout.ancestors(picture.section)[:5]:
        section = layout.sections[number]
        if section.tag == "figure" or "caption" in section.names.lower():
            return [n for n in range(section.start, min(section.end, section.start + 4)) if _plain(layout.blocks[n])]
        boxed = section.tag == "table" or PICTURE_NAMES.search(section.names)
        if boxed and (found := _box_caption(layout, section.start, section.end)):
            return found
    return _following_caption(layout, picture)


def _called_caption(layout: Layout, numbers: list[int]) -> list[int]:
    """Those of a figure's blocks that stand in its figcaption; the rest are hints and buttons."""
    return [
        number
        for number in numbers
        if any(layout.sections[s].tag == "figcaption" for s in layout.ancestors(layout.blocks[number].section)[:4])
    ]


def _plain(block: Block) -> bool:
    return block.size <= 600 and block.density < 0.8


def _box_caption(layout: Layout, start: int, end: int) -> list[int]:
    """A table or box of one picture and one text is how editors without figures bind the two."""
    blocks = layout.blocks[start:end]
    return list(range(start, end)) if 1 <= end - start <= 2 and sum(block.size for block in blocks) <= 400 else []


def _following_caption(layout: Layout, picture: Picture) -> list[int]:
    """A short paragraph after the picture that is set apart: centred, in italics, or called a caption."""
    if picture.position >= len(layout.blocks):
        return []
    block = layout.blocks[picture.position]
    if block.size > 300 or block.tag.startswith("h") or block.density > 0.5:
        return []
    section = layout.sections[block.section]
    if not CAPTION_NAMES.isdisjoint(name_words(section.names)):
        return [picture.position]
    return [picture.position] if _set_apart(layout, picture.position) else []


def _set_apart(layout: Layout, position: int) -> bool:
    """Whether a block is in italics or centred, and the text right after it is not likewise."""
    block, after = layout.blocks[position], _text_after(layout, position)
    if _italic(block):
        return after is None or not _italic(after)
    if not _centred(layout.sections[block.section].element):
        return False
    return after is None or after.size < 80 or not _centred(layout.sections[after.section].element)


def _text_after(layout: Layout, position: int) -> Block | None:
    """The block after another, None where a picture stands between the two."""
    after = bisect_left(layout.pictures, position + 1, key=lambda picture: picture.position)
    pictured = after < len(layout.pictures) and layout.pictures[after].position == position + 1
    return None if pictured or position + 1 >= len(layout.blocks) else layout.blocks[position + 1]


def _italic(block: Block) -> bool:
    return all("i" in style or not text.strip() for text, _, style in block.runs)


def _centred(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (element.get("align") or "").lower() == "center" or "text-align:center" in style or element.tag == "center"


def _image(element: HtmlElement, address: str, printed: str) -> Image:
    caption: str | None = unicodedata.normalize("NFC", printed).strip() or None
    credit = None
    match = caption and (CREDIT.search(caption) or PHOTOGRAPHER.search(caption))
    if caption and match:
        credit = match["credit"].strip()
        caption = caption[: match.start()].strip(" -–—|(/") or None
    alt = " ".join((element.get("alt") or "").split()) or None
    return Image(url=address, caption=caption, credit=credit, alt=alt)
